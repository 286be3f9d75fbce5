// SPDX-License-Identifier: GPL-3.0-or-later
// Messages to one Connection only, on both real servers: no other Connection receives them, no server stores
// them, and if the target has gone the sender is asked.
#include "person.h"
#include "support/both_servers.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

const Message &lastOf(const Person &here, const Person &other)
{
    return here.thread(other).messages().back();
}

/// Makes `here` believe that a Connection exists that went a moment ago without an unavailable presence.
void pretendThere(Person &here, const Person &gone)
{
    here.session->directory().connectionAvailable(gone.config.account.withResource(gone.config.resource),
                                                  {Show::Available, {}, {}}, 0, 0, 0);
}

} // namespace

class TestTarget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void reachesThatOneAlone_data() { eachServer("kind"); }
    void reachesThatOneAlone();
    void asksWhenItHasGone_data() { eachServer("kind"); }
    void asksWhenItHasGone();
    void asksWhenTheServerFindsItGone_data() { eachServer("kind"); }
    void asksWhenTheServerFindsItGone();

private:
    TestServer &server(ServerKind kind) { return m_servers.of(kind); }
    BothServers m_servers;
};

void TestTarget::initTestCase()
{
    ServerOptions options;
    options.users = {u"joe"_s, u"foo"_s, u"amy"_s, u"ben"_s, u"cat"_s, u"dan"_s};
    QVERIFY2(m_servers.start(options), qPrintable(m_servers.errorText()));
}

void TestTarget::reachesThatOneAlone()
{
    QFETCH(const ServerKind, kind);
    Person joe(server(kind), u"joe"_s, u"desk"_s);
    Person pocket(server(kind), u"joe"_s, u"pocket"_s, u"phone"_s);
    Person laptop(server(kind), u"foo"_s, u"laptop"_s);
    Person phone(server(kind), u"foo"_s, u"phone"_s, u"phone"_s);
    Person toaster(server(kind), u"foo"_s, u"kitchen"_s, u"automation/toaster"_s);
    QVERIFY(joe.enter());
    QVERIFY(laptop.enter());
    QVERIFY(befriend(joe, laptop));
    QVERIFY(pocket.enter() && phone.enter() && toaster.enter());
    QTRY_COMPARE_WITH_TIMEOUT(joe.devicesOf(laptop), (QStringList{u"kitchen"_s, u"laptop"_s, u"phone"_s}),
                              patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(joe.session->isSettled(), patienceMs);

    Thread &thread = joe.thread(laptop);
    thread.setTarget(u"laptop"_s);
    const QString id = thread.send(u"Only the laptop"_s);
    QTRY_COMPARE_WITH_TIMEOUT(laptop.talk(joe), QStringList{u"Only the laptop"_s}, patienceMs);
    QCOMPARE(lastOf(laptop, joe).target, u"laptop"_s);
    QTRY_COMPARE_WITH_TIMEOUT(lastOf(joe, laptop).state, MessageState::Delivered, patienceMs);
    QCOMPARE(lastOf(joe, laptop).deliveries.size(), 1);
    QCOMPARE(lastOf(joe, laptop).deliveries.first().resource, u"laptop"_s);
    QCOMPARE(lastOf(joe, laptop).deliveries.first().state, DeliveryState::Delivered);

    // A later message to all Connections has arrived everywhere; the message to one has not.
    thread.setTarget({});
    (void)thread.send(u"Everybody"_s);
    for (const Person *device : {&phone, &toaster})
        QTRY_COMPARE_WITH_TIMEOUT(device->talk(joe), QStringList{u"Everybody"_s}, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(pocket.talk(laptop), QStringList{u"> Everybody"_s}, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(laptop.talk(joe), (QStringList{u"Only the laptop"_s, u"Everybody"_s}),
                              patienceMs);

    // Nor does any archive hold it.
    Person laterJoe(server(kind), u"joe"_s, u"later"_s);
    Person laterFoo(server(kind), u"foo"_s, u"later"_s);
    bool joeSynced = false;
    bool fooSynced = false;
    const auto watch = [](Person &person, bool &synced) {
        QObject::connect(person.session.get(), &Session::archiveSynced, person.session.get(),
                         [&synced] { synced = true; });
    };
    watch(laterJoe, joeSynced);
    watch(laterFoo, fooSynced);
    QVERIFY(laterJoe.enter() && laterFoo.enter());
    QTRY_VERIFY_WITH_TIMEOUT(joeSynced && fooSynced, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(laterJoe.talk(laptop), QStringList{u"> Everybody"_s}, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(laterFoo.talk(joe), QStringList{u"Everybody"_s}, patienceMs);

    // It is still what it was after a restart.
    joe.begin();
    QVERIFY(joe.open());
    QTRY_COMPARE_WITH_TIMEOUT(joe.talk(laptop).size(), 2, patienceMs);
    QCOMPARE(joe.thread(laptop).messages().front().target, u"laptop"_s);
    QCOMPARE(joe.thread(laptop).messages().front().id(), id);
}

void TestTarget::asksWhenItHasGone()
{
    QFETCH(const ServerKind, kind);
    Person amy(server(kind), u"amy"_s, u"desk"_s);
    Person laptop(server(kind), u"ben"_s, u"laptop"_s);
    Person phone(server(kind), u"ben"_s, u"phone"_s, u"phone"_s);
    QVERIFY(amy.enter());
    QVERIFY(laptop.enter());
    QVERIFY(befriend(amy, laptop));
    QVERIFY(phone.enter());
    QTRY_COMPARE_WITH_TIMEOUT(amy.devicesOf(laptop), (QStringList{u"laptop"_s, u"phone"_s}), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(amy.session->isSettled(), patienceMs);
    Thread &thread = amy.thread(laptop);
    thread.setTarget(u"laptop"_s);
    QVERIFY(laptop.leave());
    QTRY_COMPARE_WITH_TIMEOUT(amy.devicesOf(laptop), QStringList{u"phone"_s}, patienceMs);
    const QString id = thread.send(u"Only the laptop"_s);
    QTRY_VERIFY_WITH_TIMEOUT(hasTargetGone(lastOf(amy, laptop)), patienceMs);
    QCOMPARE(phone.talk(amy), QStringList());

    thread.sendToAll(id);
    QTRY_COMPARE_WITH_TIMEOUT(phone.talk(amy), QStringList{u"Only the laptop"_s}, patienceMs);
    QCOMPARE(lastOf(phone, amy).target, QString());
    QTRY_COMPARE_WITH_TIMEOUT(lastOf(amy, laptop).state, MessageState::Delivered, patienceMs);
    QCOMPARE(lastOf(amy, laptop).id(), id);
}

void TestTarget::asksWhenTheServerFindsItGone()
{
    QFETCH(const ServerKind, kind);
    Person cat(server(kind), u"cat"_s, u"desk"_s);
    Person laptop(server(kind), u"dan"_s, u"laptop"_s);
    Person phone(server(kind), u"dan"_s, u"phone"_s, u"phone"_s);
    QVERIFY(cat.enter());
    QVERIFY(laptop.enter());
    QVERIFY(befriend(cat, laptop));
    QVERIFY(phone.enter());
    QTRY_COMPARE_WITH_TIMEOUT(cat.devicesOf(laptop), (QStringList{u"laptop"_s, u"phone"_s}), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(cat.session->isSettled(), patienceMs);
    QVERIFY(laptop.leave());
    QTRY_COMPARE_WITH_TIMEOUT(cat.devicesOf(laptop), QStringList{u"phone"_s}, patienceMs);

    // Another device is there: the server gives it to that one, which refuses it.
    pretendThere(cat, laptop);
    Thread &thread = cat.thread(laptop);
    thread.setTarget(u"laptop"_s);
    (void)thread.send(u"Only the laptop"_s);
    QTRY_VERIFY_WITH_TIMEOUT(hasTargetGone(lastOf(cat, laptop)), patienceMs);
    QCOMPARE(phone.talk(cat), QStringList());

    // The target has gone: the server returns an error, or keeps the message for the next Connection, which
    // refuses it.
    QVERIFY(phone.leave());
    QTRY_VERIFY_WITH_TIMEOUT(cat.endpoint(laptop).connection(u"phone") == nullptr, patienceMs);
    (void)thread.send(u"Only the laptop again"_s);
    QTRY_VERIFY_WITH_TIMEOUT(lastOf(cat, laptop).state != MessageState::Queued, patienceMs);
    phone.begin();
    QVERIFY(phone.enter());
    QTRY_VERIFY_WITH_TIMEOUT(hasTargetGone(lastOf(cat, laptop)), patienceMs);
    QCOMPARE(phone.talk(cat), QStringList());

    // To all, and it is an ordinary message.
    thread.sendToAll(lastOf(cat, laptop).id());
    QTRY_COMPARE_WITH_TIMEOUT(phone.talk(cat), QStringList{u"Only the laptop again"_s}, patienceMs);
}

QTEST_GUILESS_MAIN(TestTarget)
#include "test_target.moc"
