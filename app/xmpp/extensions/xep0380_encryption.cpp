// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0380_encryption.h"

#include "xmpp/namespaces.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView emeNs = u"urn:xmpp:eme:0";
constexpr QStringView oldOmemo = u"eu.siacs.conversations.axolotl";
constexpr QStringView omemoNs = u"urn:xmpp:omemo:";

bool isOmemo(const XmlElement &child)
{
    return child.name() == u"encrypted" && (child.ns() == oldOmemo || child.ns().startsWith(omemoNs));
}

bool isOtherCipher(const XmlElement &child)
{
    return child.is(u"encryption", emeNs) || child.is(u"x", u"jabber:x:encrypted") ||
           child.is(u"openpgp", u"urn:xmpp:openpgp:0") ||
           (child.is(u"body", ns::client) && child.text().startsWith("?OTR"_L1));
}

} // namespace

QString Xep0380Encryption::name() const { return u"xep0380"_s; }

unsigned Xep0380Encryption::stages() const { return at(Stage::Annotate); }

Handled Xep0380Encryption::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Message)
        return Handled::Pass;
    bool isEncrypted = false;
    bool isKeysOnly = false;
    for (const XmlElement &child : stanza.element.children()) {
        if (isOmemo(child)) {
            isEncrypted = true;
            isKeysOnly = !child.child(u"payload", child.ns());
        } else if (isOtherCipher(child)) {
            isEncrypted = true;
        }
    }
    if (isEncrypted)
        stanza.annotate(Encrypted{!isKeysOnly});
    return Handled::Pass;
}

} // namespace roost
