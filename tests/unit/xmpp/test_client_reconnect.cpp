// SPDX-License-Identifier: GPL-3.0-or-later
// XmppClient when things go wrong around it: several URLs, waiting, dead sockets, sleep.
#include "unit/xmpp/client_fixture.h"

#include "xmpp/reconnect_policy.h"

using namespace Qt::StringLiterals;
using namespace roost;
using namespace std::chrono_literals;

class TestClientReconnect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void triesOneUrlAfterTheOther();
    void leavesAServerThatHangs();
    void startsWithTheUrlThatWorked();
    void waitsLongerAndLonger();
    void goesOnAfterAnyError_data();
    void goesOnAfterAnyError();
    void stopsAtAnInsecureSetting();
    void reportsReasonBeforeState();
    void triesABadCertificateAgainElsewhere();
    void reconnectsWhenAsked();
    void probesOnNetworkChange();
    void probesByPingWithoutManagement();
    void probesWhenQuiet();
    void noticesAnUnansweredRequest();
    void noticesSleep();
    void stopsWhileWaiting();
    void endsWhenTheAccountChanges();
};

void TestClientReconnect::leavesAServerThatHangs()
{
    ClientFixture f;
    f.config.urls = {QUrl(u"wss://a.example.org/ws"_s), QUrl(u"wss://b.example.org/ws"_s)};
    f.connectNow();
    f.clock.advance(4999ms);
    QCOMPARE(f.server.attempts(), 1);
    f.clock.advance(1ms);
    QCOMPARE(f.server.attempts(), 2);
    QCOMPARE(f.server.socket().url(), f.config.urls.last());
    // The last URL gets all of the remaining time; and a server that has answered is not left.
    f.clock.advance(6s);
    QCOMPARE(f.server.attempts(), 2);
    QVERIFY(f.server.signIn(f.config.password, u"alice@example.org/one"_s));
    QVERIFY(f.client.isOnline());
    QVERIFY(f.failures.isEmpty());
    // From now on it is the first; when it is refused, the other one's turn comes at once.
    f.server.socket().end();
    f.clock.advance(0ms);
    QCOMPARE(f.server.socket().url(), f.config.urls.last());
    f.server.socket().end({ErrorKind::NetworkUnreachable, {}});
    QCOMPARE(f.server.socket().url(), f.config.urls.first());
    f.server.socket().accept();
    f.clock.advance(6s);
    QVERIFY(f.server.socket().isOpen());
}

void TestClientReconnect::triesOneUrlAfterTheOther()
{
    ClientFixture f;
    f.config.urls = {QUrl(u"wss://one.example/ws"_s), QUrl(u"wss://two.example/ws"_s)};
    f.connectNow();
    QCOMPARE(f.server.socket().url().host(), u"one.example"_s);
    f.server.socket().end({ErrorKind::NetworkUnreachable, u"one"_s});
    QCOMPARE(f.server.socket().url().host(), u"two.example"_s);
    QVERIFY(f.failures.isEmpty());
    f.server.socket().end({ErrorKind::NotWebSocket, u"two"_s});
    QCOMPARE(f.client.state(), StreamState::Waiting);
    QCOMPARE(f.failures.size(), 1);
    QCOMPARE(f.failures.first().first.detail, u"one"_s);
    QVERIFY(f.failures.first().second);
}

void TestClientReconnect::startsWithTheUrlThatWorked()
{
    ClientFixture f;
    f.config.urls = {QUrl(u"wss://one.example/ws"_s), QUrl(u"wss://two.example/ws"_s)};
    f.connectNow();
    f.server.socket().end({ErrorKind::NetworkUnreachable, {}});
    QVERIFY(f.server.signIn(f.config.password, u"alice@example.org/one"_s));
    f.server.socket().end();
    f.clock.advance(0ms);
    QCOMPARE(f.server.attempts(), 3);
    QCOMPARE(f.server.socket().url().host(), u"two.example"_s);
    f.server.socket().end({ErrorKind::NetworkUnreachable, {}});
    QCOMPARE(f.server.socket().url().host(), u"one.example"_s);
}

void TestClientReconnect::waitsLongerAndLonger()
{
    ClientFixture f;
    f.connectNow();
    QCOMPARE(f.client.nextAttemptInMs(), -1);
    f.server.socket().end({ErrorKind::NetworkUnreachable, {}});
    QCOMPARE(f.client.nextAttemptInMs(), 0); // The first time at once.
    f.clock.advance(0ms);
    QCOMPARE(f.server.attempts(), 2);
    for (int i = 0; i < 20; ++i) {
        f.server.socket().end({ErrorKind::NetworkUnreachable, {}});
        const qint64 delay = f.client.nextAttemptInMs();
        QVERIFY(delay >= 250);
        QVERIFY(delay <= 60'000);
        f.clock.advance(std::chrono::milliseconds(delay - 1));
        QCOMPARE(f.server.attempts(), i + 2);
        f.clock.advance(1ms);
        QCOMPARE(f.server.attempts(), i + 3);
    }
    QCOMPARE(f.failures.size(), 21);
}

void TestClientReconnect::goesOnAfterAnyError_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("willRetry");
    for (int kind = int(ErrorKind::NetworkUnreachable); kind <= int(ErrorKind::StanzaRejected); ++kind)
        QTest::addRow("%d", kind) << ErrorKind(kind) << (remedyOf(ErrorKind(kind)) != Remedy::Person);
}

void TestClientReconnect::goesOnAfterAnyError()
{
    QFETCH(const ErrorKind, kind);
    QFETCH(const bool, willRetry);
    ClientFixture f;
    QVERIFY(f.goOnline());
    QVERIFY(f.client.sendTracked(f.message(u"a"_s), u"a"_s));
    f.server.socket().end(); // The server restarts and is broken.
    f.clock.advance(0ms);
    for (int attempt = 2; attempt < 10; ++attempt) {
        QCOMPARE(f.server.attempts(), attempt);
        f.server.socket().end({kind, u"x"_s});
        QCOMPARE(f.failures.size(), attempt);
        QCOMPARE(f.failures.last(), std::make_pair(Error{kind, u"x"_s}, willRetry));
        QCOMPARE(f.client.state(), willRetry ? StreamState::Waiting : StreamState::Offline);
        f.clock.advance(60s);
        if (!willRetry) {
            QCOMPARE(f.server.attempts(), 2);
            return;
        }
    }
    // The server works again: the session still exists, and waiting stanzas are sent.
    QVERIFY(f.signInAgain());
    (void)f.takeAll();
    f.server.socket().inject("<resumed xmlns='urn:xmpp:sm:3' previd='sm-1' h='0'/>");
    QVERIFY(f.takeAll().contains(u"<message xmlns='jabber:client' id='a'/>"_s));
    QVERIFY(f.lost.isEmpty());
}

void TestClientReconnect::stopsAtAnInsecureSetting()
{
    ClientFixture f;
    f.config.urls = {QUrl(u"ws://example.org/ws"_s)};
    f.connectNow();
    f.server.socket().end({ErrorKind::InsecureUrl, u"ws://example.org/ws"_s});
    QCOMPARE(f.failures.size(), 1);
    QVERIFY(!f.failures.first().second);
    f.clock.advance(1h);
    QCOMPARE(f.server.attempts(), 1);
    // One good URL, and it was the server that wanted us elsewhere.
    ClientFixture mixed;
    mixed.config.urls = {QUrl(u"ws://example.org/ws"_s), QUrl(u"wss://example.org/ws"_s)};
    mixed.connectNow();
    mixed.server.socket().end({ErrorKind::InsecureUrl, {}});
    mixed.server.socket().end({ErrorKind::InsecureUrl, {}});
    QCOMPARE(mixed.failures.size(), 1);
    QVERIFY(mixed.failures.first().second);
}

void TestClientReconnect::reportsReasonBeforeState()
{
    ClientFixture f;
    QStringList order;
    connect(&f.client, &XmppClient::stateChanged, this, [&order](StreamState state) {
        if (state == StreamState::Waiting)
            order.append(u"waiting"_s);
    });
    connect(&f.client, &XmppClient::failed, this, [&order] { order.append(u"reason"_s); });
    f.connectNow();
    f.server.socket().end({ErrorKind::CertificateExpired, {}});
    QCOMPARE(order, (QStringList{u"reason"_s, u"waiting"_s}));
}

void TestClientReconnect::triesABadCertificateAgainElsewhere()
{
    ClientFixture f;
    f.connectNow();
    f.server.socket().end({ErrorKind::CertificateUntrusted, {}});
    f.client.networkChanged(); // The previous certificate may have been that of a hotel's sign-in page.
    QCOMPARE(f.server.attempts(), 2);
    f.server.socket().end({ErrorKind::CertificateUntrusted, {}});
    f.client.disconnectFromServer(); // Now the user does not want any more.
    f.client.networkChanged();
    QCOMPARE(f.server.attempts(), 2);
}

void TestClientReconnect::reconnectsWhenAsked()
{
    ClientFixture f;
    f.client.reconnectNow(); // No connection is wanted: no effect.
    QCOMPARE(f.server.attempts(), 0);
    f.connectNow();
    f.server.socket().end({ErrorKind::NetworkUnreachable, {}});
    f.clock.advance(0ms);
    f.server.socket().end({ErrorKind::NetworkUnreachable, {}});
    QVERIFY(f.client.nextAttemptInMs() > 0);
    f.client.reconnectNow();
    QCOMPARE(f.server.attempts(), 3);
    QCOMPARE(f.client.state(), StreamState::Connecting);
    f.clock.advance(1min); // The old waiting does not start a second one.
    QCOMPARE(f.server.attempts(), 3);
}

void TestClientReconnect::probesOnNetworkChange()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    f.client.networkChanged();
    QCOMPARE(f.takeAll(), QStringList{u"<r xmlns='urn:xmpp:sm:3'/>"_s});
    f.client.networkChanged(); // Already asked.
    QVERIFY(!f.server.socket().hasSent());
    f.server.socket().inject("<a xmlns='urn:xmpp:sm:3' h='0'/>");
    f.clock.advance(4s);
    QVERIFY(f.client.isOnline());

    f.client.networkChanged();
    // Data that was in transit before the probe does not count as an answer.
    f.server.socket().inject("<message xmlns='jabber:client' from='bob@example.org'/>");
    f.clock.advance(3s);
    QVERIFY(!f.client.isOnline());
    QCOMPARE(f.failures.first().first.kind, ErrorKind::Timeout);
    QCOMPARE(f.server.attempts(), 2);
}

void TestClientReconnect::probesByPingWithoutManagement()
{
    ClientFixture f;
    QVERIFY(f.goOnline(false));
    f.client.networkChanged();
    const XmlElement ping = f.server.socket().take();
    QVERIFY(ping.child(u"ping", ns::ping));
    f.server.socket().inject("<iq xmlns='jabber:client' type='result' from='example.org' id='" +
                             ping.attribute(u"id").toUtf8() + "'/>");
    f.clock.advance(4s);
    QVERIFY(f.client.isOnline());
}

void TestClientReconnect::probesWhenQuiet()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    f.clock.advance(59s);
    QVERIFY(!f.server.socket().hasSent());
    f.clock.advance(1s);
    QCOMPARE(f.takeAll(), QStringList{u"<r xmlns='urn:xmpp:sm:3'/>"_s});
    f.server.socket().inject("<a xmlns='urn:xmpp:sm:3' h='0'/>");
    f.clock.advance(50s);
    QVERIFY(f.client.isOnline());
    f.clock.advance(10s);
    QVERIFY(f.server.socket().hasSent());
    f.clock.advance(15s);
    QVERIFY(!f.client.isOnline());
}

void TestClientReconnect::noticesAnUnansweredRequest()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    QVERIFY(f.client.sendTracked(f.message(u"a"_s), u"a"_s));
    f.clock.advance(14s);
    QVERIFY(f.client.isOnline());
    f.clock.advance(1s);
    QVERIFY(!f.client.isOnline());
    QVERIFY(f.lost.isEmpty()); // The session may still be resumed.
}

void TestClientReconnect::noticesSleep()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    f.clock.advance(5s);
    QVERIFY(!f.server.socket().hasSent());
    f.clock.jumpWallClock(1h); // The lid was closed: only the wall clock went on.
    f.clock.advance(5s);
    QCOMPARE(f.takeAll(), QStringList{u"<r xmlns='urn:xmpp:sm:3'/>"_s});
}

void TestClientReconnect::stopsWhileWaiting()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    QVERIFY(f.client.sendTracked(f.message(u"a"_s), u"a"_s));
    f.server.socket().end();
    f.clock.advance(0ms);
    f.server.socket().end({ErrorKind::NetworkUnreachable, {}});
    QCOMPARE(f.client.state(), StreamState::Waiting);
    QVERIFY(f.lost.isEmpty());
    f.client.disconnectFromServer();
    QCOMPARE(f.client.state(), StreamState::Offline);
    QCOMPARE(f.lost, QStringList{u"a"_s});
    f.clock.advance(1h);
    QCOMPARE(f.server.attempts(), 2);
    QCOMPARE(f.ended, 1);
}

void TestClientReconnect::endsWhenTheAccountChanges()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    f.client.disconnectFromServer();
    f.server.socket().end();
    f.config.account = Jid::fromWire(u"carol@example.org");
    f.client.configure(f.config);
    QCOMPARE(f.client.ownJid(), f.config.account);
}

QTEST_GUILESS_MAIN(TestClientReconnect)
#include "test_client_reconnect.moc"
