// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "xmpp/transport.h"

#include <QAbstractSocket>
#include <QSslError>
#include <QStringList>

#include <memory>

class QSslCertificate;
class QWebSocket;

namespace roost {

/// Maps certificate errors to our error kinds; the error that tells the user most comes first (untrusted
/// issuer, other name, expired, anything else).
[[nodiscard]] Error certificateError(const QList<QSslError> &errors);

/// True for 127.0.0.0/8, ::1 and the name localhost: the only hosts that may be asked without TLS.
[[nodiscard]] bool isLoopbackHost(const QString &host);

/// The connection is private: wss, or ws to this machine.
[[nodiscard]] bool isPrivateUrl(const QUrl &url);

/// True if the certificate names the host, or matches it by a wildcard (RFC 6125 §6.4; the common name does
/// not count). The issuer is not checked.
[[nodiscard]] bool isCertificateFor(const QSslCertificate &certificate, const QString &host);

/// XMPP over WebSocket (RFC 7395) on QWebSocket: text frames of the subprotocol `xmpp`, 64 MiB at most, so
/// that the stream can skip what is too long for it; a longer one ends it (ResourceLimit). wss always, ws
/// only to loopback. Certificates are checked against url.host() or peerName(), the system's authorities and
/// the added ones; no other error is ever ignored. The system's proxy is used (CONNECT). Main thread.
class WebSocketTransport final : public Transport
{
    Q_OBJECT

public:
    static constexpr quint64 mostBytes = 64 * 1024 * 1024;
    static constexpr std::chrono::milliseconds connectTimeout{20'000};

    explicit WebSocketTransport(Clock &clock, QObject *parent = nullptr);
    ~WebSocketTransport() override;

    /// Further trusted authorities (PEM files), for the next open().
    void setCaCertificateFiles(QStringList files) { m_caCertificateFiles = std::move(files); }

    void open(const QUrl &url) override;
    void sendFrame(const QByteArray &frame) override;
    void close() override;
    void abort() override;
    [[nodiscard]] bool isOpen() const override;
    [[nodiscard]] bool isEncrypted() const override;

private:
    void prepare(const QUrl &url);
    void handleConnected();
    void handleSslErrors(const QList<QSslError> &errors);
    [[nodiscard]] bool isExpectedPeer() const;
    void watchParts();
    void handleError(QAbstractSocket::SocketError code);
    void handleDisconnected();
    void finish(const Error &error);
    [[nodiscard]] Error errorOf(QAbstractSocket::SocketError code) const;

    Clock &m_clock;
    QStringList m_caCertificateFiles;
    std::unique_ptr<QWebSocket> m_socket;
    QList<QSslError> m_sslErrors;
    int m_attempt = 0;
    bool m_isRunning = false; ///< Between open() and closed().
    bool m_isOpen = false;    ///< Between opened() and closed().
    bool m_isEncrypted = false;
    bool m_hasProxy = false;
};

} // namespace roost
