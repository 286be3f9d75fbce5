// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0319_idle.h"

#include "xmpp/extensions/xep0203_delay.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView idleNs = u"urn:xmpp:idle:1";

} // namespace

QString Xep0319Idle::name() const { return u"xep0319"_s; }

QStringList Xep0319Idle::features() const { return {idleNs.toString()}; }

unsigned Xep0319Idle::stages() const { return at(Stage::Annotate); }

Handled Xep0319Idle::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Presence || !stanza.type.isEmpty())
        return Handled::Pass;
    const XmlElement *idle = stanza.element.child(u"idle", idleNs);
    if (!idle)
        return Handled::Pass;
    if (const auto since = Xep0203Delay::parseStamp(idle->attribute(u"since")))
        stanza.annotate(IdleSince{std::min(*since, sender().clock().nowMs())});
    return Handled::Pass;
}

void Xep0319Idle::build(XmlElement &stanza)
{
    // Only in the broadcast presence, which goes to subscribers, not in a directed presence to a room.
    if (m_ownIdleSince <= 0 || stanza.name() != u"presence" || stanza.hasAttribute(u"type") ||
        stanza.hasAttribute(u"to"))
        return;
    XmlElement idle(u"idle"_s, idleNs.toString());
    idle.setAttribute(u"since"_s, Xep0203Delay::formatStamp(m_ownIdleSince));
    stanza.addChild(std::move(idle));
}

} // namespace roost
