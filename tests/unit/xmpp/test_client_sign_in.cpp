// SPDX-License-Identifier: GPL-3.0-or-later
// XmppClient from connectToServer() to the session, and every way to be refused.
#include "support/patience.h"
#include "unit/xmpp/client_fixture.h"

using namespace Qt::StringLiterals;
using namespace roost;
using namespace std::chrono_literals;

class TestClientSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signsIn();
    void remembersThePasswordsKey();
    void refusesWrongPassword();
    void refusesDowngrade();
    void refusesPlainInTheClear();
    void takesPlainInsideTls();
    void refusesAServerWithoutProof();
    void needsAPassword();
    void needsAnAddress_data();
    void needsAnAddress();
    void mapsSaslFailures_data();
    void mapsSaslFailures();
    void wishesForAResource();
    void takesAnotherResourceWhenTaken();
    void refusesAForeignAddress();
    void asksForASessionWhereNeeded();
    void livesWithoutManagement();
    void refusesOutOfOrder_data();
    void refusesOutOfOrder();
    void givesUpOnASilentServer();
};

void TestClientSignIn::signsIn()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    QCOMPARE(f.states,
             (QList<StreamState>{StreamState::Connecting, StreamState::Signing, StreamState::Online}));
    QCOMPARE(f.sessions, QList<bool>{false});
    QCOMPARE(f.client.ownJid().toString(), u"alice@example.org/one"_s);
    QCOMPARE(f.mechanisms, QStringList{u"SCRAM-SHA-1"_s});
    QCOMPARE(f.client.config().strongestMechanism, u"SCRAM-SHA-1"_s);
    QCOMPARE(f.server.socket().url(), f.config.urls.first());
    QVERIFY(f.failures.isEmpty());
}

void TestClientSignIn::remembersThePasswordsKey()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    f.server.socket().end();
    f.clock.advance(0ms);
    f.server.socket().accept();
    f.server.socket().take();
    f.server.offer({u"SCRAM-SHA-1"_s});
    const XmlElement auth = f.server.socket().take();
    const QByteArray nonce = QByteArray::fromBase64(auth.text().toLatin1()).split('=').last() + "x";
    const QByteArray first = "r=" + nonce + ",s=c2FsdA==,i=4096";
    f.server.socket().inject("<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + first.toBase64() +
                             "</challenge>");
    // Same salt, same rounds: answered at once, no worker.
    QVERIFY(f.server.socket().hasSent());
    QVERIFY(f.server.socket().take().is(u"response", ns::sasl));
}

void TestClientSignIn::refusesWrongPassword()
{
    ClientFixture f;
    f.connectNow();
    QVERIFY(!f.server.signIn(u"other"_s, u"alice@example.org/one"_s));
    QCOMPARE(f.failures.size(), 1);
    QCOMPARE(f.failures.first().first.kind, ErrorKind::WrongPassword);
    QVERIFY(!f.failures.first().second);
    QCOMPARE(f.client.state(), StreamState::Offline);
    QVERIFY(f.mechanisms.isEmpty());
    f.clock.advance(1h);
    QCOMPARE(f.server.attempts(), 1);
}

void TestClientSignIn::refusesDowngrade()
{
    ClientFixture f;
    f.config.strongestMechanism = u"SCRAM-SHA-256"_s;
    f.connectNow();
    f.server.socket().accept();
    f.server.socket().take();
    const QPointer<FakeTransport> socket = &f.server.socket();
    f.server.offer({u"SCRAM-SHA-1"_s, u"PLAIN"_s});
    QCOMPARE(f.failures.size(), 1);
    QCOMPARE(f.failures.first().first.kind, ErrorKind::AuthDowngrade);
    QVERIFY(f.failures.first().second);
    while (socket && socket->hasSent())
        QVERIFY(!socket->take().is(u"auth", ns::sasl));
}

void TestClientSignIn::refusesPlainInTheClear()
{
    ClientFixture f;
    f.config.urls = {QUrl(u"ws://127.0.0.1/ws"_s)};
    f.connectNow();
    f.server.socket().accept();
    // The connection cannot be overheard here.
    QCOMPARE(f.server.socket().take().attribute(u"from"), u"alice@example.org"_s);
    f.server.offer({u"PLAIN"_s});
    QCOMPARE(f.failures.size(), 1);
    QCOMPARE(f.failures.first().first.kind, ErrorKind::AuthNotSupported);
    for (const QString &frame : f.takeAll())
        QVERIFY(!frame.startsWith(u"<auth"));
}

void TestClientSignIn::takesPlainInsideTls()
{
    ClientFixture f;
    f.connectNow();
    f.server.socket().accept();
    QCOMPARE(f.server.socket().take().attribute(u"from"), u"alice@example.org"_s);
    f.server.offer({u"PLAIN"_s});
    const XmlElement auth = f.server.socket().take();
    QCOMPARE(QByteArray::fromBase64(auth.text().toLatin1()), QByteArray("\0alice\0secret", 13));
    f.server.socket().inject("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
    f.server.offerSession(false);
    f.server.bind(u"alice@example.org/one"_s);
    QVERIFY(f.client.isOnline());
    QCOMPARE(f.mechanisms, QStringList{u"PLAIN"_s});
}

void TestClientSignIn::refusesAServerWithoutProof()
{
    ClientFixture f;
    f.connectNow();
    f.server.socket().accept();
    f.server.socket().take();
    f.server.offer({u"SCRAM-SHA-1"_s});
    QVERIFY(f.server.socket().take().is(u"auth", ns::sasl));
    // It lets us in without knowing the password.
    f.server.socket().inject("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
    QCOMPARE(f.failures.size(), 1);
    QCOMPARE(f.failures.first().first.kind, ErrorKind::ServerNotAuthentic);
    QVERIFY(f.failures.first().second);
}

void TestClientSignIn::needsAPassword()
{
    ClientFixture f;
    f.config.password.clear();
    f.connectNow();
    QCOMPARE(f.failures.size(), 1);
    QCOMPARE(f.failures.first().first.kind, ErrorKind::PasswordNeeded);
    QCOMPARE(f.server.attempts(), 0);
    QCOMPARE(f.client.state(), StreamState::Offline);
}

void TestClientSignIn::needsAnAddress_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("none") << QString();
    QTest::newRow("domain") << u"example.org"_s;
    QTest::newRow("full") << u"alice@example.org/x"_s;
}

void TestClientSignIn::needsAnAddress()
{
    QFETCH(const QString, address);
    ClientFixture f;
    f.config.account = Jid::fromWire(address);
    f.connectNow();
    QCOMPARE(f.failures.size(), 1);
    QCOMPARE(f.failures.first().first.kind, ErrorKind::InvalidAddress);
    QCOMPARE(f.server.attempts(), 0);
}

void TestClientSignIn::mapsSaslFailures_data()
{
    QTest::addColumn<QByteArray>("condition");
    QTest::addColumn<ErrorKind>("expected");
    QTest::addColumn<bool>("willRetry");
    QTest::newRow("not-authorized") << QByteArray("not-authorized") << ErrorKind::WrongPassword << false;
    QTest::newRow("account-disabled")
        << QByteArray("account-disabled") << ErrorKind::AccountDisabled << false;
    QTest::newRow("credentials-expired")
        << QByteArray("credentials-expired") << ErrorKind::WrongPassword << false;
    QTest::newRow("mechanism-too-weak")
        << QByteArray("mechanism-too-weak") << ErrorKind::AuthNotSupported << true;
    QTest::newRow("encryption-required")
        << QByteArray("encryption-required") << ErrorKind::AuthNotSupported << true;
    QTest::newRow("invalid-mechanism")
        << QByteArray("invalid-mechanism") << ErrorKind::AuthNotSupported << true;
    QTest::newRow("temporary-auth-failure")
        << QByteArray("temporary-auth-failure") << ErrorKind::StreamError << true;
    QTest::newRow("aborted") << QByteArray("aborted") << ErrorKind::StreamError << true;
    QTest::newRow("unknown") << QByteArray("out-of-coffee") << ErrorKind::StreamError << true;
}

void TestClientSignIn::mapsSaslFailures()
{
    QFETCH(const QByteArray, condition);
    QFETCH(const ErrorKind, expected);
    QFETCH(const bool, willRetry);
    ClientFixture f;
    f.connectNow();
    f.server.socket().accept();
    f.server.offer({u"SCRAM-SHA-1"_s});
    f.server.socket().inject("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><" + condition +
                             "/><text>Ask\n Jo</text></failure>");
    QCOMPARE(f.failures.size(), 1);
    QCOMPARE(f.failures.first().first.kind, expected);
    QVERIFY(f.failures.first().first.detail.startsWith(QString::fromUtf8(condition) + u": Ask Jo"_s));
    QCOMPARE(f.failures.first().second, willRetry);
}

void TestClientSignIn::wishesForAResource()
{
    ClientFixture f;
    f.config.resource = u"laptop"_s;
    f.connectNow();
    QVERIFY(f.signInAgain());
    const XmlElement iq = f.server.socket().take();
    QCOMPARE(iq.child(u"bind", ns::bind)->childText(u"resource", ns::bind), u"laptop"_s);
}

void TestClientSignIn::takesAnotherResourceWhenTaken()
{
    ClientFixture f;
    f.config.resource = u"laptop"_s;
    f.connectNow();
    QVERIFY(f.signInAgain());
    const QByteArray id = f.server.socket().take().attribute(u"id").toUtf8();
    f.server.socket().inject("<iq xmlns='jabber:client' type='error' id='" + id +
                             "'><error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                             "</error></iq>");
    QVERIFY(f.server.socket().hasSent());
    f.server.bind(u"alice@example.org/other"_s);
    QVERIFY(f.server.socket().take().is(u"enable", ns::streamManagement));
    QVERIFY(f.failures.isEmpty());
}

void TestClientSignIn::refusesAForeignAddress()
{
    ClientFixture f;
    f.connectNow();
    QVERIFY(f.signInAgain());
    f.server.bind(u"alice@evil.example/one"_s);
    QCOMPARE(f.failures.size(), 1);
    QCOMPARE(f.failures.first().first.kind, ErrorKind::ProtocolViolation);
    QVERIFY(f.sessions.isEmpty());
}

void TestClientSignIn::asksForASessionWhereNeeded()
{
    ClientFixture f;
    f.connectNow();
    f.server.socket().accept();
    f.server.socket().take();
    f.server.offer({u"SCRAM-SHA-1"_s});
    QVERIFY(f.server.authenticate(f.config.password));
    f.server.socket().take();
    f.server.socket().inject("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' id='t' version='1.0'/>");
    f.server.socket().inject("<stream:features xmlns:stream='http://etherx.jabber.org/streams'>"
                             "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"
                             "<session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></stream:features>");
    f.server.bind(u"alice@example.org/one"_s);
    const XmlElement request = f.server.socket().take();
    QVERIFY(request.child(u"session", ns::session));
    QVERIFY(!f.client.isOnline());
    f.server.socket().inject("<iq xmlns='jabber:client' type='result' id='" +
                             request.attribute(u"id").toUtf8() + "'/>");
    QVERIFY(f.client.isOnline());
}

void TestClientSignIn::livesWithoutManagement()
{
    ClientFixture f;
    QVERIFY(f.goOnline(false));
    QVERIFY(f.client.sendTracked(f.message(u"m"_s), u"m"_s));
    QCOMPARE(f.server.socket().take().attribute(u"id"), u"m"_s);
    // The answer to a ping sent after the message proves its arrival: the server answers in order.
    const XmlElement ping = f.server.socket().take();
    QVERIFY(ping.child(u"ping", ns::ping));
    QVERIFY(f.acks.isEmpty());
    f.server.socket().inject("<iq xmlns='jabber:client' type='result' from='example.org' id='" +
                             ping.attribute(u"id").toUtf8() + "'/>");
    QTRY_COMPARE(f.acks, QStringList{u"m"_s});

    QVERIFY(f.client.sendTracked(f.message(u"n"_s), u"n"_s));
    f.server.socket().end();
    QTRY_COMPARE(f.lost, QStringList{u"n"_s});
    QCOMPARE(f.acks, QStringList{u"m"_s});
}

void TestClientSignIn::refusesOutOfOrder_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::newRow("no open") << QByteArray("<message xmlns='jabber:client'/>");
    QTest::newRow("features first") << QByteArray(
        "<stream:features xmlns:stream='http://etherx.jabber.org/streams'/>");
    QTest::newRow("success first") << QByteArray("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
    QTest::newRow("a TCP stream header")
        << QByteArray("<stream:stream xmlns:stream='http://etherx.jabber.org/streams' "
                      "version='1.0'>");
    QTest::newRow("not XML") << QByteArray("hello");
    QTest::newRow("version 0") << QByteArray(
        "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' version='0.9'/>");
}

void TestClientSignIn::refusesOutOfOrder()
{
    QFETCH(const QByteArray, frame);
    ClientFixture f;
    f.connectNow();
    f.server.socket().accept();
    f.server.socket().inject(frame);
    QCOMPARE(f.failures.size(), 1);
    QVERIFY(f.failures.first().first.kind == ErrorKind::ProtocolViolation ||
            f.failures.first().first.kind == ErrorKind::StreamError);
    QCOMPARE(f.client.state(), StreamState::Waiting);
    QVERIFY(f.received.isEmpty());
}

void TestClientSignIn::givesUpOnASilentServer()
{
    ClientFixture f;
    f.connectNow();
    f.server.socket().accept();
    f.clock.advance(29s);
    QVERIFY(f.failures.isEmpty());
    f.clock.advance(1s);
    QCOMPARE(f.failures.size(), 1);
    QCOMPARE(f.failures.first().first.kind, ErrorKind::Timeout);
    QVERIFY(f.failures.first().second);
}

QTEST_GUILESS_MAIN(TestClientSignIn)
#include "test_client_sign_in.moc"
