// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/patience.h"
#include "support/storage_steps.h"
#include "sync_fixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

class TestArchiveSync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newInEmptyArchiveIsUnread();
    void readOnOtherDeviceIsNotUnread();
    void markOnOwnMessageMarksEarlierOnesRead();
    void firstTimeIsHistory();
    void fetchesMissedMessages();
    void asksOnceWhenNothingWasMissed();
    void fillsAGapAfterARestart();
    void swallowsSmallRanges();
    void takesUpAfterALostStream();
    void ignoresRangeOfAbortedSync();
    void endsWhereTheArchiveBegins();
    void endsWhereTheArchiveHasForgotten();
    void checksBeginningTwice();
    void takesAnEmptyArchive();
    void countsEntriesWithoutMessage();
    void triesAgainAfterAnError();
    void endsWithAnArchiveThatGoesInCircles();
    void doublesNothingThatCameLive();
    void findsLateEntryBeforeNewest();
    void movesStoredMessages();
    void resyncsNewestLater();
    void reportsOwnMessagesInArchive();
    void reportsReachedTime();
    void queriesAgainAfterSettlingTime();
    void resyncsUntilSettled();
    void knowsItsGaps();
    void knowsThatTheEndIsMissing();
    void fetchesNowForVisibleGap();
    void answeredElsewhereIsRead();
    void keepsTheWindowSmall();
    void batchesFastPages();
    void waitsWhereItLeaps();
    void losesNothingThatWaited();
    void asksAheadOfItsTurn();
    void dropsUnusedPrefetch();
};

void TestArchiveSync::newInEmptyArchiveIsUnread()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.sync->start();
    QVERIFY(f.replyToAll() > 0);
    f.say(3);
    f.sync->start();
    QVERIFY(f.replyToAll() > 0);
    QCOMPARE(f.freshIds().size(), 3);
    QCOMPARE(f.at("foo@bar.com").unread(), 3);
    // The content of the archive at the first start of an account is history, not unread.
    SyncFixture other;
    QVERIFY(other.open());
    other.say(3);
    other.sync->start();
    QVERIFY(other.replyToAll() > 0);
    QCOMPARE(other.at("foo@bar.com").unread(), 0);
}

void TestArchiveSync::readOnOtherDeviceIsNotUnread()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(1);
    f.sync->start();
    QVERIFY(f.replyToAll() > 0);
    // One message arrived live and is unread.
    MessageRecord live;
    live.thread = jid("foo@bar.com");
    live.id = u"message-1"_s;
    live.stanzaId = u"a-1"_s;
    live.timeMs = t0 + 1'000;
    f.live({live});
    QVERIFY(f.stored());
    QCOMPARE(f.at("foo@bar.com").unread(), 1);
    f.say(200);
    f.readElsewhere(u"a-190"_s); // 1 to 190 of the missed messages
    f.sync->start();
    QVERIFY(f.replyToAll() > 2);
    QVERIFY(f.stored());
    QCOMPARE(f.freshIds().size(), 200);
    QCOMPARE(f.at("foo@bar.com").unread(), 10);
    QCOMPARE(f.storedContacts()[jid("foo@bar.com")].unread, 10);
}

void TestArchiveSync::markOnOwnMessageMarksEarlierOnesRead()
{
    SyncFixture f;
    QVERIFY(f.open());
    QObject::connect(f.updates.get(), &ThreadUpdates::markUnknown, f.sync.get(),
                     &ArchiveSync::scheduleResync);
    f.say(1);
    f.sync->start();
    QVERIFY(f.replyToAll() > 0);
    f.clock.advance(std::chrono::seconds(10));
    QVERIFY(f.replyToAll() > 0);
    QVERIFY(f.sync->isSettled());
    // One came, and another device of ours has not read it; then one of ours went out from here, of which
    // the archive's id is not known.
    const auto keep = [&f](const QString &id, qint64 timeMs, bool mine) {
        MessageRecord message;
        message.thread = jid("foo@bar.com");
        message.id = id;
        message.stanzaId = mine ? QString() : u"a-1"_s;
        message.mine = mine;
        message.state = mine ? MessageState::AtServer : MessageState::Received;
        message.timeMs = timeMs;
        f.live({message});
    };
    keep(u"message-1"_s, t0 + 1'000, false);
    keep(u"message-2"_s, t0 + 2'000, true);
    QVERIFY(f.stored());
    f.say(1);
    f.sayOurs(u"message-2"_s);
    QCOMPARE(f.at("foo@bar.com").unread(), 1);
    const qsizetype before = f.queries.size();
    // The other device names ours. It is found where the archive has it.
    f.readElsewhere(u"a-2"_s);
    f.readElsewhere(u"a-2"_s);
    QVERIFY(f.stored());
    QCOMPARE(f.at("foo@bar.com").unread(), 1);
    f.clock.advance(std::chrono::seconds(2));
    QVERIFY(f.replyToAll() > 0);
    QVERIFY(f.stored());
    QCOMPARE(f.at("foo@bar.com").unread(), 0);
    QCOMPARE(f.queries.size(), before + 1);
    // A read mark for an unknown message causes one search, not a repeated one.
    f.say(1);
    keep(u"message-3"_s, t0 + 3'000, false);
    QVERIFY(f.stored());
    f.readElsewhere(u"never"_s);
    QVERIFY(f.stored());
    f.clock.advance(std::chrono::seconds(7));
    QVERIFY(!f.sync->isRunning());
    f.clock.advance(std::chrono::seconds(3));
    QVERIFY(f.replyToAll() > 0);
    QVERIFY(f.stored());
    f.clock.advance(std::chrono::hours(1));
    QVERIFY(!f.sync->isRunning());
    // Not without a stream.
    f.sync->stop();
    f.readElsewhere(u"never"_s);
    QVERIFY(f.stored());
    f.clock.advance(std::chrono::hours(1));
    QVERIFY(!f.sync->isRunning());
}

void TestArchiveSync::firstTimeIsHistory()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(260);
    QSignalSpy finished(f.sync.get(), &ArchiveSync::finished);
    f.sync->start();
    QVERIFY(f.reply());
    QCOMPARE(f.queries.first().max, ArchiveRun::newestPageSize);
    QVERIFY(f.queries.first().before.isEmpty());
    // The visible messages are complete after the first page, and the next page is already requested.
    QCOMPARE(f.all.size(), 50);
    QCOMPARE(f.all.last().id, u"message-259"_s);
    QCOMPARE(f.at("foo@bar.com").preview(), u"message-259"_s);
    QCOMPARE(f.at("foo@bar.com").unread(), 0);
    QCOMPARE(f.queries.size(), 2);
    QVERIFY(!f.sync->isComplete());
    QCOMPARE(f.replyToAll(), 5); // 100, 100, 10, and twice nothing
    QVERIFY(f.sync->isComplete());
    QCOMPARE(finished.count(), 1);
    QCOMPARE(f.all.size(), 260);
    QCOMPARE(f.at("foo@bar.com").unread(), 0);
    QCOMPARE(f.keptInOrder(), 260);
    QCOMPARE(f.storedMessages("foo@bar.com").first().stanzaId, u"a-0"_s);
    QCOMPARE(f.ranges(), QList{(ArchiveRange{1, u"a-0"_s, u"a-229"_s, true, t0})});
}

void TestArchiveSync::fetchesMissedMessages()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(10);
    f.sync->start();
    QCOMPARE(f.replyToAll(), 3);
    f.all.clear();
    f.say(120);
    f.begin();
    f.sync->start();
    QCOMPARE(f.replyToAll(), 2);
    QCOMPARE(f.all.size(), 120);
    QCOMPARE(f.at("foo@bar.com").unread(), 120);
    QCOMPARE(f.storedContacts().value(jid("foo@bar.com")).unread, 120);
    QCOMPARE(f.storedMessages("foo@bar.com").size(), 130);
    QCOMPARE(f.ranges().size(), 1);
    QCOMPARE(f.ranges().first().newestId, u"a-99"_s);
    QVERIFY(f.ranges().first().reachesStart);
}

void TestArchiveSync::asksOnceWhenNothingWasMissed()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(300);
    f.sync->start();
    QCOMPARE(f.replyToAll(), 6);
    f.all.clear();
    f.begin();
    f.sync->start();
    QCOMPARE(f.replyToAll(), 1);
    QVERIFY(f.all.isEmpty());
    QVERIFY(f.sync->isComplete());
}

void TestArchiveSync::fillsAGapAfterARestart()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(20);
    f.sync->start();
    QCOMPARE(f.replyToAll(), 3);
    f.say(400);
    f.begin();
    f.sync->start();
    QVERIFY(f.reply()); // only the newest page, then the program ends
    QCOMPARE(f.ranges().size(), 2);
    f.say(30);
    f.begin();
    f.sync->start();
    QVERIFY(f.replyToAll() > 0);
    QVERIFY(f.sync->isComplete());
    QCOMPARE(f.keptInOrder(), 450);
    QCOMPARE(f.at("foo@bar.com").unread(), 430); // messages in the gap were missed, too
    QCOMPARE(f.ranges().size(), 1);
}

void TestArchiveSync::swallowsSmallRanges()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(500);
    for (const int last : {100, 400, 430}) {
        auto stored = storeArchived(*f.database,
                                    {{}, {0, u"a-%1"_s.arg(last - 10), u"a-%1"_s.arg(last), false}, {}, {}});
        QTRY_VERIFY(stored.isFinished());
    }
    f.sync->start();
    QVERIFY(f.replyToAll() > 0);
    QCOMPARE(f.ranges(), QList{(ArchiveRange{4, u"a-0"_s, u"a-469"_s, true, t0})});
    // Only messages that the ranges claim are missing: the test never stored them.
    QVERIFY(f.storedMessages("foo@bar.com").size() >= 500 - 33);
}

void TestArchiveSync::takesUpAfterALostStream()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(200);
    f.sync->start();
    QVERIFY(f.reply());
    QVERIFY(f.refuse(ErrorKind::NotConnected));
    QTRY_VERIFY(!f.sync->isRunning());
    QVERIFY(!f.sync->isComplete());
    f.sync->start();
    QVERIFY(f.replyToAll() > 0);
    QVERIFY(f.sync->isComplete());
    QCOMPARE(f.all.size(), 200);
    QCOMPARE(f.ranges().size(), 1);
}

void TestArchiveSync::ignoresRangeOfAbortedSync()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.apartMs = 10; // all of it within the time that may still change
    f.say(300);
    const QString late = std::exchange(f.archive[100].id, {});
    f.sync->start();
    QVERIFY(f.reply());
    QVERIFY(f.refuse(ErrorKind::NotConnected));
    QTRY_VERIFY(!f.sync->isRunning());
    f.sync->start();
    QVERIFY(f.replyToAll() > 0);
    QCOMPARE(f.storedMessages("foo@bar.com").size(), 299);
    // Written down after that look has passed its place.
    f.archive[100].id = late;
    f.say(1);
    f.begin();
    f.sync->start();
    QVERIFY(f.replyToAll() > 0);
    QCOMPARE(f.keptInOrder(), 301);
    QCOMPARE(f.ranges().size(), 1);
}

void TestArchiveSync::endsWhereTheArchiveBegins()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(100);
    f.sync->start();
    QCOMPARE(f.replyToAll(), 4);
    // Everything that we knew by name has expired meanwhile.
    f.say(100);
    f.forgotten = 120;
    f.begin();
    f.sync->start();
    QCOMPARE(f.replyToAll(), 4);
    QCOMPARE(f.ranges(),
             QList{(ArchiveRange{f.ranges().first().rowId, u"a-120"_s, u"a-169"_s, true, t0 + 120'000})});
    QCOMPARE(f.storedMessages("foo@bar.com").size(), 180);
}

void TestArchiveSync::endsWhereTheArchiveHasForgotten()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(100);
    f.sync->start();
    QVERIFY(f.reply());
    QVERIFY(f.refuse(ErrorKind::ItemNotFound));
    QTRY_VERIFY(!f.sync->isRunning());
    QVERIFY(f.sync->isComplete());
    QCOMPARE(f.ranges(), QList{(ArchiveRange{1, u"a-50"_s, u"a-69"_s, true, t0 + 50'000})});
}

void TestArchiveSync::checksBeginningTwice()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(80);
    f.sync->start();
    QVERIFY(f.reply());
    f.forgotten = 50; // for a moment
    QVERIFY(f.reply());
    QVERIFY(f.sync->isRunning());
    f.forgotten = 0;
    f.clock.advance(std::chrono::seconds(1));
    QCOMPARE(f.replyToAll(), 3);
    QVERIFY(f.sync->isComplete());
    QCOMPARE(f.all.size(), 80);
}

void TestArchiveSync::takesAnEmptyArchive()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.sync->start();
    QCOMPARE(f.replyToAll(), 1);
    QVERIFY(f.sync->isComplete());
    QVERIFY(f.ranges().isEmpty());
}

void TestArchiveSync::countsEntriesWithoutMessage()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(5);
    for (int i = 0; i < 150; ++i)
        f.archive.append(Archived{}); // receipts, headlines …
    f.sync->start();
    QCOMPARE(f.replyToAll(), 5);
    QVERIFY(f.sync->isComplete());
    QCOMPARE(f.all.size(), 5);
}

void TestArchiveSync::triesAgainAfterAnError()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(3);
    f.sync->start();
    QVERIFY(f.refuse(ErrorKind::Timeout));
    QVERIFY(f.sync->isRunning());
    QCOMPARE(f.queries.size(), 1);
    f.clock.advance(std::chrono::seconds(30));
    QCOMPARE(f.replyToAll(), 3);
    QCOMPARE(f.all.size(), 3);
}

void TestArchiveSync::endsWithAnArchiveThatGoesInCircles()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.sync->start();
    for (int i = 0; i < 2; ++i) {
        QTRY_VERIFY(f.asked);
        const auto promise = std::exchange(f.asked, nullptr);
        promise->addResult(Result<ArchivePage>(ArchivePage{u"q"_s, {u"a-1"_s, u"a-2"_s}, false}));
        promise->finish();
        QVERIFY(f.stored());
    }
    QTRY_VERIFY(!f.sync->isRunning());
    QVERIFY(!f.sync->isComplete());
    QCOMPARE(f.queries.size(), 2);
}

void TestArchiveSync::doublesNothingThatCameLive()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(3);
    Stanza live;
    live.from = jid("foo@bar.com/phone");
    live.to = jid("alice@example.com/desk");
    live.id = u"message-1"_s;
    live.type = u"chat"_s;
    f.inbox->receive(live, MessageBody{u"message-1"_s, {}});
    f.inbox->flush();
    f.sync->start();
    QCOMPARE(f.replyToAll(), 3);
    QCOMPARE(f.freshIds(), (QStringList{u"message-0"_s, u"message-2"_s}));
    QCOMPARE(f.storedMessages("foo@bar.com").size(), 3);
    QCOMPARE(f.at("foo@bar.com").unread(), 1);
}

void TestArchiveSync::findsLateEntryBeforeNewest()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(60);
    // The server is still writing it when it gives out a newer one.
    f.archive[58].id.clear();
    f.sync->start();
    QVERIFY(f.replyToAll() > 0);
    QVERIFY(!f.freshIds().contains(u"message-58"_s));
    f.archive[58].id = u"message-58"_s;
    f.begin();
    f.sync->start();
    QCOMPARE(f.replyToAll(), 1);
    QVERIFY(f.freshIds().contains(u"message-58"_s));
    QCOMPARE(f.storedMessages("foo@bar.com").last().id, u"message-59"_s);
}

void TestArchiveSync::resyncsNewestLater()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(3);
    f.archive[1].id.clear(); // taken by the server, but not written down yet
    QSignalSpy finished(f.sync.get(), &ArchiveSync::finished);
    f.sync->start();
    QVERIFY(f.replyToAll() > 0);
    QVERIFY(f.sync->isComplete());
    QVERIFY(!f.sync->isSettled());
    f.archive[1].id = u"message-1"_s;
    f.clock.advance(std::chrono::seconds(10));
    QVERIFY(f.sync->isRunning());
    QVERIFY(f.replyToAll() > 0);
    QVERIFY(f.sync->isSettled());
    QVERIFY(f.freshIds().contains(u"message-1"_s));
    QCOMPARE(finished.count(), 1);
    f.clock.advance(std::chrono::seconds(60));
    QVERIFY(!f.sync->isRunning());
}

void TestArchiveSync::movesStoredMessages()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.clock.advance(std::chrono::hours(1));
    f.say(3);
    Stanza live;
    live.from = jid("foo@bar.com/phone");
    live.to = jid("alice@example.com/desk");
    live.id = u"message-1"_s;
    live.type = u"chat"_s;
    f.inbox->receive(live, MessageBody{u"message-1"_s, {}});
    f.inbox->flush();
    QVERIFY(f.stored());
    QSignalSpy moved(f.updates.get(), &ThreadUpdates::moved);
    f.sync->start();
    QVERIFY(f.replyToAll() > 0);
    QCOMPARE(moved.count(), 1);
    QCOMPARE(f.keptInOrder(), 3);
    QCOMPARE(f.at("foo@bar.com").preview(), u"message-2"_s);
}

void TestArchiveSync::reportsOwnMessagesInArchive()
{
    SyncFixture f;
    QVERIFY(f.openOnline());
    QObject::connect(f.sync.get(), &ArchiveSync::ownFound, f.outbox.get(), &Outbox::foundInArchive);
    const QString id = f.thread("foo@bar.com").send(u"did it arrive?"_s);
    QVERIFY(f.stored());
    QCOMPARE(f.sentIds, QStringList{id});
    f.say(1);
    f.sayOurs(id);
    f.sync->start();
    QCOMPARE(f.replyToAll(), 3);
    QVERIFY(f.stored());
    QCOMPARE(f.storedMessages("foo@bar.com").last().state, MessageState::AtServer);
    QCOMPARE(f.freshIds(), QStringList{u"message-0"_s});
    // So it is not sent again.
    f.outbox->lost({id});
    QCOMPARE(f.sentIds, QStringList{id});
}

void TestArchiveSync::reportsReachedTime()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(200);
    f.sync->start();
    QVERIFY(f.reply());
    QCOMPARE(f.reached, QList<qint64>{t0 + 150 * 1'000});
    f.clock.advance(std::chrono::seconds(1));
    QVERIFY(f.reply());
    QCOMPARE(f.reached.last(), t0 + 50 * 1'000);
    QCOMPARE(f.ranges().first().oldestMs, t0 + 50 * 1'000);
    // The next run reaches a message that is stored, and takes over how far back its range goes.
    f.sync->stop();
    f.say(10);
    f.begin();
    f.reached.clear();
    f.sync->start();
    QVERIFY(f.reply());
    QCOMPARE(f.reached, QList<qint64>{t0 + 50 * 1'000});
    f.clock.advance(std::chrono::seconds(1));
    QVERIFY(f.replyToAll() > 0);
    QCOMPARE(f.reached.last(), 0);
}

void TestArchiveSync::resyncsUntilSettled()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(20);
    f.sync->start(ArchiveSync::lateSettlingTime);
    QVERIFY(f.reply());
    f.clock.advance(std::chrono::seconds(1));
    QVERIFY(f.replyToAll() >= 0);
    // A late message is reported soon; a missing one stays open until the settling time is over.
    f.sayOurs(u"late-message"_s);
    f.clock.advance(std::chrono::seconds(5));
    QVERIFY(f.replyToAll() > 0);
    QCOMPARE(f.ownFound, QStringList{u"late-message"_s});
    QVERIFY(f.reached.isEmpty());
    f.clock.advance(ArchiveSync::lateSettlingTime);
    QVERIFY(f.replyToAll() > 0);
    QVERIFY(!f.reached.isEmpty());
}

void TestArchiveSync::queriesAgainAfterSettlingTime()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(20);
    f.sync->start(ArchiveSync::settlingTime);
    QVERIFY(f.reply());
    QVERIFY(f.reached.isEmpty());
    // The server writes a message of the lost connection.
    f.sayOurs(u"late-message"_s);
    f.clock.advance(ArchiveSync::settlingTime);
    QVERIFY(f.replyToAll() > 0);
    QCOMPARE(f.ownFound, QStringList{u"late-message"_s});
    QCOMPARE(f.reached.last(), 0);
    // If the stream is lost before, no query follows.
    f.sync->start(ArchiveSync::settlingTime);
    f.sync->stop();
    f.clock.advance(ArchiveSync::settlingTime);
    QVERIFY(!f.sync->isRunning());
}

void TestArchiveSync::knowsItsGaps()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(60);
    f.sync->start();
    QVERIFY(f.replyToAll() > 0);
    QVERIFY(f.sync->coverage().isComplete());
    QVERIFY(!f.sync->coverage().isLoading);
    // Long away: after the first page there is a hole, and it is known after a restart without a stream.
    f.say(300);
    f.begin();
    f.sync->load();
    QVERIFY(f.stored());
    QVERIFY(f.sync->coverage().isComplete()); // as far as anybody here can know
    f.sync->start();
    QVERIFY(f.reply());
    const QList<ArchiveCoverage::Stretch> holed{{f.endBelow(u"message-310"_s), false},
                                                {f.endBelow(u"message-0"_s), true}};
    QCOMPARE(f.sync->coverage().stretches, holed);
    QVERIFY(f.sync->coverage().isLoading);
    f.sync->stop();
    QCOMPARE(f.sync->coverage().stretches, holed);
    QVERIFY(!f.sync->coverage().isLoading);
    f.begin();
    QSignalSpy changed(f.sync.get(), &ArchiveSync::coverageChanged);
    f.sync->load();
    QVERIFY(f.stored());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(f.sync->coverage().stretches, holed);
    f.sync->start();
    QVERIFY(f.replyToAll() > 0);
    QVERIFY(f.sync->coverage().isComplete());
}

void TestArchiveSync::knowsThatTheEndIsMissing()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(200);
    QSignalSpy changed(f.sync.get(), &ArchiveSync::coverageChanged);
    QVERIFY(!f.sync->coverage().isEndMissing);
    f.sync->setAwaited(true);
    QVERIFY(f.sync->coverage().isEndMissing);
    QVERIFY(f.sync->coverage().isLoading);
    QCOMPARE(changed.count(), 1);
    // There is no archive.
    f.sync->setAwaited(false);
    QVERIFY(!f.sync->coverage().isEndMissing);
    QCOMPARE(changed.count(), 2);
    // The account has an archive: the end is missing until the newest page is stored, even if older pages are
    // missing.
    f.sync->setAwaited(true);
    f.sync->start();
    QVERIFY(f.sync->coverage().isEndMissing);
    QVERIFY(f.reply());
    QVERIFY(f.sync->isRunning());
    QVERIFY(!f.sync->coverage().isEndMissing);
    f.clock.advance(std::chrono::seconds(1));
    QVERIFY(f.replyToAll() > 0);
    // The second sync of the end does not change the coverage.
    f.clock.advance(std::chrono::seconds(10));
    QVERIFY(f.sync->isRunning());
    QVERIFY(!f.sync->coverage().isEndMissing);
    // Without a stream, nothing is loading.
    f.sync->setAwaited(true);
    f.sync->stop();
    QVERIFY(!f.sync->coverage().isEndMissing);
    QVERIFY(!f.sync->coverage().isLoading);
}

void TestArchiveSync::fetchesNowForVisibleGap()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(300);
    f.sync->fetchNow(); // nothing runs
    f.sync->start();
    QVERIFY(f.reply());
    QCOMPARE(f.queries.size(), 2);
    f.sync->fetchNow(); // it is being asked for
    f.clock.advance(std::chrono::seconds(1));
    QCOMPARE(f.queries.size(), 2);
    // The wait after an error does not keep it.
    QVERIFY(f.refuse(ErrorKind::Timeout));
    f.sync->fetchNow();
    QCOMPARE(f.queries.size(), 3);
    QVERIFY(f.reply());
    f.clock.advance(std::chrono::seconds(1));
    QVERIFY(f.replyToAll() > 0);
    QCOMPARE(f.freshIds().size(), 300);
}

void TestArchiveSync::answeredElsewhereIsRead()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(1);
    f.sync->start();
    QCOMPARE(f.replyToAll(), 3);
    f.say(3);
    f.sayOurs(u"from-the-phone"_s);
    f.say(2);
    f.begin();
    f.sync->start();
    QCOMPARE(f.replyToAll(), 1);
    QCOMPARE(f.at("foo@bar.com").unread(), 2);
    const auto kept = f.storedMessages("foo@bar.com");
    QCOMPARE(kept.size(), 7);
    QVERIFY(kept.at(4).mine);
    QCOMPARE(kept.at(4).resource, u"phone"_s);
    QCOMPARE(kept.at(4).state, MessageState::AtServer);
}

void TestArchiveSync::keepsTheWindowSmall()
{
    SyncFixture f;
    QVERIFY(f.open());
    Thread &thread = f.thread("foo@bar.com");
    QVERIFY(f.stored());
    QVERIFY(thread.isComplete());
    f.say(400);
    f.sync->start();
    QCOMPARE(f.replyToAll(), 7);
    QVERIFY(!thread.isComplete());
    QCOMPARE(thread.messages().size(), std::size_t(Thread::pageSize));
    QCOMPARE(thread.messages().back().id(), u"message-399"_s);
    thread.loadOlder();
    QVERIFY(f.stored());
    const auto &messages = thread.messages();
    for (std::size_t i = 1; i < messages.size(); ++i)
        QVERIFY(messages[i - 1].timeMs < messages[i].timeMs);
}

void TestArchiveSync::batchesFastPages()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(1'500);
    QSignalSpy told(f.updates.get(), &ThreadUpdates::inserted);
    f.sync->start();
    QTRY_VERIFY(f.asked);
    // The database has not answered yet: so much is taken, and no more is asked for.
    int pages = 0;
    for (; f.asked; ++pages)
        f.answer();
    QCOMPARE(pages, 11);
    QVERIFY(f.sync->coverage().stretches.isEmpty());
    QTRY_COMPARE(told.size(), 2);
    QCOMPARE(f.all.size(), 1'050);
    QCOMPARE(f.sync->coverage().stretches,
             (QList<ArchiveCoverage::Stretch>{{f.endBelow(u"message-450"_s), false}}));
    QVERIFY(f.replyToAll() > 0);
    QVERIFY(f.sync->isComplete());
    QCOMPARE(f.all.size(), 1'500);
    const auto kept = f.storedMessages("foo@bar.com"); // the newest of them
    QCOMPARE(kept.size(), 1'000);
    for (qsizetype i = 0; i < kept.size(); ++i)
        QCOMPARE(kept.at(i).id, u"message-%1"_s.arg(500 + i));
    QCOMPARE(f.ranges(), QList{(ArchiveRange{1, u"a-0"_s, u"a-1469"_s, true, t0})});
}

void TestArchiveSync::waitsWhereItLeaps()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(100);
    f.sync->start();
    QVERIFY(f.replyToAll() > 0);
    f.say(300);
    f.begin();
    f.sync->start();
    QVERIFY(f.reply());
    QVERIFY(f.refuse(ErrorKind::NotConnected));
    f.say(10);
    f.begin();
    f.sync->start();
    QTRY_VERIFY(f.asked);
    f.answer();
    QVERIFY(!f.asked); // the skipped messages are newer than all that follow
    QVERIFY(f.stored());
    QVERIFY(f.asked);
    QCOMPARE(f.queries.last().before, u"a-350"_s);
    QVERIFY(f.replyToAll() > 0);
    QVERIFY(f.sync->isComplete());
    QCOMPARE(f.keptInOrder(), 410);
    QCOMPARE(f.ranges().size(), 1);
}

void TestArchiveSync::losesNothingThatWaited()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(500);
    f.sync->start();
    QTRY_VERIFY(f.asked);
    for (int i = 0; i < 3; ++i)
        f.answer();
    QVERIFY(f.refuse(ErrorKind::NotConnected));
    QCOMPARE(f.all.size(), 50);
    QCOMPARE(f.ranges().constFirst().oldestId, u"a-450"_s);
    f.sync->start();
    QVERIFY(f.replyToAll() > 0);
    QVERIFY(f.sync->isComplete());
    QCOMPARE(f.all.size(), 500);
    QCOMPARE(f.ranges().size(), 1);
}

void TestArchiveSync::asksAheadOfItsTurn()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(600);
    f.sync->start();
    QTRY_VERIFY(f.asked);
    f.sync->prefetch(u"a-550"_s); // not at the beginning
    QCOMPARE(f.queries.size(), 1);
    QVERIFY(f.reply());
    QVERIFY(f.reply());
    QTRY_VERIFY(f.asked);
    QCOMPARE(f.queries.last().before, u"a-450"_s);
    f.sync->prefetch(u"a-350"_s);
    f.sync->prefetch(u"a-350"_s);
    QCOMPARE(f.queries.size(), 4);
    QCOMPARE(f.queries.last().before, u"a-350"_s);
    QVERIFY(f.reply());
    QCOMPARE(f.queries.size(), 4); // that one is asked already
    QVERIFY(f.asked);
    // The stream goes with two questions open, and comes again.
    f.sync->prefetch(u"a-250"_s);
    QCOMPARE(f.queries.size(), 5);
    QVERIFY(f.refuse(ErrorKind::NotConnected));
    f.begin();
    f.sync->start();
    QVERIFY(f.replyToAll() > 0);
    QVERIFY(f.sync->isComplete());
    QCOMPARE(f.keptInOrder(), 600);
    QCOMPARE(f.ranges().size(), 1);
}

void TestArchiveSync::dropsUnusedPrefetch()
{
    SyncFixture f;
    QVERIFY(f.open());
    f.say(200);
    f.sync->start();
    QVERIFY(f.replyToAll() > 0);
    f.say(200);
    f.begin();
    f.sync->start();
    QVERIFY(f.reply());
    QVERIFY(f.reply());
    QTRY_VERIFY(f.asked);
    // This page reaches a stored message, and the sync skips to the beginning of its range.
    f.sync->prefetch(u"a-150"_s);
    QCOMPARE(f.queries.last().before, u"a-150"_s);
    f.answer();
    QVERIFY(f.asked);
    f.answer(); // the prefetched page is not needed
    QVERIFY(f.stored());
    QVERIFY(f.replyToAll() >= 0);
    QVERIFY(f.sync->isComplete());
    QCOMPARE(f.keptInOrder(), 400);
    QCOMPARE(f.ranges().size(), 1);
}

QTEST_GUILESS_MAIN(TestArchiveSync)
#include "test_archive_sync.moc"
