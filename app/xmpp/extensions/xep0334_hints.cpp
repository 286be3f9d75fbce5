// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0334_hints.h"

#include "xmpp/extensions/xep0033_addresses.h"
#include "xmpp/extensions/xep0297_forward.h"
#include "xmpp/namespaces.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView hintsNs = u"urn:xmpp:hints";

} // namespace

QString Xep0334Hints::name() const { return u"xep0334"_s; }

QStringList Xep0334Hints::features() const { return {hintsNs.toString()}; }

unsigned Xep0334Hints::stages() const { return at(Stage::Annotate); }

Handled Xep0334Hints::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Message)
        return Handled::Pass;
    bool isStored = true;
    bool isCopied = true;
    for (const XmlElement &child : stanza.element.children()) {
        if (child.ns() != hintsNs)
            continue;
        isStored = isStored && child.name() != u"no-store" && child.name() != u"no-permanent-store";
        isCopied = isCopied && child.name() != u"no-copy";
    }
    if (!isStored)
        stanza.annotate(DoNotStore{});
    if (isCopied)
        return Handled::Pass;
    stanza.annotate(DoNotCopy{});
    if (!isForAnother(stanza))
        return Handled::Pass;
    refuse(stanza);
    return Handled::Consume;
}

bool Xep0334Hints::isForAnother(const Stanza &stanza) const
{
    const bool isNormal = stanza.type.isEmpty() || stanza.type == u"normal";
    const Jid own = sender().ownJid();
    const auto *meant = stanza.annotation<MeantFor>();
    const Jid &to = meant && meant->jid.bareView() == own.bareView() ? meant->jid : stanza.to;
    return isNormal && !stanza.id.isEmpty() && !stanza.annotation<Forwarded>() && own.isFull() &&
           to.isFull() && to != own && to.bareView() == own.bareView() && hasBody(stanza.element) &&
           m_allowed && m_allowed(stanza.from.bare());
}

// RFC 6121 §8.5.3.2.1 requires the server to send this error. Prosody and ejabberd deliver the message to
// another Connection instead, and ejabberd changes its address.
void Xep0334Hints::refuse(const Stanza &stanza)
{
    XmlElement answer(u"message"_s, ns::client);
    answer.setAttribute(u"to"_s, stanza.from.toString());
    answer.setAttribute(u"id"_s, stanza.id);
    answer.setAttribute(u"type"_s, u"error"_s);
    XmlElement error(u"error"_s, ns::client);
    error.setAttribute(u"type"_s, u"cancel"_s);
    error.addChild(XmlElement(u"service-unavailable"_s, u"urn:ietf:params:xml:ns:xmpp-stanzas"_s));
    answer.addChild(std::move(error));
    sender().send(std::move(answer));
}

XmlElement Xep0334Hints::make(Hint hint)
{
    switch (hint) {
    case Hint::NoPermanentStore:
        return XmlElement(u"no-permanent-store"_s, hintsNs.toString());
    case Hint::NoStore:
        return XmlElement(u"no-store"_s, hintsNs.toString());
    case Hint::NoCopy:
        return XmlElement(u"no-copy"_s, hintsNs.toString());
    case Hint::Store:
        break;
    }
    return XmlElement(u"store"_s, hintsNs.toString());
}

} // namespace roost
