// SPDX-License-Identifier: GPL-3.0-or-later
// One message reaches every Connection, and shows as one delivery for each, on both real servers.
#include "person.h"
#include "support/both_servers.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

/// "laptop:Laptop:1" for each delivery of a message, sorted.
QStringList deliveries(const Message &message)
{
    QStringList lines;
    for (const Delivery &delivery : message.deliveries) {
        lines.append(
            u"%1 kind %2 state %3"_s.arg(delivery.resource).arg(int(delivery.kind)).arg(int(delivery.state)));
    }
    lines.sort();
    return lines;
}

QString line(const QString &resource, DeviceKind kind, DeliveryState state)
{
    return u"%1 kind %2 state %3"_s.arg(resource).arg(int(kind)).arg(int(state));
}

} // namespace

class TestFanout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void reachesThreeConnections_data() { eachServer("kind"); }
    void reachesThreeConnections();
    void showsMessagesSentByOtherDevice_data() { eachServer("kind"); }
    void showsMessagesSentByOtherDevice();
    void goesByPriority_data() { eachServer("kind"); }
    void goesByPriority();
    void waitsWhileOffline_data() { eachServer("kind"); }
    void waitsWhileOffline();

private:
    TestServer &server(ServerKind kind) { return m_servers.of(kind); }
    BothServers m_servers;
};

void TestFanout::initTestCase()
{
    ServerOptions options;
    options.users = {u"joe"_s, u"foo"_s, u"amy"_s, u"ben"_s, u"cat"_s, u"dan"_s, u"eve"_s, u"fay"_s};
    QVERIFY2(m_servers.start(options), qPrintable(m_servers.errorText()));
}

void TestFanout::reachesThreeConnections()
{
    QFETCH(const ServerKind, kind);
    Person joe(server(kind), u"joe"_s, u"desk"_s);
    Person laptop(server(kind), u"foo"_s, u"laptop"_s, u"pc"_s);
    Person phone(server(kind), u"foo"_s, u"phone"_s, u"phone"_s);
    Person toaster(server(kind), u"foo"_s, u"kitchen"_s, u"automation/toaster"_s);
    QVERIFY(joe.enter());
    QVERIFY(laptop.enter());
    QVERIFY(befriend(joe, laptop));
    QVERIFY(phone.enter());
    QVERIFY(toaster.enter());
    const QStringList all{u"kitchen"_s, u"laptop"_s, u"phone"_s};
    QTRY_COMPARE_WITH_TIMEOUT(joe.devicesOf(laptop), all, patienceMs);
    const auto kindOn = [&](const QString &resource) {
        const Connection *connection = joe.endpoint(laptop).connection(resource);
        return connection ? connection->kind() : DeviceKind::Unknown;
    };
    QTRY_COMPARE_WITH_TIMEOUT(kindOn(u"kitchen"_s), DeviceKind::Thing, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(kindOn(u"phone"_s), DeviceKind::Phone, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(kindOn(u"laptop"_s), DeviceKind::Laptop, patienceMs);

    Thread &thread = joe.thread(laptop);
    const QString id = thread.send(u"Dinner at seven?"_s);
    QVERIFY(!id.isEmpty());
    const QStringList expected{line(u"kitchen"_s, DeviceKind::Thing, DeliveryState::Delivered),
                               line(u"laptop"_s, DeviceKind::Laptop, DeliveryState::Delivered),
                               line(u"phone"_s, DeviceKind::Phone, DeliveryState::Delivered)};
    const auto sent = [&]() -> const Message & {
        return thread.messages()[std::size_t(thread.indexOf(id, true))];
    };
    QTRY_COMPARE_WITH_TIMEOUT(deliveries(sent()), expected, patienceMs);
    QCOMPARE(sent().state, MessageState::Delivered);
    for (const Person *device : {&laptop, &phone, &toaster}) {
        QTRY_COMPARE_WITH_TIMEOUT(device->talk(joe), QStringList{u"Dinner at seven?"_s}, patienceMs);
        QCOMPARE(device->endpoint(joe).unread(), 1);
    }

    // The same after a restart: it was written down.
    joe.begin();
    QVERIFY(joe.open());
    QTRY_COMPARE_WITH_TIMEOUT(joe.talk(laptop), QStringList{u"> Dinner at seven?"_s}, patienceMs);
    QCOMPARE(deliveries(joe.thread(laptop).messages().front()), expected);
    QCOMPARE(joe.thread(laptop).messages().front().state, MessageState::Delivered);
}

void TestFanout::showsMessagesSentByOtherDevice()
{
    QFETCH(const ServerKind, kind);
    Person desk(server(kind), u"amy"_s, u"desk"_s);
    Person pocket(server(kind), u"amy"_s, u"pocket"_s, u"phone"_s);
    Person ben(server(kind), u"ben"_s, u"laptop"_s);
    QVERIFY(desk.enter());
    QVERIFY(ben.enter());
    QVERIFY(befriend(desk, ben));
    QVERIFY(pocket.enter());
    QTRY_VERIFY_WITH_TIMEOUT(pocket.endpoint(ben).isOnline(), patienceMs);

    (void)pocket.thread(ben).send(u"From the pocket"_s);
    QTRY_COMPARE_WITH_TIMEOUT(desk.talk(ben), QStringList{u"> From the pocket"_s}, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(ben.talk(desk), QStringList{u"From the pocket"_s}, patienceMs);
    QVERIFY(desk.endpoint(ben).isPreviewMine());
    QCOMPARE(desk.endpoint(ben).unread(), 0);

    (void)ben.thread(desk).send(u"Got it"_s);
    for (const Person *device : {&desk, &pocket}) {
        QTRY_COMPARE_WITH_TIMEOUT(device->talk(ben), (QStringList{u"> From the pocket"_s, u"Got it"_s}),
                                  patienceMs);
        QCOMPARE(device->endpoint(ben).unread(), 1);
    }
    // An answer from the desk says that all before has been read, in the pocket too.
    (void)desk.thread(ben).send(u"Good"_s);
    QTRY_COMPARE_WITH_TIMEOUT(pocket.endpoint(ben).unread(), 0, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(pocket.talk(ben),
                              (QStringList{u"> From the pocket"_s, u"Got it"_s, u"> Good"_s}), patienceMs);
}

void TestFanout::goesByPriority()
{
    QFETCH(const ServerKind, kind);
    Person cat(server(kind), u"cat"_s, u"desk"_s);
    Person high(server(kind), u"dan"_s, u"high"_s);
    Person low(server(kind), u"dan"_s, u"low"_s);
    Person negative(server(kind), u"dan"_s, u"negative"_s);
    QVERIFY(cat.enter());
    QVERIFY(high.open());
    high.session->setOwnPresence(Show::Away, u"High"_s, 5);
    high.signIn();
    QVERIFY(high.isOnlineSoon());
    QVERIFY(befriend(cat, high));
    QVERIFY(low.open());
    low.session->setOwnPresence(Show::Away, u"Low"_s, 1);
    low.signIn();
    QVERIFY(low.isOnlineSoon());
    QVERIFY(negative.open());
    negative.session->setOwnPresence(Show::DoNotDisturb, u"Negative"_s, -1);
    negative.signIn();
    QVERIFY(negative.isOnlineSoon());

    const Endpoint &dan = cat.endpoint(high);
    QTRY_COMPARE_WITH_TIMEOUT(cat.devicesOf(high), (QStringList{u"high"_s, u"low"_s, u"negative"_s}),
                              patienceMs);
    QCOMPARE(dan.connection(u"negative")->priority(), -1);
    QCOMPARE(dan.presence(), (Presence{Show::Away, u"High"_s, u"high"_s}));
    // The best show wins, independently of the priority.
    negative.session->setOwnPresence(Show::Available, u"Here after all"_s, -1);
    QTRY_COMPARE_WITH_TIMEOUT(dan.presence(), (Presence{Show::Available, u"Here after all"_s, u"negative"_s}),
                              patienceMs);

    // Natively or by carbon: each Connection has it once.
    (void)cat.thread(high).send(u"To all of you"_s);
    for (const Person *device : {&high, &low, &negative})
        QTRY_COMPARE_WITH_TIMEOUT(device->talk(cat), QStringList{u"To all of you"_s}, patienceMs);
    const auto states = [&] {
        QMap<QString, DeliveryState> found;
        for (const Delivery &delivery : cat.thread(high).messages().front().deliveries)
            found.insert(delivery.resource, delivery.state);
        return found;
    };
    QTRY_COMPARE_WITH_TIMEOUT(states().value(u"high"_s), DeliveryState::Delivered, patienceMs);
    QCOMPARE(states().keys(), (QStringList{u"high"_s, u"low"_s, u"negative"_s}));
}

void TestFanout::waitsWhileOffline()
{
    QFETCH(const ServerKind, kind);
    Person eve(server(kind), u"eve"_s, u"desk"_s);
    Person fay(server(kind), u"fay"_s, u"laptop"_s);
    QVERIFY(eve.enter());
    QVERIFY(fay.enter());
    QVERIFY(befriend(eve, fay));
    QVERIFY(eve.leave());
    Thread &thread = eve.thread(fay);
    (void)thread.send(u"one"_s);
    (void)thread.send(u"two"_s);
    QCOMPARE(thread.messages().back().state, MessageState::Queued);
    QTRY_COMPARE_WITH_TIMEOUT(eve.session->queuedCount(), 2, patienceMs);

    // Even a restart before signing in loses nothing.
    eve.begin();
    QVERIFY(eve.enter());
    QTRY_COMPARE_WITH_TIMEOUT(fay.talk(eve), (QStringList{u"one"_s, u"two"_s}), patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(eve.session->queuedCount(), 0, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(eve.talk(fay), (QStringList{u"> one"_s, u"> two"_s}), patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(eve.thread(fay).messages().back().state, MessageState::Delivered, patienceMs);

    // The server stores messages for an offline contact, with their time.
    QVERIFY(fay.leave());
    QTRY_VERIFY_WITH_TIMEOUT(!eve.endpoint(fay).isOnline(), patienceMs);
    (void)eve.thread(fay).send(u"three"_s);
    QTRY_COMPARE_WITH_TIMEOUT(eve.thread(fay).messages().back().state, MessageState::AtServer, patienceMs);
    const qint64 sentMs = eve.thread(fay).messages().back().timeMs;
    fay.signIn();
    QTRY_COMPARE_WITH_TIMEOUT(fay.talk(eve), (QStringList{u"one"_s, u"two"_s, u"three"_s}), patienceMs);
    QVERIFY(qAbs(fay.thread(eve).messages().back().timeMs - sentMs) < 2'000);
    QTRY_COMPARE_WITH_TIMEOUT(eve.thread(fay).messages().back().state, MessageState::Delivered, patienceMs);
}

QTEST_GUILESS_MAIN(TestFanout)
#include "test_fanout.moc"
