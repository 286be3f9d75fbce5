// SPDX-License-Identifier: GPL-3.0-or-later
// Against a small WebSocket server of the test's own, on loopback.
#include "support/fake_clock.h"
#include "support/patience.h"
#include "xmpp/websocket_transport.h"

#include <QFile>
#include <QPointer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(roost::ErrorKind)

namespace {

/// Upgrades by hand, so that it can be wrong; QWebSocketServer of Qt 6.4 takes any subprotocol or none.
class HandServer : public QTcpServer
{
public:
    explicit HandServer(QByteArray protocol) : m_protocol(std::move(protocol))
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                request += socket->readAll();
                if (!request.endsWith("\r\n\r\n"))
                    return;
                if (m_protocol == "503") {
                    socket->write("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
                    return;
                }
                const qsizetype start = request.indexOf("Sec-WebSocket-Key: ") + 19;
                const QByteArray key = request.sliced(start, request.indexOf('\r', start) - start);
                const QByteArray accept =
                    QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                             QCryptographicHash::Sha1)
                        .toBase64();
                socket->write(
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    "Sec-WebSocket-Accept: " +
                    accept + "\r\n" +
                    (m_protocol.isEmpty() ? QByteArray() : "Sec-WebSocket-Protocol: " + m_protocol + "\r\n") +
                    "\r\n");
                client = socket;
            });
        });
        listen(QHostAddress::LocalHost);
    }
    QUrl url() const { return QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(serverPort())); }

    /// One unmasked frame; `opcode` 1 text, 2 binary, 8 close.
    void sendFrame(int opcode, const QByteArray &payload)
    {
        sendHead(opcode, quint64(payload.size()));
        client->write(payload);
    }
    /// The beginning of a frame whose payload has that many bytes.
    void sendHead(int opcode, quint64 size)
    {
        QByteArray head;
        head += char(0x80 | opcode);
        if (size < 126) {
            head += char(size);
        } else {
            head += char(127);
            for (int shift = 56; shift >= 0; shift -= 8)
                head += char((size >> shift) & 0xFF);
        }
        client->write(head);
    }

    QByteArray request;
    QTcpSocket *client = nullptr;

private:
    QByteArray m_protocol;
};

/// Resident memory of this process.
qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * 4096;
}

/// A transport with ears.
struct Fixture
{
    Fixture()
        : opened(&transport, &Transport::opened)
        , frames(&transport, &Transport::frameReceived)
        , closed(&transport, &Transport::closed)
    {
    }
    Error error() const { return closed.at(0).at(0).value<Error>(); }
    FakeClock clock;
    WebSocketTransport transport{clock};
    QSignalSpy opened;
    QSignalSpy frames;
    QSignalSpy closed;
};

} // namespace

class TestWebsocketTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<roost::Error>(); }
    void refusesInsecureUrls_data();
    void refusesInsecureUrls();
    void knowsLoopback();
    void carriesFrames();
    void refusesTheWrongSubprotocol_data();
    void refusesTheWrongSubprotocol();
    void refusesBinaryFrames();
    void livesWithEmptyFrames();
    void reportsPartialFrames();
    void refusesHugeFrames();
    void refusesAGigabyte_data();
    void refusesAGigabyte();
    void refusesBadUtf8();
    void reportsMissingWebSocket();
    void reportsUnreachableServer();
    void timesOut();
    void closesPolitely();
    void closesOnlyOnce();
    void canBeUsedAgain();
    void ranksCertificateErrors();
};

void TestWebsocketTransport::refusesInsecureUrls_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::newRow("ws to elsewhere") << QUrl(u"ws://example.org/ws"_s);
    QTest::newRow("ws to an address") << QUrl(u"ws://192.0.2.1/ws"_s);
    QTest::newRow("ws to a look-alike") << QUrl(u"ws://localhost.example.org/ws"_s);
    QTest::newRow("ws to any address") << QUrl(u"ws://0.0.0.0/ws"_s);
    QTest::newRow("http") << QUrl(u"http://127.0.0.1/ws"_s);
    QTest::newRow("https") << QUrl(u"https://example.org/ws"_s);
    QTest::newRow("no host") << QUrl(u"wss:///ws"_s);
    QTest::newRow("empty") << QUrl();
}

void TestWebsocketTransport::refusesInsecureUrls()
{
    QFETCH(const QUrl, url);
    Fixture f;
    f.transport.open(url);
    QCOMPARE(f.closed.count(), 0); // Not from within open().
    QTRY_COMPARE(f.closed.count(), 1);
    QCOMPARE(f.error().kind, ErrorKind::InsecureUrl);
    QCOMPARE(f.opened.count(), 0);
}

void TestWebsocketTransport::knowsLoopback()
{
    for (const char *host : {"localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1"})
        QVERIFY2(isLoopbackHost(QString::fromLatin1(host)), host);
    for (const char *host : {"", "example.org", "localhost.example.org", "128.0.0.1", "::2", "0.0.0.0", "::"})
        QVERIFY2(!isLoopbackHost(QString::fromLatin1(host)), host);
}

void TestWebsocketTransport::carriesFrames()
{
    HandServer server("xmpp");
    Fixture f;
    f.transport.sendFrame("<early/>"); // Without effect.
    f.transport.open(server.url());
    QTRY_COMPARE(f.opened.count(), 1);
    QVERIFY(f.transport.isOpen());
    QVERIFY(!f.transport.isEncrypted());
    QVERIFY(server.request.contains("Sec-WebSocket-Protocol: xmpp\r\n"));
    server.sendFrame(1, "<a>\xF0\x9F\x98\x80</a>");
    server.sendFrame(1, "<b/>");
    QTRY_COMPARE(f.frames.count(), 2);
    QCOMPARE(f.frames.at(0).at(0).toByteArray(), QByteArray("<a>\xF0\x9F\x98\x80</a>"));
    QCOMPARE(f.frames.at(1).at(0).toByteArray(), QByteArray("<b/>"));
    server.request.clear();
    f.transport.sendFrame("<c/>");
    QTRY_COMPARE(server.request.size(), 2 + 4 + 4);    // Header, mask, payload.
    QCOMPARE(quint8(server.request[0]), quint8(0x81)); // A whole text message.
}

void TestWebsocketTransport::refusesTheWrongSubprotocol_data()
{
    QTest::addColumn<QByteArray>("protocol");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("other") << QByteArray("chat");
}

void TestWebsocketTransport::refusesTheWrongSubprotocol()
{
    QFETCH(const QByteArray, protocol);
    HandServer server(protocol);
    Fixture f;
    f.transport.open(server.url());
    QTRY_COMPARE(f.closed.count(), 1);
    QCOMPARE(f.error().kind, ErrorKind::NotWebSocket);
    QCOMPARE(f.opened.count(), 0);
}

void TestWebsocketTransport::refusesBinaryFrames()
{
    HandServer server("xmpp");
    Fixture f;
    f.transport.open(server.url());
    QTRY_COMPARE(f.opened.count(), 1);
    server.sendFrame(2, "<a/>");
    QTRY_COMPARE(f.closed.count(), 1);
    QCOMPARE(f.error().kind, ErrorKind::ProtocolViolation);
    QCOMPARE(f.frames.count(), 0);
}

void TestWebsocketTransport::livesWithEmptyFrames()
{
    HandServer server("xmpp");
    Fixture f;
    f.transport.open(server.url());
    QTRY_COMPARE(f.opened.count(), 1);
    server.sendFrame(2, {});
    server.sendFrame(1, {});
    server.sendFrame(1, "<a/>");
    QTRY_VERIFY(!f.frames.isEmpty() && f.frames.last().first().toByteArray() == "<a/>");
    QVERIFY(f.transport.isOpen());
}

void TestWebsocketTransport::reportsPartialFrames()
{
    HandServer server("xmpp");
    Fixture f;
    QSignalSpy parts(&f.transport, &Transport::partReceived);
    f.transport.open(server.url());
    QTRY_COMPARE(f.opened.count(), 1);
    server.sendHead(1, 300'000);
    server.client->write(QByteArray(100'000, 'x'));
    QTRY_VERIFY(parts.count() > 0);
    parts.clear();
    server.client->write(QByteArray(100'000, 'x'));
    QTRY_VERIFY(parts.count() > 0);
    QCOMPARE(f.frames.count(), 0);
    server.client->write(QByteArray(100'000, 'x'));
    QTRY_COMPARE(f.frames.count(), 1);
    parts.clear();
    server.sendFrame(1, "<a/>");
    QTRY_COMPARE(f.frames.count(), 2);
    QCOMPARE(parts.count(), 0); // Whole at once.
}

void TestWebsocketTransport::refusesHugeFrames()
{
    HandServer server("xmpp");
    Fixture f;
    f.transport.open(server.url());
    QTRY_COMPARE(f.opened.count(), 1);
    server.sendFrame(1, QByteArray(33 * 1024 * 1024, 'x'));
    QTRY_COMPARE(f.frames.count(), 1);
    QCOMPARE(f.frames.at(0).at(0).toByteArray().size(), 33 * 1024 * 1024);
    server.sendHead(1, WebSocketTransport::mostBytes + 1);
    QTRY_COMPARE(f.closed.count(), 1);
    QCOMPARE(f.error().kind, ErrorKind::ResourceLimit);
    QVERIFY(!f.error().detail.isEmpty());
    QCOMPARE(f.frames.count(), 1);
}

void TestWebsocketTransport::refusesAGigabyte_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("again"); // before each further piece of 64 KiB
    const QByteArray piece("\x00\x7f\x00\x00\x00\x00\x00\x01\x00\x00", 10);
    QTest::newRow("one frame") << QByteArray("\x81\x7f\x00\x00\x00\x00\x40\x00\x00\x00", 10) << QByteArray();
    QTest::newRow("a length beyond all numbers")
        << QByteArray("\x81\x7f\x7f\xff\xff\xff\xff\xff\xff\xff", 10) << QByteArray();
    QTest::newRow("a negative length")
        << QByteArray("\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff", 10) << QByteArray();
    QTest::newRow("pieces without an end")
        << QByteArray("\x01\x7f\x00\x00\x00\x00\x00\x01\x00\x00", 10) << piece;
    QTest::newRow("binary pieces without an end")
        << QByteArray("\x02\x7f\x00\x00\x00\x00\x00\x01\x00\x00", 10) << piece;
}

void TestWebsocketTransport::refusesAGigabyte()
{
    QFETCH(const QByteArray, head);
    QFETCH(const QByteArray, again);
    HandServer server("xmpp");
    Fixture f;
    f.transport.open(server.url());
    QTRY_COMPARE(f.opened.count(), 1);
    const qint64 before = residentBytes();
    QPointer<QTcpSocket> socket = server.client;
    const QByteArray some(64 * 1024, 'x');
    socket->write(head);
    // Sends as fast as possible until one side closes the connection.
    qint64 sent = 0;
    qint64 highest = before;
    const auto pump = [&] {
        while (socket && socket->state() == QTcpSocket::ConnectedState &&
               socket->bytesToWrite() < 1'000'000 && sent < 1'000'000'000) {
            socket->write(sent == 0 ? some : again + some);
            sent += some.size();
        }
        highest = std::max(highest, residentBytes());
    };
    connect(socket, &QTcpSocket::bytesWritten, this, pump);
    pump();
    QTRY_COMPARE(f.closed.count(), 1);
    // A length with its highest bit set is a fault, any other one is too much.
    const ErrorKind kind = f.error().kind;
    QVERIFY(kind == ErrorKind::ResourceLimit || kind == ErrorKind::ProtocolViolation);
    QCOMPARE(f.frames.count(), 0);
    QVERIFY(!f.transport.isOpen());
    // QWebSocket keeps text as UTF-16.
    const qint64 most = again.isEmpty() ? 16'000'000 : 400'000'000;
    QVERIFY2(highest - before < most, qPrintable(QString::number(highest - before)));
    QVERIFY2(sent < 100'000'000, qPrintable(QString::number(sent)));
    disconnect(socket, nullptr, this, nullptr);
}

void TestWebsocketTransport::refusesBadUtf8()
{
    HandServer server("xmpp");
    Fixture f;
    f.transport.open(server.url());
    QTRY_COMPARE(f.opened.count(), 1);
    server.sendFrame(1, "<a>\xC0\xBC</a>");
    QTRY_COMPARE(f.closed.count(), 1);
    QCOMPARE(f.error().kind, ErrorKind::ProtocolViolation);
    QCOMPARE(f.frames.count(), 0);
}

void TestWebsocketTransport::reportsMissingWebSocket()
{
    HandServer server("503");
    Fixture f;
    f.transport.open(server.url());
    QTRY_COMPARE(f.closed.count(), 1);
    QCOMPARE(f.error().kind, ErrorKind::NotWebSocket);
}

void TestWebsocketTransport::reportsUnreachableServer()
{
    QUrl url;
    {
        HandServer server("xmpp");
        url = server.url();
    }
    Fixture f;
    f.transport.open(url);
    QTRY_COMPARE(f.closed.count(), 1);
    QCOMPARE(f.error().kind, ErrorKind::NetworkUnreachable);
}

void TestWebsocketTransport::timesOut()
{
    QTcpServer silent; // Takes the connection and says nothing.
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    Fixture f;
    f.transport.open(QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(silent.serverPort())));
    QTRY_VERIFY(silent.hasPendingConnections());
    f.clock.advance(19s);
    QCOMPARE(f.closed.count(), 0);
    f.clock.advance(1s);
    QCOMPARE(f.closed.count(), 1);
    QCOMPARE(f.error().kind, ErrorKind::Timeout);
}

void TestWebsocketTransport::closesPolitely()
{
    HandServer hand("xmpp");
    Fixture f;
    f.transport.open(hand.url());
    QTRY_COMPARE(f.opened.count(), 1);
    hand.request.clear();
    f.transport.close();
    QTRY_VERIFY(!hand.request.isEmpty());
    QCOMPARE(quint8(hand.request[0]), quint8(0x88));
    hand.sendFrame(8, QByteArray("\x03\xE8", 2));
    hand.client->disconnectFromHost();
    QTRY_COMPARE(f.closed.count(), 1);
    QCOMPARE(f.error().kind, ErrorKind::None);
    QVERIFY(!f.transport.isOpen());
}

void TestWebsocketTransport::closesOnlyOnce()
{
    HandServer server("xmpp");
    Fixture f;
    f.transport.open(server.url());
    QTRY_COMPARE(f.opened.count(), 1);
    f.transport.abort();
    QCOMPARE(f.closed.count(), 1);
    QCOMPARE(f.error().kind, ErrorKind::NotConnected);
    f.transport.abort();
    f.transport.close();
    f.clock.advance(1h);
    QTRY_COMPARE(server.client->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(f.closed.count(), 1);
}

void TestWebsocketTransport::canBeUsedAgain()
{
    HandServer first("xmpp");
    HandServer second("xmpp");
    Fixture f;
    f.transport.open(first.url());
    QTRY_COMPARE(f.opened.count(), 1);
    f.transport.abort();
    f.transport.open(second.url());
    QTRY_COMPARE(f.opened.count(), 2);
    second.sendFrame(1, "<a/>");
    QTRY_COMPARE(f.frames.count(), 1);
    QCOMPARE(f.closed.count(), 1);
}

void TestWebsocketTransport::ranksCertificateErrors()
{
    const QSslError name(QSslError::HostNameMismatch);
    const QSslError expired(QSslError::CertificateExpired);
    const QSslError self(QSslError::SelfSignedCertificate);
    const QSslError revoked(QSslError::CertificateRevoked);
    QCOMPARE(certificateError({expired, name, self, revoked}).kind, ErrorKind::CertificateUntrusted);
    QCOMPARE(certificateError({revoked, expired, name}).kind, ErrorKind::CertificateWrongName);
    QCOMPARE(certificateError({revoked, expired}).kind, ErrorKind::CertificateExpired);
    QCOMPARE(certificateError({revoked}).kind, ErrorKind::CertificateInvalid);
    QCOMPARE(certificateError({}).kind, ErrorKind::CertificateInvalid);
}

QTEST_GUILESS_MAIN(TestWebsocketTransport)
#include "test_websocket_transport.moc"
