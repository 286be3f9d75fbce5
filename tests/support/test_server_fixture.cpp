// SPDX-License-Identifier: GPL-3.0-or-later
// The fixtures themselves: a server that does not really check passwords or certificates would let every
// test above it pass.
#include "support/cutting_proxy.h"
#include "support/patience.h"
#include "support/server_fixture.h"

#include <QFile>
#include <QSignalSpy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

using namespace Qt::StringLiterals;
using namespace roost;

Q_DECLARE_METATYPE(roost::ServerKind)

namespace {

/// A minimal XMPP client that finds out whether a sign-in succeeds.
class RawClient
{
public:
    explicit RawClient(const QString &caFile = {}) : frames(&socket, &QWebSocket::textMessageReceived)
    {
        if (!caFile.isEmpty()) {
            QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
            configuration.setCaCertificates(QSslCertificate::fromPath(caFile));
            socket.setSslConfiguration(configuration);
        }
    }

    bool connectTo(const QUrl &url)
    {
        QSignalSpy connected(&socket, &QWebSocket::connected);
        QSignalSpy ended(&socket, &QWebSocket::disconnected);
        QWebSocketHandshakeOptions options;
        options.setSubprotocols({u"xmpp"_s});
        socket.open(url, options);
        return QTest::qWaitFor([&] { return !connected.isEmpty() || !ended.isEmpty(); }, 10'000) &&
               !connected.isEmpty();
    }

    /// The first unread frame that contains `text`.
    QString await(const QString &text)
    {
        QString found;
        const bool came = QTest::qWaitFor(
            [&] {
                while (!frames.isEmpty()) {
                    const QString frame = frames.takeFirst().constFirst().toString();
                    if (frame.contains(text)) {
                        found = frame;
                        return true;
                    }
                }
                return false;
            },
            5000);
        return came ? found : QString();
    }

    void openStream(const QString &domain)
    {
        socket.sendTextMessage(
            u"<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='%1' version='1.0'/>"_s.arg(domain));
    }

    bool signIn(const QUrl &url, const QString &domain, const QString &user, const QString &password)
    {
        if (!connectTo(url))
            return false;
        openStream(domain);
        if (!await(u"features"_s).contains("SCRAM-SHA-1"_L1))
            return false;
        const QByteArray plain =
            QByteArray(1, '\0') + user.toUtf8() + QByteArray(1, '\0') + password.toUtf8();
        socket.sendTextMessage(
            u"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%1</auth>"_s.arg(
                QString::fromLatin1(plain.toBase64())));
        if (!await(u"urn:ietf:params:xml:ns:xmpp-sasl"_s).contains("<success"_L1))
            return false;
        openStream(domain);
        if (await(u"features"_s).isEmpty())
            return false;
        socket.sendTextMessage(u"<iq xmlns='jabber:client' type='set' id='b'>"
                               "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"_s);
        return !await(u"<jid>"_s).isEmpty();
    }

    QString roster()
    {
        socket.sendTextMessage(u"<iq xmlns='jabber:client' type='get' id='r'>"
                               "<query xmlns='jabber:iq:roster'/></iq>"_s);
        return await(u"jabber:iq:roster"_s);
    }

    QWebSocket socket;
    QSignalSpy frames;
};

} // namespace

class TestServerFixture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signsIn_data() { eachServer(); }
    void signsIn();
    void sharesGroups_data() { eachServer(); }
    void sharesGroups();
    void showsBadCertificates_data();
    void showsBadCertificates();
    void proxyCuts();

private:
    static void eachServer()
    {
        QTest::addColumn<ServerKind>("kind");
        QTest::newRow("prosody") << ServerKind::Prosody;
        QTest::newRow("ejabberd") << ServerKind::Ejabberd;
    }
};

void TestServerFixture::signsIn()
{
    QFETCH(ServerKind, kind);
    const auto server = TestServer::create(kind);
    QVERIFY2(server->start(), qPrintable(server->errorText()));
    QVERIFY(server->registerUser(u"erin"_s, u"a \"quoted\" word"_s));

    QVERIFY(RawClient().signIn(server->wsUrl(), server->domain(), u"alice"_s, u"pw-alice"_s));
    QVERIFY(RawClient().signIn(server->wsUrl(), server->domain(), u"erin"_s, u"a \"quoted\" word"_s));
    QVERIFY(!RawClient().signIn(server->wsUrl(), server->domain(), u"alice"_s, u"pw-bob"_s));
    RawClient tls(server->caCertificateFile());
    QVERIFY(tls.signIn(server->wssUrl(), server->domain(), u"bob"_s, u"pw-bob"_s));
    QVERIFY(!RawClient().connectTo(server->wssUrl()));

    QSignalSpy ended(&tls.socket, &QWebSocket::disconnected);
    server->kill();
    QVERIFY(!ended.isEmpty() || ended.wait(testPatienceMs));
    QVERIFY2(server->start(), qPrintable(server->errorText()));
    QVERIFY(RawClient().signIn(server->wsUrl(), server->domain(), u"dave"_s, u"pw-dave"_s));
}

void TestServerFixture::sharesGroups()
{
    QFETCH(ServerKind, kind);
    ServerOptions options;
    options.domain = u"bar.com"_s;
    options.sharedGroups = {ServerOptions::companyDirectory(5)};
    const auto server = TestServer::create(kind, options);
    QVERIFY2(server->start(), qPrintable(server->errorText()));
    RawClient alice;
    QVERIFY(alice.signIn(server->wsUrl(), u"bar.com"_s, u"alice"_s, u"pw-alice"_s));
    const QString roster = alice.roster();
    QCOMPARE(roster.count("<item"_L1), 6);
    QVERIFY(roster.contains("Bob of Support"_L1));
    QVERIFY(roster.contains("person05@bar.com"_L1));
    RawClient carol;
    QVERIFY(carol.signIn(server->wsUrl(), u"bar.com"_s, u"carol"_s, u"pw-carol"_s));
    QVERIFY(!carol.roster().contains("person05@bar.com"_L1));
}

void TestServerFixture::showsBadCertificates_data()
{
    QTest::addColumn<ServerKind>("kind");
    QTest::addColumn<int>("certificate");
    QTest::addColumn<QSslError::SslError>("expected");
    for (const auto &[name, kind] :
         {std::pair{"prosody", ServerKind::Prosody}, std::pair{"ejabberd", ServerKind::Ejabberd}}) {
        QTest::addRow("%s, wrong name", name)
            << kind << static_cast<int>(CertificateKind::WrongName) << QSslError::HostNameMismatch;
        QTest::addRow("%s, expired", name)
            << kind << static_cast<int>(CertificateKind::Expired) << QSslError::CertificateExpired;
        QTest::addRow("%s, self-signed", name)
            << kind << static_cast<int>(CertificateKind::SelfSigned) << QSslError::SelfSignedCertificate;
    }
}

void TestServerFixture::showsBadCertificates()
{
    QFETCH(ServerKind, kind);
    QFETCH(int, certificate);
    QFETCH(QSslError::SslError, expected);
    ServerOptions options;
    options.certificate = static_cast<CertificateKind>(certificate);
    const auto server = TestServer::create(kind, options);
    QVERIFY2(server->start(), qPrintable(server->errorText()));
    RawClient client(server->caCertificateFile());
    QList<QSslError::SslError> errors;
    QObject::connect(&client.socket, &QWebSocket::sslErrors, &client.socket,
                     [&errors](const QList<QSslError> &found) {
                         for (const QSslError &error : found)
                             errors << error.error();
                     });
    QVERIFY(!client.connectTo(server->wssUrl()));
    QCOMPARE(errors, QList<QSslError::SslError>{expected});
}

void TestServerFixture::proxyCuts()
{
    ProsodyServer server;
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    CuttingProxy proxy(server.httpPort());
    const QUrl url = proxy.through(server.wsUrl());

    RawClient client;
    QVERIFY(client.signIn(url, server.domain(), u"alice"_s, u"pw-alice"_s));
    QCOMPARE(proxy.openConnections(), 1);

    // Held: the answer comes only after resume().
    proxy.stall();
    client.socket.sendTextMessage(u"<iq xmlns='jabber:client' type='get' id='held'>"
                                  "<ping xmlns='urn:xmpp:ping'/></iq>"_s);
    const qint64 before = proxy.bytesFromServer();
    QVERIFY(!client.frames.wait(200));
    QCOMPARE(proxy.bytesFromServer(), before);
    proxy.resume();
    QVERIFY(!client.await(u"held"_s).isEmpty());

    // Late: not before the latency has passed twice.
    proxy.setLatency(60);
    QElapsedTimer timer;
    timer.start();
    client.socket.sendTextMessage(u"<iq xmlns='jabber:client' type='get' id='late'>"
                                  "<ping xmlns='urn:xmpp:ping'/></iq>"_s);
    QVERIFY(!client.await(u"late"_s).isEmpty());
    QVERIFY(timer.elapsed() >= 120);
    proxy.setLatency(0);

    // Cut within a frame.
    QSignalSpy ended(&client.socket, &QWebSocket::disconnected);
    QSignalSpy limit(&proxy, &CuttingProxy::limitReached);
    proxy.cutAfterBytesFromClient(10);
    client.socket.sendTextMessage(u"<iq xmlns='jabber:client' type='get' id='cut'>"
                                  "<ping xmlns='urn:xmpp:ping'/></iq>"_s);
    QVERIFY(limit.wait(testPatienceMs));
    QVERIFY(!ended.isEmpty() || ended.wait(testPatienceMs));
    QCOMPARE(proxy.openConnections(), 0);

    proxy.setRefusing(true);
    QVERIFY(!RawClient().connectTo(url));
    proxy.setRefusing(false);
    QVERIFY(RawClient().connectTo(url));
}

QTEST_GUILESS_MAIN(TestServerFixture)
#include "test_server_fixture.moc"
