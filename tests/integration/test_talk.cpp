// SPDX-License-Identifier: GPL-3.0-or-later
// Chat states, read marks and client state, between several devices on real servers, and with a third-party
// client.
#include "domain/threads/typing.h"
#include "foreign_friend.h"
#include "storage/user_database.h"

using namespace Qt::StringLiterals;
using namespace roost;

class TestTalk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void typingShowsWhere_data() { eachServer(); }
    void typingShowsWhere();
    void readShowsWhere_data() { eachServer(); }
    void readShowsWhere();
    void readOnThePhone_data() { eachServer(); }
    void readOnThePhone();
    void readWhileAway_data() { eachServer(); }
    void readWhileAway();
    void publishesOfflineReadsLater_data() { eachServer(); }
    void publishesOfflineReadsLater();
    void idleClientIsLeftInPeace_data() { eachServer(); }
    void idleClientIsLeftInPeace();
    void talksWithSlixmpp_data() { eachServer(); }
    void talksWithSlixmpp();
    void strangersAreNotHeard_data() { eachServer(); }
    void strangersAreNotHeard();

private:
    TestServer &server(ServerKind kind) { return m_servers.of(kind); }
    QString newUser(ServerKind kind)
    {
        const QString user = u"user%1"_s.arg(++m_users);
        return server(kind).registerUser(user, TestServer::passwordOf(user)) ? user : QString();
    }
    BothServers m_servers;
    int m_users = 0;
};

namespace {

QString typingOn(const Person &who, const Person &whom)
{
    const Connection *connection = who.endpoint(whom).typingConnection();
    return connection ? connection->resource() : QString();
}

const Message &last(const Person &who, const Person &whom) { return who.thread(whom).messages().back(); }

DeliveryState stateOn(const Message &message, const QString &resource)
{
    for (const Delivery &delivery : message.deliveries) {
        if (delivery.resource == resource)
            return delivery.state;
    }
    return DeliveryState::Sent;
}

} // namespace

void TestTalk::initTestCase() { QVERIFY2(m_servers.start(), qPrintable(m_servers.errorText())); }

void TestTalk::typingShowsWhere()
{
    QFETCH(const ServerKind, server);
    Person joe(this->server(server), newUser(server), u"desk"_s);
    Person laptop(this->server(server), newUser(server), u"laptop"_s);
    Person phone(this->server(server), laptop.user, u"phone"_s, u"phone"_s);
    QVERIFY(joe.enter() && laptop.enter());
    QVERIFY(befriend(joe, laptop));
    QVERIFY(phone.enter());
    QTRY_COMPARE_WITH_TIMEOUT(joe.devicesOf(laptop), (QStringList{u"laptop"_s, u"phone"_s}), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(phone.endpoint(joe).isOnline(), patienceMs);

    phone.session->typing().typed(phone.endpoint(joe), false);
    QTRY_COMPARE_WITH_TIMEOUT(typingOn(joe, laptop), u"phone"_s, patienceMs);
    // Our other device shows no typing, neither for the contact nor for our own account.
    QVERIFY(!laptop.endpoint(joe).typingConnection());
    QVERIFY(!laptop.session->self().typingConnection());
    phone.session->typing().left();
    QTRY_COMPARE_WITH_TIMEOUT(typingOn(joe, laptop), QString(), patienceMs);

    phone.session->typing().typed(phone.endpoint(joe), false);
    QTRY_COMPARE_WITH_TIMEOUT(typingOn(joe, laptop), u"phone"_s, patienceMs);
    (void)phone.thread(joe).send(u"Done"_s);
    phone.session->typing().sent(phone.endpoint(joe));
    QTRY_COMPARE_WITH_TIMEOUT(joe.talk(laptop), QStringList{u"Done"_s}, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(typingOn(joe, laptop), QString(), patienceMs);

    // Both ways, to all devices of the other side; and not when the person does not want it.
    joe.session->typing().typed(joe.endpoint(laptop), false);
    QTRY_COMPARE_WITH_TIMEOUT(typingOn(laptop, joe), u"desk"_s, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(typingOn(phone, joe), u"desk"_s, patienceMs);
    joe.session->typing().left();
    QTRY_COMPARE_WITH_TIMEOUT(typingOn(laptop, joe), QString(), patienceMs);
    joe.session->setTells(false, true);
    joe.session->typing().typed(joe.endpoint(laptop), false);
    (void)joe.thread(laptop).send(u"Behind it"_s); // what was sent before it would have come before it
    QTRY_COMPARE_WITH_TIMEOUT(laptop.talk(joe), (QStringList{u"> Done"_s, u"Behind it"_s}), patienceMs);
    QCOMPARE(typingOn(laptop, joe), QString());

    // A device that goes types no more.
    phone.session->typing().typed(phone.endpoint(joe), false);
    QTRY_COMPARE_WITH_TIMEOUT(typingOn(joe, laptop), u"phone"_s, patienceMs);
    QVERIFY(phone.leave());
    QTRY_COMPARE_WITH_TIMEOUT(typingOn(joe, laptop), QString(), patienceMs);
    // None of it is a message.
    QCOMPARE(joe.talk(laptop), (QStringList{u"Done"_s, u"> Behind it"_s}));
}

void TestTalk::readShowsWhere()
{
    QFETCH(const ServerKind, server);
    Person joe(this->server(server), newUser(server), u"desk"_s);
    Person laptop(this->server(server), newUser(server), u"laptop"_s);
    Person phone(this->server(server), laptop.user, u"phone"_s, u"phone"_s);
    QVERIFY(joe.enter() && laptop.enter());
    QVERIFY(befriend(joe, laptop));
    QVERIFY(phone.enter());
    QTRY_COMPARE_WITH_TIMEOUT(joe.devicesOf(laptop), (QStringList{u"laptop"_s, u"phone"_s}), patienceMs);
    (void)joe.thread(laptop).send(u"one"_s);
    (void)joe.thread(laptop).send(u"two"_s);
    for (const Person *device : {&laptop, &phone})
        QTRY_COMPARE_WITH_TIMEOUT(device->endpoint(joe).unread(), 2, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(stateOn(last(joe, laptop), u"laptop"_s), DeliveryState::Delivered, patienceMs);
    QCOMPARE(last(joe, laptop).state, MessageState::Delivered);

    phone.session->setAttendedThread(&phone.endpoint(joe));
    QTRY_COMPARE_WITH_TIMEOUT(last(joe, laptop).state, MessageState::Read, patienceMs);
    const auto &messages = joe.thread(laptop).messages();
    QCOMPARE(messages.front().state, MessageState::Read);
    QCOMPARE(stateOn(messages.front(), u"phone"_s), DeliveryState::Read);
    QCOMPARE(stateOn(messages.back(), u"phone"_s), DeliveryState::Read);
    QCOMPARE(stateOn(messages.back(), u"laptop"_s), DeliveryState::Delivered);
    // Read as it comes.
    (void)joe.thread(laptop).send(u"three"_s);
    QTRY_COMPARE_WITH_TIMEOUT(last(joe, laptop).state, MessageState::Read, patienceMs);
    // After a restart it is as it was.
    joe.begin();
    QVERIFY(joe.open());
    QTRY_COMPARE_WITH_TIMEOUT(joe.talk(laptop).size(), 3, patienceMs);
    QCOMPARE(last(joe, laptop).state, MessageState::Read);
    QCOMPARE(stateOn(last(joe, laptop), u"phone"_s), DeliveryState::Read);
}

void TestTalk::readOnThePhone()
{
    QFETCH(const ServerKind, server);
    Person joe(this->server(server), newUser(server), u"desk"_s);
    Person laptop(this->server(server), newUser(server), u"laptop"_s);
    Person phone(this->server(server), laptop.user, u"phone"_s, u"phone"_s);
    QVERIFY(joe.enter() && laptop.enter());
    QVERIFY(befriend(joe, laptop));
    QVERIFY(phone.enter());
    QTRY_VERIFY_WITH_TIMEOUT(phone.endpoint(joe).isOnline(), patienceMs);
    (void)joe.thread(laptop).send(u"one"_s);
    for (Person *device : {&laptop, &phone})
        QTRY_COMPARE_WITH_TIMEOUT(device->notifier.messages.size(), 1, patienceMs);
    phone.session->setAttendedThread(&phone.endpoint(joe));
    QTRY_COMPARE_WITH_TIMEOUT(laptop.endpoint(joe).unread(), 0, patienceMs);
    QCOMPARE(laptop.notifier.withdrawn, QStringList{joe.config.account.toString()});
    phone.session->setAttendedThread(nullptr);

    // A user who sends no read markers to others still synchronizes them with his own devices, by PEP alone.
    phone.session->setTells(true, false);
    (void)joe.thread(laptop).send(u"two"_s);
    for (Person *device : {&laptop, &phone})
        QTRY_COMPARE_WITH_TIMEOUT(device->endpoint(joe).unread(), 1, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(laptop.notifier.messages.size(), 2, patienceMs);
    phone.session->setAttendedThread(&phone.endpoint(joe));
    QTRY_COMPARE_WITH_TIMEOUT(laptop.endpoint(joe).unread(), 0, patienceMs);
    (void)phone.thread(joe).send(u"Behind it"_s);
    QTRY_COMPARE_WITH_TIMEOUT(joe.talk(laptop).size(), 3, patienceMs);
    QCOMPARE(joe.thread(laptop).messages()[1].state, MessageState::Delivered);
    QCOMPARE(laptop.notifier.messages.size(), 2);
}

void TestTalk::readWhileAway()
{
    QFETCH(const ServerKind, server);
    Person joe(this->server(server), newUser(server), u"desk"_s);
    Person laptop(this->server(server), newUser(server), u"laptop"_s);
    Person phone(this->server(server), laptop.user, u"phone"_s, u"phone"_s);
    QVERIFY(joe.enter() && laptop.enter());
    QVERIFY(befriend(joe, laptop));
    QVERIFY(phone.enter());
    QTRY_VERIFY_WITH_TIMEOUT(phone.endpoint(joe).isOnline(), patienceMs);
    phone.session->setTells(true, false); // so that no marker in the archive helps
    (void)joe.thread(laptop).send(u"zero"_s);
    QTRY_COMPARE_WITH_TIMEOUT(laptop.endpoint(joe).unread(), 1, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(laptop.notifier.messages.size(), 1, patienceMs);
    QVERIFY(laptop.leave());
    for (const QString &body : {u"one"_s, u"two"_s, u"three"_s})
        (void)joe.thread(laptop).send(body);
    QTRY_COMPARE_WITH_TIMEOUT(phone.endpoint(joe).unread(), 4, patienceMs);
    phone.session->setAttendedThread(&phone.endpoint(joe));
    QTRY_COMPARE_WITH_TIMEOUT(phone.endpoint(joe).unread(), 0, patienceMs);
    phone.session->setAttendedThread(nullptr);
    (void)joe.thread(laptop).send(u"four"_s); // not read
    QTRY_COMPARE_WITH_TIMEOUT(phone.endpoint(joe).unread(), 1, patienceMs);

    laptop.signIn();
    const QStringList all{u"zero"_s, u"one"_s, u"two"_s, u"three"_s, u"four"_s};
    QTRY_COMPARE_WITH_TIMEOUT(laptop.talk(joe), all, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(laptop.endpoint(joe).unread(), 1, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(laptop.notifier.messages.size(), 2, patienceMs);
    QVERIFY(laptop.notifier.messages.last().endsWith(u": four"_s));

    // All is read, and the laptop restarts.
    QVERIFY(laptop.leave());
    phone.session->setAttendedThread(&phone.endpoint(joe));
    QTRY_COMPARE_WITH_TIMEOUT(phone.endpoint(joe).unread(), 0, patienceMs);
    (void)phone.thread(joe).send(u"Behind it"_s);
    QTRY_COMPARE_WITH_TIMEOUT(joe.talk(laptop).size(), 6, patienceMs);
    laptop.begin();
    QVERIFY(laptop.enter());
    QTRY_COMPARE_WITH_TIMEOUT(laptop.endpoint(joe).unread(), 0, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(laptop.talk(joe).size(), 6, patienceMs);
    QCOMPARE(laptop.notifier.messages.size(), 2);
}

void TestTalk::publishesOfflineReadsLater()
{
    QFETCH(const ServerKind, server);
    Person joe(this->server(server), newUser(server), u"desk"_s);
    Person foo(this->server(server), newUser(server), u"laptop"_s);
    QVERIFY(joe.enter() && foo.enter());
    QVERIFY(befriend(joe, foo));
    (void)joe.thread(foo).send(u"one"_s);
    QTRY_COMPARE_WITH_TIMEOUT(foo.endpoint(joe).unread(), 1, patienceMs);
    QVERIFY(foo.leave());
    foo.session->setAttendedThread(&foo.endpoint(joe));
    QCOMPARE(foo.endpoint(joe).unread(), 0);
    foo.session->setAttendedThread(nullptr);
    QTRY_COMPARE_WITH_TIMEOUT(last(joe, foo).state, MessageState::Delivered, patienceMs);
    // The pending read marker is stored with a delay.
    const auto isWrittenDown = [&foo] {
        auto untold = foo.session->database().loadUntold();
        return QTest::qWaitFor([&untold] { return untold.isFinished(); }, patienceMs) &&
               !untold.result()->isEmpty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isWrittenDown(), patienceMs);
    foo.begin();
    QVERIFY(foo.enter());
    QTRY_COMPARE_WITH_TIMEOUT(last(joe, foo).state, MessageState::Read, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!isWrittenDown(), patienceMs);
}

void TestTalk::idleClientIsLeftInPeace()
{
    QFETCH(const ServerKind, server);
    Person joe(this->server(server), newUser(server), u"desk"_s);
    Person laptop(this->server(server), newUser(server), u"laptop"_s);
    Person phone(this->server(server), laptop.user, u"phone"_s, u"phone"_s);
    QVERIFY(joe.enter() && laptop.enter());
    QVERIFY(befriend(joe, laptop));
    QVERIFY(phone.enter());
    QTRY_VERIFY_WITH_TIMEOUT(phone.endpoint(joe).isOnline(), patienceMs);
    QVERIFY(laptop.session->client().hasStreamFeature(u"csi", u"urn:xmpp:csi:0"));
    laptop.session->setInUse(false);
    // Prosody lets all out for a second whenever the client says something, so it may need another try.
    const auto isHeldBack = [&] {
        const Show before = laptop.endpoint(joe).presence().show;
        for (const Show show : {Show::Away, Show::DoNotDisturb, Show::ExtendedAway}) {
            if (show == before)
                continue;
            joe.session->setOwnPresence(show, {});
            if (!QTest::qWaitFor([&] { return phone.endpoint(joe).presence().show == show; }, patienceMs))
                return false;
        }
        return laptop.endpoint(joe).presence().show == before;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isHeldBack(), patienceMs);
    // The client is in use again: the server delivers the presences that it held back.
    laptop.session->setInUse(true);
    QTRY_COMPARE_WITH_TIMEOUT(laptop.endpoint(joe).presence().show, phone.endpoint(joe).presence().show,
                              patienceMs);
    // A message arrives at once in either state.
    laptop.session->setInUse(false);
    (void)joe.thread(laptop).send(u"Hello"_s);
    QTRY_COMPARE_WITH_TIMEOUT(laptop.talk(joe), QStringList{u"Hello"_s}, patienceMs);
}

void TestTalk::talksWithSlixmpp()
{
    QFETCH(const ServerKind, server);
    if (const QString missing = ForeignPeer::whyMissing(ForeignPeer::Kind::Slixmpp); !missing.isEmpty())
        ROOST_MISSING_PEER(missing);
    Person joe(this->server(server), newUser(server), u"desk"_s);
    QVERIFY(joe.enter());
    ForeignPeer peer(ForeignPeer::Kind::Slixmpp);
    QVERIFY2(peer.comeOnline(this->server(server), newUser(server), u"slim"_s), qPrintable(peer.errorText()));
    QVERIFY(befriend(joe, peer));
    Endpoint &endpoint = joe.session->directory().endpoint(Jid::fromWire(peer.jid()));
    Thread &thread = joe.session->thread(endpoint);
    const QString full = joe.session->client().ownJid().toString();
    const auto isOurs = [&full](const QString &key, const QString &value) -> ForeignPeer::Test {
        return [full, key, value](const QJsonObject &event) {
            return event.value(u"from") == full && event.value(key) == value;
        };
    };

    peer.sendChatState(full, u"composing"_s);
    QTRY_VERIFY_WITH_TIMEOUT(endpoint.typingConnection(), patienceMs);
    QCOMPARE(endpoint.typingConnection()->resource(), u"slim"_s);
    peer.sendChatState(full, u"paused"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!endpoint.typingConnection(), patienceMs);
    joe.session->typing().typed(endpoint, false);
    QVERIFY(!peer.await(u"chatState"_s, isOurs(u"state"_s, u"composing"_s)).isEmpty());
    const QString id = thread.send(u"Hello"_s);
    joe.session->typing().sent(endpoint);
    QVERIFY(!peer.await(u"chatState"_s, isOurs(u"state"_s, u"active"_s)).isEmpty());
    joe.session->typing().left();
    QVERIFY(!peer.await(u"chatState"_s, isOurs(u"state"_s, u"inactive"_s)).isEmpty());

    peer.sendDisplayed(joe.config.account.toString(), id);
    QTRY_COMPARE_WITH_TIMEOUT(thread.messages().back().state, MessageState::Read, patienceMs);
    QCOMPARE(stateOn(thread.messages().back(), u"slim"_s), DeliveryState::Read);

    const QString first = peer.sendMarkable(joe.config.account.toString(), u"Seen this?"_s);
    const QString second = peer.sendMarkable(joe.config.account.toString(), u"And this?"_s);
    QTRY_COMPARE_WITH_TIMEOUT(endpoint.unread(), 2, patienceMs);
    QCOMPARE(peer.count(u"displayed"_s), 0);
    joe.session->setAttendedThread(&endpoint);
    QVERIFY(!peer.await(u"displayed"_s, isOurs(u"id"_s, second)).isEmpty());
    QCOMPARE(peer.count(u"displayed"_s, isOurs(u"id"_s, first)), 0); // the newest says it of all
}

void TestTalk::strangersAreNotHeard()
{
    QFETCH(const ServerKind, server);
    if (const QString missing = ForeignPeer::whyMissing(ForeignPeer::Kind::Slixmpp); !missing.isEmpty())
        ROOST_MISSING_PEER(missing);
    Person joe(this->server(server), newUser(server), u"desk"_s);
    Person foo(this->server(server), newUser(server), u"laptop"_s);
    QVERIFY(joe.enter() && foo.enter());
    QVERIFY(befriend(joe, foo));
    const QString id = joe.thread(foo).send(u"Not for Mallory"_s);
    (void)foo.thread(joe).send(u"Nor this"_s);
    QTRY_COMPARE_WITH_TIMEOUT(joe.endpoint(foo).unread(), 1, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(joe.thread(foo).messages().front().state, MessageState::Delivered, patienceMs);
    const QString archiveId = last(joe, foo).refs.stanzaId;
    QVERIFY(!archiveId.isEmpty());
    ForeignPeer mallory(ForeignPeer::Kind::Slixmpp);
    QVERIFY2(mallory.comeOnline(this->server(server), newUser(server), u"pc"_s),
             qPrintable(mallory.errorText()));
    const QString full = joe.session->client().ownJid().toString();
    const QString bare = joe.config.account.toString();

    mallory.sendPresence(full, {});
    mallory.sendChatState(full, u"composing"_s);
    mallory.sendDisplayed(full, id);
    const QString event =
        u"<message to='%1' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
        "<items node='urn:xmpp:mds:displayed:0'><item id='%2'><displayed "
        "xmlns='urn:xmpp:mds:displayed:0'><stanza-id xmlns='urn:xmpp:sid:0' by='%3' id='%4'/>"
        "</displayed></item></items></event></message>"_s;
    mallory.sendRaw(event.arg(full, foo.config.account.toString(), bare, archiveId));
    mallory.sendRaw(
        u"<message to='%1' type='chat'><sent xmlns='urn:xmpp:carbons:2'><forwarded "
        "xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='%2/phone' to='%3' type='chat'>"
        "<displayed xmlns='urn:xmpp:chat-markers:0' id='%4'/></message></forwarded></sent></message>"_s.arg(
            full, bare, foo.config.account.toString(), joe.thread(foo).messages().back().id()));
    mallory.sendMessage(bare, u"the end"_s); // what was sent before it has come before it
    QTRY_VERIFY_WITH_TIMEOUT(joe.notifier.messages.last().endsWith(u": the end"_s), patienceMs);

    QCOMPARE(joe.endpoint(foo).unread(), 1);
    QCOMPARE(joe.thread(foo).messages().front().state, MessageState::Delivered);
    for (Endpoint *endpoint : joe.session->directory().all())
        QVERIFY(!endpoint->typingConnection());
    QVERIFY(joe.notifier.withdrawn.isEmpty());
}

QTEST_GUILESS_MAIN(TestTalk)
#include "test_talk.moc"
