// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fake_clock.h"
#include "support/fake_transport.h"
#include "support/sequential_ids.h"
#include "xmpp/namespaces.h"
#include "xmpp/xmpp_client.h"

#include <QTest>

Q_DECLARE_METATYPE(roost::ErrorKind)

namespace roost {

/// An XmppClient, the server it talks to, and everything it said.
class ClientFixture : public QObject
{
public:
    ClientFixture() : client(clock, ids, server.factory())
    {
        config.account = Jid::fromWire(u"alice@example.org");
        config.password = QStringLiteral("secret");
        config.urls = {QUrl(QStringLiteral("wss://example.org/ws"))};
        connect(&client, &XmppClient::stateChanged, this,
                [this](StreamState state) { states.append(state); });
        connect(&client, &XmppClient::sessionStarted, this,
                [this](bool resumed) { sessions.append(resumed); });
        connect(&client, &XmppClient::sessionEnded, this, [this] { ++ended; });
        connect(&client, &XmppClient::failed, this, [this](const Error &error, bool willRetry) {
            failures.append({error, willRetry});
        });
        connect(&client, &XmppClient::stanzaReceived, this,
                [this](const Stanza &stanza) { received.append(stanza.id); });
        connect(&client, &XmppClient::stanzaAcknowledged, this,
                [this](const QString &tag) { acks.append(tag); });
        connect(&client, &XmppClient::stanzasLost, this,
                [this](const QStringList &tags) { lost.append(tags); });
        connect(&client, &XmppClient::strongestMechanismChanged, this,
                [this](const QString &mechanism) { mechanisms.append(mechanism); });
        connect(&client, &XmppClient::tokenChanged, this,
                [this](const FastToken &token) { tokens.append(token.secret); });
    }

    void connectNow()
    {
        client.configure(config);
        client.connectToServer();
    }

    /// A session, nothing left unread on the wire.
    [[nodiscard]] bool goOnline(bool withManagement = true)
    {
        connectNow();
        return server.signIn(config.password, QStringLiteral("alice@example.org/one"), withManagement) &&
               client.isOnline() && !server.socket().hasSent();
    }

    /// After a loss: up to the features after SASL, where the client resumes or binds.
    [[nodiscard]] bool signInAgain()
    {
        server.socket().accept();
        if (!server.socket().take().is(u"open", ns::framing))
            return false;
        server.offer({QStringLiteral("SCRAM-SHA-1")});
        if (!server.authenticate(config.password))
            return false;
        server.offerSession();
        return true;
    }

    static XmlElement message(const QString &id)
    {
        XmlElement element(QStringLiteral("message"), ns::client);
        return element.setAttribute(QStringLiteral("id"), id);
    }

    [[nodiscard]] QStringList takeAll() const
    {
        QStringList frames;
        while (server.hasSocket() && server.socket().hasSent())
            frames.append(QString::fromUtf8(server.socket().takeFrame()));
        return frames;
    }

    FakeClock clock;
    SequentialIds ids;
    FakeServer server;
    StreamConfig config;
    QList<StreamState> states;
    QList<bool> sessions;
    int ended = 0;
    QList<std::pair<Error, bool>> failures;
    QStringList received;
    QStringList acks;
    QStringList lost;
    QStringList mechanisms;
    QStringList tokens;
    XmppClient client;
};

} // namespace roost
