// SPDX-License-Identifier: GPL-3.0-or-later
// Certificates that a WebSocketTransport accepts for a host, with a TLS server of the test's own.
#include "support/fake_clock.h"
#include "support/patience.h"
#include "support/test_certificates.h"
#include "xmpp/websocket_transport.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSignalSpy>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

/// Upgrades to a WebSocket of the subprotocol `xmpp`, and says nothing more.
class TlsServer : public QSslServer
{
public:
    explicit TlsServer(const TestCertificates::Files &files)
    {
        QFile key(files.key);
        if (!key.open(QIODevice::ReadOnly))
            return;
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificateChain(QSslCertificate::fromPath(files.certificate));
        tls.setPrivateKey(QSslKey(key.readAll(), QSsl::Rsa));
        if (tls.privateKey().isNull()) {
            key.seek(0);
            tls.setPrivateKey(QSslKey(key.readAll(), QSsl::Ec));
        }
        setSslConfiguration(tls);
        connect(this, &QTcpServer::pendingConnectionAvailable, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { upgrade(*socket); });
        });
        listen(QHostAddress::LocalHost);
    }
    QUrl url() const { return QUrl(u"wss://127.0.0.1:%1/ws"_s.arg(serverPort())); }

private:
    void upgrade(QTcpSocket &socket)
    {
        m_request += socket.readAll();
        if (!m_request.endsWith("\r\n\r\n"))
            return;
        const qsizetype start = m_request.indexOf("Sec-WebSocket-Key: ") + 19;
        const QByteArray key = m_request.sliced(start, m_request.indexOf('\r', start) - start);
        const QByteArray accept =
            QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1)
                .toBase64();
        socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Protocol: xmpp\r\nSec-WebSocket-Accept: " +
                     accept + "\r\n\r\n");
    }

    QByteArray m_request;
};

} // namespace

class TestWebsocketIdentity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesTheCertificateOf_data();
    void takesTheCertificateOf();
    void knowsNames_data();
    void knowsNames();
};

void TestWebsocketIdentity::takesTheCertificateOf_data()
{
    QTest::addColumn<CertificateKind>("kind");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("peer");
    QTest::addColumn<int>("error"); // ErrorKind; None = it is taken.
    const QStringList address{u"127.0.0.1"_s};
    const QStringList chat{u"chat.example"_s};
    using enum ErrorKind;
    QTest::newRow("the URL's host") << CertificateKind::Good << address << QString() << int(None);
    QTest::newRow("not the URL's host")
        << CertificateKind::Good << chat << QString() << int(CertificateWrongName);
    QTest::newRow("the peer") << CertificateKind::Good << chat << u"chat.example"_s << int(None);
    QTest::newRow("peer and host") << CertificateKind::Good << address + chat << u"chat.example"_s
                                   << int(None);
    QTest::newRow("neither") << CertificateKind::Good << chat << u"other.example"_s
                             << int(CertificateWrongName);
    // RFC 6120 §4.9.3.19: the host that we were sent to does not count.
    QTest::newRow("the host instead of the peer")
        << CertificateKind::Good << address << u"chat.example"_s << int(CertificateWrongName);
    QTest::newRow("the peer, but expired")
        << CertificateKind::Expired << chat << u"chat.example"_s << int(CertificateExpired);
    QTest::newRow("the peer, but by itself")
        << CertificateKind::SelfSigned << chat << u"chat.example"_s << int(CertificateUntrusted);
}

void TestWebsocketIdentity::takesTheCertificateOf()
{
    QFETCH(const CertificateKind, kind);
    QFETCH(const QStringList, names);
    QFETCH(const QString, peer);
    QFETCH(const int, error);
    const QTemporaryDir folder;
    TestCertificates certificates(folder.path());
    const TestCertificates::Files files = certificates.make(kind, names);
    QVERIFY2(certificates.isValid(), qPrintable(certificates.errorText()));
    const TlsServer server(files);
    QVERIFY(server.isListening());
    FakeClock clock;
    WebSocketTransport transport(clock);
    transport.setCaCertificateFiles({certificates.authorityFile()});
    transport.setPeerName(peer);
    const QSignalSpy opened(&transport, &Transport::opened);
    const QSignalSpy closed(&transport, &Transport::closed);
    transport.open(server.url());
    QTRY_COMPARE(opened.count() + closed.count(), 1);
    if (error == int(ErrorKind::None)) {
        QVERIFY(transport.isOpen() && transport.isEncrypted());
        return;
    }
    QCOMPARE(closed.count(), 1);
    QCOMPARE(int(closed.at(0).at(0).value<Error>().kind), error);
}

void TestWebsocketIdentity::knowsNames_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("isNamed");
    for (const char *host : {"chat.example", "CHAT.example", "a.wild.example", "127.0.0.1", "bücher.example"})
        QTest::newRow(host) << QString::fromUtf8(host) << true;
    for (const char *host : {"", "example", "xchat.example", "chat.example.evil", "wild.example",
                             "a.b.wild.example", "a.top", "top", "127.0.0.2", "::1"})
        QTest::newRow(host) << QString::fromUtf8(host) << false;
}

void TestWebsocketIdentity::knowsNames()
{
    QFETCH(const QString, host);
    QFETCH(const bool, isNamed);
    static const QTemporaryDir folder;
    static TestCertificates certificates(folder.path());
    static const TestCertificates::Files files =
        certificates.make(CertificateKind::Good, {u"chat.example"_s, u"*.wild.example"_s, u"*.top"_s,
                                                  u"xn--bcher-kva.example"_s, u"127.0.0.1"_s});
    QVERIFY2(certificates.isValid(), qPrintable(certificates.errorText()));
    const QSslCertificate certificate = QSslCertificate::fromPath(files.certificate).constFirst();
    QCOMPARE(isCertificateFor(certificate, host), isNamed);
}

QTEST_GUILESS_MAIN(TestWebsocketIdentity)
#include "test_websocket_identity.moc"
