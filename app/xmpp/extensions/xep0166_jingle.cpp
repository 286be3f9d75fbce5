// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0166_jingle.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView jingleNs = u"urn:xmpp:jingle:1";
constexpr QStringView rtpNs = u"urn:xmpp:jingle:apps:rtp:1";
constexpr qsizetype maxId = 1'024;

bool isCall(const XmlElement &jingle)
{
    return jingle.attribute(u"action") == u"session-initiate" &&
           std::any_of(jingle.children().begin(), jingle.children().end(),
                       [](const XmlElement &content) { return content.child(u"description", rtpNs); });
}

} // namespace

QString Xep0166Jingle::name() const { return u"xep0166"_s; }

unsigned Xep0166Jingle::stages() const { return at(Stage::Deliver); }

Handled Xep0166Jingle::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Iq || stanza.type != u"set" || stanza.from.isEmpty() ||
        stanza.from.bareView() == sender().ownJid().bareView())
        return Handled::Pass;
    const XmlElement *jingle = stanza.element.child(u"jingle", jingleNs);
    const QString id = jingle && isCall(*jingle) ? jingle->attribute(u"sid") : QString();
    if (!id.isEmpty() && id.size() <= maxId)
        Q_EMIT callReceived(stanza.from, id);
    return Handled::Pass;
}

} // namespace roost
