// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/websocket_transport.h"

#include "base/log.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

ErrorKind kindOf(QSslError::SslError error)
{
    switch (error) {
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
    case QSslError::InvalidCaCertificate:
    case QSslError::NoPeerCertificate:
        return ErrorKind::CertificateUntrusted;
    case QSslError::HostNameMismatch:
        return ErrorKind::CertificateWrongName;
    case QSslError::CertificateExpired:
        return ErrorKind::CertificateExpired;
    default:
        return ErrorKind::CertificateInvalid;
    }
}

QString namesOf(const QSslCertificate &certificate)
{
    QStringList names = certificate.subjectAlternativeNames().values(QSsl::DnsEntry);
    names += certificate.subjectAlternativeNames().values(QSsl::IpAddressEntry);
    if (names.isEmpty())
        names = certificate.subjectInfo(QSslCertificate::CommonName);
    names.sort();
    return names.join(u", ");
}

QString detailOf(ErrorKind kind, const QSslError &error)
{
    const QSslCertificate certificate = error.certificate();
    switch (kind) {
    case ErrorKind::CertificateWrongName:
        return namesOf(certificate);
    case ErrorKind::CertificateUntrusted:
        return certificate.issuerDisplayName();
    case ErrorKind::CertificateExpired:
        return certificate.expiryDate().toUTC().toString(Qt::ISODate);
    default:
        return error.errorString();
    }
}

/// Proxy of the system (or of the factory that the program has set) for this URL. QWebSocket's own query asks
/// for a plain TCP socket, for which libproxy finds nothing; this function asks for https:// in place of
/// wss://.
QNetworkProxy proxyFor(QUrl url)
{
    url.setScheme(u"https"_s);
    const QList<QNetworkProxy> proxies = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(url));
    QNetworkProxy proxy = proxies.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : proxies.constFirst();
    // A caching proxy is the same machine, asked for CONNECT.
    if (proxy.type() == QNetworkProxy::HttpCachingProxy)
        proxy.setType(QNetworkProxy::HttpProxy);
    if (proxy.type() == QNetworkProxy::DefaultProxy)
        proxy.setType(QNetworkProxy::NoProxy);
    return proxy;
}

} // namespace

Error certificateError(const QList<QSslError> &errors)
{
    for (const ErrorKind kind : {ErrorKind::CertificateUntrusted, ErrorKind::CertificateWrongName,
                                 ErrorKind::CertificateExpired, ErrorKind::CertificateInvalid}) {
        for (const QSslError &error : errors) {
            if (kindOf(error.error()) == kind)
                return {kind, detailOf(kind, error)};
        }
    }
    return {ErrorKind::CertificateInvalid, {}};
}

bool isLoopbackHost(const QString &host)
{
    return host.compare(u"localhost", Qt::CaseInsensitive) == 0 || QHostAddress(host).isLoopback();
}

bool isPrivateUrl(const QUrl &url)
{
    const bool isLocal = url.scheme() == u"ws" && isLoopbackHost(url.host());
    return !url.host().isEmpty() && (url.scheme() == u"wss" || isLocal);
}

bool isCertificateFor(const QSslCertificate &certificate, const QString &host)
{
    const QMultiMap<QSsl::AlternativeNameEntryType, QString> names = certificate.subjectAlternativeNames();
    if (const QHostAddress address(host); !address.isNull()) {
        const QStringList addresses = names.values(QSsl::IpAddressEntry);
        return std::any_of(addresses.cbegin(), addresses.cend(),
                           [&address](const QString &each) { return QHostAddress(each) == address; });
    }
    const QString wanted = QString::fromLatin1(QUrl::toAce(host));
    const qsizetype dot = wanted.indexOf(u'.');
    const QStringList hosts = names.values(QSsl::DnsEntry);
    return !wanted.isEmpty() && std::any_of(hosts.cbegin(), hosts.cend(), [&](const QString &each) {
        const QString name = each.toLower();
        // A star stands for exactly one label, the first, and never for a label directly below a domain like
        // "com".
        if (name.startsWith("*."_L1))
            return dot > 0 && name.count(u'.') > 1 && name.sliced(1) == wanted.sliced(dot);
        return name == wanted;
    });
}

WebSocketTransport::WebSocketTransport(Clock &clock, QObject *parent) : Transport(parent), m_clock(clock) {}

WebSocketTransport::~WebSocketTransport()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void WebSocketTransport::open(const QUrl &url)
{
    abort();
    ++m_attempt;
    m_isRunning = true;
    m_isEncrypted = false;
    m_sslErrors.clear();
    if (!isPrivateUrl(url)) {
        // Not emitted from within open(): the caller is not ready for the end yet.
        QMetaObject::invokeMethod(
            this,
            [this, attempt = m_attempt, text = url.toDisplayString()] {
                if (attempt == m_attempt)
                    finish({ErrorKind::InsecureUrl, text});
            },
            Qt::QueuedConnection);
        return;
    }
    prepare(url);
    m_clock.after(connectTimeout, this, [this, attempt = m_attempt] {
        if (attempt == m_attempt && m_isRunning && !m_isOpen)
            finish({ErrorKind::Timeout, {}});
    });
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({u"xmpp"_s});
    m_socket->open(url, options);
}

void WebSocketTransport::prepare(const QUrl &url)
{
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setMaxAllowedIncomingFrameSize(mostBytes);
    m_socket->setMaxAllowedIncomingMessageSize(mostBytes);
    m_hasProxy = false;
    if (url.scheme() == u"wss") {
        const QNetworkProxy proxy = proxyFor(url);
        m_hasProxy = proxy.type() != QNetworkProxy::NoProxy;
        m_socket->setProxy(proxy);
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        tls.setProtocol(QSsl::TlsV1_2OrLater);
        for (const QString &file : m_caCertificateFiles) {
            if (!tls.addCaCertificates(file, QSsl::Pem))
                qCWarning(lcStream) << "cannot read the certificate authority" << file;
        }
        m_socket->setSslConfiguration(tls);
    } else {
        m_socket->setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    }
    connect(m_socket.get(), &QWebSocket::connected, this, &WebSocketTransport::handleConnected);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &WebSocketTransport::handleDisconnected);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(m_socket.get(), &QWebSocket::errorOccurred, this, &WebSocketTransport::handleError);
#else
    connect(m_socket.get(), qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            &WebSocketTransport::handleError);
#endif
    connect(m_socket.get(), &QWebSocket::sslErrors, this, &WebSocketTransport::handleSslErrors);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, [this](const QString &message) {
        if (m_isOpen)
            Q_EMIT frameReceived(message.toUtf8());
    });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &message) {
        if (!message.isEmpty())
            finish({ErrorKind::ProtocolViolation, u"binary frame"_s});
    });
}

void WebSocketTransport::watchParts()
{
    // QWebSocket reports only whole frames; its inner socket reports each piece that arrives over a slow
    // line.
    const auto *socket = m_socket->findChild<QAbstractSocket *>({}, Qt::FindDirectChildrenOnly);
    if (!socket)
        return;
    connect(socket, &QAbstractSocket::readyRead, this, [this, socket] {
        if (m_isOpen && socket->bytesAvailable() > 0)
            Q_EMIT partReceived();
    });
}

void WebSocketTransport::handleSslErrors(const QList<QSslError> &errors)
{
    QList<QSslError> wrong = errors;
    // QWebSocket checks the certificate against the host of the URL and offers no way to set another name.
    if (!peerName().isEmpty()) {
        wrong.removeIf([this](const QSslError &error) {
            return error.error() == QSslError::HostNameMismatch &&
                   isCertificateFor(error.certificate(), peerName());
        });
    }
    if (wrong.isEmpty())
        m_socket->ignoreSslErrors();
    m_sslErrors += wrong; // Not ignored, so the handshake ends here.
}

bool WebSocketTransport::isExpectedPeer() const
{
    if (!m_isEncrypted || peerName().isEmpty())
        return true;
    const auto *socket = m_socket->findChild<QSslSocket *>();
    return socket && isCertificateFor(socket->peerCertificate(), peerName());
}

void WebSocketTransport::sendFrame(const QByteArray &frame)
{
    if (m_isOpen)
        m_socket->sendTextMessage(QString::fromUtf8(frame));
}

void WebSocketTransport::close()
{
    if (!m_isRunning)
        return;
    if (m_isOpen)
        m_socket->close();
    else
        finish({});
}

void WebSocketTransport::abort()
{
    if (m_isRunning)
        finish({ErrorKind::NotConnected, {}});
}

bool WebSocketTransport::isOpen() const { return m_isOpen; }

bool WebSocketTransport::isEncrypted() const { return m_isOpen && m_isEncrypted; }

void WebSocketTransport::handleConnected()
{
    const QUrl url = m_socket->requestUrl();
    m_isEncrypted = url.scheme() == u"wss";
    // "localhost" may be made to mean anything by the resolver; nothing but the upgrade request has been
    // sent.
    if (!m_isEncrypted && !m_socket->peerAddress().isLoopback())
        return finish({ErrorKind::InsecureUrl, url.toDisplayString()});
    if (!isExpectedPeer())
        return finish({ErrorKind::CertificateWrongName, {}});
    if (m_socket->subprotocol() != u"xmpp")
        return finish({ErrorKind::NotWebSocket, u"subprotocol"_s});
    m_isOpen = true;
    watchParts();
    Q_EMIT opened();
}

void WebSocketTransport::handleDisconnected()
{
    if (!m_isOpen) {
        // When a proxy refuses, this comes before the error that says so.
        QMetaObject::invokeMethod(
            this,
            [this, attempt = m_attempt] {
                if (attempt == m_attempt)
                    finish({m_hasProxy ? ErrorKind::ProxyRefused : ErrorKind::NetworkUnreachable, {}});
            },
            Qt::QueuedConnection);
        return;
    }
    const QWebSocketProtocol::CloseCode code = m_socket->closeCode();
    switch (code) {
    case QWebSocketProtocol::CloseCodeProtocolError:
    case QWebSocketProtocol::CloseCodeDatatypeNotSupported:
    case QWebSocketProtocol::CloseCodeWrongDatatype:
        return finish({ErrorKind::ProtocolViolation, m_socket->closeReason()});
    case QWebSocketProtocol::CloseCodeTooMuchData:
    case QWebSocketProtocol::CloseCodePolicyViolated:
        return finish({ErrorKind::ResourceLimit, m_socket->closeReason()});
    default:
        return finish({});
    }
}

void WebSocketTransport::handleError(QAbstractSocket::SocketError code)
{
    // After the handshake of the close an error may follow (over TLS it does): the close was polite all the
    // same.
    if (m_isOpen && code == QAbstractSocket::RemoteHostClosedError)
        return;
    finish(errorOf(code));
}

Error WebSocketTransport::errorOf(QAbstractSocket::SocketError code) const
{
    const QString text = m_socket->errorString();
    if (!m_sslErrors.isEmpty())
        return certificateError(m_sslErrors);
    switch (code) {
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return {ErrorKind::CertificateInvalid, text};
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return {ErrorKind::ProxyRefused, text};
    case QAbstractSocket::SocketAccessError: // "Proxy denied connection", 403.
        return {m_hasProxy ? ErrorKind::ProxyRefused : ErrorKind::NetworkUnreachable, text};
    case QAbstractSocket::SocketTimeoutError:
        return {ErrorKind::Timeout, text};
    case QAbstractSocket::ConnectionRefusedError:
        // QWebSocket says the same when the server answered with anything but 101.
        if (m_socket->peerPort() != 0 && !m_socket->peerAddress().isNull())
            return {ErrorKind::NotWebSocket, text};
        return {m_hasProxy ? ErrorKind::ProxyRefused : ErrorKind::NetworkUnreachable, text};
    default:
        return {ErrorKind::NetworkUnreachable, text};
    }
}

void WebSocketTransport::finish(const Error &error)
{
    if (!m_isRunning)
        return;
    m_isRunning = false;
    m_isOpen = false;
    if (m_socket) {
        // We may be inside one of its signals, so it goes later; it must not call back any more.
        m_socket->disconnect(this);
        m_socket->abort();
        m_socket.release()->deleteLater();
    }
    Q_EMIT closed(error);
}

} // namespace roost
