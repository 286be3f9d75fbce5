// SPDX-License-Identifier: GPL-3.0-or-later
// XmppClient with a server of XEP-0388, 0386 and 0484: one request for all, tokens, and every way out.
#include "unit/xmpp/client_fixture.h"
#include "xmpp/extensions/xep0280_carbons.h"

#include <QMessageAuthenticationCode>

using namespace Qt::StringLiterals;
using namespace roost;
using namespace std::chrono_literals;

namespace {

const QByteArray bindXml = "<bind xmlns='urn:xmpp:bind:0'><inline><feature var='urn:xmpp:sm:3'/>"
                           "<feature var='urn:xmpp:carbons:2'/></inline></bind>";
const QByteArray resume = "<sm xmlns='urn:xmpp:sm:3'/>";
const QByteArray fastXml = "<fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-NONE</mechanism></fast>";
const QByteArray all = bindXml + resume + fastXml;
const QByteArray own = "<authorization-identifier>alice@example.org/Roost~1</authorization-identifier>";
const QByteArray boundXml = "<bound xmlns='urn:xmpp:bind:0'><enabled xmlns='urn:xmpp:sm:3' id='sm-1' "
                            "resume='1' max='60'/></bound>" +
                            own;
const QByteArray resumed = "<resumed xmlns='urn:xmpp:sm:3' h='0' previd='sm-1'/>" + own;
const QByteArray features = "<stream:features xmlns:stream='http://etherx.jabber.org/streams'>"
                            "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"
                            "<sm xmlns='urn:xmpp:sm:3'/></stream:features>";

QByteArray tokenElement(const QByteArray &secret, const QByteArray &expiry = "2026-02-01T00:00:00Z")
{
    return "<token xmlns='urn:xmpp:fast:0' token='" + secret + "' expiry='" + expiry + "'/>";
}

QByteArray failure(const QByteArray &condition)
{
    return "<failure xmlns='urn:xmpp:sasl:2'><" + condition +
           " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></failure>";
}

QByteArray hmac(const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
}

/// A client with an installation id and carbons, and the server's data about tokens.
class Sasl2Fixture : public ClientFixture
{
public:
    Sasl2Fixture()
    {
        config.userAgentId = u"d4565fa7-4d72-4749-b3d3-740edbf87770"_s;
        config.software = u"Roost"_s;
        client.addExtension(std::make_unique<Xep0280Carbons>(client));
    }

    /// Accepts the socket and makes the offer; the client's <open/> has been read.
    void greet(const QByteArray &inlined = all)
    {
        server.socket().accept();
        open = server.socket().take();
        server.offerSasl2({u"SCRAM-SHA-1"_s}, inlined);
    }

    [[nodiscard]] bool signInWithPassword(const QByteArray &inSuccess, const QByteArray &inlined = all)
    {
        greet(inlined);
        if (!server.authenticate(config.password, inSuccess))
            return false;
        if (inSuccess.contains("<bound") && server.hasSocket())
            server.socket().inject(features);
        return true;
    }

    /// Online with the token "t1", nothing left on the wire.
    [[nodiscard]] bool goOnlineWithToken()
    {
        connectNow();
        return signInWithPassword(boundXml + tokenElement("t1")) && client.isOnline() &&
               !server.socket().hasSent();
    }

    void loseSocket()
    {
        server.socket().end();
        while (client.state() == StreamState::Waiting)
            clock.advanceToNext();
    }

    /// Takes a request that must be signed with `token`; false otherwise.
    [[nodiscard]] bool takeTokenRequest(const QByteArray &token)
    {
        request = server.socket().take();
        const QByteArray message =
            QByteArray::fromBase64(request.childText(u"initial-response", ns::sasl2).toLatin1());
        return request.is(u"authenticate", ns::sasl2) &&
               request.attribute(u"mechanism") == u"HT-SHA-256-NONE" && request.child(u"fast", ns::fast) &&
               !request.child(u"request-token", ns::fast) &&
               message == QByteArray("alice\0", 6) + hmac(token, "Initiator");
    }

    void succeed(const QByteArray &token, const QByteArray &inSuccess)
    {
        server.socket().inject("<success xmlns='urn:xmpp:sasl:2'><additional-data>" +
                               hmac(token, "Responder").toBase64() + "</additional-data>" + inSuccess +
                               "</success>");
        if (inSuccess.contains("<bound") && server.hasSocket())
            server.socket().inject(features);
    }

    XmlElement open;
    XmlElement request;
};

} // namespace

class TestClientSasl2 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signsInWithOneRequest();
    void neverOnInsecureConnections();
    void asksForNoTokenWithoutAnId();
    void signsInTheOldWayAfterwards_data();
    void signsInTheOldWayAfterwards();
    void enablesManagementAfterABareBind();
    void livesWithoutManagement();
    void prefersTheStrongerList();
    void keepsDowngradeMemory();
    void refusesAServerWithoutProof_data();
    void refusesAServerWithoutProof();
    void refusesUnrequestedResults_data();
    void refusesUnrequestedResults();
    void mapsFailures_data();
    void mapsFailures();
    void resumesInTwoFrames();
    void asksFirstWithAStoredToken();
    void bindsWhenTheOldSessionIsGone_data();
    void bindsWhenTheOldSessionIsGone();
    void resumesTheOldWayWhereItMust();
    void takesEveryNewToken();
    void fallsBackToThePassword_data();
    void fallsBackToThePassword();
    void keepsTheTokenWhenTheServerIsBusy();
    void noticesThatTokensAreGone();
    void dropsAnExpiredToken();
    void forgetsTheTokenWithThePassword();
    void revokesAtSignOut();
};

void TestClientSasl2::signsInWithOneRequest()
{
    Sasl2Fixture f;
    f.connectNow();
    QVERIFY(f.signInWithPassword(boundXml + tokenElement("t1")));
    QCOMPARE(f.open.attribute(u"from"), u"alice@example.org"_s);
    QCOMPARE(f.sessions, QList<bool>{false});
    QCOMPARE(f.client.ownJid().toString(), u"alice@example.org/Roost~1"_s);
    QCOMPARE(f.tokens, QStringList{u"t1"_s});
    QCOMPARE(f.mechanisms, QStringList{u"SCRAM-SHA-1"_s});
    const XmlElement &request = f.server.request();
    const XmlElement *agent = request.child(u"user-agent", ns::sasl2);
    QVERIFY(agent);
    QCOMPARE(agent->attribute(u"id"), f.config.userAgentId);
    QCOMPARE(agent->childText(u"software", ns::sasl2), u"Roost"_s);
    QCOMPARE(request.child(u"request-token", ns::fast)->attribute(u"mechanism"), u"HT-SHA-256-NONE"_s);
    QVERIFY(!request.child(u"fast", ns::fast));
    QVERIFY(!request.child(u"resume", ns::streamManagement));
    const XmlElement *bind = request.child(u"bind", ns::bind2);
    QVERIFY(bind);
    QCOMPARE(bind->childText(u"tag", ns::bind2), u"Roost"_s);
    QVERIFY(bind->child(u"enable", ns::streamManagement));
    QVERIFY(bind->child(u"enable", u"urn:xmpp:carbons:2"));
    // Neither bind, enable nor carbons once more.
    QVERIFY(!f.server.socket().hasSent());
    QVERIFY(f.client.hasStreamFeature(u"sm", ns::streamManagement));
    f.server.socket().inject("<r xmlns='urn:xmpp:sm:3'/>");
    QCOMPARE(f.takeAll(), QStringList{u"<a xmlns='urn:xmpp:sm:3' h='0'/>"_s});
}

void TestClientSasl2::neverOnInsecureConnections()
{
    Sasl2Fixture f;
    f.config.urls = {QUrl(u"ws://example.org/ws"_s)};
    f.connectNow();
    f.greet();
    QVERIFY(!f.open.hasAttribute(u"from"));
    QCOMPARE(f.failures.first().first.kind, ErrorKind::AuthNotSupported);

    Sasl2Fixture local;
    local.config.urls = {QUrl(u"ws://127.0.0.1/ws"_s)};
    local.connectNow();
    QVERIFY(local.signInWithPassword(boundXml));
    QCOMPARE(local.open.attribute(u"from"), u"alice@example.org"_s);
    QVERIFY(local.client.isOnline());
}

void TestClientSasl2::asksForNoTokenWithoutAnId()
{
    Sasl2Fixture f;
    f.config.userAgentId.clear();
    f.connectNow();
    QVERIFY(f.signInWithPassword(boundXml));
    QVERIFY(!f.server.request().child(u"user-agent", ns::sasl2));
    QVERIFY(!f.server.request().child(u"request-token", ns::fast));
    QVERIFY(f.client.isOnline());
}

void TestClientSasl2::signsInTheOldWayAfterwards_data()
{
    QTest::addColumn<QByteArray>("inlined");
    QTest::newRow("nothing inline") << QByteArray();
    QTest::newRow("bind promised, not done") << all;
}

void TestClientSasl2::signsInTheOldWayAfterwards()
{
    QFETCH(const QByteArray, inlined);
    Sasl2Fixture f;
    f.connectNow();
    QVERIFY(f.signInWithPassword("<authorization-identifier>alice@example.org</authorization-identifier>",
                                 inlined));
    QVERIFY(!f.client.isOnline());
    f.server.socket().inject(features); // No stream restart.
    f.server.bind(u"alice@example.org/one"_s);
    QVERIFY(f.server.socket().take().is(u"enable", ns::streamManagement));
    f.server.socket().inject("<enabled xmlns='urn:xmpp:sm:3' resume='true' id='sm-1'/>");
    QCOMPARE(f.sessions, QList<bool>{false});
    QCOMPARE(f.client.ownJid().toString(), u"alice@example.org/one"_s);
    // Carbons are asked for as ever.
    QVERIFY(f.server.socket().take().child(u"enable", u"urn:xmpp:carbons:2"));
}

void TestClientSasl2::enablesManagementAfterABareBind()
{
    Sasl2Fixture f;
    f.connectNow();
    QVERIFY(
        f.signInWithPassword("<bound xmlns='urn:xmpp:bind:0'/>" + own, "<bind xmlns='urn:xmpp:bind:0'/>"));
    QVERIFY(!f.client.isOnline());
    QVERIFY(f.server.socket().take().is(u"enable", ns::streamManagement));
    f.server.socket().inject("<enabled xmlns='urn:xmpp:sm:3' resume='true' id='sm-1'/>");
    QVERIFY(f.client.isOnline());
}

void TestClientSasl2::livesWithoutManagement()
{
    Sasl2Fixture f;
    f.connectNow();
    QVERIFY(
        f.signInWithPassword("<bound xmlns='urn:xmpp:bind:0'><failed xmlns='urn:xmpp:sm:3'/></bound>" + own));
    QVERIFY(f.client.isOnline());
}

void TestClientSasl2::prefersTheStrongerList()
{
    Sasl2Fixture f;
    f.connectNow();
    f.server.socket().accept();
    f.server.socket().take();
    f.server.socket().inject(
        "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='example.org' id='s' version='1.0'/>");
    f.server.socket().inject("<stream:features xmlns:stream='http://etherx.jabber.org/streams'>"
                             "<authentication xmlns='urn:xmpp:sasl:2'><mechanism>PLAIN</mechanism>"
                             "</authentication><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                             "<mechanism>SCRAM-SHA-1</mechanism></mechanisms></stream:features>");
    const XmlElement auth = f.server.socket().take();
    QVERIFY(auth.is(u"auth", ns::sasl));
    QCOMPARE(auth.attribute(u"mechanism"), u"SCRAM-SHA-1"_s);
}

void TestClientSasl2::keepsDowngradeMemory()
{
    Sasl2Fixture f;
    f.config.strongestMechanism = u"SCRAM-SHA-256"_s;
    f.connectNow();
    f.greet();
    QCOMPARE(f.failures.first().first.kind, ErrorKind::AuthDowngrade);
    QVERIFY(f.failures.first().second);
}

void TestClientSasl2::refusesAServerWithoutProof_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("empty") << QByteArray("<additional-data/>");
    QTest::newRow("wrong") << "<additional-data>" + hmac("t2", "Responder").toBase64() + "</additional-data>";
    QTest::newRow("ours given back") << "<additional-data>" + hmac("t1", "Initiator").toBase64() +
                                            "</additional-data>";
}

void TestClientSasl2::refusesAServerWithoutProof()
{
    QFETCH(const QByteArray, data);
    {
        Sasl2Fixture f; // With a token ...
        QVERIFY(f.goOnlineWithToken());
        f.loseSocket();
        f.greet();
        f.server.socket().inject("<success xmlns='urn:xmpp:sasl:2'>" + data + resumed + tokenElement("evil") +
                                 "</success>");
        QVERIFY(!f.client.isOnline());
        QCOMPARE(f.failures.constLast().first.kind, ErrorKind::ServerNotAuthentic);
        QCOMPARE(f.tokens, QStringList{u"t1"_s});
    }
    Sasl2Fixture f; // ... and with the password.
    f.connectNow();
    f.greet();
    f.server.socket().take();
    f.server.socket().inject("<success xmlns='urn:xmpp:sasl:2'>" + data + boundXml + "</success>");
    QVERIFY(!f.client.isOnline());
    QCOMPARE(f.failures.constLast().first.kind, ErrorKind::ServerNotAuthentic);
    QVERIFY(f.mechanisms.isEmpty());
}

void TestClientSasl2::refusesUnrequestedResults_data()
{
    QTest::addColumn<QByteArray>("inSuccess");
    QTest::newRow("a resumption") << resumed;
    QTest::newRow("a foreign address")
        << QByteArray("<bound xmlns='urn:xmpp:bind:0'/><authorization-identifier>alice@evil.org/x"
                      "</authorization-identifier>");
    QTest::newRow("a bare address") << QByteArray(
        "<bound xmlns='urn:xmpp:bind:0'/><authorization-identifier>alice@example.org"
        "</authorization-identifier>");
    QTest::newRow("no address") << QByteArray("<bound xmlns='urn:xmpp:bind:0'/>");
}

void TestClientSasl2::refusesUnrequestedResults()
{
    QFETCH(const QByteArray, inSuccess);
    Sasl2Fixture f;
    f.connectNow();
    QVERIFY(f.signInWithPassword(inSuccess));
    QVERIFY(!f.client.isOnline());
    QCOMPARE(f.failures.first().first.kind, ErrorKind::ProtocolViolation);
}

void TestClientSasl2::mapsFailures_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("wrong password") << failure("not-authorized") << ErrorKind::WrongPassword;
    QTest::newRow("disabled") << failure("account-disabled") << ErrorKind::AccountDisabled;
    QTest::newRow("busy") << failure("temporary-auth-failure") << ErrorKind::StreamError;
    QTest::newRow("no condition") << QByteArray("<failure xmlns='urn:xmpp:sasl:2'/>")
                                  << ErrorKind::StreamError;
    QTest::newRow("second factor") << QByteArray("<continue xmlns='urn:xmpp:sasl:2'><tasks><task>TOTP</task>"
                                                 "</tasks></continue>")
                                   << ErrorKind::AuthNotSupported;
    QTest::newRow("something else") << QByteArray("<odd xmlns='urn:xmpp:sasl:2'/>")
                                    << ErrorKind::ProtocolViolation;
    QTest::newRow("old words") << QByteArray("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")
                               << ErrorKind::ProtocolViolation;
}

void TestClientSasl2::mapsFailures()
{
    QFETCH(const QByteArray, frame);
    QFETCH(const ErrorKind, kind);
    Sasl2Fixture f;
    f.connectNow();
    f.greet();
    f.server.socket().take();
    f.server.socket().inject(frame);
    QCOMPARE(f.failures.first().first.kind, kind);
}

void TestClientSasl2::resumesInTwoFrames()
{
    Sasl2Fixture f;
    QVERIFY(f.goOnlineWithToken());
    QVERIFY(f.client.sendTracked(f.message(u"m"_s), u"m"_s));
    QCOMPARE(f.takeAll().size(), 2);
    f.loseSocket();
    f.server.socket().accept();
    // Both are on their way before the server has said anything: one round trip.
    QVERIFY(f.server.socket().take().is(u"open", ns::framing));
    QVERIFY(f.takeTokenRequest("t1"));
    QCOMPARE(f.request.child(u"resume", ns::streamManagement)->attribute(u"previd"), u"sm-1"_s);
    QVERIFY(f.request.child(u"bind", ns::bind2));
    f.server.offerSasl2({u"SCRAM-SHA-1"_s}, all);
    QVERIFY(!f.server.socket().hasSent());
    f.succeed("t1", resumed);
    QCOMPARE(f.sessions, (QList<bool>{false, true}));
    QCOMPARE(f.takeAll(),
             (QStringList{u"<message xmlns='jabber:client' id='m'/>"_s, u"<r xmlns='urn:xmpp:sm:3'/>"_s}));
    QVERIFY(f.lost.isEmpty());
    QVERIFY(f.client.hasStreamFeature(u"sm", ns::streamManagement)); // As it was.
    f.server.socket().inject("<stream:features xmlns:stream='http://etherx.jabber.org/streams'/>");
    QVERIFY(f.client.isOnline());
    QVERIFY(!f.client.hasStreamFeature(u"sm", ns::streamManagement));
    // A failed attempt asks first, the next time.
    f.loseSocket();
    f.server.socket().accept();
    QCOMPARE(f.takeAll().size(), 2);
    f.loseSocket();
    f.server.socket().accept();
    QVERIFY(f.server.socket().take().is(u"open", ns::framing));
    QVERIFY(!f.server.socket().hasSent());
    f.server.offerSasl2({u"SCRAM-SHA-1"_s}, all);
    QVERIFY(f.takeTokenRequest("t1"));
}

void TestClientSasl2::asksFirstWithAStoredToken()
{
    Sasl2Fixture f;
    f.config.token = {u"HT-SHA-256-NONE"_s, u"old"_s, 0};
    f.connectNow();
    f.server.socket().accept();
    QVERIFY(f.server.socket().take().is(u"open", ns::framing));
    QVERIFY(!f.server.socket().hasSent());
    f.server.offerSasl2({u"SCRAM-SHA-1"_s}, all);
    QVERIFY(f.takeTokenRequest("old"));
    QVERIFY(!f.request.child(u"resume", ns::streamManagement));
    f.succeed("old", boundXml);
    QCOMPARE(f.sessions, QList<bool>{false});
    QCOMPARE(f.mechanisms, QStringList{u"SCRAM-SHA-1"_s});
    QVERIFY(f.tokens.isEmpty());
}

void TestClientSasl2::bindsWhenTheOldSessionIsGone_data()
{
    QTest::addColumn<QByteArray>("failed");
    QTest::addColumn<QStringList>("acked");
    QTest::addColumn<QStringList>("lost");
    const QByteArray condition = "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>";
    QTest::newRow("failed") << "<failed xmlns='urn:xmpp:sm:3'>" + condition + "</failed>" << QStringList()
                            << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("with a count") << "<failed xmlns='urn:xmpp:sm:3' h='1'><error xmlns='jabber:client'>" +
                                         condition + "</error></failed>"
                                  << QStringList{u"a"_s} << QStringList{u"b"_s};
    QTest::newRow("not a word of it") << QByteArray() << QStringList() << QStringList{u"a"_s, u"b"_s};
}

void TestClientSasl2::bindsWhenTheOldSessionIsGone()
{
    QFETCH(const QByteArray, failed);
    QFETCH(const QStringList, acked);
    QFETCH(const QStringList, lost);
    Sasl2Fixture f;
    QVERIFY(f.goOnlineWithToken());
    QVERIFY(f.client.sendTracked(f.message(u"a"_s), u"a"_s));
    QVERIFY(f.client.sendTracked(f.message(u"b"_s), u"b"_s));
    f.loseSocket();
    f.greet();
    QVERIFY(f.takeTokenRequest("t1"));
    QByteArray bound = boundXml;
    f.succeed("t1", failed + bound.replace("sm-1", "sm-2"));
    QCOMPARE(f.sessions, (QList<bool>{false, false}));
    QCOMPARE(f.acks, acked);
    QCOMPARE(f.lost, lost);
    QVERIFY(!f.server.socket().hasSent());
}

void TestClientSasl2::resumesTheOldWayWhereItMust()
{
    Sasl2Fixture f;
    f.connectNow();
    QVERIFY(f.signInWithPassword(boundXml, bindXml));
    f.loseSocket();
    f.greet(bindXml);
    QVERIFY(f.server.authenticate(f.config.password));
    QVERIFY(!f.server.request().child(u"bind", ns::bind2));
    f.server.socket().inject(features);
    QVERIFY(f.server.socket().take().is(u"resume", ns::streamManagement));
    f.server.socket().inject("<resumed xmlns='urn:xmpp:sm:3' h='0' previd='sm-1'/>");
    QCOMPARE(f.sessions, (QList<bool>{false, true}));
}

void TestClientSasl2::takesEveryNewToken()
{
    Sasl2Fixture f;
    QVERIFY(f.goOnlineWithToken());
    f.loseSocket();
    f.greet();
    QVERIFY(f.takeTokenRequest("t1"));
    f.succeed("t1", resumed + tokenElement("t2"));
    QCOMPARE(f.tokens, (QStringList{u"t1"_s, u"t2"_s}));
    f.loseSocket();
    f.greet();
    QVERIFY(f.takeTokenRequest("t2"));
    f.succeed("t2", resumed + tokenElement(""));
    QCOMPARE(f.sessions, (QList<bool>{false, true, true}));
    QCOMPARE(f.tokens, (QStringList{u"t1"_s, u"t2"_s}));
}

void TestClientSasl2::fallsBackToThePassword_data()
{
    QTest::addColumn<QByteArray>("condition");
    QTest::newRow("wrong or revoked") << QByteArray("not-authorized");
    QTest::newRow("too old") << QByteArray("credentials-expired");
    QTest::newRow("anything") << QByteArray("malformed-request");
}

void TestClientSasl2::fallsBackToThePassword()
{
    QFETCH(const QByteArray, condition);
    Sasl2Fixture f;
    QVERIFY(f.goOnlineWithToken());
    f.loseSocket();
    f.greet();
    QVERIFY(f.takeTokenRequest("t1"));
    const int attempts = f.server.attempts();
    f.server.socket().inject(failure(condition));
    // At once, on a new stream, without a report to the user, and the session can still be resumed.
    QCOMPARE(f.server.attempts(), attempts + 1);
    QCOMPARE(f.tokens, (QStringList{u"t1"_s, QString()}));
    QVERIFY(f.signInWithPassword(resumed + tokenElement("t2")));
    QVERIFY(f.server.request().child(u"request-token", ns::fast));
    QVERIFY(f.server.request().child(u"resume", ns::streamManagement));
    QCOMPARE(f.sessions, (QList<bool>{false, true}));
    QCOMPARE(f.tokens.constLast(), u"t2"_s);
    QCOMPARE(f.failures.size(), 1); // The lost socket.
}

void TestClientSasl2::keepsTheTokenWhenTheServerIsBusy()
{
    Sasl2Fixture f;
    QVERIFY(f.goOnlineWithToken());
    f.loseSocket();
    f.greet();
    QVERIFY(f.takeTokenRequest("t1"));
    f.server.socket().inject(failure("temporary-auth-failure"));
    QCOMPARE(f.tokens, QStringList{u"t1"_s});
    QCOMPARE(f.client.state(), StreamState::Waiting);
    f.clock.advance(3s);
    f.greet();
    QVERIFY(f.takeTokenRequest("t1"));
}

void TestClientSasl2::noticesThatTokensAreGone()
{
    Sasl2Fixture f;
    QVERIFY(f.goOnlineWithToken());
    f.loseSocket();
    f.greet(bindXml + resume); // The token was on its way already.
    QCOMPARE(f.client.state(), StreamState::Waiting);
    f.clock.advance(3s);
    QVERIFY(f.signInWithPassword(resumed, bindXml + resume));
    QCOMPARE(f.sessions, (QList<bool>{false, true}));
}

void TestClientSasl2::dropsAnExpiredToken()
{
    Sasl2Fixture f;
    f.connectNow();
    QVERIFY(f.signInWithPassword(boundXml + tokenElement("t1", "2026-01-01T12:00:05Z")));
    f.clock.advance(4s);
    f.loseSocket();
    f.greet();
    QVERIFY(f.takeTokenRequest("t1"));
    f.clock.advance(2s);
    f.loseSocket();
    QVERIFY(f.signInWithPassword(resumed));
    QCOMPARE(f.tokens, (QStringList{u"t1"_s, QString()}));
    QCOMPARE(f.sessions, (QList<bool>{false, true}));
}

void TestClientSasl2::forgetsTheTokenWithThePassword()
{
    Sasl2Fixture f;
    QVERIFY(f.goOnlineWithToken());
    f.client.disconnectFromServer();
    f.server.socket().end();
    // The same password: the token still counts, with <open/>.
    f.connectNow();
    f.server.socket().accept();
    f.server.socket().take();
    QVERIFY(f.takeTokenRequest("t1"));
    QVERIFY(!f.request.child(u"resume", ns::streamManagement));
    // Another one is to be judged by the server.
    f.client.disconnectFromServer();
    f.server.socket().end();
    f.config.password = u"other"_s;
    f.connectNow();
    QVERIFY(f.signInWithPassword(boundXml));
    QVERIFY(f.client.isOnline());
}

void TestClientSasl2::revokesAtSignOut()
{
    Sasl2Fixture f;
    QVERIFY(f.goOnlineWithToken());
    f.client.disconnectFromServer();
    f.server.socket().end();
    const int attempts = f.server.attempts();
    f.client.revokeToken();
    QCOMPARE(f.tokens, (QStringList{u"t1"_s, QString()}));
    QCOMPARE(f.server.attempts(), attempts + 1);
    f.greet();
    QVERIFY(f.takeTokenRequest("t1"));
    QCOMPARE(f.request.child(u"fast", ns::fast)->attribute(u"invalidate"), u"true"_s);
    QVERIFY(!f.request.child(u"bind", ns::bind2));
    f.succeed("t1", "<authorization-identifier>alice@example.org</authorization-identifier>");
    QVERIFY(f.server.socket().take().is(u"close", ns::framing));
    QCOMPARE(f.client.state(), StreamState::Offline);
    QVERIFY(f.failures.isEmpty());
    // Once is enough.
    f.client.revokeToken();
    QCOMPARE(f.server.attempts(), attempts + 1);
}

QTEST_GUILESS_MAIN(TestClientSasl2)
#include "test_client_sasl2.moc"
