// SPDX-License-Identifier: GPL-3.0-or-later
// XmppClient with a session: order, acknowledgement, requests, resumption, the end.
#include "unit/xmpp/client_fixture.h"

using namespace Qt::StringLiterals;
using namespace roost;
using namespace std::chrono_literals;

namespace {

/// Once it is ticking, a millisecond passes at every look.
class TickingClock final : public Clock
{
public:
    qint64 nowMs() const override { return m_now; }
    qint64 monotonicMs() const override { return isTicking ? ++m_now : m_now; }
    void after(std::chrono::milliseconds, QObject *, std::function<void()>) override {}

    bool isTicking = false;

private:
    mutable qint64 m_now = 0;
};

/// Asks something at each message, in its own name.
class Asker final : public Extension
{
public:
    Asker(StanzaSender &sender, QStringList &log) : Extension(sender), m_log(log) {}
    ~Asker() override
    {
        m_log.append(u"gone"_s);
        sender().send(ClientFixture::message(u"last"_s)); // Without a stream: dropped.
    }
    QString name() const override { return u"asker"_s; }
    unsigned stages() const override { return at(Stage::Deliver); }
    Handled handle(Stage, Stanza &) override
    {
        sender()
            .request(makeIq(u"get"_s, {}, XmlElement(u"q"_s, u"u"_s)))
            .then(this, [this](const Result<XmlElement> &) { m_log.append(u"answered"_s); });
        return Handled::Consume;
    }

private:
    QStringList &m_log;
};

QByteArray incoming(int number)
{
    return "<message xmlns='jabber:client' from='bob@example.org/x' id='" + QByteArray::number(number) +
           "'/>";
}

} // namespace

class TestClientSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acknowledgesBothWays();
    void refusesTooHighAnAcknowledgement();
    void answersOnlyRequests();
    void keepsRequestsThroughAResumption();
    void resumesAndResendsOnce();
    void bindsWhenTheOldSessionIsGone();
    void forgetsWhenTheServerCannotResume();
    void dropsMonstersButCountsThem();
    void dropsMalformedStanzas();
    void endsAtMalformedXml();
    void takesAConflictAsFinal();
    void hearsNothingFromOldSockets();
    void mapsStreamErrors_data();
    void mapsStreamErrors();
    void signsOutPolitely();
    void signsOutFromASilentServer();
    void sendsNothingOffline();
    void takesFramesWithoutAServer();
    void yieldsButKeepsOrder();
    void canBeDestroyedFromWithin();
    void endsRequestsOfExtensionsAlive();
};

void TestClientSession::acknowledgesBothWays()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    f.server.socket().inject(incoming(1));
    f.server.socket().inject(incoming(2));
    f.server.socket().inject("<r xmlns='urn:xmpp:sm:3'/>");
    QCOMPARE(f.received, (QStringList{u"1"_s, u"2"_s}));
    QCOMPARE(f.takeAll(), QStringList{u"<a xmlns='urn:xmpp:sm:3' h='2'/>"_s});

    QVERIFY(f.client.sendTracked(f.message(u"m"_s), u"m"_s));
    QCOMPARE(f.takeAll(),
             (QStringList{u"<message xmlns='jabber:client' id='m'/>"_s, u"<r xmlns='urn:xmpp:sm:3'/>"_s}));
    QVERIFY(f.acks.isEmpty());
    f.server.socket().inject("<a xmlns='urn:xmpp:sm:3' h='1'/>");
    QCOMPARE(f.acks, QStringList{u"m"_s});
}

void TestClientSession::refusesTooHighAnAcknowledgement()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    f.server.socket().inject("<a xmlns='urn:xmpp:sm:3' h='1'/>");
    QVERIFY(!f.client.isOnline());
    QCOMPARE(f.failures.first().first.kind, ErrorKind::ProtocolViolation);
}

void TestClientSession::answersOnlyRequests()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    f.server.socket().inject("<message xmlns='jabber:client' from='bob@example.org/x' type='get'/>");
    f.server.socket().inject("<presence xmlns='jabber:client' from='bob@example.org/x'/>");
    f.server.socket().inject("<iq xmlns='jabber:client' from='bob@example.org/x' type='result' id='1'/>");
    f.server.socket().inject("<iq xmlns='jabber:client' from='bob@example.org/x' type='error' id='1'/>");
    f.server.socket().inject("<iq xmlns='jabber:client' from='@' type='get' id='1'/>");
    f.server.socket().inject("<odd xmlns='jabber:client' from='bob@example.org/x' type='get' id='1'/>");
    QVERIFY(!f.server.socket().hasSent());
    f.server.socket().inject(
        "<iq xmlns='jabber:client' from='bob@example.org/x' type='set' id='2'><q xmlns='u'/></iq>");
    const XmlElement answer = f.server.socket().take();
    QCOMPARE(answer.attribute(u"to"), u"bob@example.org/x"_s);
    QCOMPARE(answer.attribute(u"id"), u"2"_s);
    QCOMPARE(stanzaError(answer).kind, ErrorKind::ServiceUnavailable);
}

void TestClientSession::keepsRequestsThroughAResumption()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    const auto answer =
        f.client.request(makeIq(u"get"_s, Jid::fromWire(u"example.org"), XmlElement(u"q"_s, u"u"_s)));
    const QByteArray id = f.server.socket().take().attribute(u"id").toUtf8();
    f.server.socket().end();
    QVERIFY(!answer.isFinished());
    f.clock.advance(0ms);
    QVERIFY(f.signInAgain());
    f.server.socket().inject("<resumed xmlns='urn:xmpp:sm:3' previd='sm-1' h='1'/>");
    QCOMPARE(f.sessions, (QList<bool>{false, true}));
    f.server.socket().inject("<iq xmlns='jabber:client' type='result' from='example.org' id='" + id + "'/>");
    QVERIFY(answer.isFinished());
    QVERIFY(answer.result());
}

void TestClientSession::resumesAndResendsOnce()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    f.server.socket().inject(incoming(1));
    QVERIFY(f.client.sendTracked(f.message(u"a"_s), u"a"_s));
    QVERIFY(f.client.sendTracked(f.message(u"b"_s), u"b"_s));
    f.server.socket().end();
    QCOMPARE(f.client.state(), StreamState::Waiting);
    QVERIFY(!f.client.sendTracked(f.message(u"c"_s), u"c"_s));
    f.clock.advance(0ms);
    QVERIFY(f.signInAgain());
    QCOMPARE(f.takeAll(), QStringList{u"<resume xmlns='urn:xmpp:sm:3' h='1' previd='sm-1'/>"_s});
    f.server.socket().inject("<resumed xmlns='urn:xmpp:sm:3' previd='sm-1' h='1'/>");
    QCOMPARE(f.acks, QStringList{u"a"_s});
    QCOMPARE(f.takeAll(),
             (QStringList{u"<message xmlns='jabber:client' id='b'/>"_s, u"<r xmlns='urn:xmpp:sm:3'/>"_s}));
    QCOMPARE(f.sessions, (QList<bool>{false, true}));
    QCOMPARE(f.client.ownJid().toString(), u"alice@example.org/one"_s);
    f.server.socket().inject("<a xmlns='urn:xmpp:sm:3' h='2'/>");
    QCOMPARE(f.acks, (QStringList{u"a"_s, u"b"_s}));
    QVERIFY(f.lost.isEmpty());
    QVERIFY(!f.server.socket().hasSent());
}

void TestClientSession::bindsWhenTheOldSessionIsGone()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    QVERIFY(f.client.sendTracked(f.message(u"a"_s), u"a"_s));
    QVERIFY(f.client.sendTracked(f.message(u"b"_s), u"b"_s));
    const auto answer = f.client.request(makeIq(u"get"_s, {}, XmlElement(u"q"_s, u"u"_s)));
    f.server.socket().end();
    f.clock.advance(0ms);
    QVERIFY(f.signInAgain());
    QVERIFY(f.server.socket().take().is(u"resume", ns::streamManagement));
    f.server.socket().inject("<failed xmlns='urn:xmpp:sm:3' h='1'>"
                             "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
    QCOMPARE(f.acks, QStringList{u"a"_s});
    QCOMPARE(f.lost, QStringList{u"b"_s});
    f.server.bind(u"alice@example.org/two"_s);
    QVERIFY(f.server.socket().take().is(u"enable", ns::streamManagement));
    f.server.socket().inject("<enabled xmlns='urn:xmpp:sm:3' resume='true' id='sm-2'/>");
    QCOMPARE(f.sessions, (QList<bool>{false, false}));
    QCOMPARE(f.client.ownJid().toString(), u"alice@example.org/two"_s);
    QVERIFY(answer.isFinished());
    QCOMPARE(answer.result().error().kind, ErrorKind::NotConnected);
    QVERIFY(!f.server.socket().hasSent()); // Stanzas of the old session are not resent automatically.
}

void TestClientSession::forgetsWhenTheServerCannotResume()
{
    ClientFixture f;
    f.connectNow();
    QVERIFY(f.signInAgain());
    f.server.bind(u"alice@example.org/one"_s);
    f.server.socket().inject("<enabled xmlns='urn:xmpp:sm:3'/>");
    QVERIFY(f.client.sendTracked(f.message(u"a"_s), u"a"_s));
    const auto answer = f.client.request(makeIq(u"get"_s, {}, XmlElement(u"q"_s, u"u"_s)));
    f.server.socket().end();
    QCOMPARE(f.lost, QStringList{u"a"_s});
    QCOMPARE(answer.result().error().kind, ErrorKind::NotConnected);
    QCOMPARE(f.ended, 1);
}

void TestClientSession::dropsMonstersButCountsThem()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    const QByteArray deep = QByteArray("<a>").repeated(100) + QByteArray("</a>").repeated(100);
    const QByteArray start = "<message xmlns='jabber:client' from='mallory@example.org/x' id='m'>";
    f.server.socket().inject(start + deep + "</message>");
    f.server.socket().inject(start + QByteArray(300 * 1024, 'x') + "</message>");
    f.server.socket().inject(incoming(1));
    f.server.socket().inject("<r xmlns='urn:xmpp:sm:3'/>");
    QVERIFY(f.client.isOnline());
    QCOMPARE(f.received, QStringList{u"1"_s});
    // Else the server would send them again after each resumption.
    QCOMPARE(f.takeAll(), QStringList{u"<a xmlns='urn:xmpp:sm:3' h='3'/>"_s});

    // An awaited answer may exceed the limit of a stanza.
    const auto answer = f.client.request(makeIq(u"get"_s, {}, XmlElement(u"q"_s, u"u"_s)));
    const QByteArray id = f.server.socket().take().attribute(u"id").toUtf8();
    f.server.socket().inject("<iq xmlns='jabber:client' type='result' id='" + id + "'><q xmlns='u'>" +
                             QByteArray(700 * 1024, 'x') + "</q></iq>");
    QVERIFY(answer.isFinished());
    QVERIFY(answer.result());
}

void TestClientSession::dropsMalformedStanzas()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    const QList<QByteArray> frames{
        "<message xmlns='jabber:client'>",
        "<message xmlns='jabber:client'/><x/>",
        "<message xmlns='jabber:client'><!-- --></message>",
        "<presence xmlns='jabber:client'><a xmlns='http://www.w3.org/XML/1998/namespace'/></presence>",
        "<iq xmlns='jabber:client' type='get' id='a'>\xff</iq>",
    };
    for (const QByteArray &frame : frames)
        f.server.socket().inject(frame);
    QVERIFY(f.client.isOnline());
    QVERIFY(f.received.isEmpty());
    // Counted, or the server would send them again.
    f.server.socket().inject(incoming(1));
    f.server.socket().inject("<r xmlns='urn:xmpp:sm:3'/>");
    QCOMPARE(f.takeAll(), QStringList{u"<a xmlns='urn:xmpp:sm:3' h='%1'/>"_s.arg(frames.size() + 1)});
    QCOMPARE(f.received, QStringList{u"1"_s});
}

void TestClientSession::endsAtMalformedXml()
{
    for (const QByteArray &frame :
         {QByteArray("<r xmlns='urn:xmpp:sm:3'>"), QByteArray("<r xmlns='urn:xmpp:sm:3'/><x/>"),
          QByteArray("<r xmlns='urn:xmpp:sm:3'><!-- --></r>"), QByteArray("<other xmlns='urn:other'/>")}) {
        ClientFixture f;
        QVERIFY(f.goOnline());
        f.server.socket().inject(frame);
        QVERIFY(!f.client.isOnline());
        QCOMPARE(f.failures.size(), 1);
        QCOMPARE(f.failures.first().first.kind, ErrorKind::ProtocolViolation);
        QVERIFY(f.received.isEmpty());
    }
}

void TestClientSession::takesAConflictAsFinal()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    f.server.socket().inject("<stream:error xmlns:stream='http://etherx.jabber.org/streams'>"
                             "<conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>");
    QCOMPARE(f.failures.size(), 1);
    QCOMPARE(f.failures.first().first.kind, ErrorKind::StreamConflict);
    QVERIFY(!f.failures.first().second);
    f.clock.advance(1h);
    QCOMPARE(f.server.attempts(), 1);
    QCOMPARE(f.client.state(), StreamState::Offline);
}

void TestClientSession::hearsNothingFromOldSockets()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    const QPointer<FakeTransport> old = &f.server.socket();
    f.client.networkChanged();
    f.clock.advance(3s); // No answer: a new socket, at once.
    QCOMPARE(f.server.attempts(), 2);
    QVERIFY(old);
    old->inject("<stream:error xmlns:stream='http://etherx.jabber.org/streams'>"
                "<conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>");
    old->inject(incoming(1));
    old->end();
    QCOMPARE(f.client.state(), StreamState::Connecting);
    QVERIFY(f.received.isEmpty());
}

void TestClientSession::mapsStreamErrors_data()
{
    QTest::addColumn<QByteArray>("condition");
    QTest::addColumn<ErrorKind>("expected");
    QTest::newRow("system-shutdown") << QByteArray("system-shutdown") << ErrorKind::StreamError;
    QTest::newRow("policy-violation") << QByteArray("policy-violation") << ErrorKind::ResourceLimit;
    QTest::newRow("resource-constraint") << QByteArray("resource-constraint") << ErrorKind::ResourceLimit;
    QTest::newRow("host-unknown") << QByteArray("host-unknown") << ErrorKind::StreamError;
}

void TestClientSession::mapsStreamErrors()
{
    QFETCH(const QByteArray, condition);
    QFETCH(const ErrorKind, expected);
    ClientFixture f;
    QVERIFY(f.goOnline());
    f.server.socket().inject("<stream:error xmlns:stream='http://etherx.jabber.org/streams'><" + condition +
                             " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
                             "<text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>bye</text></stream:error>");
    QCOMPARE(f.failures.size(), 1);
    QCOMPARE(f.failures.first().first.kind, expected);
    QCOMPARE(f.failures.first().first.detail, QString::fromUtf8(condition) + u": bye"_s);
    QVERIFY(f.failures.first().second);
    QCOMPARE(f.ended, 1);
}

void TestClientSession::signsOutPolitely()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    QVERIFY(f.client.sendTracked(f.message(u"a"_s), u"a"_s));
    f.client.disconnectFromServer();
    QVERIFY(!f.client.isOnline());
    const QStringList sent = f.takeAll();
    QCOMPARE(sent.at(sent.size() - 2), u"<presence xmlns='jabber:client' type='unavailable'/>"_s);
    QCOMPARE(sent.last(), u"<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>"_s);
    QVERIFY(f.server.socket().isOpen()); // RFC 7395 §3.6: until the server has said <close/> too.
    QVERIFY(!f.server.socket().isClosing());
    f.server.socket().inject("<a xmlns='urn:xmpp:sm:3' h='1'/>"); // Still counts.
    f.server.socket().inject("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>");
    QCOMPARE(f.acks, QStringList{u"a"_s});
    QCOMPARE(f.client.state(), StreamState::Offline);
    QCOMPARE(f.ended, 1);
    QVERIFY(f.failures.isEmpty());
    f.clock.advance(1h);
    QCOMPARE(f.server.attempts(), 1);
    // The next time is a new session.
    f.client.connectToServer();
    QVERIFY(f.signInAgain());
    QVERIFY(f.server.socket().take().child(u"bind", ns::bind));
}

void TestClientSession::signsOutFromASilentServer()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    QVERIFY(f.client.sendTracked(f.message(u"a"_s), u"a"_s));
    f.client.disconnectFromServer();
    f.clock.advance(2s);
    QCOMPARE(f.client.state(), StreamState::Offline);
    QCOMPARE(f.lost, QStringList{u"a"_s});
}

void TestClientSession::sendsNothingOffline()
{
    ClientFixture f;
    f.client.send(f.message(u"a"_s));
    QVERIFY(!f.client.sendTracked(f.message(u"a"_s), u"a"_s));
    const auto answer = f.client.request(makeIq(u"get"_s, {}, {}));
    QVERIFY(answer.isFinished());
    QCOMPARE(answer.result().error().kind, ErrorKind::NotConnected);
    QVERIFY(f.client.ownJid().isEmpty());
    f.client.configure(f.config);
    QCOMPARE(f.client.ownJid(), f.config.account);
}

void TestClientSession::takesFramesWithoutAServer()
{
    ClientFixture f;
    f.client.configure(f.config);
    f.client.injectFrame(incoming(1));
    f.client.injectFrame("not XML");
    f.client.injectFrame(incoming(2));
    QCOMPARE(f.received, (QStringList{u"1"_s, u"2"_s}));
}

void TestClientSession::yieldsButKeepsOrder()
{
    TickingClock clock;
    SequentialIds ids;
    FakeServer server;
    XmppClient client(clock, ids, server.factory());
    StreamConfig config;
    config.account = Jid::fromWire(u"alice@example.org");
    config.password = u"secret"_s;
    config.urls = {QUrl(u"wss://example.org/ws"_s)};
    client.configure(config);
    QStringList received;
    QStringList expected;
    connect(&client, &XmppClient::stanzaReceived, this,
            [&](const Stanza &stanza) { received.append(stanza.id); });
    bool hasEnded = false;
    connect(&client, &XmppClient::sessionEnded, this, [&] { hasEnded = true; });
    client.connectToServer();
    QVERIFY(server.signIn(config.password, u"alice@example.org/one"_s));
    clock.isTicking = true;
    for (int i = 0; i < 100; ++i) {
        server.socket().inject(incoming(i));
        expected.append(QString::number(i));
    }
    server.socket().end();
    // The budget of this turn is spent long before the last one.
    QVERIFY(!received.isEmpty());
    QVERIFY(received.size() < 10);
    int turns = 0;
    while (received.size() < 100 && turns < 200) {
        const qsizetype before = received.size();
        QCoreApplication::processEvents();
        QVERIFY(received.size() - before < 10);
        QVERIFY(!hasEnded || received.size() == 100);
        ++turns;
    }
    QVERIFY(turns > 10);
    QCOMPARE(received, expected);
    QVERIFY(hasEnded); // Only after all that had come before.
}

void TestClientSession::canBeDestroyedFromWithin()
{
    FakeClock clock;
    SequentialIds ids;
    auto client = std::make_unique<XmppClient>(clock, ids);
    int count = 0;
    connect(client.get(), &XmppClient::stanzaReceived, this, [&] {
        ++count;
        client.reset();
    });
    XmppClient *raw = client.get();
    raw->injectFrame(incoming(1));
    QCOMPARE(count, 1);
    QVERIFY(!client);
}

void TestClientSession::endsRequestsOfExtensionsAlive()
{
    QStringList log;
    {
        ClientFixture f;
        f.client.addExtension(std::make_unique<Asker>(f.client, log));
        QVERIFY(f.goOnline());
        f.client.injectFrame("<message xmlns='jabber:client' from='bob@example.org'/>");
        QVERIFY(f.server.socket().take().is(u"iq", ns::client));
    }
    QCOMPARE(log, (QStringList{u"answered"_s, u"gone"_s}));
}

QTEST_GUILESS_MAIN(TestClientSession)
#include "test_client_session.moc"
