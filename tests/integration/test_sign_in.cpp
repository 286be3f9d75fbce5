// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in, being refused, being cut off and coming back, on both real servers.
#include "support/both_servers.h"
#include "support/cutting_proxy.h"
#include "xmpp/namespaces.h"
#include "xmpp/xmpp_client.h"

#include <QNetworkProxyFactory>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

Q_DECLARE_METATYPE(roost::CertificateKind)
Q_DECLARE_METATYPE(roost::ErrorKind)

namespace {

constexpr int patience = 15'000;

/// A client with its own ears.
class Person : public QObject
{
public:
    Person() : client(clock, ids)
    {
        connect(&client, &XmppClient::sessionStarted, this,
                [this](bool resumed) { sessions.append(resumed); });
        connect(&client, &XmppClient::failed, this, [this](const Error &error, bool willRetry) {
            failures.append({error, willRetry});
        });
        connect(&client, &XmppClient::stanzaReceived, this, [this](const Stanza &stanza) {
            if (stanza.kind == StanzaKind::Message)
                bodies.append(stanza.element.childText(u"body", ns::client));
        });
        connect(&client, &XmppClient::stanzaAcknowledged, this,
                [this](const QString &tag) { acks.append(tag); });
        connect(&client, &XmppClient::stanzasLost, this,
                [this](const QStringList &tags) { lost.append(tags); });
    }

    void signIn(const TestServer &server, const QString &user, const QUrl &url, const QString &password = {})
    {
        StreamConfig config;
        config.account = Jid::fromWire(server.address(user));
        config.password = password.isNull() ? TestServer::passwordOf(user) : password;
        config.urls = {url};
        config.caCertificateFiles = ca;
        client.configure(config);
        client.connectToServer();
    }

    void sendPresence() { client.send(XmlElement(u"presence"_s, ns::client)); }

    bool sendMessage(const Jid &to, const QString &body)
    {
        XmlElement message(u"message"_s, ns::client);
        message.setAttribute(u"to"_s, to.toString())
            .setAttribute(u"type"_s, u"chat"_s)
            .setAttribute(u"id"_s, body);
        message.addTextChild(u"body"_s, ns::client, body);
        return client.sendTracked(message, body);
    }

    SystemClock clock;
    RandomIdSource ids;
    QStringList ca;
    QList<bool> sessions;
    QList<std::pair<Error, bool>> failures;
    QStringList bodies;
    QStringList acks;
    QStringList lost;
    XmppClient client;
};

/// An HTTP proxy that knows CONNECT and nothing else, or refuses with a status of the test's choice.
class HandProxy : public QTcpServer
{
public:
    explicit HandProxy(QByteArray refusal = {}) : m_refusal(std::move(refusal))
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *client = nextPendingConnection();
            connect(client, &QTcpSocket::readyRead, this, [this, client] { read(client); });
        });
        listen(QHostAddress::LocalHost);
    }
    QStringList asked;

private:
    void read(QTcpSocket *client)
    {
        if (QTcpSocket *server = m_servers.value(client)) {
            server->write(client->readAll());
            return;
        }
        const QByteArray request = client->readAll();
        const QByteArray target = request.split(' ').value(1);
        asked.append(QString::fromLatin1(request.first(request.indexOf(" HTTP/"))));
        if (!m_refusal.isEmpty()) {
            client->write("HTTP/1.1 " + m_refusal + "\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        auto *server = new QTcpSocket(client);
        m_servers.insert(client, server);
        connect(server, &QTcpSocket::connected, client,
                [client] { client->write("HTTP/1.1 200 OK\r\n\r\n"); });
        connect(server, &QTcpSocket::readyRead, client,
                [client, server] { client->write(server->readAll()); });
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        server->connectToHost(QHostAddress::LocalHost, target.split(':').value(1).toUShort());
    }

    QByteArray m_refusal;
    QHash<QTcpSocket *, QTcpSocket *> m_servers;
};

/// A proxy configuration of a system that has a proxy for https: only.
class HttpsProxyFactory final : public QNetworkProxyFactory
{
public:
    explicit HttpsProxyFactory(quint16 port) : m_port(port) {}
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        if (query.url().scheme() != u"https")
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        return {QNetworkProxy(QNetworkProxy::HttpCachingProxy, u"127.0.0.1"_s, m_port)};
    }

private:
    quint16 m_port;
};

} // namespace

class TestSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void signsIn_data() { eachServer("kind"); }
    void signsIn();
    void signsInOverTls_data() { eachServer("kind"); }
    void signsInOverTls();
    void refusesWrongPassword_data() { eachServer("kind"); }
    void refusesWrongPassword();
    void refusesUnknownAuthority_data() { eachServer("kind"); }
    void refusesUnknownAuthority();
    void refusesBadCertificate_data();
    void refusesBadCertificate();
    void takesTheSecondUrlWhenTheFirstIsDead_data() { eachServer("kind"); }
    void takesTheSecondUrlWhenTheFirstIsDead();
    void reportsMissingWebSocket_data() { eachServer("kind"); }
    void reportsMissingWebSocket();
    void usesTheSystemsProxy_data() { eachServer("kind"); }
    void usesTheSystemsProxy();
    void reportsRefusalByProxy_data();
    void reportsRefusalByProxy();
    void resumesAfterACut_data() { eachServer("kind"); }
    void resumesAfterACut();
    void findsADeadSocket_data() { eachServer("kind"); }
    void findsADeadSocket();
    void bindsAgainWhenTheServerForgot_data() { eachServer("kind"); }
    void bindsAgainWhenTheServerForgot();
    void answersUnknownRequests_data() { eachServer("kind"); }
    void answersUnknownRequests();

private:
    TestServer &server(ServerKind kind) { return m_servers.of(kind); }
    BothServers m_servers;
};

void TestSignIn::initTestCase() { QVERIFY2(m_servers.start(), qPrintable(m_servers.errorText())); }

void TestSignIn::signsIn()
{
    QFETCH(const ServerKind, kind);
    Person alice;
    QSignalSpy states(&alice.client, &XmppClient::stateChanged);
    QSignalSpy mechanisms(&alice.client, &XmppClient::strongestMechanismChanged);
    alice.signIn(server(kind), u"alice"_s, server(kind).wsUrl());
    QTRY_COMPARE_WITH_TIMEOUT(alice.sessions, QList<bool>{false}, patience);
    QCOMPARE(alice.client.ownJid().bare().toString(), server(kind).address(u"alice"_s));
    QVERIFY(alice.client.ownJid().isFull());
    QCOMPARE(mechanisms.count(), 1);
    QVERIFY(mechanisms.at(0).at(0).toString().startsWith(u"SCRAM-SHA-"_s));

    alice.client.disconnectFromServer();
    QTRY_COMPARE_WITH_TIMEOUT(alice.client.state(), StreamState::Offline, patience);
    QList<StreamState> seen;
    for (const QList<QVariant> &state : states)
        seen.append(state.at(0).value<StreamState>());
    QCOMPARE(seen, (QList<StreamState>{StreamState::Connecting, StreamState::Signing, StreamState::Online,
                                       StreamState::Offline}));
    QVERIFY(alice.failures.isEmpty());
}

void TestSignIn::signsInOverTls()
{
    QFETCH(const ServerKind, kind);
    Person alice;
    alice.ca = QStringList{server(kind).caCertificateFile()};
    alice.signIn(server(kind), u"alice"_s, server(kind).wssUrl());
    QTRY_COMPARE_WITH_TIMEOUT(alice.sessions, QList<bool>{false}, patience);
    alice.client.disconnectFromServer();
    QTRY_COMPARE_WITH_TIMEOUT(alice.client.state(), StreamState::Offline, patience);
    QVERIFY(alice.failures.isEmpty());
}

void TestSignIn::refusesWrongPassword()
{
    QFETCH(const ServerKind, kind);
    Person alice;
    alice.signIn(server(kind), u"alice"_s, server(kind).wsUrl(), u"not it"_s);
    QTRY_COMPARE_WITH_TIMEOUT(alice.failures.size(), 1, patience);
    QCOMPARE(alice.failures.first().first.kind, ErrorKind::WrongPassword);
    QVERIFY(!alice.failures.first().second);
    QCOMPARE(alice.client.state(), StreamState::Offline);
    QVERIFY(alice.sessions.isEmpty());
}

void TestSignIn::refusesUnknownAuthority()
{
    QFETCH(const ServerKind, kind);
    Person alice;
    alice.signIn(server(kind), u"alice"_s, server(kind).wssUrl());
    QTRY_VERIFY_WITH_TIMEOUT(!alice.failures.isEmpty(), patience);
    QCOMPARE(alice.failures.first().first.kind, ErrorKind::CertificateUntrusted);
    QVERIFY(alice.failures.first().second); // Another attempt, not another certificate.
}

void TestSignIn::refusesBadCertificate_data()
{
    QTest::addColumn<ServerKind>("kind");
    QTest::addColumn<CertificateKind>("certificate");
    QTest::addColumn<ErrorKind>("expected");
    QTest::addColumn<QString>("detail");
    for (const auto &[name, kind] :
         {std::pair("prosody", ServerKind::Prosody), std::pair("ejabberd", ServerKind::Ejabberd)}) {
        QTest::addRow("%s wrong name", name) << kind << CertificateKind::WrongName
                                             << ErrorKind::CertificateWrongName << u"elsewhere.example"_s;
        QTest::addRow("%s expired", name)
            << kind << CertificateKind::Expired << ErrorKind::CertificateExpired << u"2020-02-01"_s;
        QTest::addRow("%s self-signed", name)
            << kind << CertificateKind::SelfSigned << ErrorKind::CertificateUntrusted << QString();
    }
}

void TestSignIn::refusesBadCertificate()
{
    QFETCH(const ServerKind, kind);
    QFETCH(const CertificateKind, certificate);
    QFETCH(const ErrorKind, expected);
    QFETCH(const QString, detail);
    ServerOptions options;
    options.certificate = certificate;
    const auto badServer = TestServer::create(kind, options);
    QVERIFY2(badServer->start(), qPrintable(badServer->errorText()));
    Person alice;
    alice.ca = QStringList{badServer->caCertificateFile()};
    alice.signIn(*badServer, u"alice"_s, badServer->wssUrl());
    QTRY_VERIFY_WITH_TIMEOUT(!alice.failures.isEmpty(), patience);
    QCOMPARE(alice.failures.first().first.kind, expected);
    QVERIFY2(alice.failures.first().first.detail.contains(detail),
             qPrintable(alice.failures.first().first.detail));
    QVERIFY(alice.failures.first().second); // Another attempt, not another certificate.
    QVERIFY(alice.sessions.isEmpty());
}

void TestSignIn::takesTheSecondUrlWhenTheFirstIsDead()
{
    QFETCH(const ServerKind, kind);
    CuttingProxy nobody(server(kind).httpPort());
    nobody.setRefusing(true);
    Person alice;
    StreamConfig config;
    config.account = Jid::fromWire(server(kind).address(u"alice"_s));
    config.password = TestServer::passwordOf(u"alice"_s);
    config.urls = {nobody.through(server(kind).wsUrl()), server(kind).wsUrl()};
    alice.client.configure(config);
    alice.client.connectToServer();
    QTRY_COMPARE_WITH_TIMEOUT(alice.sessions, QList<bool>{false}, patience);
    QVERIFY(alice.failures.isEmpty());
}

void TestSignIn::reportsMissingWebSocket()
{
    QFETCH(const ServerKind, kind);
    QUrl url = server(kind).wsUrl();
    url.setPath(u"/nothing-here"_s);
    Person alice;
    alice.signIn(server(kind), u"alice"_s, url);
    QTRY_VERIFY_WITH_TIMEOUT(!alice.failures.isEmpty(), patience);
    QCOMPARE(alice.failures.first().first.kind, ErrorKind::NotWebSocket);
    QVERIFY(alice.failures.first().second);
    // The first try again comes at once, and may have begun already; the next one waits.
    QTRY_COMPARE_WITH_TIMEOUT(alice.client.state(), StreamState::Waiting, patience);
}

void TestSignIn::usesTheSystemsProxy()
{
    QFETCH(const ServerKind, kind);
    // Qt uses no proxy for localhost, so the server needs a name; only the proxy can resolve it.
    ServerOptions options;
    options.domain = u"roost.test"_s;
    const auto named = TestServer::create(kind, options);
    QVERIFY2(named->start(), qPrintable(named->errorText()));
    HandProxy proxy;
    QNetworkProxyFactory::setApplicationProxyFactory(new HttpsProxyFactory(proxy.serverPort()));
    const auto restored = qScopeGuard([] { QNetworkProxyFactory::setApplicationProxyFactory(nullptr); });
    Person alice;
    alice.ca = QStringList{named->caCertificateFile()};
    QUrl url = named->wssUrl();
    url.setHost(named->domain());
    alice.signIn(*named, u"alice"_s, url);
    QTRY_COMPARE_WITH_TIMEOUT(alice.sessions, QList<bool>{false}, patience);
    QCOMPARE(proxy.asked, QStringList{u"CONNECT roost.test:%1"_s.arg(named->httpsPort())});
}

void TestSignIn::reportsRefusalByProxy_data()
{
    QTest::addColumn<QByteArray>("refusal");
    QTest::newRow("403") << QByteArray("403 Forbidden");
    QTest::newRow("407") << QByteArray(
        "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"");
    QTest::newRow("502") << QByteArray("502 Bad Gateway");
}

void TestSignIn::reportsRefusalByProxy()
{
    QFETCH(const QByteArray, refusal);
    HandProxy proxy(refusal);
    QNetworkProxyFactory::setApplicationProxyFactory(new HttpsProxyFactory(proxy.serverPort()));
    const auto restored = qScopeGuard([] { QNetworkProxyFactory::setApplicationProxyFactory(nullptr); });
    Person alice;
    alice.signIn(server(ServerKind::Prosody), u"alice"_s, QUrl(u"wss://roost.test/ws"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!alice.failures.isEmpty(), patience);
    QCOMPARE(alice.failures.first().first.kind, ErrorKind::ProxyRefused);
}

void TestSignIn::resumesAfterACut()
{
    QFETCH(const ServerKind, kind);
    CuttingProxy proxy(server(kind).httpPort());
    Person alice;
    Person bob;
    bob.signIn(server(kind), u"bob"_s, server(kind).wsUrl());
    QTRY_COMPARE_WITH_TIMEOUT(bob.sessions, QList<bool>{false}, patience);
    bob.sendPresence();
    alice.signIn(server(kind), u"alice"_s, proxy.through(server(kind).wsUrl()));
    QTRY_COMPARE_WITH_TIMEOUT(alice.sessions, QList<bool>{false}, patience);
    alice.sendPresence();
    const Jid own = alice.client.ownJid();
    const Jid toBob = bob.client.ownJid();

    QVERIFY(alice.sendMessage(toBob, u"before"_s));
    QTRY_COMPARE_WITH_TIMEOUT(alice.acks, QStringList{u"before"_s}, patience);
    QTRY_COMPARE_WITH_TIMEOUT(bob.bodies, QStringList{u"before"_s}, patience);

    // One direction each: a message that never leaves, and one that arrives during the outage.
    proxy.stall();
    QVERIFY(alice.sendMessage(toBob, u"held"_s));
    QVERIFY(bob.sendMessage(own, u"waiting"_s));
    QTRY_COMPARE_WITH_TIMEOUT(bob.acks, QStringList{u"waiting"_s}, patience);
    proxy.cutAll();
    proxy.resume();
    QTRY_COMPARE_WITH_TIMEOUT(alice.sessions, (QList<bool>{false, true}), patience);
    QCOMPARE(alice.client.ownJid(), own);
    QTRY_COMPARE_WITH_TIMEOUT(alice.acks, (QStringList{u"before"_s, u"held"_s}), patience);
    QTRY_COMPARE_WITH_TIMEOUT(alice.bodies, QStringList{u"waiting"_s}, patience);
    QVERIFY(alice.sendMessage(toBob, u"after"_s));
    QTRY_VERIFY_WITH_TIMEOUT(bob.bodies.contains(u"after"_s), patience);
    QCOMPARE(bob.bodies, (QStringList{u"before"_s, u"held"_s, u"after"_s}));
    QVERIFY(alice.lost.isEmpty());
}

void TestSignIn::findsADeadSocket()
{
    QFETCH(const ServerKind, kind);
    CuttingProxy proxy(server(kind).httpPort());
    Person alice;
    alice.signIn(server(kind), u"alice"_s, proxy.through(server(kind).wsUrl()));
    QTRY_COMPARE_WITH_TIMEOUT(alice.sessions, QList<bool>{false}, patience);
    // A living one survives the question.
    alice.client.networkChanged();
    QFuture<Result<XmlElement>> answer = alice.client.request(
        makeIq(u"get"_s, Jid::fromWire(server(kind).domain()), XmlElement(u"ping"_s, ns::ping)));
    QTRY_VERIFY_WITH_TIMEOUT(answer.isFinished(), patience);
    QVERIFY(answer.result());
    QCOMPARE(alice.client.state(), StreamState::Online);

    proxy.stall();
    alice.client.networkChanged();
    QTRY_VERIFY_WITH_TIMEOUT(!alice.client.isOnline(), patience);
    QCOMPARE(alice.failures.first().first.kind, ErrorKind::Timeout);
    proxy.resume();
    QTRY_COMPARE_WITH_TIMEOUT(alice.sessions, (QList<bool>{false, true}), patience);
}

void TestSignIn::bindsAgainWhenTheServerForgot()
{
    QFETCH(const ServerKind, kind);
    CuttingProxy proxy(server(kind).httpPort());
    Person alice;
    alice.signIn(server(kind), u"alice"_s, proxy.through(server(kind).wsUrl()));
    QTRY_COMPARE_WITH_TIMEOUT(alice.sessions, QList<bool>{false}, patience);
    proxy.stall();
    QVERIFY(alice.sendMessage(Jid::fromWire(server(kind).address(u"bob"_s)), u"unsure"_s));
    server(kind).kill();
    proxy.cutAll();
    proxy.resume();
    QVERIFY2(server(kind).start(), qPrintable(server(kind).errorText()));
    alice.client.reconnectNow();
    QTRY_COMPARE_WITH_TIMEOUT(alice.sessions, (QList<bool>{false, false}), patience);
    QCOMPARE(alice.lost, QStringList{u"unsure"_s});
    QVERIFY(alice.acks.isEmpty());
}

void TestSignIn::answersUnknownRequests()
{
    QFETCH(const ServerKind, kind);
    Person alice;
    Person bob;
    alice.signIn(server(kind), u"alice"_s, server(kind).wsUrl());
    bob.signIn(server(kind), u"bob"_s, server(kind).wsUrl());
    QTRY_COMPARE_WITH_TIMEOUT(alice.sessions, QList<bool>{false}, patience);
    QTRY_COMPARE_WITH_TIMEOUT(bob.sessions, QList<bool>{false}, patience);
    QFuture<Result<XmlElement>> answer = alice.client.request(
        makeIq(u"get"_s, bob.client.ownJid(), XmlElement(u"query"_s, u"urn:example:none"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(answer.isFinished(), patience);
    const Result<XmlElement> result = answer.result();
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::ServiceUnavailable);
}

QTEST_GUILESS_MAIN(TestSignIn)
#include "test_sign_in.moc"
