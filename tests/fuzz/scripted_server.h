// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/id_source.h"
#include "support/fake_clock.h"
#include "xmpp/xmpp_client.h"

#include <QList>

namespace roost {

/// The other side of a stream in a fuzz target: collects the client's frames and sends the scripted ones.
class ScriptedTransport final : public Transport
{
    Q_OBJECT

public:
    explicit ScriptedTransport(bool isEncrypted) : m_isEncrypted(isEncrypted) {}

    void open(const QUrl &url) override;
    void sendFrame(const QByteArray &frame) override;
    void close() override;
    void abort() override { m_isOpen = false; }
    [[nodiscard]] bool isOpen() const override { return m_isOpen; }
    [[nodiscard]] bool isEncrypted() const override { return m_isEncrypted; }

    QList<QByteArray> sent;

private:
    bool m_isEncrypted = false;
    bool m_isOpen = false;
};

/// A client with all extensions, whose server is the fuzzer. Time stands still. Main thread.
class ScriptedSession
{
public:
    /// `token` is a sign-in token that the client kept (XEP-0484).
    ScriptedSession(IdSource &ids, bool isEncrypted, const QString &strongestMechanism = {},
                    const QString &token = {});

    /// Opens the socket: the client has sent its <open/>.
    void open();
    /// Opens it and does what a well-meaning server does until the session is up (bar.com, joe@bar.com/desk).
    void signIn();
    /// One frame from the server, if the client still listens.
    void receive(const QByteArray &frame);
    /// All that the client sent on its present connection.
    [[nodiscard]] QList<QByteArray> sent() const;
    [[nodiscard]] XmppClient &client() { return m_client; }

private:
    FakeClock m_clock;
    bool m_isEncrypted;
    QPointer<ScriptedTransport> m_transport;
    XmppClient m_client;
};

} // namespace roost
