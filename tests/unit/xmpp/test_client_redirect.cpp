// SPDX-License-Identifier: GPL-3.0-or-later
// A server that wants to be asked elsewhere: RFC 7395 see-other-uri, RFC 6120 see-other-host.
#include "unit/xmpp/client_fixture.h"

using namespace Qt::StringLiterals;
using namespace roost;
using namespace std::chrono_literals;

namespace {

QByteArray seeUri(const QByteArray &uri)
{
    return "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing' see-other-uri='" + uri + "'/>";
}

QByteArray seeHost(const QByteArray &host)
{
    return "<stream:error xmlns:stream='http://etherx.jabber.org/streams'><see-other-host "
           "xmlns='urn:ietf:params:xml:ns:xmpp-streams'>" +
           host + "</see-other-host></stream:error>";
}

} // namespace

class TestClientRedirect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsAUriOnlyToTls();
    void followsAHost_data();
    void followsAHost();
    void refusesAHost_data();
    void refusesAHost();
    void keepsTheFirstIdentity();
    void staysOnThisMachine();
    void followsInASession();
    void endsLoops();
};

void TestClientRedirect::followsAUriOnlyToTls()
{
    ClientFixture f;
    f.connectNow();
    f.server.socket().accept();
    f.server.socket().inject(seeUri("wss://two.example.org/ws"));
    QCOMPARE(f.server.attempts(), 2);
    QCOMPARE(f.server.socket().url(), QUrl(u"wss://two.example.org/ws"_s));
    QVERIFY(f.server.socket().peerName().isEmpty()); // The named server is a service of its own.
    f.server.socket().accept();
    f.server.socket().inject(seeUri("ws://127.0.0.1/ws"));
    QCOMPARE(f.failures.size(), 1);
    QCOMPARE(f.failures.first().first.kind, ErrorKind::InsecureUrl);
    QVERIFY(f.failures.first().second); // The server may be repaired.
    QCOMPARE(f.server.attempts(), 2);
}

void TestClientRedirect::followsAHost_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QUrl>("url");
    QTest::newRow("host") << "two.example.org"_ba << QUrl(u"wss://two.example.org:5281/ws"_s);
    QTest::newRow("port") << "two.example.org:443"_ba << QUrl(u"wss://two.example.org:443/ws"_s);
    QTest::newRow("white space") << " two.example.org\n"_ba << QUrl(u"wss://two.example.org:5281/ws"_s);
    QTest::newRow("TCP's port") << "two.example.org:5222"_ba << QUrl(u"wss://two.example.org:5281/ws"_s);
    QTest::newRow("IPv6") << "[2001:db8::9]:9222"_ba << QUrl(u"wss://[2001:db8::9]:9222/ws"_s);
}

void TestClientRedirect::followsAHost()
{
    QFETCH(const QByteArray, host);
    QFETCH(const QUrl, url);
    ClientFixture f;
    f.config.urls = {QUrl(u"wss://example.org:5281/ws"_s)};
    f.connectNow();
    f.server.socket().accept();
    f.server.socket().inject(seeHost(host));
    QCOMPARE(f.server.attempts(), 2);
    QCOMPARE(f.server.socket().url(), url);
    QCOMPARE(f.server.socket().peerName(), u"example.org"_s);
    QVERIFY(f.failures.isEmpty());
    QVERIFY(f.server.signIn(f.config.password, u"alice@example.org/one"_s));
    QVERIFY(f.client.isOnline());
}

void TestClientRedirect::refusesAHost_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("the same") << "example.org"_ba;
    QTest::newRow("a user") << "me@two.example.org"_ba;
    QTest::newRow("a path") << "two.example.org/evil"_ba;
    QTest::newRow("a URL") << "ws://two.example.org"_ba;
    QTest::newRow("a query") << "two.example.org?x"_ba;
    QTest::newRow("no port") << "two.example.org:99999"_ba;
    QTest::newRow("nonsense") << "two example"_ba;
}

void TestClientRedirect::refusesAHost()
{
    QFETCH(const QByteArray, host);
    ClientFixture f;
    f.connectNow();
    f.server.socket().accept();
    f.server.socket().inject(seeHost(host));
    QCOMPARE(f.server.attempts(), 1);
    QCOMPARE(f.failures.size(), 1);
    QCOMPARE(f.failures.first().first.kind, ErrorKind::StreamError);
    QVERIFY(f.failures.first().first.detail.startsWith("see-other-host"_L1));
    QVERIFY(f.failures.first().second);
}

void TestClientRedirect::keepsTheFirstIdentity()
{
    ClientFixture f;
    f.connectNow();
    for (const char *host : {"two.example.org", "three.example.org"}) {
        f.server.socket().accept();
        f.server.socket().inject(seeHost(host));
        QCOMPARE(f.server.socket().url().host(), QString::fromLatin1(host));
        QCOMPARE(f.server.socket().peerName(), u"example.org"_s);
    }
    // The next attempt begins at the beginning.
    f.server.socket().end({ErrorKind::CertificateWrongName, {}});
    f.clock.advance(0ms);
    QCOMPARE(f.server.socket().url(), f.config.urls.first());
    QVERIFY(f.server.socket().peerName().isEmpty());
}

void TestClientRedirect::staysOnThisMachine()
{
    ClientFixture f;
    f.config.urls = {QUrl(u"ws://127.0.0.1:5280/ws"_s)};
    f.connectNow();
    f.server.socket().accept();
    f.server.socket().inject(seeHost("localhost:5290"));
    QCOMPARE(f.server.socket().url(), QUrl(u"ws://localhost:5290/ws"_s));
    f.server.socket().accept();
    f.server.socket().inject(seeHost("two.example.org")); // There everybody could listen.
    QCOMPARE(f.server.attempts(), 2);
    QCOMPARE(f.failures.size(), 1);
}

void TestClientRedirect::followsInASession()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    QVERIFY(f.client.sendTracked(f.message(u"a"_s), u"a"_s));
    f.server.socket().inject(seeHost("two.example.org"));
    QCOMPARE(f.ended, 1);
    QCOMPARE(f.server.attempts(), 2);
    QCOMPARE(f.server.socket().url().host(), u"two.example.org"_s);
    QVERIFY(f.signInAgain());
    // The session may be known there.
    QVERIFY(f.server.socket().take().is(u"resume", ns::streamManagement));
}

void TestClientRedirect::endsLoops()
{
    ClientFixture f;
    f.connectNow();
    for (int hop = 1; hop <= 3; ++hop) {
        QCOMPARE(f.server.attempts(), hop);
        f.server.socket().accept();
        f.server.socket().inject(seeHost(hop % 2 == 1 ? "two.example.org" : "example.org"));
    }
    QCOMPARE(f.server.attempts(), 4);
    f.server.socket().accept();
    f.server.socket().inject(seeHost("example.org"));
    QCOMPARE(f.server.attempts(), 4);
    QCOMPARE(f.client.state(), StreamState::Waiting);
    QCOMPARE(f.failures.size(), 1);
    QVERIFY(f.failures.first().second);
}

QTEST_GUILESS_MAIN(TestClientRedirect)
#include "test_client_redirect.moc"
