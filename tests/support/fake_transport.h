// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/transport.h"
#include "xmpp/xml_element.h"

#include <QList>
#include <QPointer>

#include <deque>
#include <memory>

namespace roost {

/// A transport without a network: the test plays the server. No event happens automatically.
class FakeTransport final : public Transport
{
    Q_OBJECT

public:
    void open(const QUrl &url) override { m_url = url; }
    void sendFrame(const QByteArray &frame) override;
    void close() override { m_isClosing = true; }
    void abort() override { m_isOpen = false; }
    [[nodiscard]] bool isOpen() const override { return m_isOpen; }
    [[nodiscard]] bool isEncrypted() const override { return m_isOpen && m_url.scheme() == u"wss"; }

    /// The socket opens.
    void accept();
    /// The server says `frame`.
    void inject(const QByteArray &frame) { Q_EMIT frameReceived(frame); }
    /// The server sends the beginning of a frame.
    void injectPart() { Q_EMIT partReceived(); }
    /// The socket ends.
    void end(const Error &error = {});
    /// The oldest element from the client that was not taken yet; null if there is none.
    XmlElement take();
    /// The same as it was on the wire.
    QByteArray takeFrame();
    [[nodiscard]] bool hasSent() const { return !m_sent.empty(); }
    [[nodiscard]] const QUrl &url() const { return m_url; }
    /// The client asked for the polite end.
    [[nodiscard]] bool isClosing() const { return m_isClosing; }

private:
    QUrl m_url;
    std::deque<QByteArray> m_sent;
    bool m_isOpen = false;
    bool m_isClosing = false;
};

/// A server for FakeTransports: knows the words of signing in, so that a test need not.
class FakeServer
{
public:
    /// For XmppClient: makes transports and remembers the last one.
    [[nodiscard]] std::function<std::unique_ptr<Transport>()> factory();
    /// The transport of the latest attempt; must exist.
    [[nodiscard]] FakeTransport &socket() const;
    [[nodiscard]] bool hasSocket() const { return !m_socket.isNull(); }
    /// How often the client asked for a transport.
    [[nodiscard]] int attempts() const { return m_attempts; }

    /// <open/> and the features before signing in.
    void offer(const QStringList &mechanisms);
    /// Answers SCRAM-SHA-1 as a server that knows `password` does, up to and with <success/>. The PBKDF2 of
    /// both sides runs on the way, so the event loop must be free to turn. False if the client's proof is
    /// wrong.
    /// XEP-0388 alike, with `inSuccess` besides the proof in <success/>.
    [[nodiscard]] bool authenticate(const QString &password, const QByteArray &inSuccess = {});
    /// <open/> and the features before signing in, with XEP-0388: `inlined` is the content of its <inline/>.
    void offerSasl2(const QStringList &mechanisms, const QByteArray &inlined);
    /// The XEP-0388 request that authenticate() took last.
    [[nodiscard]] const XmlElement &request() const { return m_request; }
    /// <open/> and the features after signing in.
    void offerSession(bool withManagement = true);
    /// Answers the bind request with `jid`.
    void bind(const QString &jid);
    /// All of it for a new session: from accept() to <enabled id='sm-1'/>.
    [[nodiscard]] bool signIn(const QString &password, const QString &jid, bool withManagement = true);

private:
    QPointer<FakeTransport> m_socket;
    int m_attempts = 0;
    XmlElement m_request;
};

} // namespace roost
