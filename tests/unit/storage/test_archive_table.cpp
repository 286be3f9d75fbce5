// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/storage_steps.h"
#include "unit/storage/storage_fixture.h"

#include <QRandomGenerator>

using namespace roost;
using namespace roost::test;
using namespace Qt::StringLiterals;

/// Pages of the archive: each message at its place, without duplicates, and with the range of the page.
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
    void theOrderOfTheArchiveIsTheOrder();
    void timesSayNothingOfTheOrder();
    void farStampsAreTaken();
    void skipsStoredRanges();
    void fillsAGapAfterARestart();
    void answeredOnesAreRead();
    void localMessageMarksNothingRead();
    void answersMarkStoredMessagesRead();
    void countsUnreadMessages();
    void threadsAreApart();
    void knownOnesMoveToTheirPlace();
    void queuedMessagesFollowArrivedOnes();
    void liveMessagesDuringSyncAreNewer();
    void unarchivedMessagesKeepTheirNeighbours();
    void liveMessagesKeepTheirNeighbours();
    void messagesAfterNewerPageKeepTheirPlace();
    void theOlderOfTwoCopiesCounts();
    void reusedIdsAreApart();
    void reportsThreadsWithNewerMessages();
    void queuedMessagesStayAtTheEnd();
    void lookingAgainChangesNothing();
    void anyOrderEndsInThatOfTheArchive();
    void oldOnesBringARemovedContactBack();

private:
    /// The next page of that look; by default the first of a new one.
    ChangeList store(const QList<MessageRecord> &messages, const std::optional<ArchiveLook> &look = {})
    {
        ArchivedMessages page{messages, {}, {}, look ? *look : makeRoom()};
        return answer(storeArchived(*m_database, page)).value_or(ChangeList{});
    }
    ArchiveLook makeRoom(bool isNewSession = false)
    {
        return answer(m_database->makeRoomForArchive(isNewSession))->look;
    }
    [[nodiscard]] bool live(const QList<MessageRecord> &messages)
    {
        return bool(answer(storeMessages(*m_database, messages)));
    }
    QStringList order() { return idsOf(*answer(m_database->loadMessages(m_anna, {}, 1'000))); }
    /// As the archive has it.
    static MessageRecord at(const QString &id, qint64 ms)
    {
        MessageRecord message = incoming(jid(u"anna@roost.example"), id, ms, id);
        message.stanzaId = u"a-"_s + id;
        return message;
    }
    static MessageRecord ours(const QString &id, qint64 ms, const QString &resource = {})
    {
        MessageRecord message = outgoing(jid(u"anna@roost.example"), id, ms, id);
        message.resource = resource;
        message.state = MessageState::AtServer;
        return message;
    }
    static MessageRecord archived(MessageRecord message)
    {
        message.stanzaId = u"a-"_s + message.id;
        return message;
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
    const auto stored = answer(storeArchived(*m_database, {{}, {0, u"a-5"_s, u"a-9"_s, false}, {}, {}}));
    QVERIFY(stored);
    QVERIFY(stored->rangeRow != 0);
    const ArchiveRange grown{stored->rangeRow, u"a-1"_s, u"a-9"_s, true};
    QCOMPARE(answer(storeArchived(*m_database, {{}, grown, {}, {}}))->rangeRow, stored->rangeRow);
    QCOMPARE(*answer(m_database->loadArchiveRanges()), QList{grown});
    m_database = std::make_unique<UserDatabase>();
    QVERIFY(answer(m_database->open(m_folder->filePath(u"user.db"_s))));
    QCOMPARE(*answer(m_database->loadArchiveRanges()), QList{grown});
}

void TestArchiveTable::mergesRanges()
{
    const qint64 first =
        answer(storeArchived(*m_database, {{}, {0, u"a"_s, u"b"_s, true}, {}, {}}))->rangeRow;
    const qint64 second2 =
        answer(storeArchived(*m_database, {{}, {0, u"k"_s, u"l"_s, false}, {}, {}}))->rangeRow;
    auto ranges = *answer(m_database->loadArchiveRanges());
    QCOMPARE(ranges.size(), 2);
    QCOMPARE(ranges.first().newestId, u"l"_s); // newest first
    QVERIFY(answer(storeArchived(*m_database, {{}, {second2, u"a"_s, u"l"_s, true}, {first}, {}})));
    ranges = *answer(m_database->loadArchiveRanges());
    QCOMPARE(ranges, QList{(ArchiveRange{second2, u"a"_s, u"l"_s, true})});
}

void TestArchiveTable::remembersNothingOfAnEmptyArchive()
{
    const auto stored = answer(storeArchived(*m_database, {{}, {0, {}, {}, true}, {}, {}}));
    QVERIFY(stored);
    QCOMPARE(stored->rangeRow, 0);
    QVERIFY(answer(m_database->loadArchiveRanges())->isEmpty());
}

void TestArchiveTable::doublesStayAsTheyAre()
{
    QVERIFY(live({at(u"one"_s, second + 250)}));
    auto copy = at(u"one"_s, second);
    copy.body = u"something else"_s;
    const auto outcome = store({copy, at(u"two"_s, second + 5'000)});
    QCOMPARE(idsOf(outcome.inserted), QStringList{u"two"_s});
    QVERIFY(outcome.inserted.first().rowId != 0);
    QVERIFY(outcome.inserted.first().position > outcome.look.ceiling);
    const auto messages = *answer(m_database->loadMessages(m_anna, {}, 10));
    QCOMPARE(idsOf(messages), (QStringList{u"one"_s, u"two"_s}));
    QCOMPARE(messages.first().body, u"one"_s);
    QCOMPARE(messages.first().timeMs, second + 250);
    // The same page once more changes nothing.
    QVERIFY(store({copy, at(u"two"_s, second + 5'000)}).inserted.isEmpty());
    QCOMPARE(order(), (QStringList{u"one"_s, u"two"_s}));
}

void TestArchiveTable::theOrderOfTheArchiveIsTheOrder()
{
    // All messages have the same second, arrive page by page, and some of them are stored already.
    QVERIFY(live({at(u"2"_s, second + 200), at(u"5"_s, second + 600)}));
    const auto newest = store({at(u"5"_s, second), at(u"6"_s, second), at(u"7"_s, second)});
    QCOMPARE(order(), (QStringList{u"2"_s, u"5"_s, u"6"_s, u"7"_s}));
    const auto older = store({at(u"3"_s, second), at(u"4"_s, second)}, newest.look);
    (void)store({at(u"1"_s, second), at(u"2"_s, second)}, older.look);
    QCOMPARE(order(), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s, u"6"_s, u"7"_s}));
}

void TestArchiveTable::timesSayNothingOfTheOrder()
{
    // The server's clock was set back between the two, and the live message has an ancient stamp.
    QVERIFY(live({at(u"live"_s, 915'148'800'000)}));
    (void)store({at(u"1"_s, second + 9'000), at(u"2"_s, second), at(u"live"_s, second + 1)});
    QCOMPARE(order(), (QStringList{u"1"_s, u"2"_s, u"live"_s}));
}

void TestArchiveTable::farStampsAreTaken()
{
    QVERIFY(live({at(u"near"_s, second + 1'900), at(u"far"_s, second + 9'000)}));
    const auto outcome = store({at(u"near"_s, second), at(u"far"_s, second + 1'000)});
    const auto messages = *answer(m_database->loadMessages(m_anna, {}, 10));
    QCOMPARE(messages.at(0).timeMs, second + 1'900);
    QCOMPARE(messages.at(1).timeMs, second + 1'000);
    QCOMPARE(outcome.moved.size(), 2);
    QCOMPARE(previewsOf(outcome), QStringList{u"far"_s});
}

void TestArchiveTable::skipsStoredRanges()
{
    // Two stretches with a hole between them, then news; the sync leaps from the news over the newer stretch.
    const auto oldest = store({at(u"1"_s, second), at(u"2"_s, second)});
    const auto middle = store({at(u"5"_s, second), at(u"6"_s, second)});
    QVERIFY(middle.look.ceiling > oldest.look.ceiling);
    ArchivedMessages news{{at(u"6"_s, second), at(u"7"_s, second)}, {}, {}, makeRoom()};
    news.range = {0, u"a-5"_s, u"a-7"_s, false};
    news.leapsTo = middle.look.ceiling;
    const auto leapt = answer(storeArchived(*m_database, news));
    QVERIFY(leapt);
    QCOMPARE(leapt->look.ceiling, middle.look.ceiling);
    QCOMPARE(answer(m_database->loadArchiveRanges())->first().oldestPosition, middle.look.ceiling);
    (void)store({at(u"3"_s, second), at(u"4"_s, second)}, leapt->look);
    QCOMPARE(order(), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s, u"6"_s, u"7"_s}));
}

void TestArchiveTable::fillsAGapAfterARestart()
{
    // Killed between two pages; when it comes again there is news, live and in the archive.
    (void)store({at(u"1"_s, second)});
    ArchivedMessages first{{at(u"4"_s, second)}, {0, u"a-4"_s, u"a-4"_s, false}, {}, makeRoom(true)};
    const auto stopped = answer(storeArchived(*m_database, first));
    QVERIFY(stopped);
    m_database = std::make_unique<UserDatabase>();
    QVERIFY(answer(m_database->open(m_folder->filePath(u"user.db"_s))));
    const ArchiveLook look = makeRoom(true);
    QVERIFY(live({at(u"6"_s, second)}));
    ArchivedMessages news{{at(u"4"_s, second), at(u"5"_s, second)}, {0, u"a-4"_s, u"a-5"_s, false}, {}, look};
    news.leapsTo = answer(m_database->loadArchiveRanges())->first().oldestPosition;
    const auto leapt = answer(storeArchived(*m_database, news));
    QVERIFY(leapt);
    (void)store({at(u"2"_s, second), at(u"3"_s, second)}, leapt->look);
    QCOMPARE(order(), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s, u"6"_s}));
}

void TestArchiveTable::answeredOnesAreRead()
{
    const auto outcome =
        store({at(u"before"_s, second + 1), archived(ours(u"ours"_s, second + 10'000, u"phone"_s)),
               at(u"after"_s, second + 20'001)});
    QCOMPARE(idsOf(outcome.inserted), (QStringList{u"before"_s, u"ours"_s, u"after"_s}));
    QVERIFY(outcome.inserted.at(0).read);
    QVERIFY(!outcome.inserted.at(2).read);
    // An answer that has been here before counts too.
    QVERIFY(store({at(u"older"_s, second - 5'001)}, outcome.look).inserted.first().read);
}

void TestArchiveTable::localMessageMarksNothingRead()
{
    // We had not received the missed message when we wrote ours.
    QVERIFY(live({ours(u"ours"_s, second)}));
    const auto outcome = store({at(u"missed"_s, second), archived(ours(u"ours"_s, second))});
    QVERIFY(!outcome.inserted.first().read);
    QCOMPARE(answer(m_database->loadContacts())->first().unread, 1);
}

void TestArchiveTable::answersMarkStoredMessagesRead()
{
    QVERIFY(answer(storeMessages(*m_database, {at(u"1"_s, second + 1), at(u"2"_s, second + 9'000)})));
    const auto outcome = store({at(u"1"_s, second + 1), archived(ours(u"ours"_s, second + 5'001, u"phone"_s)),
                                at(u"2"_s, second + 9'000)});
    QCOMPARE(outcome.becameRead.value(m_anna), 1);
    QCOMPARE(answer(m_database->loadContacts())->first().unread, 1);
    const auto messages = *answer(m_database->loadMessages(m_anna, {}, 10));
    QVERIFY(messages.at(0).read);
    QVERIFY(!messages.at(2).read);
}

void TestArchiveTable::countsUnreadMessages()
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
    QCOMPARE(idsOf(outcome.inserted), (QStringList{u"a1"_s, u"b1"_s, u"a2"_s, u"b2"_s}));
    QCOMPARE(order(), (QStringList{u"a1"_s, u"a2"_s}));
    QCOMPARE(idsOf(*answer(m_database->loadMessages(ben, {}, 10))), (QStringList{u"b1"_s, u"b2"_s}));
}

void TestArchiveTable::knownOnesMoveToTheirPlace()
{
    // The message was delayed, and the one before it was lost in transit.
    QVERIFY(live({at(u"2"_s, second + 900), at(u"4"_s, second + 901)}));
    const auto outcome =
        store({at(u"1"_s, second), at(u"2"_s, second), at(u"3"_s, second), at(u"4"_s, second)});
    QCOMPARE(order(), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s}));
    QCOMPARE(outcome.moved.size(), 2);
    for (const MovedMessage &moved : outcome.moved) {
        QCOMPARE(moved.thread, m_anna);
        QVERIFY(!moved.mine);
        QVERIFY(moved.position > outcome.look.ceiling - 1);
    }
    QCOMPARE(previewsOf(outcome), QStringList{u"4"_s}); // it is still the last; two more are unread
    QCOMPARE(outcome.summaries.first().unread, 4);
    const auto longer = store({at(u"4"_s, second), at(u"5"_s, second)});
    QCOMPARE(previewsOf(longer), QStringList{u"5"_s});
    QCOMPARE(answer(m_database->loadContacts())->first().preview, u"5"_s);
}

void TestArchiveTable::queuedMessagesFollowArrivedOnes()
{
    // Three messages were written offline; the archive has the first one, which had been sent.
    for (int i = 1; i <= 3; ++i)
        QVERIFY(answer(storeOutgoing(*m_database, outgoing(m_anna, u"ours %1"_s.arg(i), second, u"ours"_s))));
    const auto begun = answer(m_database->makeRoomForArchive(true));
    QVERIFY(begun);
    QCOMPARE(begun->moved.size(), 3);
    QCOMPARE(begun->moved.first().id, u"ours 1"_s);
    QVERIFY(begun->moved.first().mine);
    (void)store({at(u"1"_s, second), archived(ours(u"ours 1"_s, second)), at(u"2"_s, second)}, begun->look);
    QCOMPARE(order(), (QStringList{u"1"_s, u"ours 1"_s, u"2"_s, u"ours 2"_s, u"ours 3"_s}));
    // A message that the archive has keeps its place, whatever its sending state is.
    QVERIFY(
        answer(m_database->setMessageState(m_anna, u"ours 1"_s, MessageState::Queued, ErrorKind::None, {})));
    QCOMPARE(answer(m_database->makeRoomForArchive(true))->moved.size(), 2);
    // A mere look moves nothing.
    QVERIFY(answer(m_database->makeRoomForArchive(false))->moved.isEmpty());
}

void TestArchiveTable::liveMessagesDuringSyncAreNewer()
{
    (void)store({at(u"1"_s, second)});
    const ArchiveLook look = makeRoom(true);
    // The archive is slow to write it down.
    QVERIFY(live({at(u"4"_s, second), ours(u"ours"_s, second)}));
    (void)store({at(u"1"_s, second), at(u"2"_s, second), at(u"3"_s, second)}, look);
    QCOMPARE(order(), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"ours"_s}));
}

void TestArchiveTable::unarchivedMessagesKeepTheirNeighbours()
{
    // Messages that we sent since the last sync, and one that the archive does not keep.
    (void)store({at(u"1"_s, second)});
    QVERIFY(live({at(u"2"_s, second), ours(u"lacking"_s, second), ours(u"lacking too"_s, second),
                  at(u"3"_s, second)}));
    const auto outcome = store({at(u"2"_s, second), at(u"3"_s, second), at(u"4"_s, second)}, makeRoom(true));
    QCOMPARE(order(), (QStringList{u"1"_s, u"2"_s, u"lacking"_s, u"lacking too"_s, u"3"_s, u"4"_s}));
    QCOMPARE(outcome.moved.size(), 4);
    // Again, with the earlier messages on a separate page.
    auto newest = store({at(u"3"_s, second), at(u"4"_s, second)}, makeRoom(true));
    newest = store({at(u"1"_s, second), at(u"2"_s, second)}, newest.look);
    QCOMPARE(order(), (QStringList{u"1"_s, u"2"_s, u"lacking"_s, u"lacking too"_s, u"3"_s, u"4"_s}));
}

void TestArchiveTable::liveMessagesKeepTheirNeighbours()
{
    // More came live than the first page holds, before it was asked for.
    (void)store({at(u"0"_s, second)});
    const ArchiveLook look = makeRoom(true);
    QList<MessageRecord> all;
    for (int i = 1; i <= 6; ++i)
        all.append(at(QString::number(i), second));
    QVERIFY(live(all));
    const QStringList inOrder{u"0"_s, u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s, u"6"_s};
    const auto newest = store(all.mid(3), look);
    QCOMPARE(order(), inOrder);
    (void)store(QList{at(u"0"_s, second)} + all.mid(0, 3), newest.look);
    QCOMPARE(order(), inOrder);
    // The same, where the archive lacks the one before the first of a page.
    const ArchiveLook next = makeRoom(true);
    QList<MessageRecord> more;
    for (int i = 7; i <= 11; ++i)
        more.append(at(QString::number(i), second));
    QVERIFY(live(more));
    const auto page = store(more.mid(3), next);
    QCOMPARE(order(), inOrder + idsOf(more));
    (void)store(all.mid(3) + more.mid(0, 2), page.look);
    QCOMPARE(order(), inOrder + idsOf(more));
}

void TestArchiveTable::messagesAfterNewerPageKeepTheirPlace()
{
    (void)store({at(u"1"_s, second)});
    // Our message has arrived, but was not acknowledged; and the archive has lost the last message that it
    // delivered live.
    QVERIFY(answer(storeOutgoing(*m_database, outgoing(m_anna, u"ours"_s, second, u"ours"_s))));
    (void)makeRoom(true);
    QVERIFY(live({at(u"2"_s, second), at(u"lacking"_s, second)}));
    const auto newest = store({at(u"2"_s, second)}, makeRoom(true));
    QCOMPARE(order(), (QStringList{u"1"_s, u"2"_s, u"lacking"_s, u"ours"_s}));
    (void)store({at(u"1"_s, second), archived(ours(u"ours"_s, second))}, newest.look);
    QCOMPARE(order(), (QStringList{u"1"_s, u"ours"_s, u"2"_s, u"lacking"_s}));
}

void TestArchiveTable::theOlderOfTwoCopiesCounts()
{
    // The sender sends the message again, because the first copy was not acknowledged.
    auto again = at(u"1"_s, second + 5'000);
    again.stanzaId = u"copy"_s;
    again.isIdUnique = true;
    const QStringList inOrder{u"1"_s, u"2"_s, u"3"_s};
    const QList<MessageRecord> page{at(u"1"_s, second), at(u"2"_s, second), again, at(u"3"_s, second)};
    // On one page.
    QCOMPARE(store(page).inserted.size(), 3);
    QCOMPARE(order(), inOrder);
    // The newer copy alone, later.
    QVERIFY(store(page.mid(2)).inserted.isEmpty());
    QCOMPARE(order(), inOrder);
    // The older one came live.
    auto early = at(u"0"_s, second);
    QVERIFY(live({early}));
    early.stanzaId = u"copy of 0"_s;
    early.isIdUnique = true;
    (void)store(QList{page.constLast(), early});
    QCOMPARE(order().last(), u"0"_s);
    QCOMPARE(answer(m_database->loadMessages(m_anna, {}, 1))->first().stanzaId, u"a-0"_s);
    // On two pages.
    m_database->run([](SqlConnection &connection) { (void)connection.execute("DELETE FROM messages"); });
    const auto newest = store(page.mid(2));
    QCOMPARE(order(), (QStringList{u"1"_s, u"3"_s}));
    QList<MessageRecord> older = page.mid(0, 2);
    older[0].isIdUnique = true;
    (void)store(older, newest.look);
    QCOMPARE(order(), inOrder);
}

void TestArchiveTable::reusedIdsAreApart()
{
    // A sender that gives one id to all it sends.
    const auto alert = [](int number) {
        auto message = incoming(jid(u"anna@roost.example"), u"notification"_s, second + number, u"full"_s);
        message.stanzaId = u"a-%1"_s.arg(number);
        message.resource = u"bot"_s;
        return message;
    };
    QVERIFY(live({alert(4), alert(5)}));
    const auto newest = store({alert(3), alert(4), alert(5)});
    QCOMPARE(newest.inserted.size(), 1);
    QCOMPARE(newest.moved.size(), 2);
    const auto older = store({alert(1), alert(2)}, newest.look);
    QCOMPARE(older.inserted.size(), 2);
    QVERIFY(store({alert(1), alert(2), alert(3), alert(4), alert(5)}).inserted.isEmpty());
    QStringList stanzaIds;
    const auto messages = *answer(m_database->loadMessages(m_anna, {}, 100));
    for (const MessageRecord &message : messages)
        stanzaIds.append(message.stanzaId);
    QCOMPARE(stanzaIds, (QStringList{u"a-1"_s, u"a-2"_s, u"a-3"_s, u"a-4"_s, u"a-5"_s}));
    const QStringList ids = order();
    QCOMPARE(QSet<QString>(ids.cbegin(), ids.cend()).size(), 5);
    // Each message is reported under its local id.
    for (const MovedMessage &moved : newest.moved)
        QVERIFY(ids.contains(moved.id));
    for (const MessageRecord &fresh : older.inserted)
        QVERIFY(ids.contains(fresh.id));
}

void TestArchiveTable::reportsThreadsWithNewerMessages()
{
    const ArchiveLook look = makeRoom(true);
    // A queued message does not count as newer than the archived one.
    QVERIFY(answer(storeOutgoing(*m_database, outgoing(m_anna, u"waits"_s, second, u"waits"_s))));
    const auto newest = store({at(u"2"_s, second)}, look);
    QCOMPARE(newest.news, QList{m_anna});
    QVERIFY(store({at(u"1"_s, second)}, newest.look).news.isEmpty());
    QVERIFY(live({at(u"9"_s, second)}));
    QVERIFY(store({at(u"3"_s, second)}, look).news.isEmpty());
}

void TestArchiveTable::queuedMessagesStayAtTheEnd()
{
    // A long queue is being sent: its first messages are in the archive, behind a live message that came
    // before the last ones were typed.
    QVERIFY(answer(storeOutgoing(*m_database, outgoing(m_anna, u"queued 1"_s, second, u"text"_s))));
    QVERIFY(answer(storeOutgoing(*m_database, outgoing(m_anna, u"queued 2"_s, second, u"text"_s))));
    const ArchiveLook look = makeRoom(true);
    QVERIFY(live({at(u"theirs"_s, second)}));
    QVERIFY(answer(storeOutgoing(*m_database, outgoing(m_anna, u"queued 3"_s, second, u"text"_s))));
    QVERIFY(live({at(u"theirs 2"_s, second)}));
    (void)store({at(u"theirs"_s, second), archived(ours(u"queued 1"_s, second)),
                 archived(ours(u"queued 2"_s, second)), at(u"theirs 2"_s, second)},
                look);
    QCOMPARE(order(), (QStringList{u"theirs"_s, u"queued 1"_s, u"queued 2"_s, u"theirs 2"_s, u"queued 3"_s}));
    // Once it is sent, it has its place in the archive.
    QVERIFY(answer(m_database->setMessageState(m_anna, u"queued 3"_s, MessageState::AtServer, {}, {})));
    (void)store({at(u"theirs 2"_s, second), archived(ours(u"queued 3"_s, second)), at(u"later"_s, second)});
    QCOMPARE(order(), (QStringList{u"theirs"_s, u"queued 1"_s, u"queued 2"_s, u"theirs 2"_s, u"queued 3"_s,
                                   u"later"_s}));
}

void TestArchiveTable::lookingAgainChangesNothing()
{
    QList<MessageRecord> all;
    for (int i = 1; i <= 5; ++i)
        all.append(at(QString::number(i), second));
    (void)store(all);
    const QStringList before = order();
    for (int look = 0; look < 20; ++look) {
        const auto outcome = store(all.mid(look % 5));
        QVERIFY(outcome.inserted.isEmpty());
        QVERIFY(outcome.summaries.isEmpty());
        QCOMPARE(order(), before);
    }
}

void TestArchiveTable::anyOrderEndsInThatOfTheArchive()
{
    // Sessions that end anywhere: something comes live, some of it in the wrong order, some of it never; then
    // pages from the end, sometimes broken off.
    QRandomGenerator random(7);
    QList<MessageRecord> archive;
    qsizetype coveredFrom = 0; // older messages are complete
    for (int session = 0; session < 60; ++session) {
        ArchiveLook look = makeRoom(true);
        QList<MessageRecord> came;
        for (int i = random.bounded(12); i >= 0; --i) {
            archive.append(at(u"m%1"_s.arg(archive.size(), 4, 10, '0'_L1), second));
            if (random.bounded(3) != 0)
                came.insert(random.bounded(4) == 0 ? random.bounded(came.size() + 1) : came.size(),
                            archive.last());
        }
        QVERIFY(live(came));
        qsizetype end = archive.size();
        while (end > coveredFrom && random.bounded(8) != 0) {
            const qsizetype begin = std::max<qsizetype>(0, end - 1 - random.bounded(15));
            look = store(archive.mid(begin, end - begin), look).look;
            end = begin;
        }
        if (end > coveredFrom)
            continue;
        coveredFrom = std::max<qsizetype>(0, archive.size() - 3); // the end is looked at again
        QCOMPARE(order(), idsOf(archive));
    }
    QVERIFY(coveredFrom > 100);
}

void TestArchiveTable::oldOnesBringARemovedContactBack()
{
    MessageRecord newer = at(u"newer"_s, second + 2'000);
    MessageRecord older = at(u"older"_s, second + 1'000);
    MessageRecord oldest = at(u"oldest"_s, second);
    newer.read = older.read = oldest.read = true;
    const auto contacts = [this] { return *answer(m_database->loadContacts()); };
    const auto first = store({newer});
    const auto second2 = store({older}, first.look); // the summary is of a later message, and stays
    QVERIFY(second2.summaries.isEmpty());
    QCOMPARE(contacts().size(), 1);
    QCOMPARE(contacts().first().lastMessageMs / 1'000, (second + 2'000) / 1'000);
    QVERIFY(answer(m_database->applyContactChanges({{}, {m_anna}, {}})));
    QCOMPARE(contacts().size(), 0);
    QCOMPARE(previewsOf(store({oldest}, second2.look)), QStringList{u"newer"_s});
    QCOMPARE(contacts().size(), 1);
    QCOMPARE(contacts().first().preview, u"newer"_s);
}

QTEST_GUILESS_MAIN(TestArchiveTable)
#include "test_archive_table.moc"
