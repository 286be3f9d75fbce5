// SPDX-License-Identifier: GPL-3.0-or-later
// A contact with a third-party client: subscription, presence, messages, blocking. The test checks the events
// that the client reports, not the state that Roost assumes.
#include "foreign_friend.h"
#include "support/patience.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace roost;

class TestForeignContact : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void becomesContact_data() { eachServerAndClient(); }
    void becomesContact();
    void asksFirst_data() { eachServerAndClient(); }
    void asksFirst();
    void comesAlive_data() { eachServerAndClient(); }
    void comesAlive();
    void talks_data() { eachServerAndClient(); }
    void talks();
    void isBlocked_data() { eachServerAndClient(); }
    void isBlocked();

private:
    /// The server of this row, started once for all rows with it.
    TestServer *server(ServerKind kind);
    std::unique_ptr<TestServer> m_servers[2];
    int m_people = 0;
    QString newUser(TestServer &server);
};

void TestForeignContact::initTestCase()
{
    const QString missing = whyNoForeignPeers();
    if (!missing.isEmpty())
        ROOST_MISSING_PEER(missing);
}

TestServer *TestForeignContact::server(ServerKind kind)
{
    auto &server = m_servers[static_cast<int>(kind)];
    if (!server) {
        server = TestServer::create(kind);
        if (!server->start())
            qWarning() << server->errorText();
    }
    return server.get();
}

QString TestForeignContact::newUser(TestServer &server)
{
    const QString user = u"user%1"_s.arg(++m_people);
    return server.registerUser(user, TestServer::passwordOf(user)) ? user : QString();
}

void TestForeignContact::becomesContact()
{
    QFETCH(ServerKind, server);
    QFETCH(ForeignPeer::Kind, client);
    TestServer &real = *this->server(server);
    QVERIFY2(real.isRunning(), qPrintable(real.errorText()));
    Person roost(real, newUser(real));
    ForeignPeer peer(client);
    QVERIFY(roost.enter());
    QVERIFY2(peer.comeOnline(real, newUser(real), u"desk"_s), qPrintable(peer.errorText()));
    const QString own = roost.config.account.toString();
    const Jid jid = Jid::fromWire(peer.jid()).bare();
    Endpoint *const endpoint = &roost.session->directory().endpoint(jid);
    QVERIFY(!endpoint->isContact());
    QVERIFY(!endpoint->isOnline());

    auto added = roost.session->addContact(jid, u"The <other> one"_s, {u"Friends"_s});
    QTRY_VERIFY_WITH_TIMEOUT(added.isFinished(), patienceMs);
    QVERIFY(added.result().has_value());
    QTRY_VERIFY_WITH_TIMEOUT(endpoint->isRequestPending(), patienceMs);
    QVERIFY(!peer.await(u"presence"_s, presenceOf(own, u"subscribe"_s)).isEmpty());
    QVERIFY(!endpoint->isOnline());
    peer.sendPresence(own, u"subscribed"_s);
    QTRY_COMPARE_WITH_TIMEOUT(endpoint->subscription(), Subscription::To, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(endpoint->isOnline(), patienceMs);

    // The other way: since Roost asked first, it need not ask its user again.
    peer.sendPresence(own, u"subscribe"_s);
    QTRY_VERIFY_WITH_TIMEOUT(endpoint->wantsUs() || endpoint->seesUs(), patienceMs);
    if (endpoint->wantsUs())
        roost.session->approveRequest(*endpoint);
    QVERIFY(!peer.await(u"presence"_s, presenceOf(own, u"subscribed"_s)).isEmpty());
    const QString full = roost.session->client().ownJid().toString();
    QVERIFY(!peer.await(u"presence"_s, presenceOf(full, QString())).isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(endpoint->subscription(), Subscription::Both, patienceMs);
    QCOMPARE(endpoint, &roost.session->directory().endpoint(jid));
    QCOMPARE(endpoint->name(), u"The <other> one"_s);
    QCOMPARE(endpoint->labels(), QStringList{u"Friends"_s});

    // A removal is pushed to the other side; the Endpoint stays.
    auto removed = roost.session->removeContact(*endpoint);
    QTRY_VERIFY_WITH_TIMEOUT(removed.isFinished(), patienceMs);
    QVERIFY(removed.result().has_value());
    QVERIFY(!peer.await(u"presence"_s, presenceOf(own, u"unsubscribe"_s)).isEmpty() ||
            !peer.await(u"presence"_s, presenceOf(own, u"unsubscribed"_s)).isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(!endpoint->isContact(), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!endpoint->isOnline(), patienceMs);
    QCOMPARE(endpoint, &roost.session->directory().endpoint(jid));
}

void TestForeignContact::asksFirst()
{
    QFETCH(ServerKind, server);
    QFETCH(ForeignPeer::Kind, client);
    TestServer &real = *this->server(server);
    QVERIFY2(real.isRunning(), qPrintable(real.errorText()));
    Person roost(real, newUser(real));
    ForeignPeer peer(client);
    QVERIFY(roost.enter());
    QVERIFY2(peer.comeOnline(real, newUser(real), u"desk"_s), qPrintable(peer.errorText()));
    const QString own = roost.config.account.toString();
    const Jid jid = Jid::fromWire(peer.jid()).bare();
    Endpoint &endpoint = roost.session->directory().endpoint(jid);

    peer.sendPresence(own, u"subscribe"_s, u"It is <b>me</b>"_s);
    QTRY_COMPARE_WITH_TIMEOUT(roost.session->requests(), QList<Endpoint *>{&endpoint}, patienceMs);
    QCOMPARE(endpoint.requestMessage(), u"It is <b>me</b>"_s);
    QCOMPARE(roost.notifier.requests, QStringList{jid.toString()});
    QVERIFY(!endpoint.seesUs());
    QCOMPARE(peer.count(u"presence"_s, presenceOf(own, u"subscribed"_s)), 0);

    roost.session->refuseRequest(endpoint);
    QVERIFY(!peer.await(u"presence"_s, presenceOf(own, u"unsubscribed"_s)).isEmpty());
    QTRY_VERIFY(roost.session->requests().isEmpty());
    QVERIFY(!endpoint.seesUs());

    // Once more; now they are let in, and asked back.
    peer.sendPresence(own, u"subscribe"_s);
    QTRY_COMPARE_WITH_TIMEOUT(roost.session->requests(), QList<Endpoint *>{&endpoint}, patienceMs);
    roost.session->approveRequest(endpoint);
    QVERIFY(!peer.await(u"presence"_s, presenceOf(own, u"subscribed"_s)).isEmpty());
    QVERIFY(!peer.await(u"presence"_s, presenceOf(own, u"subscribe"_s)).isEmpty());
    peer.sendPresence(own, u"subscribed"_s);
    QTRY_COMPARE_WITH_TIMEOUT(endpoint.subscription(), Subscription::Both, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(endpoint.isOnline(), patienceMs);
}

void TestForeignContact::comesAlive()
{
    QFETCH(ServerKind, server);
    QFETCH(ForeignPeer::Kind, client);
    TestServer &real = *this->server(server);
    QVERIFY2(real.isRunning(), qPrintable(real.errorText()));
    Person roost(real, newUser(real));
    ForeignPeer first(client);
    QVERIFY(roost.enter());
    const QString user = newUser(real);
    QVERIFY2(first.comeOnline(real, user, u"desk"_s), qPrintable(first.errorText()));
    QVERIFY(befriend(roost, first));
    Endpoint &endpoint = roost.session->directory().endpoint(Jid::fromWire(first.jid()));
    QCOMPARE(endpoint.connections().size(), 1u);
    QVERIFY(endpoint.connection(u"desk"));

    first.setPresence(u"dnd"_s, u"in a <meeting> & busy"_s, 3);
    QTRY_COMPARE_WITH_TIMEOUT(endpoint.presence().show, Show::DoNotDisturb, patienceMs);
    QCOMPARE(endpoint.presence().status, u"in a <meeting> & busy"_s);
    QCOMPARE(endpoint.presence().decidedBy, u"desk"_s);
    QCOMPARE(endpoint.connection(u"desk")->priority(), 3);

    // A second device, with the other client: available wins over do not disturb.
    ForeignPeer second(client == ForeignPeer::Kind::Slixmpp ? ForeignPeer::Kind::XmppClient
                                                            : ForeignPeer::Kind::Slixmpp);
    QVERIFY2(second.comeOnline(real, user, u"phone"_s), qPrintable(second.errorText()));
    QTRY_COMPARE_WITH_TIMEOUT(endpoint.connections().size(), 2u, patienceMs);
    QCOMPARE(endpoint.presence().show, Show::Available);
    QCOMPARE(endpoint.presence().decidedBy, u"phone"_s);
    // The contact's client answers a query for its name (XEP-0030, found through XEP-0115).
    const QString slixmpp = client == ForeignPeer::Kind::Slixmpp ? u"desk"_s : u"phone"_s;
    QTRY_VERIFY_WITH_TIMEOUT(
        endpoint.connection(slixmpp)->clientName().contains("slixmpp"_L1, Qt::CaseInsensitive), patienceMs);

    second.setPresence(u"xa"_s, u"gone fishing"_s);
    QTRY_COMPARE_WITH_TIMEOUT(endpoint.connection(u"phone")->show(), Show::ExtendedAway, patienceMs);
    QCOMPARE(endpoint.presence().show, Show::DoNotDisturb);
    first.quit();
    QTRY_COMPARE_WITH_TIMEOUT(endpoint.connections().size(), 1u, patienceMs);
    QCOMPARE(endpoint.presence().show, Show::ExtendedAway);
    second.quit();
    QTRY_VERIFY_WITH_TIMEOUT(!endpoint.isOnline(), patienceMs);
    QVERIFY(endpoint.connections().empty());
    QTRY_VERIFY(endpoint.lastSeenMs() > 0);
}

void TestForeignContact::talks()
{
    QFETCH(ServerKind, server);
    QFETCH(ForeignPeer::Kind, client);
    TestServer &real = *this->server(server);
    QVERIFY2(real.isRunning(), qPrintable(real.errorText()));
    Person roost(real, newUser(real));
    ForeignPeer peer(client);
    QVERIFY(roost.enter());
    QVERIFY2(peer.comeOnline(real, newUser(real), u"desk"_s), qPrintable(peer.errorText()));
    QVERIFY(befriend(roost, peer));
    const QString own = roost.config.account.toString();
    Endpoint &endpoint = roost.session->directory().endpoint(Jid::fromWire(peer.jid()));
    Thread &thread = roost.session->thread(endpoint);

    const QString text = u"one\n  two <b>&amp;</b> ]]> \u263a \U0001F413 \u05e9\u05dc\u05d5\u05dd"_s;
    const QString id = thread.send(text);
    const QJsonObject got = peer.awaitMessage(text);
    QCOMPARE(got.value("id"_L1).toString(), id);
    QCOMPARE(got.value("from"_L1).toString(), roost.session->client().ownJid().toString());
    QCOMPARE(got.value("type"_L1).toString(), u"chat"_s);
    const auto mine = [&]() -> const Message & {
        return thread.messages().at(static_cast<size_t>(thread.indexOf(id, true)));
    };
    QTRY_COMPARE_WITH_TIMEOUT(mine().state, MessageState::Delivered, patienceMs);
    QTRY_COMPARE(mine().deliveries.size(), 1);
    QCOMPARE(mine().deliveries.first().resource, u"desk"_s);
    QCOMPARE(mine().deliveries.first().state, DeliveryState::Delivered);

    for (const QString &to : {own, roost.session->client().ownJid().toString()}) {
        const QString body = "back to "_L1 + to;
        const QString theirs = peer.sendMessage(to, body);
        QTRY_VERIFY_WITH_TIMEOUT(thread.indexOf(theirs, false) >= 0, patienceMs);
        const Message &message = thread.messages().at(static_cast<size_t>(thread.indexOf(theirs, false)));
        QCOMPARE(message.body(), body);
        QCOMPARE(message.author.resource, u"desk"_s);
        QVERIFY(!message.isOwn());
        QVERIFY(
            !peer.await(u"receipt"_s, [&theirs](const QJsonObject &e) { return e.value("id"_L1) == theirs; })
                 .isEmpty());
    }
    QCOMPARE(endpoint.unread(), 2);
    QVERIFY(endpoint.preview().startsWith("back to"_L1));
    QCOMPARE(roost.notifier.messages.size(), 2);
    QCOMPARE(thread.messages().size(), 3u);
}

void TestForeignContact::isBlocked()
{
    QFETCH(ServerKind, server);
    QFETCH(ForeignPeer::Kind, client);
    TestServer &real = *this->server(server);
    QVERIFY2(real.isRunning(), qPrintable(real.errorText()));
    Person roost(real, newUser(real));
    ForeignPeer peer(client);
    QVERIFY(roost.enter());
    QVERIFY2(peer.comeOnline(real, newUser(real), u"desk"_s), qPrintable(peer.errorText()));
    QVERIFY(befriend(roost, peer));
    const QString own = roost.config.account.toString();
    Endpoint &endpoint = roost.session->directory().endpoint(Jid::fromWire(peer.jid()));
    Thread &thread = roost.session->thread(endpoint);

    auto blocked = roost.session->block(endpoint);
    QTRY_VERIFY_WITH_TIMEOUT(blocked.isFinished(), patienceMs);
    QVERIFY(blocked.result().has_value());
    QTRY_VERIFY(endpoint.isBlocked());
    const QString unseen = peer.sendMessage(own, u"can you see me?"_s);
    // The server gives it back: so it is not on its way any more.
    QVERIFY(!peer.await(u"bounce"_s, [&unseen](const QJsonObject &e) { return e.value("id"_L1) == unseen; })
                 .isEmpty());
    QVERIFY(thread.messages().empty());
    QVERIFY(roost.notifier.messages.isEmpty());
    QCOMPARE(endpoint.unread(), 0);

    auto unblocked = roost.session->unblock(endpoint);
    QTRY_VERIFY_WITH_TIMEOUT(unblocked.isFinished(), patienceMs);
    QTRY_VERIFY(!endpoint.isBlocked());
    const QString seen = peer.sendMessage(own, u"and now?"_s);
    QTRY_VERIFY_WITH_TIMEOUT(thread.indexOf(seen, false) >= 0, patienceMs);
    QCOMPARE(thread.messages().size(), 1u);
}

QTEST_GUILESS_MAIN(TestForeignContact)
#include "test_foreign_contact.moc"
