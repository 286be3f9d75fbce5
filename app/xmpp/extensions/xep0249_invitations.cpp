// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0249_invitations.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView conferenceNs = u"jabber:x:conference";

} // namespace

QString Xep0249Invitations::name() const { return u"xep0249"_s; }

unsigned Xep0249Invitations::stages() const { return at(Stage::Annotate); }

Handled Xep0249Invitations::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Message || stanza.annotation<RoomInvitation>())
        return Handled::Pass;
    const XmlElement *invitation = stanza.element.child(u"x", conferenceNs);
    if (!invitation)
        return Handled::Pass;
    const Jid room = Jid::fromWire(invitation->attribute(u"jid"));
    if (room.isBare() && !room.isDomain())
        stanza.annotate(RoomInvitation{room, stanza.from.bare(),
                                       RoomInvitation::cappedReason(invitation->attribute(u"reason"))});
    return Handled::Pass;
}

} // namespace roost
