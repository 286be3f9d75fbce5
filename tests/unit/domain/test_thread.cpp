// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain_fixture.h"
#include "storage/sql_connection.h"
#include "support/patience.h"
#include "support/storage_steps.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

MessageRecord incoming(const char *from, const QString &id, qint64 timeMs, qint64 rowId = 0)
{
    MessageRecord message;
    message.thread = jid(from);
    message.id = id;
    message.body = id;
    message.timeMs = timeMs;
    message.position = message.timeMs;
    message.rowId = rowId;
    return message;
}

/// Stores "m000", "m001" … and returns their bodies.
QStringList storeNumbered(DomainFixture &f, int count)
{
    QList<MessageRecord> messages;
    QStringList bodies;
    for (int i = 0; i < count; ++i) {
        messages.append(incoming("foo@bar.com", u"m%1"_s.arg(i, 3, 10, QLatin1Char('0')), 1'000 + i));
        bodies.append(messages.last().body);
    }
    (void)storeMessages(*f.database, messages);
    return bodies;
}

/// Checks that the announced row changes match the real ones, as a model relies on it.
class RowLog : public QObject
{
public:
    explicit RowLog(Thread &thread) : m_thread(thread)
    {
        connect(&thread, &Thread::aboutToInsert, this, [this](int first, int last) {
            announced = {first, last};
            sizeBefore = int(m_thread.messages().size());
        });
        connect(&thread, &Thread::inserted, this, [this](int first, int last) {
            isHonest = isHonest && announced == std::pair(first, last) &&
                       int(m_thread.messages().size()) == sizeBefore + last - first + 1;
            ranges.append(announced);
        });
        connect(&thread, &Thread::changed, this, [this](int row) { rows.append(row); });
    }
    std::pair<int, int> announced{-1, -1};
    int sizeBefore = 0;
    bool isHonest = true;
    QList<std::pair<int, int>> ranges;
    QList<int> rows;

private:
    Thread &m_thread;
};

} // namespace

class TestThread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesBackwards();
    void keepsTheOrder();
    void movesToAnotherPlace();
    void reportsStoredMessages();
    void ignoresDoubles();
    void leavesOlderOnesToTheirPage();
    void mergesMessagesDuringLoading();
    void appliesChangesDuringLoading();
    void showsSentMessageAtOnce();
    void sendsNothingBlank();
    void showsStateAndDeliveries();
    void countsAndMarksRead();
    void savesDraftsAMomentLater();
    void keepsTheDraftUntilItsMessageIsWritten();
    void savesTheLastDraftAtTheEnd();
    void reportsFailedPage();
    void opensInTheMiddleAndGrowsAtBothEnds();
    void opensAtMessageThatIsHere();
    void opensAtFirstUnread();
    void newMessagesWaitForTheirPage();
    void mergesMessagesDuringLoadingOfTheEnd();
    void sendingJumpsToTheEnd();
    void endCancelsOpening();
    void closesHoleInDetachedWindow();
    void retriesOpening();
};

void TestThread::pagesBackwards()
{
    DomainFixture f;
    QVERIFY(f.open());
    QList<MessageRecord> many;
    for (int i = 0; i < 2 * Thread::pageSize + 10; ++i)
        many.append(incoming("foo@bar.com", u"m%1"_s.arg(i, 4, 10, QLatin1Char('0')), 1'000 + i / 3));
    (void)storeMessages(*f.database, many);
    Thread &thread = f.thread("foo@bar.com");
    QVERIFY(thread.isLoading());
    RowLog log(thread);
    QVERIFY(f.stored());
    QCOMPARE(int(thread.messages().size()), Thread::pageSize);
    QVERIFY(!thread.isComplete());
    thread.loadOlder();
    thread.loadOlder(); // one at a time
    QVERIFY(f.stored());
    QCOMPARE(int(thread.messages().size()), 2 * Thread::pageSize);
    thread.loadOlder();
    QVERIFY(f.stored());
    QVERIFY(thread.isComplete());
    QVERIFY(log.isHonest);
    QCOMPARE(log.ranges, (QList<std::pair<int, int>>{{0, 59}, {0, 59}, {0, 9}}));
    QStringList expected;
    for (const MessageRecord &message : many)
        expected.append(message.id);
    QCOMPARE(f.bodies("foo@bar.com"), expected);
    thread.loadOlder();
    QVERIFY(!thread.isLoading());
}

void TestThread::keepsTheOrder()
{
    DomainFixture f;
    QVERIFY(f.open());
    Thread &thread = f.thread("foo@bar.com");
    QVERIFY(f.stored());
    RowLog log(thread);
    thread.insert(incoming("foo@bar.com", u"c"_s, 300, 3));
    thread.insert(incoming("foo@bar.com", u"a"_s, 100, 9));
    thread.insert(incoming("foo@bar.com", u"b2"_s, 200, 7));
    thread.insert(incoming("foo@bar.com", u"b1"_s, 200, 6));
    thread.insert(incoming("foo@bar.com", u"d"_s, 200)); // no row yet: last of all
    QCOMPARE(f.bodies("foo@bar.com"), (QStringList{u"a"_s, u"b1"_s, u"b2"_s, u"c"_s, u"d"_s}));
    QVERIFY(log.isHonest);
    QCOMPARE(log.ranges, (QList<std::pair<int, int>>{{0, 0}, {0, 0}, {1, 1}, {1, 1}, {4, 4}}));
}

void TestThread::movesToAnotherPlace()
{
    DomainFixture f;
    QVERIFY(f.open());
    Thread &thread = f.thread("foo@bar.com");
    QVERIFY(f.stored());
    for (int i = 1; i <= 3; ++i)
        thread.insert(incoming("foo@bar.com", u"%1"_s.arg(i), 1'000 * i, i));
    const RowLog log(thread);
    QSignalSpy about(&thread, &Thread::aboutToReorder);
    QSignalSpy reordered(&thread, &Thread::reordered);
    // At the same place of the order.
    Q_EMIT f.updates->moved({{jid("foo@bar.com"), u"2"_s, false, 2'200, 2'500},
                             {jid("amy@bar.com"), u"1"_s, false, 9'000, 9'000}});
    QCOMPARE(log.rows, QList<int>{1});
    QCOMPARE(thread.messages()[1].timeMs, 2'500);
    QCOMPARE(thread.messages()[1].position, 2'200);
    QCOMPARE(reordered.count(), 0);
    Q_EMIT f.updates->moved({{jid("foo@bar.com"), u"1"_s, false, 5'000, 1'000}});
    QCOMPARE(f.bodies("foo@bar.com"), (QStringList{u"2"_s, u"3"_s, u"1"_s}));
    QCOMPARE(about.count(), 1);
    QCOMPARE(reordered.count(), 1);
    QVERIFY(log.isHonest);
}

void TestThread::reportsStoredMessages()
{
    DomainFixture f;
    QVERIFY(f.open());
    Thread &thread = f.thread("foo@bar.com");
    QSignalSpy stored(&thread, &Thread::stored);
    const QString id = thread.send(u"Hello"_s);
    QCOMPARE(stored.count(), 0);
    QVERIFY(f.stored());
    QCOMPARE(stored.count(), 1);
    QCOMPARE(stored.first().first().toString(), id);
}

void TestThread::ignoresDoubles()
{
    DomainFixture f;
    QVERIFY(f.open());
    Thread &thread = f.thread("foo@bar.com");
    QVERIFY(f.stored());
    thread.insert(incoming("foo@bar.com", u"a"_s, 100, 1));
    thread.insert(incoming("foo@bar.com", u"a"_s, 900, 2));
    MessageRecord mine = incoming("foo@bar.com", u"a"_s, 100, 3);
    mine.mine = true; // the same id in the other direction is another message
    thread.insert(mine);
    QCOMPARE(thread.messages().size(), std::size_t(2));
    QCOMPARE(thread.indexOf(u"a"_s, false), 0);
    QCOMPARE(thread.indexOf(u"a"_s, true), 1);
    QCOMPARE(thread.indexOf(u"b"_s, true), -1);
    // Messages without an id differ by their rows.
    for (const qint64 row : {7, 8, 7})
        thread.insert(incoming("foo@bar.com", {}, 500, row));
    QCOMPARE(thread.messages().size(), std::size_t(4));
}

void TestThread::leavesOlderOnesToTheirPage()
{
    DomainFixture f;
    QVERIFY(f.open());
    QList<MessageRecord> many;
    for (int i = 0; i < Thread::pageSize + 5; ++i)
        many.append(incoming("foo@bar.com", u"m%1"_s.arg(i), 1'000 + i));
    (void)storeMessages(*f.database, many);
    Thread &thread = f.thread("foo@bar.com");
    QVERIFY(f.stored());
    MessageRecord old = incoming("foo@bar.com", u"old"_s, 1, 500);
    old.isLate = true;
    old.resource = u"phone"_s;
    (void)storeMessages(*f.database, {old});
    thread.insert(old);
    QCOMPARE(thread.indexOf(u"old"_s, false), -1);
    thread.loadOlder();
    QVERIFY(f.stored());
    QCOMPARE(thread.indexOf(u"old"_s, false), 0);
    QCOMPARE(int(thread.messages().size()), Thread::pageSize + 6);
}

void TestThread::mergesMessagesDuringLoading()
{
    DomainFixture f;
    QVERIFY(f.open());
    (void)storeMessages(*f.database, {incoming("foo@bar.com", u"a"_s, 100),
                                      incoming("foo@bar.com", u"b"_s, f.clock.nowMs() + 5'000)});
    Thread &thread = f.thread("foo@bar.com");
    RowLog log(thread);
    (void)thread.send(u"typed meanwhile"_s);
    QVERIFY(f.stored());
    QCOMPARE(f.bodies("foo@bar.com"), (QStringList{u"a"_s, u"b"_s, u"typed meanwhile"_s}));
    QVERIFY(log.isHonest);
}

void TestThread::appliesChangesDuringLoading()
{
    DomainFixture f;
    QVERIFY(f.open());
    MessageRecord own = incoming("foo@bar.com", u"own"_s, 200);
    own.mine = true;
    own.state = MessageState::AtServer;
    (void)storeMessages(*f.database,
                        {incoming("foo@bar.com", u"a"_s, 100), own, incoming("foo@bar.com", u"c"_s, 300)});
    f.directory.modify(f.at("foo@bar.com"), [](ContactRecord &record) { record.unread = 2; });
    Thread &thread = f.thread("foo@bar.com"); // requests the page, which has the state of now
    QVERIFY(thread.isLoading());
    thread.setState(u"own"_s, MessageState::Delivered, ErrorKind::None, {});
    thread.setDelivery(u"own"_s, {u"phone"_s, DeviceKind::Phone, u"phone"_s, DeliveryState::Delivered, 1});
    MessageRecord correction = incoming("foo@bar.com", u"c"_s, 400);
    correction.body = u"corrected"_s;
    thread.change(correction);
    thread.move({{jid("foo@bar.com"), u"a"_s, false, 250, 100}});
    thread.markRead();
    thread.insert(incoming("foo@bar.com", u"new"_s, f.clock.nowMs() + 5'000, 99));
    QVERIFY(f.stored());
    QCOMPARE(f.bodies("foo@bar.com").size(), 4);
    const Message &message = thread.messages().at(static_cast<std::size_t>(thread.indexOf(u"own"_s, true)));
    QCOMPARE(message.state, MessageState::Delivered);
    QCOMPARE(message.deliveries.size(), 1);
    const auto here = [&thread](const QString &id) {
        return thread.messages().at(static_cast<std::size_t>(thread.indexOf(id, false)));
    };
    QCOMPARE(here(u"c"_s).text().text(), u"corrected"_s);
    QVERIFY(here(u"a"_s).isRead && here(u"c"_s).isRead);
    QVERIFY(!here(u"new"_s).isRead);
    QCOMPARE(here(u"a"_s).position, 250);
}

void TestThread::showsSentMessageAtOnce()
{
    DomainFixture f;
    QVERIFY(f.open());
    Thread &thread = f.thread("foo@bar.com");
    QVERIFY(f.stored());
    const QString id = thread.send(u"Hello\nFoo"_s);
    QCOMPARE(id, u"message-1"_s);
    QCOMPARE(thread.messages().size(), std::size_t(1));
    const Message &message = thread.messages().front();
    QVERIFY(message.isOwn());
    QCOMPARE(message.state, MessageState::Queued);
    QCOMPARE(message.timeMs, f.clock.nowMs());
    QCOMPARE(f.at("foo@bar.com").preview(), u"Hello Foo"_s);
    QVERIFY(f.at("foo@bar.com").isPreviewMine());
    QVERIFY(f.at("foo@bar.com").isListed());
    QVERIFY(f.stored());
    QVERIFY(thread.messages().front().rowId > 0);
}

void TestThread::sendsNothingBlank()
{
    DomainFixture f;
    QVERIFY(f.open());
    Thread &thread = f.thread("foo@bar.com");
    QVERIFY(thread.send(u" \n\t "_s).isNull());
    QVERIFY(f.stored());
    QVERIFY(thread.messages().empty());
    QVERIFY(f.storedMessages("foo@bar.com").isEmpty());
}

void TestThread::showsStateAndDeliveries()
{
    DomainFixture f;
    QVERIFY(f.open());
    Thread &thread = f.thread("foo@bar.com");
    const QString id = thread.send(u"Hello"_s);
    RowLog log(thread);
    thread.setState(id, MessageState::AtServer, ErrorKind::None, {});
    thread.setDelivery(id, {u"phone"_s, DeviceKind::Phone, u"phone"_s, DeliveryState::Sent, 1});
    thread.setDelivery(id, {u"phone"_s, DeviceKind::Phone, u"phone"_s, DeliveryState::Delivered, 2});
    thread.setDelivery(id,
                       {u"phone"_s, DeviceKind::Phone, u"phone"_s, DeliveryState::Sent, 3}); // never lower
    thread.setState(u"unknown"_s, MessageState::Failed, ErrorKind::Timeout, {});
    QCOMPARE(log.rows, (QList<int>{0, 0, 0}));
    const Message &message = thread.messages().front();
    QCOMPARE(message.state, MessageState::AtServer);
    QCOMPARE(message.deliveries.size(), 1);
    QCOMPARE(message.deliveries.front().state, DeliveryState::Delivered);
    QCOMPARE(message.deliveries.front().atMs, 2);
}

void TestThread::countsAndMarksRead()
{
    DomainFixture f;
    QVERIFY(f.open());
    (void)storeMessages(*f.database,
                        {incoming("foo@bar.com", u"a"_s, 1), incoming("foo@bar.com", u"b"_s, 2)});
    f.directory.modify(f.at("foo@bar.com"), [](ContactRecord &record) { record.unread = 2; });
    Thread &thread = f.thread("foo@bar.com");
    QVERIFY(f.stored());
    QVERIFY(!thread.messages().front().isRead);
    thread.markRead();
    QCOMPARE(f.at("foo@bar.com").unread(), 0);
    QVERIFY(thread.messages().front().isRead);
    QCOMPARE(f.storedContacts().value(jid("foo@bar.com")).unread, 0);
    QVERIFY(f.storedMessages("foo@bar.com").front().read);
}

void TestThread::savesDraftsAMomentLater()
{
    DomainFixture f;
    QVERIFY(f.open());
    Thread &thread = f.thread("foo@bar.com");
    QVERIFY(f.stored());
    const int before = f.clock.pendingCount();
    thread.setDraft(u"H"_s);
    thread.setDraft(u"He"_s);
    thread.setDraft(u"Hel"_s);
    QCOMPARE(f.at("foo@bar.com").draft(), u"Hel"_s);
    QCOMPARE(f.clock.pendingCount(), before + 1);
    QVERIFY(f.storedContacts().value(jid("foo@bar.com")).draft.isEmpty());
    f.clock.advance(std::chrono::seconds(1));
    QCOMPARE(f.storedContacts().value(jid("foo@bar.com")).draft, u"Hel"_s);
    thread.setDraft({});
    f.clock.advance(std::chrono::seconds(1));
    QVERIFY(f.storedContacts().value(jid("foo@bar.com")).draft.isEmpty());
}

void TestThread::keepsTheDraftUntilItsMessageIsWritten()
{
    DomainFixture f;
    QVERIFY(f.open());
    Thread &thread = f.thread("foo@bar.com");
    thread.setDraft(u"Hello"_s);
    f.clock.advance(std::chrono::seconds(1));
    QCOMPARE(f.storedContacts().value(jid("foo@bar.com")).draft, u"Hello"_s);
    // This read is ordered before the message is written and shows the state after a crash at this point.
    QFuture<Result<QList<ContactRecord>>> before = f.database->loadContacts();
    thread.send(u"Hello"_s);
    QVERIFY(f.at("foo@bar.com").draft().isEmpty());
    QFuture<Result<QList<ContactRecord>>> after = f.database->loadContacts();
    QVERIFY(f.stored());
    QCOMPARE(before.result()->first().draft, u"Hello"_s);
    QVERIFY(after.result()->first().draft.isEmpty());
    QCOMPARE(f.storedMessages("foo@bar.com").size(), 1);
}

void TestThread::savesTheLastDraftAtTheEnd()
{
    DomainFixture f;
    QVERIFY(f.open());
    f.thread("foo@bar.com").setDraft(u"almost lost"_s);
    f.threads->saveDrafts();
    QCOMPARE(f.storedContacts().value(jid("foo@bar.com")).draft, u"almost lost"_s);
    f.clock.advance(std::chrono::seconds(1)); // and the timer finds nothing to do
    QVERIFY(f.stored());
}

void TestThread::reportsFailedPage()
{
    DomainFixture f; // its database was never opened
    Thread &thread = f.thread("foo@bar.com");
    QSignalSpy failed(&thread, &Thread::loadFailed);
    QVERIFY(failed.wait(testPatienceMs));
    QVERIFY(!thread.isLoading());
    QVERIFY(!thread.isComplete());
}

void TestThread::opensInTheMiddleAndGrowsAtBothEnds()
{
    DomainFixture f;
    QVERIFY(f.open());
    const QStringList all = storeNumbered(f, 200);
    Thread &thread = f.thread("foo@bar.com");
    QVERIFY(f.stored());
    QVERIFY(thread.isAtEnd());
    RowLog log(thread);
    QSignalSpy about(&thread, &Thread::aboutToReset);
    QSignalSpy reset(&thread, &Thread::reset);
    QSignalSpy opened(&thread, &Thread::opened);
    thread.openAt({false, u"m050"_s});
    QVERIFY(thread.isLoading());
    QCOMPARE(f.bodies("foo@bar.com").last(), u"m199"_s); // the window stays until the page is here
    QVERIFY(f.stored());
    QVERIFY(f.stored());
    QCOMPARE(about.count(), 1);
    QCOMPARE(reset.count(), 1);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().toInt(), 30);
    QCOMPARE(f.bodies("foo@bar.com"), all.mid(20, 60));
    QVERIFY(!thread.isAtEnd() && !thread.isComplete());
    thread.loadNewer();
    thread.loadOlder(); // one at a time
    QVERIFY(f.stored());
    QCOMPARE(f.bodies("foo@bar.com"), all.mid(20, 120));
    thread.loadOlder();
    QVERIFY(f.stored());
    QVERIFY(thread.isComplete() && !thread.isAtEnd());
    QCOMPARE(f.bodies("foo@bar.com"), all.mid(0, 140));
    while (!thread.isAtEnd()) {
        thread.loadNewer();
        QVERIFY(f.stored());
    }
    QCOMPARE(f.bodies("foo@bar.com"), all);
    QVERIFY(log.isHonest);
    QCOMPARE(log.ranges, (QList<std::pair<int, int>>{{60, 119}, {0, 19}, {140, 199}}));
    QCOMPARE(reset.count(), 1);
}

void TestThread::opensAtMessageThatIsHere()
{
    DomainFixture f;
    QVERIFY(f.open());
    storeNumbered(f, 100);
    Thread &thread = f.thread("foo@bar.com");
    QVERIFY(f.stored());
    QSignalSpy reset(&thread, &Thread::reset);
    QSignalSpy opened(&thread, &Thread::opened);
    thread.openAt({false, u"m042"_s});
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.last().first().toInt(), 2);
    thread.openAt({true, u"m042"_s}); // no message of ours
    QVERIFY(f.stored());
    QCOMPARE(opened.count(), 2);
    QCOMPARE(opened.last().first().toInt(), -1);
    QCOMPARE(reset.count(), 0);
    QVERIFY(thread.isAtEnd() && !thread.isLoading());
}

void TestThread::opensAtFirstUnread()
{
    DomainFixture f;
    QVERIFY(f.open());
    const QStringList all = storeNumbered(f, 200);
    (void)markReadUpTo(*f.database, {{jid("foo@bar.com"), {}, u"m009"_s}});
    f.directory.modify(f.at("foo@bar.com"), [](ContactRecord &record) { record.unread = 190; });
    Thread &thread = f.thread("foo@bar.com");
    QSignalSpy opened(&thread, &Thread::opened);
    thread.openAtFirstUnread();
    QVERIFY(f.stored());
    QVERIFY(f.stored());
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.last().first().toInt(), 10);
    QCOMPARE(f.bodies("foo@bar.com"), all.mid(0, 40));
    QVERIFY(thread.isComplete() && !thread.isAtEnd());
    thread.markRead();
    thread.openAtFirstUnread();
    QVERIFY(f.stored());
    QCOMPARE(opened.count(), 2);
    QCOMPARE(opened.last().first().toInt(), -1);
    QCOMPARE(f.bodies("foo@bar.com"), all.mid(0, 40));
}

void TestThread::newMessagesWaitForTheirPage()
{
    DomainFixture f;
    QVERIFY(f.open());
    const QStringList all = storeNumbered(f, 100);
    Thread &thread = f.thread("foo@bar.com");
    QVERIFY(f.stored());
    thread.openAt({false, u"m010"_s});
    QVERIFY(f.stored());
    QVERIFY(f.stored());
    QCOMPARE(f.bodies("foo@bar.com"), all.mid(0, 40));
    MessageRecord live = incoming("foo@bar.com", u"live"_s, 900'000);
    const auto outcome = storeMessages(*f.database, {live}).result();
    live.rowId = outcome->first().rowId;
    live.position = outcome->first().position;
    thread.insert(live);
    QCOMPARE(f.bodies("foo@bar.com"), all.mid(0, 40));
    thread.loadNewer();
    QVERIFY(f.stored());
    thread.loadNewer();
    QVERIFY(f.stored());
    QVERIFY(thread.isAtEnd());
    QCOMPARE(f.bodies("foo@bar.com"), all + QStringList{u"live"_s});
}

void TestThread::mergesMessagesDuringLoadingOfTheEnd()
{
    DomainFixture f;
    QVERIFY(f.open());
    const QStringList all = storeNumbered(f, 100);
    Thread &thread = f.thread("foo@bar.com");
    QVERIFY(f.stored());
    const qint64 newest = thread.messages().back().position;
    const QStringList expected = all.mid(40) + QStringList{u"live"_s};
    // Stored after the page was read, so the page does not contain it.
    MessageRecord live = incoming("foo@bar.com", u"live"_s, 900'000, 5'000);
    live.position = newest + 1'000;
    for (const bool byPage : {false, true}) {
        thread.openAt({false, u"m011"_s});
        QVERIFY(f.stored());
        QVERIFY(f.stored());
        QVERIFY(!thread.isAtEnd());
        if (byPage)
            thread.loadNewer();
        else
            thread.jumpToEnd();
        thread.insert(live);
        QVERIFY(f.stored());
        QVERIFY(thread.isAtEnd());
        QCOMPARE(f.bodies("foo@bar.com").mid(byPage ? 40 : 0), expected);
        QVERIFY(!thread.messages().back().isRead);
    }
}

void TestThread::sendingJumpsToTheEnd()
{
    DomainFixture f;
    QVERIFY(f.open());
    const QStringList all = storeNumbered(f, 200);
    Thread &thread = f.thread("foo@bar.com");
    QVERIFY(f.stored());
    QStringList sent;
    // The page is read after or before the message is stored.
    for (const bool isPageFirst : {false, true}) {
        thread.openAt({false, u"m050"_s});
        QVERIFY(f.stored());
        QVERIFY(f.stored());
        QVERIFY(!thread.isAtEnd());
        if (isPageFirst)
            thread.jumpToEnd();
        QSignalSpy stored(&thread, &Thread::stored);
        const QString body = isPageFirst ? u"second"_s : u"first"_s;
        const QString id = thread.send(body);
        sent += body;
        QVERIFY(f.stored());
        QVERIFY(thread.isAtEnd());
        QCOMPARE(f.bodies("foo@bar.com").mid(60 - (isPageFirst ? 1 : sent.size())), sent);
        QVERIFY(thread.messages().back().rowId > 0);
        QCOMPARE(thread.indexOf(id, true), std::ssize(thread.messages()) - 1);
        QCOMPARE(stored.count(), 1);
    }
    QCOMPARE(f.storedMessages("foo@bar.com").size(), 202);
}

void TestThread::endCancelsOpening()
{
    DomainFixture f;
    QVERIFY(f.open());
    const QStringList all = storeNumbered(f, 200);
    Thread &thread = f.thread("foo@bar.com");
    QVERIFY(f.stored());
    QSignalSpy opened(&thread, &Thread::opened);
    thread.openAt({false, u"m050"_s});
    thread.jumpToEnd();
    QVERIFY(!thread.isLoading());
    QVERIFY(f.stored());
    QVERIFY(f.stored());
    QCOMPARE(opened.count(), 0);
    QCOMPARE(f.bodies("foo@bar.com"), all.mid(140));
    // A message of ours that is not stored yet follows the window to the end.
    const QString id = thread.send(u"mine"_s);
    thread.openAt({false, u"m050"_s});
    QVERIFY(f.stored());
    QVERIFY(f.stored());
    QCOMPARE(thread.indexOf(id, true), -1);
    thread.jumpToEnd();
    QVERIFY(f.stored());
    QCOMPARE(f.bodies("foo@bar.com"), all.mid(141) + QStringList{u"mine"_s});
}

void TestThread::closesHoleInDetachedWindow()
{
    DomainFixture f;
    QVERIFY(f.open());
    const QStringList all = storeNumbered(f, 200);
    Thread &thread = f.thread("foo@bar.com");
    QVERIFY(f.stored());
    thread.openAt({false, u"m050"_s});
    QVERIFY(f.stored());
    QVERIFY(f.stored());
    const qint64 position = thread.messages()[30].position + 1;
    f.database->run([position](SqlConnection &connection) {
        const QByteArray sql =
            "UPDATE messages SET position = " + QByteArray::number(position) + " WHERE key = 'm190'";
        QVERIFY(connection.execute(sql.constData()));
    });
    Q_EMIT f.updates->moved({{jid("foo@bar.com"), u"m190"_s, false, position, 1'000}});
    QVERIFY(f.stored());
    QCOMPARE(f.bodies("foo@bar.com"), all.mid(0, 51) + QStringList{u"m190"_s} + all.mid(51, 29));
    // Beyond the newer end it comes with its page.
    Q_EMIT f.updates->moved(
        {{jid("foo@bar.com"), u"m195"_s, false, thread.messages().back().position + 1, 1'000}});
    QVERIFY(!thread.isLoading());
}

void TestThread::retriesOpening()
{
    DomainFixture f; // its database is not open yet
    Thread &thread = f.thread("foo@bar.com");
    QSignalSpy failed(&thread, &Thread::loadFailed);
    QSignalSpy opened(&thread, &Thread::opened);
    thread.openAt({false, u"m050"_s});
    QVERIFY(failed.wait(testPatienceMs));
    QCOMPARE(failed.count(), 1);
    QVERIFY(!thread.isLoading());
    QVERIFY(f.open());
    storeNumbered(f, 100);
    thread.retryLoading();
    QVERIFY(f.stored());
    QVERIFY(f.stored());
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().toInt(), 30);
    thread.retryLoading();
    QVERIFY(!thread.isLoading());
}

QTEST_GUILESS_MAIN(TestThread)
#include "test_thread.moc"
