// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/rfc6121_presence.h"

#include "xmpp/extensions/xep0172_nick.h"
#include "xmpp/language_choice.h"

#include "base/visible_text.h"
#include "xmpp/namespaces.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr qsizetype maxStatus = 1024;

/// At most `maxStatus` characters, without half a surrogate pair at the end.
QString cappedStatus(const QString &status)
{
    if (status.size() <= maxStatus)
        return status; // shares the stanza's string
    return status.left(status[maxStatus - 1].isHighSurrogate() ? maxStatus - 1 : maxStatus);
}

/// §4.7.2.1: no <show/>, or one of an unknown value, is plain availability.
Show parseShow(QStringView show)
{
    if (show == u"away")
        return Show::Away;
    if (show == u"dnd")
        return Show::DoNotDisturb;
    if (show == u"xa")
        return Show::ExtendedAway;
    return show == u"chat" ? Show::Chat : Show::Available;
}

QString showText(Show show)
{
    switch (show) {
    case Show::Chat:
        return u"chat"_s;
    case Show::Away:
        return u"away"_s;
    case Show::DoNotDisturb:
        return u"dnd"_s;
    case Show::ExtendedAway:
        return u"xa"_s;
    case Show::Available:
    case Show::Offline:
        break;
    }
    return {};
}

/// One pass over the children: this runs for each of tens of thousands of presences after signing in.
PresenceInfo parsePresence(const XmlElement &presence, bool isAvailable, const StanzaSender &sender)
{
    PresenceInfo info;
    if (isAvailable)
        info.show = Show::Available;
    for (const XmlElement &child : presence.children()) {
        if (child.ns() != ns::client)
            continue;
        if (child.name() == u"status") {
            // Mostly there is one.
            const XmlElement *told = &child;
            if (!info.status.isEmpty())
                told = childInLanguage(presence, u"status", ns::client, sender.streamLanguage());
            if (hasVisibleText(told->text()))
                info.status = cappedStatus(told->text());
        } else if (!isAvailable) {
            continue;
        } else if (child.name() == u"show") {
            info.show = parseShow(QStringView(child.text()).trimmed());
        } else if (child.name() == u"priority") {
            bool isNumber = false;
            const int priority = child.text().trimmed().toInt(&isNumber);
            info.priority = isNumber ? qint8(std::clamp(priority, -128, 127)) : qint8(0);
        }
    }
    return info;
}

XmlElement makePresence(const PresenceInfo &info)
{
    XmlElement presence(u"presence"_s, ns::client);
    if (info.show == Show::Offline)
        presence.setAttribute(u"type"_s, u"unavailable"_s);
    if (const QString show = showText(info.show); !show.isEmpty())
        presence.addTextChild(u"show"_s, ns::client, show);
    if (!info.status.isEmpty())
        presence.addTextChild(u"status"_s, ns::client, info.status);
    if (info.priority != 0 && info.show != Show::Offline)
        presence.addTextChild(u"priority"_s, ns::client, QString::number(info.priority));
    return presence;
}

XmlElement makeDirected(const QString &type, const Jid &to)
{
    XmlElement presence(u"presence"_s, ns::client);
    presence.setAttribute(u"type"_s, type);
    presence.setAttribute(u"to"_s, to.bare().toString());
    return presence;
}

} // namespace

QString Rfc6121Presence::name() const { return u"rfc6121-presence"_s; }

unsigned Rfc6121Presence::stages() const { return at(Stage::Deliver); }

Handled Rfc6121Presence::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Presence)
        return Handled::Pass;
    if (stanza.from.isEmpty())
        return Handled::Drop;
    const bool isAvailable = stanza.type.isEmpty();
    if (isAvailable || stanza.type == u"unavailable") {
        const PresenceInfo info = parsePresence(stanza.element, isAvailable, sender());
        Q_EMIT presenceReceived(stanza, info);
        return Handled::Consume;
    }
    if (stanza.type == u"error") {
        Q_EMIT presenceFailed(stanza.from, stanzaError(stanza.element));
        return Handled::Consume;
    }
    return handleSubscription(stanza);
}

Handled Rfc6121Presence::handleSubscription(const Stanza &stanza)
{
    const Jid from = stanza.from.bare();
    if (from.bareView() == sender().ownJid().bareView())
        return Handled::Drop;
    if (stanza.type == u"subscribe") {
        const auto *nick = stanza.annotation<Nickname>();
        const XmlElement *told =
            childInLanguage(stanza.element, u"status", ns::client, sender().streamLanguage());
        const QString status = cappedStatus(told ? told->text() : QString());
        Q_EMIT subscriptionRequested(from, nick ? nick->text : QString(), status);
        return Handled::Consume;
    }
    if (stanza.type == u"unsubscribe" || stanza.type == u"unsubscribed") {
        Q_EMIT subscriptionWithdrawn(from);
        return Handled::Consume;
    }
    // The roster push reports a "subscribed" more precisely (§3.1.6); "probe" is for servers.
    return stanza.type == u"subscribed" || stanza.type == u"probe" ? Handled::Consume : Handled::Drop;
}

void Rfc6121Presence::sessionStarted(bool resumed)
{
    // A resumed session knows our presence, unless it changed in between.
    if (m_hasOwn && (!resumed || m_isUnsent))
        sendOwn(resumed);
}

void Rfc6121Presence::setOwnPresence(const PresenceInfo &presence)
{
    m_own = presence;
    m_own.status = cappedStatus(presence.status);
    m_hasOwn = true;
    m_isUnsent = true;
    if (sender().isOnline())
        sendOwn(true);
}

void Rfc6121Presence::sendOwn(bool isKnownToServer)
{
    // A new session begins unavailable: saying so again would be noise.
    if (m_own.show != Show::Offline || isKnownToServer)
        sender().send(makePresence(m_own));
    m_isUnsent = false;
}

void Rfc6121Presence::subscribe(const Jid &to, const QString &nickname)
{
    XmlElement presence = makeDirected(u"subscribe"_s, to);
    if (!nickname.isEmpty())
        presence.addChild(Xep0172Nick::make(nickname));
    sender().send(std::move(presence));
}

void Rfc6121Presence::approve(const Jid &to) { sender().send(makeDirected(u"subscribed"_s, to)); }

void Rfc6121Presence::refuse(const Jid &to) { sender().send(makeDirected(u"unsubscribed"_s, to)); }

void Rfc6121Presence::unsubscribe(const Jid &from) { sender().send(makeDirected(u"unsubscribe"_s, from)); }

void Rfc6121Presence::hideFrom(const Jid &to) { sender().send(makeDirected(u"unavailable"_s, to)); }

} // namespace roost
