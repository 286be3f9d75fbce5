// SPDX-License-Identifier: GPL-3.0-or-later
// Messages that were sent while a device was offline are complete, in order and without duplicates after its
// next sign-in, on both real servers.
#include "domain/account/profile.h"
#include "domain/account/storage_care.h"
#include "person.h"
#include "storage/user_database.h"
#include "support/both_servers.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

/// For hundreds of messages on a busy machine.
constexpr int longPatienceMs = 4 * patienceMs;

/// Messages of the thread with `other` in the database, oldest first; "> " before our own.
QStringList kept(Person &person, const Person &other)
{
    auto page = person.session->database().loadMessages(other.config.account, {}, 10'000);
    QStringList lines;
    if (!QTest::qWaitFor([&page] { return page.isFinished(); }, patienceMs))
        return lines;
    const auto messages = page.result().value_or({});
    for (const MessageRecord &message : messages)
        lines.append((message.mine ? u"> "_s : QString()) + message.body);
    return lines;
}

QStringList numbered(const QString &prefix, int from, int count)
{
    QStringList lines;
    for (int i = from; i < from + count; ++i)
        lines.append(prefix + QString::number(i));
    return lines;
}

/// Signs in and waits until the archive has been fetched.
bool enterAndSync(Person &person, int patience = patienceMs)
{
    if (!person.open())
        return false;
    QSignalSpy synced(person.session.get(), &Session::archiveSynced);
    person.signIn();
    return person.isOnlineSoon() && (synced.count() > 0 || synced.wait(patience));
}

/// Signs both in, waits until both archives have been fetched, and makes them contacts of each other.
bool enterAsContacts(Person &a, Person &b) { return enterAndSync(a) && enterAndSync(b) && befriend(a, b); }

/// Sends `bodies` in this order.
void sendAll(Thread &thread, const QStringList &bodies)
{
    for (const QString &body : bodies)
        (void)thread.send(body);
}

bool allAtServer(const Thread &thread)
{
    return std::all_of(thread.messages().begin(), thread.messages().end(),
                       [](const Message &message) { return message.state != MessageState::Queued; });
}

} // namespace

class TestArchive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void catchesUp_data() { eachServer("kind"); }
    void catchesUp();
    void syncsActionsOfOtherDevices_data() { eachServer("kind"); }
    void syncsActionsOfOtherDevices();
    void fetchesALongHistory_data() { eachServer("kind"); }
    void fetchesALongHistory();
    void refetchesAfterDamage_data() { eachServer("kind"); }
    void refetchesAfterDamage();

private:
    TestServer &server(ServerKind kind) { return m_servers.of(kind); }
    BothServers m_servers;
};

void TestArchive::initTestCase()
{
    ServerOptions options;
    options.users = {u"joe"_s, u"foo"_s, u"amy"_s, u"ben"_s, u"cat"_s, u"dan"_s, u"eli"_s, u"fay"_s};
    QVERIFY2(m_servers.start(options), qPrintable(m_servers.errorText()));
}

// One way there, the other way live while the sync runs.
void TestArchive::catchesUp()
{
    QFETCH(const ServerKind, kind);
    Person joe(server(kind), u"joe"_s, u"desk"_s);
    Person foo(server(kind), u"foo"_s, u"laptop"_s);
    QVERIFY(enterAsContacts(joe, foo));
    Thread &thread = joe.thread(foo);
    (void)thread.send(u"before"_s);
    QTRY_COMPARE_WITH_TIMEOUT(foo.talk(joe), QStringList{u"before"_s}, patienceMs);
    // All that is here so far is known to be here.
    QVERIFY(foo.leave());
    foo.begin();
    QVERIFY(enterAndSync(foo));
    QCOMPARE(kept(foo, joe), QStringList{u"before"_s});
    QVERIFY(foo.leave());
    QTRY_VERIFY_WITH_TIMEOUT(!joe.endpoint(foo).isOnline(), patienceMs);

    const QStringList away = numbered(u"away "_s, 0, 120);
    sendAll(thread, away);
    QTRY_VERIFY_WITH_TIMEOUT(allAtServer(thread), patienceMs);
    foo.begin();
    QVERIFY(foo.open());
    QSignalSpy synced(foo.session.get(), &Session::archiveSynced);
    foo.signIn();
    const QStringList live = numbered(u"live "_s, 0, 40);
    sendAll(thread, live);
    QVERIFY(synced.count() > 0 || synced.wait(patienceMs));
    const QStringList expected = QStringList{u"before"_s} + away + live;
    QTRY_COMPARE_WITH_TIMEOUT(kept(foo, joe).size(), expected.size(), patienceMs);
    QCOMPARE(kept(foo, joe), expected);
    // The loaded thread is the end of the history.
    QTRY_VERIFY_WITH_TIMEOUT(foo.talk(joe).size() >= 60, patienceMs);
    const QStringList shown = foo.talk(joe);
    QCOMPARE(shown, expected.mid(expected.size() - shown.size()));
    QCOMPARE(foo.endpoint(joe).preview(), u"live 39"_s);
    QCOMPARE(foo.endpoint(joe).unread(), 161);

    // And once more, with nothing new.
    QVERIFY(foo.leave());
    foo.begin();
    QVERIFY(enterAndSync(foo));
    QCOMPARE(kept(foo, joe), expected);
    QCOMPARE(foo.endpoint(joe).unread(), 161);
}

// The file of the database is destroyed between two runs, but for its beginning: the server has the rest.
void TestArchive::refetchesAfterDamage()
{
    QFETCH(const ServerKind, kind);
    Person joe(server(kind), u"eli"_s, u"desk"_s);
    Person foo(server(kind), u"fay"_s, u"laptop"_s);
    QVERIFY(enterAsContacts(joe, foo));
    const QStringList before = numbered(u"before "_s, 0, 150);
    sendAll(joe.thread(foo), before);
    QTRY_COMPARE_WITH_TIMEOUT(kept(foo, joe), before, patienceMs);
    foo.session->setAttendedThread(&foo.endpoint(joe));
    foo.session->setAttendedThread(nullptr);
    QVERIFY(foo.leave());
    foo.session.reset();
    (void)joe.thread(foo).send(u"while away"_s);
    QTRY_VERIFY_WITH_TIMEOUT(allAtServer(joe.thread(foo)), patienceMs);

    QFile file(Profile::databaseFile(foo.config.directory));
    QVERIFY(file.open(QIODevice::ReadWrite) && file.size() > 12 * 4096);
    QVERIFY(file.resize(file.size() * 4 / 5));
    file.close();
    foo.begin();
    QVERIFY(enterAndSync(foo));
    QVERIFY(foo.session->storage().repair());
    const qint64 readable = foo.session->storage().repair()->messages;
    QVERIFY2(readable > 0 && readable < before.size(), qPrintable(QString::number(readable)));
    QVERIFY(QFile::exists(foo.config.directory + u'/' + foo.session->storage().repair()->setAside));
    QTRY_COMPARE_WITH_TIMEOUT(kept(foo, joe), before + QStringList{u"while away"_s}, patienceMs);
    QCOMPARE(foo.endpoint(joe).subscription(), Subscription::Both);
    // The next run finds a sound file.
    QVERIFY(foo.leave());
    foo.begin();
    QVERIFY(enterAndSync(foo));
    QVERIFY(!foo.session->storage().repair());
    QCOMPARE(kept(foo, joe), before + QStringList{u"while away"_s});
}

// A device that was off knows afterwards what its owner wrote and read on another one.
void TestArchive::syncsActionsOfOtherDevices()
{
    QFETCH(const ServerKind, kind);
    Person desk(server(kind), u"amy"_s, u"desk"_s);
    Person pocket(server(kind), u"amy"_s, u"pocket"_s, u"phone"_s);
    Person ben(server(kind), u"ben"_s, u"laptop"_s);
    QVERIFY(enterAsContacts(desk, ben));
    (void)ben.thread(desk).send(u"one"_s);
    QTRY_COMPARE_WITH_TIMEOUT(desk.talk(ben), QStringList{u"one"_s}, patienceMs);
    QVERIFY(desk.leave());
    desk.begin();
    QVERIFY(enterAndSync(desk));
    QVERIFY(desk.leave());

    QVERIFY(enterAndSync(pocket));
    QTRY_COMPARE_WITH_TIMEOUT(kept(pocket, ben), QStringList{u"one"_s}, patienceMs);
    QCOMPARE(pocket.endpoint(ben).unread(), 0); // history is not unread on a new device
    (void)ben.thread(desk).send(u"two"_s);
    QTRY_COMPARE_WITH_TIMEOUT(kept(pocket, ben), (QStringList{u"one"_s, u"two"_s}), patienceMs);
    (void)pocket.thread(ben).send(u"three"_s);
    QTRY_COMPARE_WITH_TIMEOUT(ben.talk(desk), (QStringList{u"> one"_s, u"> two"_s, u"three"_s}), patienceMs);
    (void)ben.thread(desk).send(u"four"_s);
    QTRY_COMPARE_WITH_TIMEOUT(kept(pocket, ben).size(), 4, patienceMs);

    desk.notifier.messages.clear();
    desk.begin();
    QVERIFY(enterAndSync(desk));
    QCOMPARE(kept(desk, ben), (QStringList{u"one"_s, u"two"_s, u"> three"_s, u"four"_s}));
    QCOMPARE(desk.endpoint(ben).unread(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(desk.notifier.messages,
                              QStringList{u"%1: four"_s.arg(ben.config.account.toString())}, patienceMs);
}

void TestArchive::fetchesALongHistory()
{
    QFETCH(const ServerKind, kind);
    Person cat(server(kind), u"cat"_s, u"desk"_s);
    Person dan(server(kind), u"dan"_s, u"laptop"_s);
    QVERIFY(enterAsContacts(cat, dan));
    const QStringList history = numbered(u"line "_s, 0, 500);
    sendAll(cat.thread(dan), history);
    QTRY_COMPARE_WITH_TIMEOUT(kept(dan, cat), history, longPatienceMs);

    // The archive is at rest when the last receipt is in it.
    QTRY_COMPARE_WITH_TIMEOUT(cat.thread(dan).messages().back().state, MessageState::Delivered,
                              longPatienceMs);

    Person fresh(server(kind), u"dan"_s, u"tablet"_s);
    QVERIFY(enterAndSync(fresh, longPatienceMs));
    QCOMPARE(kept(fresh, cat), history);
    QCOMPARE(fresh.endpoint(cat).unread(), 0);
    QCOMPARE(fresh.endpoint(cat).preview(), u"line 499"_s);
    QVERIFY(fresh.notifier.messages.isEmpty());
}

QTEST_GUILESS_MAIN(TestArchive)
#include "test_archive.moc"
