// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/storage/storage_fixture.h"

using namespace roost;
using namespace roost::test;
using namespace Qt::StringLiterals;

/// Pages of the archive: each message at its place, nothing twice, and what is known of the archive with it.
class TestArchiveTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_database.reset(); }
    void keepsRanges();
    void mergesRanges();
    void remembersNothingOfAnEmptyArchive();
    void doublesStayAsTheyAre();
    void wholeSecondsKeepTheOrder();
    void pagesOfOneSecondKeepTheOrder();
    void clocksThatDifferKeepTheOrder();
    void wrongClocksAreNotFollowed();
    void answeredOnesAreRead();
    void answersReadWhatWasHere();
    void countsWhatIsUnread();
    void threadsAreApart();
    void knownOnesMoveToTheirPlace();
    void oursComeAfterWhatHasArrived();
    void whatIsOlderGivesWay();
    void aLeapWithinOneSecondMovesNothing();
    void whatWasHereWhenOneTypedIsOlder();
    void whatCameLiveMeanwhileDoesNotGiveWay();
    void secondCopiesMoveNothing();
    void whatCameLiveAndLateIsHeldBack();
    void whatCameAfterAKnownOneIsNotHeldBack();
    void whatIsInNoPageGoesBack();
    void whatCameAfterACopyOfOursIsNotHeldBack();
    void oldOnesBringARemovedContactBack();

private:
    ArchiveOutcome store(const QList<MessageRecord> &messages, const QHash<Jid, qint64> &newerMs = {})
    {
        return answer(m_database->storeArchived({messages, {}, {}, newerMs})).value_or(ArchiveOutcome{});
    }
    QStringList order() { return idsOf(*answer(m_database->loadMessages(m_anna, {}, 100))); }
    static MessageRecord at(const QString &id, qint64 ms)
    {
        return incoming(jid(u"anna@roost.example"), id, ms, id);
    }

    const Jid m_anna = jid(u"anna@roost.example");
    static constexpr qint64 second = 1'700'000'000'000;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<UserDatabase> m_database;
};

void TestArchiveTable::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = std::make_unique<UserDatabase>();
    QVERIFY(answer(m_database->open(m_folder->filePath(u"user.db"_s))));
}

void TestArchiveTable::keepsRanges()
{
    const auto stored = answer(m_database->storeArchived({{}, {0, u"a-5"_s, u"a-9"_s, false}, {}, {}}));
    QVERIFY(stored);
    QVERIFY(stored->rangeRow != 0);
    const ArchiveRange grown{stored->rangeRow, u"a-1"_s, u"a-9"_s, true};
    QCOMPARE(answer(m_database->storeArchived({{}, grown, {}, {}}))->rangeRow, stored->rangeRow);
    QCOMPARE(*answer(m_database->loadArchiveRanges()), QList{grown});
    m_database = std::make_unique<UserDatabase>();
    QVERIFY(answer(m_database->open(m_folder->filePath(u"user.db"_s))));
    QCOMPARE(*answer(m_database->loadArchiveRanges()), QList{grown});
}

void TestArchiveTable::mergesRanges()
{
    const qint64 first = answer(m_database->storeArchived({{}, {0, u"a"_s, u"b"_s, true}, {}, {}}))->rangeRow;
    const qint64 second2 =
        answer(m_database->storeArchived({{}, {0, u"k"_s, u"l"_s, false}, {}, {}}))->rangeRow;
    auto ranges = *answer(m_database->loadArchiveRanges());
    QCOMPARE(ranges.size(), 2);
    QCOMPARE(ranges.first().newestId, u"l"_s); // newest first
    QVERIFY(answer(m_database->storeArchived({{}, {second2, u"a"_s, u"l"_s, true}, {first}, {}})));
    ranges = *answer(m_database->loadArchiveRanges());
    QCOMPARE(ranges, QList{(ArchiveRange{second2, u"a"_s, u"l"_s, true})});
}

void TestArchiveTable::remembersNothingOfAnEmptyArchive()
{
    const auto stored = answer(m_database->storeArchived({{}, {0, {}, {}, true}, {}, {}}));
    QVERIFY(stored);
    QCOMPARE(stored->rangeRow, 0);
    QVERIFY(answer(m_database->loadArchiveRanges())->isEmpty());
}

void TestArchiveTable::doublesStayAsTheyAre()
{
    auto live = at(u"one"_s, second + 250);
    QVERIFY(answer(m_database->storeMessages({live})));
    auto copy = at(u"one"_s, second);
    copy.body = u"something else"_s;
    const auto outcome = store({copy, at(u"two"_s, second + 5'000)});
    QCOMPARE(idsOf(outcome.fresh), QStringList{u"two"_s});
    QVERIFY(outcome.fresh.first().rowId != 0);
    QCOMPARE(outcome.oldestMs.value(m_anna), second + 250);
    const auto messages = *answer(m_database->loadMessages(m_anna, {}, 10));
    QCOMPARE(idsOf(messages), (QStringList{u"one"_s, u"two"_s}));
    QCOMPARE(messages.first().body, u"one"_s);
    QCOMPARE(messages.first().timeMs, second + 250);
    // The same page once more changes nothing.
    QVERIFY(store({copy, at(u"two"_s, second + 5'000)}).fresh.isEmpty());
    QCOMPARE(order().size(), 2);
}

void TestArchiveTable::wholeSecondsKeepTheOrder()
{
    QVERIFY(
        answer(m_database->storeMessages({at(u"1 live"_s, second + 200), at(u"4 live"_s, second + 600)})));
    (void)store({at(u"1 live"_s, second), at(u"2"_s, second), at(u"3"_s, second), at(u"4 live"_s, second),
                 at(u"5"_s, second), at(u"6"_s, second)});
    QCOMPARE(order(), (QStringList{u"1 live"_s, u"2"_s, u"3"_s, u"4 live"_s, u"5"_s, u"6"_s}));
    const auto kept = answer(m_database->loadMessages(m_anna, {}, 10));
    QVERIFY(kept);
    for (const auto &message : *kept)
        QCOMPARE(message.timeMs / 1'000, second / 1'000);
}

void TestArchiveTable::pagesOfOneSecondKeepTheOrder()
{
    const auto newest = store({at(u"3"_s, second), at(u"4"_s, second)});
    (void)store({at(u"1"_s, second), at(u"2"_s, second)}, newest.oldestMs);
    QCOMPARE(order(), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s}));
}

void TestArchiveTable::clocksThatDifferKeepTheOrder()
{
    // Our clock is a minute behind the server's: what came live bears our time.
    QVERIFY(answer(m_database->storeMessages({at(u"3 live"_s, second - 60'000)})));
    (void)store({at(u"1"_s, second - 4'321), at(u"2"_s, second - 1'234), at(u"3 live"_s, second)});
    QCOMPARE(order(), (QStringList{u"1"_s, u"2"_s, u"3 live"_s}));
}

void TestArchiveTable::wrongClocksAreNotFollowed()
{
    // A live message that claims to be of long ago must not pull others with it.
    QVERIFY(answer(m_database->storeMessages({at(u"forged"_s, 915'148'800'000)})));
    const auto outcome = store({at(u"honest"_s, second + 1), at(u"forged"_s, second + 2)});
    QCOMPARE(outcome.fresh.first().timeMs, second + 1);
}

void TestArchiveTable::answeredOnesAreRead()
{
    auto answered = outgoing(m_anna, u"ours"_s, second + 10'000, u"ours"_s);
    answered.state = MessageState::AtServer;
    const auto outcome = store({at(u"before"_s, second + 1), answered, at(u"after"_s, second + 20'001)});
    QCOMPARE(idsOf(outcome.fresh), (QStringList{u"before"_s, u"ours"_s, u"after"_s}));
    QVERIFY(outcome.fresh.at(0).read);
    QVERIFY(!outcome.fresh.at(2).read);
    // An answer that has been here before counts too.
    QVERIFY(store({at(u"older"_s, second - 5'001)}).fresh.first().read);
}

void TestArchiveTable::answersReadWhatWasHere()
{
    QVERIFY(answer(m_database->storeMessages({at(u"1"_s, second + 1), at(u"2"_s, second + 9'000)})));
    auto answered = outgoing(m_anna, u"ours"_s, second + 5'001, u"ours"_s);
    answered.state = MessageState::AtServer;
    const auto outcome = store({answered});
    QCOMPARE(outcome.answered.value(m_anna), 1);
    QCOMPARE(answer(m_database->loadContacts())->first().unread, 1);
    const auto messages = *answer(m_database->loadMessages(m_anna, {}, 10));
    QVERIFY(messages.at(0).read);
    QVERIFY(!messages.at(2).read);
}

void TestArchiveTable::countsWhatIsUnread()
{
    auto old = at(u"old"_s, second - 90'000'001);
    old.read = true;
    (void)store({old, at(u"new"_s, second + 1)});
    const auto contacts = *answer(m_database->loadContacts());
    QCOMPARE(contacts.size(), 1);
    QCOMPARE(contacts.first().unread, 1);
    QCOMPARE(contacts.first().preview, u"new"_s);
    QCOMPARE(contacts.first().lastMessageMs, second + 1);
}

void TestArchiveTable::threadsAreApart()
{
    const Jid ben = jid(u"ben@roost.example");
    const auto outcome = store({at(u"a1"_s, second), incoming(ben, u"b1"_s, second, u"b1"_s),
                                at(u"a2"_s, second), incoming(ben, u"b2"_s, second, u"b2"_s)});
    QCOMPARE(idsOf(outcome.fresh), (QStringList{u"a1"_s, u"b1"_s, u"a2"_s, u"b2"_s}));
    QCOMPARE(outcome.oldestMs.size(), 2);
    QCOMPARE(order(), (QStringList{u"a1"_s, u"a2"_s}));
    QCOMPARE(idsOf(*answer(m_database->loadMessages(ben, {}, 10))), (QStringList{u"b1"_s, u"b2"_s}));
}

void TestArchiveTable::knownOnesMoveToTheirPlace()
{
    // It was held up, and what came after it was lost on its way.
    QVERIFY(answer(m_database->storeMessages({at(u"held up"_s, second + 900)})));
    const auto outcome = store({at(u"held up"_s, second + 101), at(u"missed"_s, second + 301)});
    QCOMPARE(order(), (QStringList{u"held up"_s, u"missed"_s}));
    QCOMPARE(outcome.moved.size(), 1);
    QCOMPARE(outcome.moved.first().id, u"held up"_s);
    QCOMPARE(outcome.moved.first().thread, m_anna);
    QCOMPARE(outcome.moved.first().timeMs, second + 101);
    QVERIFY(!outcome.moved.first().mine);
    QCOMPARE(idsOf(outcome.newest), QStringList{u"missed"_s});
    const auto contact = answer(m_database->loadContacts())->first();
    QCOMPARE(contact.preview, u"missed"_s);
    QCOMPARE(contact.lastMessageMs, second + 301);
}

void TestArchiveTable::oursComeAfterWhatHasArrived()
{
    // Three typed while offline; the archive has the first, sent much later.
    for (int i = 1; i <= 3; ++i)
        QVERIFY(
            answer(m_database->storeOutgoing(outgoing(m_anna, u"ours %1"_s.arg(i), second + i, u"ours"_s))));
    auto sent = outgoing(m_anna, u"ours 1"_s, second + 60'001, u"a-1"_s);
    sent.stanzaId = u"a-1"_s;
    // Another device of ours wrote after it; that says nothing of what was typed here.
    auto other = outgoing(m_anna, u"other"_s, second + 60'002, u"elsewhere"_s);
    other.resource = u"phone"_s;
    QVERIFY(answer(m_database->storeMessages({other})));
    other.stanzaId = u"a-2"_s;
    const auto outcome = store({at(u"theirs"_s, second + 30'001), sent, other});
    const QStringList after = order();
    QCOMPARE(after.mid(0, 2), (QStringList{u"theirs"_s, u"ours 1"_s}));
    QVERIFY(after.indexOf(u"ours 2"_s) > 1 && after.indexOf(u"ours 2"_s) < after.indexOf(u"ours 3"_s));
    QCOMPARE(outcome.moved.size(), 3);
}

void TestArchiveTable::whatIsOlderGivesWay()
{
    // An older page, stored before, has come to stand late in the second where this one begins.
    auto one = at(u"1"_s, second);
    auto two = at(u"2"_s, second);
    one.stanzaId = u"a-1"_s;
    two.stanzaId = u"a-2"_s;
    (void)store({one, two});
    const auto outcome = store({at(u"3"_s, second), at(u"4"_s, second), at(u"5"_s, second)});
    QCOMPARE(order(), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s}));
    QCOMPARE(idsOf(outcome.fresh), (QStringList{u"3"_s, u"4"_s, u"5"_s}));
    QCOMPARE(outcome.moved.size(), 2);
}

void TestArchiveTable::aLeapWithinOneSecondMovesNothing()
{
    // Three pages of one second, all here; and another look at the middle one, after a leap over the newest.
    QList<MessageRecord> all;
    for (int i = 1; i <= 6; ++i) {
        all.append(at(QString::number(i), second));
        all.last().stanzaId = u"a-%1"_s.arg(i);
    }
    auto outcome = store(all.mid(4));
    outcome = store(all.mid(2, 2), outcome.oldestMs);
    (void)store(all.mid(0, 2), outcome.oldestMs);
    const QStringList inOrder{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s, u"6"_s};
    QCOMPARE(order(), inOrder);
    ArchivedMessages middle{all.mid(2, 2), {}, {}, {}};
    middle.followsKnown = true;
    middle.askedMs = second + 5'000;
    const auto again = answer(m_database->storeArchived(middle));
    QVERIFY(again);
    QCOMPARE(order(), inOrder);
    QVERIFY(again->moved.isEmpty());
}

void TestArchiveTable::whatWasHereWhenOneTypedIsOlder()
{
    // An older page of the second, then two that were typed; they are found after a leap.
    auto first = at(u"first"_s, second);
    first.stanzaId = u"a-1"_s;
    (void)store({first});
    QList<MessageRecord> ours;
    for (const auto &id : {u"typed 1"_s, u"typed 2"_s}) {
        QVERIFY(answer(m_database->storeOutgoing(outgoing(m_anna, id, second + 100 + ours.size(), id))));
        ours.append(outgoing(m_anna, id, second, id));
        ours.last().stanzaId = u"a-"_s + id;
    }
    ArchivedMessages page{ours, {}, {}, {}};
    page.followsKnown = true;
    page.askedMs = second + 5'000;
    QVERIFY(answer(m_database->storeArchived(page)));
    QCOMPARE(order(), (QStringList{u"first"_s, u"typed 1"_s, u"typed 2"_s}));
}

void TestArchiveTable::whatCameLiveMeanwhileDoesNotGiveWay()
{
    // In the second where an older page begins, after the newest one had been asked for.
    auto live = at(u"live"_s, second + 500);
    live.stanzaId = u"a-9"_s;
    QVERIFY(answer(m_database->storeMessages({live})));
    ArchivedMessages older{{at(u"1"_s, second), at(u"2"_s, second)}, {}, {}, {{m_anna, second + 400}}};
    older.newerMs.clear();
    older.coveredUntilMs = second + 300;
    older.askedMs = second + 600;
    QVERIFY(answer(m_database->storeArchived(older)));
    QCOMPARE(order().last(), u"live"_s);
}

void TestArchiveTable::secondCopiesMoveNothing()
{
    auto first = at(u"one"_s, second + 1);
    first.stanzaId = u"copy 1"_s;
    auto second2 = at(u"one"_s, second + 5'001);
    second2.stanzaId = u"copy 2"_s;
    (void)store({first, at(u"two"_s, second + 2'001)});
    const auto outcome = store({second2});
    QVERIFY(outcome.moved.isEmpty());
    QVERIFY(outcome.fresh.isEmpty());
    QCOMPARE(order(), (QStringList{u"one"_s, u"two"_s}));
}

void TestArchiveTable::whatCameLiveAndLateIsHeldBack()
{
    // The program was seconds behind with its work; then the stream broke, and the archive alone has the
    // rest.
    QList<MessageRecord> live;
    for (int i = 0; i < 3; ++i) {
        live.append(at(u"%1"_s.arg(i), second + 9'001 + i));
        live.last().stanzaId = u"a-%1"_s.arg(i);
    }
    auto unarchived = at(u"unarchived"_s, second + 9'501);
    QVERIFY(answer(m_database->storeMessages(live + QList{unarchived})));
    ArchivedMessages newest{{at(u"3"_s, second + 3'001), at(u"4"_s, second + 4'001)}, {}, {}, {}};
    newest.askedMs = newest.coveredUntilMs = second + 10'001;
    // While the page that has them is still to come.
    auto outcome = answer(m_database->storeArchived(newest));
    QVERIFY(outcome);
    const QStringList inOrder{u"0"_s, u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"unarchived"_s};
    QCOMPARE(order(), inOrder);
    QCOMPARE(outcome->moved.size(), 3);
    for (int i = 0; i < 3; ++i)
        live[i].timeMs = second + 1 + i * 1'000;
    ArchivedMessages older{live, {}, {}, outcome->oldestMs};
    older.coveredUntilMs = newest.coveredUntilMs;
    outcome = answer(m_database->storeArchived(older));
    QVERIFY(outcome);
    QCOMPARE(order(), inOrder);
    QCOMPARE(answer(m_database->loadMessages(m_anna, {}, 100))->first().timeMs, second + 1);
}

void TestArchiveTable::whatCameAfterAKnownOneIsNotHeldBack()
{
    // The server passed both on, and had written down only the first when it was asked.
    auto first = at(u"first"_s, second + 1'001);
    auto next = at(u"next"_s, second + 1'501);
    first.stanzaId = u"a-1"_s;
    next.stanzaId = u"a-2"_s;
    QVERIFY(answer(m_database->storeMessages({first, next})));
    ArchivedMessages page{{first}, {}, {}, {}};
    page.coveredUntilMs = second + 5'001;
    const auto outcome = answer(m_database->storeArchived(page));
    QVERIFY(outcome);
    QVERIFY(outcome->moved.isEmpty());
    QCOMPARE(order(), (QStringList{u"first"_s, u"next"_s}));
    // Nor what came since the archive was asked, or stands beyond a hole.
    auto fresh = at(u"fresh"_s, second + 1'002);
    page.messages = {fresh};
    page.askedMs = second + 9'001;
    for (qint64 until : {second + 1'001, qint64(0)}) {
        page.coveredUntilMs = until;
        QVERIFY(answer(m_database->storeArchived(page)));
        QCOMPARE(order().constLast(), u"next"_s);
    }
}

void TestArchiveTable::whatIsInNoPageGoesBack()
{
    // The server passed it on, and writes it into its archive only after all has been read.
    auto live = at(u"live"_s, second + 9'001);
    live.stanzaId = u"a-9"_s;
    QVERIFY(answer(m_database->storeMessages({live})));
    ArchivedMessages newest{
        {at(u"3"_s, second + 3'001), at(u"4"_s, second + 4'001)}, {0, u"a-3"_s, u"a-4"_s, false}, {}, {}};
    newest.coveredUntilMs = second + 10'001;
    auto outcome = answer(m_database->storeArchived(newest));
    QVERIFY(outcome);
    QCOMPARE(order(), (QStringList{u"live"_s, u"3"_s, u"4"_s}));
    ArchivedMessages middle{
        {at(u"2"_s, second + 2'001)}, {outcome->rangeRow, u"a-2"_s, u"a-4"_s, false}, {}, outcome->oldestMs};
    middle.coveredUntilMs = newest.coveredUntilMs;
    outcome = answer(m_database->storeArchived(middle));
    QVERIFY(outcome);
    QCOMPARE(order(), (QStringList{u"live"_s, u"2"_s, u"3"_s, u"4"_s}));
    ArchivedMessages last{
        {at(u"1"_s, second + 1'001)}, {outcome->rangeRow, u"a-1"_s, u"a-4"_s, true}, {}, outcome->oldestMs};
    last.coveredUntilMs = newest.coveredUntilMs;
    outcome = answer(m_database->storeArchived(last));
    QVERIFY(outcome);
    QCOMPARE(order(), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"live"_s}));
    QCOMPARE(outcome->moved.last().id, u"live"_s);
    QCOMPARE(outcome->moved.last().thread, m_anna);
    QCOMPARE(outcome->moved.last().timeMs, second + 9'001);
    QCOMPARE(outcome->newest.size(), 1);
    QCOMPARE(outcome->newest.first().id, u"live"_s);
}

void TestArchiveTable::whatCameAfterACopyOfOursIsNotHeldBack()
{
    // Another device of ours wrote, and was answered; nothing else of them is on the page.
    auto copy = outgoing(m_anna, u"copy"_s, second + 1'001, u"copy"_s);
    copy.resource = u"phone"_s;
    copy.stanzaId = u"a-1"_s;
    auto next = at(u"next"_s, second + 1'501);
    next.stanzaId = u"a-2"_s;
    QVERIFY(answer(m_database->storeMessages({copy, next})));
    ArchivedMessages page{{copy}, {}, {}, {}};
    page.coveredUntilMs = second + 5'001;
    const auto outcome = answer(m_database->storeArchived(page));
    QVERIFY(outcome);
    QVERIFY(outcome->moved.isEmpty());
    QCOMPARE(order(), (QStringList{u"copy"_s, u"next"_s}));
}

void TestArchiveTable::oldOnesBringARemovedContactBack()
{
    MessageRecord newer = at(u"newer"_s, second + 2'000);
    MessageRecord older = at(u"older"_s, second + 1'000);
    MessageRecord oldest = at(u"oldest"_s, second);
    newer.read = older.read = oldest.read = true;
    const auto contacts = [this] { return *answer(m_database->loadContacts()); };
    (void)store({newer});
    (void)store({older}); // the summary tells of a later one, and stays
    QCOMPARE(contacts().size(), 1);
    QCOMPARE(contacts().first().lastMessageMs / 1'000, (second + 2'000) / 1'000);
    QVERIFY(answer(m_database->applyContactChanges({{}, {m_anna}, {}})));
    QCOMPARE(contacts().size(), 0);
    (void)store({oldest});
    QCOMPARE(contacts().size(), 1);
    QCOMPARE(contacts().first().preview, u"newer"_s);
}

QTEST_GUILESS_MAIN(TestArchiveTable)
#include "test_archive_table.moc"
