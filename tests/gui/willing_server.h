// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/transport.h"
#include "xmpp/xmpp_client.h"

#include <QByteArray>
#include <QList>
#include <QPointer>

namespace roost {

class XmlElement;
class WillingTransport;

/// A server in the test's own process that accepts any client: signs in with the right password, has a
/// roster, answers all other requests with an empty result or an error. Main thread.
class WillingServer
{
public:
    /// Set: every attempt ends like this before anything is sent.
    Error refusal;
    QString password = QStringLiteral("secret");
    /// The `<item/>` elements of the roster.
    QByteArray roster;
    /// Every stanza that is no IQ request to the server, as it came.
    QList<QByteArray> received;
    /// Every IQ request, as it came.
    QList<QByteArray> requests;
    /// Tells the client what it changes in the roster, as RFC 6121 §2.1.6 wants it.
    bool pushesRoster = false;
    /// Answers with an error to every IQ of this namespace.
    QByteArray refusedNamespace;

    [[nodiscard]] XmppClient::TransportFactory factory();
    /// One frame to the client.
    void send(const QByteArray &frame);
    /// The wire breaks.
    void cut();

private:
    friend class WillingTransport;
    void answer(WillingTransport &transport, const QByteArray &frame);
    void answerIq(const XmlElement &iq);
    [[nodiscard]] bool isRightPassword(const XmlElement &auth) const;

    QPointer<WillingTransport> m_transport;
    bool m_isAuthenticated = false;
};

/// The client's end of it.
class WillingTransport final : public Transport
{
    Q_OBJECT

public:
    explicit WillingTransport(WillingServer &server) : m_server(server) {}

    void open(const QUrl &url) override;
    void sendFrame(const QByteArray &frame) override;
    void close() override;
    void abort() override { m_isOpen = false; }
    [[nodiscard]] bool isOpen() const override { return m_isOpen; }
    [[nodiscard]] bool isEncrypted() const override { return true; }

    /// Frames and ends come in later turns of the event loop, as from a socket.
    void deliver(const QByteArray &frame);
    void end(const Error &error);

private:
    WillingServer &m_server;
    bool m_isOpen = false;
};

} // namespace roost
