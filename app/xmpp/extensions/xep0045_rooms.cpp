// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0045_rooms.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView mucUserNs = u"http://jabber.org/protocol/muc#user";

} // namespace

QString Xep0045Rooms::name() const { return u"xep0045"_s; }

unsigned Xep0045Rooms::stages() const { return at(Stage::Annotate); }

Handled Xep0045Rooms::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Message || !stanza.from.isBare())
        return Handled::Pass;
    const XmlElement *user = stanza.element.child(u"x", mucUserNs);
    const XmlElement *invite = user ? user->child(u"invite", mucUserNs) : nullptr;
    if (!invite)
        return Handled::Pass;
    // A room that hides addresses names an occupant as the sender; the inviter is then unknown.
    Jid inviter = Jid::fromWire(invite->attribute(u"from"));
    if (inviter.bareView() == stanza.from.bareView())
        inviter = {};
    stanza.annotate(RoomInvitation{stanza.from, inviter.bare(),
                                   RoomInvitation::cappedReason(invite->childText(u"reason", mucUserNs))});
    return Handled::Pass;
}

} // namespace roost
