// SPDX-License-Identifier: GPL-3.0-or-later
// XEP-0388, 0386 and 0484 with a real server: one request, tokens, and what becomes of them.
#include "support/cutting_proxy.h"
#include "support/server_fixture.h"
#include "xmpp/extensions/registry.h"
#include "xmpp/namespaces.h"
#include "xmpp/xmpp_client.h"

#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

constexpr int patience = 15'000;
constexpr int latencyMs = 40; ///< Far longer than what anybody needs to think here.

/// One installation of the program, without the rest of it.
class Installation : public QObject
{
public:
    explicit Installation(TestServer &server) : m_server(server), client(clock, ids)
    {
        ClientIdentity identity;
        identity.name = u"Roost"_s;
        addExtensions(client, identity);
        connect(&client, &XmppClient::sessionStarted, this,
                [this](bool resumed) { sessions.append(resumed); });
        connect(&client, &XmppClient::failed, this,
                [this](const Error &error) { failures.append(error.kind); });
        connect(&client, &XmppClient::tokenChanged, this,
                [this](const FastToken &token) { tokens.append(token); });
        connect(&client, &XmppClient::stanzaAcknowledged, this,
                [this](const QString &tag) { acks.append(tag); });
    }

    void signIn(const QUrl &url, const FastToken &token = {})
    {
        StreamConfig config;
        config.account = Jid::fromWire(m_server.address(u"alice"_s));
        config.password = password;
        config.urls = {url};
        config.caCertificateFiles = QStringList{m_server.caCertificateFile()};
        config.software = u"Roost"_s;
        config.userAgentId = agentId;
        config.token = token;
        client.configure(config);
        client.connectToServer();
    }

    /// The session does what a session should.
    [[nodiscard]] bool isAlive()
    {
        const QString tag = ids.next();
        XmlElement message(u"message"_s, ns::client);
        message.setAttribute(u"to"_s, m_server.address(u"bob"_s)).setAttribute(u"id"_s, tag);
        return client.sendTracked(message, tag) &&
               QTest::qWaitFor([&] { return acks.contains(tag); }, patience);
    }

private:
    TestServer &m_server;

public:
    QString password = TestServer::passwordOf(u"alice"_s);
    QString agentId = QUuid::createUuid().toString(QUuid::WithoutBraces);
    SystemClock clock;
    RandomIdSource ids;
    QList<bool> sessions;
    QList<ErrorKind> failures;
    QList<FastToken> tokens;
    QStringList acks;
    XmppClient client;
};

/// A stored token of which no expiry time is known.
FastToken timeless(FastToken token)
{
    token.expiresMs = 0;
    return token;
}

} // namespace

class TestSasl2 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void signsInAndResumes_data();
    void signsInAndResumes();
    void comesBackInOneRoundTrip();
    void keepsItsResource();
    void bindsWhenTheServerForgot();
    void fallsBackFromAWrongToken();
    void fallsBackFromAnExpiredToken();
    void followsRotation();
    void revokesAtSignOut();

private:
    [[nodiscard]] std::unique_ptr<TestServer> startServer(const ServerOptions &options);
    std::unique_ptr<TestServer> m_server;
};

std::unique_ptr<TestServer> TestSasl2::startServer(const ServerOptions &options)
{
    auto server = TestServer::create(ServerKind::Prosody, options);
    if (!server->start())
        qWarning().noquote() << server->errorText();
    return server;
}

void TestSasl2::initTestCase()
{
    ServerOptions options;
    options.sasl2 = true;
    m_server = startServer(options);
    QVERIFY(m_server->isRunning());
}

void TestSasl2::signsInAndResumes_data()
{
    QTest::addColumn<bool>("tls");
    QTest::newRow("plain, on this machine") << false;
    QTest::newRow("TLS") << true;
}

void TestSasl2::signsInAndResumes()
{
    QFETCH(const bool, tls);
    CuttingProxy proxy(tls ? m_server->httpsPort() : m_server->httpPort());
    Installation alice(*m_server);
    alice.signIn(proxy.through(tls ? m_server->wssUrl() : m_server->wsUrl()));
    QTRY_COMPARE_WITH_TIMEOUT(alice.sessions, QList<bool>{false}, patience);
    QCOMPARE(alice.tokens.size(), 1);
    QVERIFY(alice.tokens.first().isUsable(alice.clock.nowMs()));
    const Jid own = alice.client.ownJid();
    QVERIFY(own.resource().startsWith(u"Roost"_s));
    QVERIFY(alice.isAlive());
    for (int cut = 1; cut <= 3; ++cut) {
        proxy.cutAll();
        QTRY_COMPARE_WITH_TIMEOUT(alice.sessions.size(), cut + 1, patience);
        QVERIFY(alice.sessions.last());
        QVERIFY(alice.isAlive());
        alice.client.networkChanged(); // The next loss counts as a first one.
    }
    QCOMPARE(alice.client.ownJid(), own);
    for (const FastToken &token : std::as_const(alice.tokens))
        QVERIFY(!token.isNull()); // None was refused; this server gives a new one each time.
}

void TestSasl2::comesBackInOneRoundTrip()
{
    CuttingProxy proxy(m_server->httpPort());
    Installation alice(*m_server);
    alice.signIn(proxy.through(m_server->wsUrl()));
    QTRY_COMPARE_WITH_TIMEOUT(alice.sessions, QList<bool>{false}, patience);
    QVERIFY(alice.isAlive());
    proxy.cutAll();
    proxy.setLatency(latencyMs);
    const int before = proxy.roundTrips();
    QTRY_COMPARE_WITH_TIMEOUT(alice.sessions, (QList<bool>{false, true}), patience);
    // The WebSocket's own upgrade, and one for all of XMPP.
    QCOMPARE(proxy.roundTrips() - before, 2);
}

void TestSasl2::keepsItsResource()
{
    Installation first(*m_server);
    first.signIn(m_server->wsUrl());
    QTRY_COMPARE_WITH_TIMEOUT(first.sessions, QList<bool>{false}, patience);
    first.client.disconnectFromServer();
    QTRY_COMPARE_WITH_TIMEOUT(first.client.state(), StreamState::Offline, patience);
    // The program restarts with its stored data.
    Installation again(*m_server);
    again.agentId = first.agentId;
    again.signIn(m_server->wsUrl(), first.tokens.last());
    QTRY_COMPARE_WITH_TIMEOUT(again.sessions, QList<bool>{false}, patience);
    QCOMPARE(again.client.ownJid(), first.client.ownJid());
    QVERIFY(again.tokens.isEmpty()); // The old one was good.
    QVERIFY(again.isAlive());
}

void TestSasl2::bindsWhenTheServerForgot()
{
    Installation alice(*m_server);
    alice.signIn(m_server->wsUrl());
    QTRY_COMPARE_WITH_TIMEOUT(alice.sessions, QList<bool>{false}, patience);
    m_server->kill();
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    alice.client.reconnectNow();
    QTRY_COMPARE_WITH_TIMEOUT(alice.sessions, (QList<bool>{false, false}), patience);
    QVERIFY(alice.isAlive());
    for (const FastToken &token : std::as_const(alice.tokens))
        QVERIFY(!token.isNull()); // Tokens outlive a restart.
}

void TestSasl2::fallsBackFromAWrongToken()
{
    Installation alice(*m_server);
    alice.signIn(m_server->wsUrl(), {u"HT-SHA-256-NONE"_s, u"secret-token:wrong"_s, 0});
    QTRY_COMPARE_WITH_TIMEOUT(alice.sessions, QList<bool>{false}, patience);
    QCOMPARE(alice.tokens.size(), 2);
    QVERIFY(alice.tokens.first().isNull());
    QVERIFY(!alice.tokens.last().isNull());
    QVERIFY(alice.failures.isEmpty());

    Installation stranger(*m_server);
    stranger.password = u"neither"_s;
    stranger.signIn(m_server->wsUrl(), {u"HT-SHA-256-NONE"_s, u"secret-token:wrong"_s, 0});
    QTRY_COMPARE_WITH_TIMEOUT(stranger.failures, QList<ErrorKind>{ErrorKind::WrongPassword}, patience);
    QVERIFY(stranger.sessions.isEmpty());
}

void TestSasl2::fallsBackFromAnExpiredToken()
{
    ServerOptions options;
    options.sasl2 = true;
    options.tokenSeconds = 0;
    const auto server = startServer(options);
    QVERIFY(server->isRunning());
    Installation alice(*server);
    alice.signIn(server->wsUrl());
    QTRY_COMPARE_WITH_TIMEOUT(alice.sessions, QList<bool>{false}, patience);
    Installation again(*server);
    again.agentId = alice.agentId;
    again.signIn(server->wsUrl(), timeless(alice.tokens.last()));
    QTRY_COMPARE_WITH_TIMEOUT(again.sessions, QList<bool>{false}, patience);
    QCOMPARE(again.tokens.size(), 2);
    QVERIFY(again.tokens.first().isNull());
    QVERIFY(again.failures.isEmpty());
}

void TestSasl2::followsRotation()
{
    ServerOptions options;
    options.sasl2 = true;
    options.tokenRenewalSeconds = 0;
    const auto server = startServer(options);
    QVERIFY(server->isRunning());
    CuttingProxy proxy(server->httpPort());
    Installation alice(*server);
    alice.signIn(proxy.through(server->wsUrl()));
    QTRY_COMPARE_WITH_TIMEOUT(alice.sessions, QList<bool>{false}, patience);
    for (int cut = 1; cut <= 3; ++cut) {
        alice.client.networkChanged();
        proxy.cutAll();
        QTRY_COMPARE_WITH_TIMEOUT(alice.sessions.size(), cut + 1, patience);
        QVERIFY(alice.isAlive());
    }
    QCOMPARE(alice.sessions, (QList<bool>{false, true, true, true}));
    QCOMPARE(alice.tokens.size(), 4);
    QSet<QString> secrets;
    for (const FastToken &token : std::as_const(alice.tokens))
        secrets.insert(token.secret);
    QCOMPARE(secrets.size(), 4);
    QVERIFY(!secrets.contains(QString()));
}

void TestSasl2::revokesAtSignOut()
{
    CuttingProxy proxy(m_server->httpPort());
    Installation alice(*m_server);
    alice.signIn(proxy.through(m_server->wsUrl()));
    QTRY_COMPARE_WITH_TIMEOUT(alice.sessions, QList<bool>{false}, patience);
    const FastToken token = alice.tokens.last();
    alice.client.disconnectFromServer();
    alice.client.revokeToken();
    QVERIFY(!alice.client.isOnline());
    QVERIFY(alice.tokens.last().isNull());
    QTRY_COMPARE_WITH_TIMEOUT(proxy.totalConnections(), 2, patience);
    QTRY_COMPARE_WITH_TIMEOUT(proxy.openConnections(), 0, patience);

    Installation thief(*m_server);
    thief.agentId = alice.agentId;
    thief.password = u"unknown"_s;
    thief.signIn(m_server->wsUrl(), token);
    QTRY_COMPARE_WITH_TIMEOUT(thief.failures, QList<ErrorKind>{ErrorKind::WrongPassword}, patience);
    QVERIFY(thief.sessions.isEmpty());
}

QTEST_GUILESS_MAIN(TestSasl2)
#include "test_sasl2.moc"
