// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "person.h"
#include "support/both_servers.h"
#include "support/foreign_peer.h"

namespace roost {

/// Each of the two servers with each of the two foreign clients.
inline void eachServerAndClient()
{
    QTest::addColumn<ServerKind>("server");
    QTest::addColumn<ForeignPeer::Kind>("client");
    QTest::newRow("prosody, slixmpp") << ServerKind::Prosody << ForeignPeer::Kind::Slixmpp;
    QTest::newRow("prosody, @xmpp/client") << ServerKind::Prosody << ForeignPeer::Kind::XmppClient;
    QTest::newRow("ejabberd, slixmpp") << ServerKind::Ejabberd << ForeignPeer::Kind::Slixmpp;
    QTest::newRow("ejabberd, @xmpp/client") << ServerKind::Ejabberd << ForeignPeer::Kind::XmppClient;
}

/// Programs or modules that are missing to run both clients; empty if none is.
inline QString whyNoForeignPeers()
{
    const QString missing = ForeignPeer::whyMissing(ForeignPeer::Kind::Slixmpp);
    return missing.isEmpty() ? ForeignPeer::whyMissing(ForeignPeer::Kind::XmppClient) : missing;
}

/// True for a presence event of this type from this address.
inline ForeignPeer::Test presenceOf(const QString &from, const QString &type)
{
    return [from, type](const QJsonObject &event) {
        return event.value(u"from") == from && event.value(u"type") == type;
    };
}

/// Roost asks, the foreign client says yes and asks back, Roost says yes.
[[nodiscard]] inline bool befriend(Person &roost, ForeignPeer &peer)
{
    const QString own = roost.config.account.toString();
    const Jid friendJid = Jid::fromWire(peer.jid()).bare();
    Endpoint &endpoint = roost.session->directory().endpoint(friendJid);
    (void)roost.session->addContact(friendJid, {}, {});
    if (peer.await(QStringLiteral("presence"), presenceOf(own, QStringLiteral("subscribe"))).isEmpty())
        return false;
    peer.sendPresence(own, QStringLiteral("subscribed"));
    peer.sendPresence(own, QStringLiteral("subscribe"));
    return QTest::qWaitFor(
        [&] {
            if (endpoint.wantsUs())
                roost.session->approveRequest(endpoint);
            return endpoint.subscription() == Subscription::Both && endpoint.isOnline();
        },
        patienceMs);
}

} // namespace roost

Q_DECLARE_METATYPE(roost::ForeignPeer::Kind)
