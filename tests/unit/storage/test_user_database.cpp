// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/storage_steps.h"
#include "unit/storage/storage_fixture.h"

using namespace roost;
using namespace roost::test;
using namespace Qt::StringLiterals;

class TestUserDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(u"deep/er/user.db"_s);
        reopen();
    }
    void cleanup()
    {
        m_database.reset();
        m_folder.reset();
    }

    void keepsAllFactsOfAContact();
    void keepsOddLabels_data();
    void keepsOddLabels();
    void savingAContactLeavesItsThreadAlone();
    void removedContactGoesButItsMessagesStay();
    void lastSeenOnlyGrows();
    void strangersGetAThread();
    void doublesChangeNothing();
    void messagesWithoutAnyIdAreNotDoubles();
    void summaryFollowsTheNewestMessage();
    void previewIsOneShortLine();
    void countsUnreadUntilRead();
    void pagesBackwardsWithoutGapsOrRepeats();
    void queuedComeBackAsTheyWereWritten();
    void failureIsKept();
    void deliveriesAreRaisedNeverLowered();
    void keepsDrafts();
    void keepsSettings();
    void nullStringsAreEmpty();
    void fileIsPrivate();

private:
    void reopen()
    {
        m_database.reset();
        m_database = std::make_unique<UserDatabase>();
        const auto opened = answer(m_database->open(m_file));
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
    }
    QList<ContactRecord> contacts() { return answer(m_database->loadContacts()).value_or({}); }
    ContactRecord contact(const Jid &jid)
    {
        for (const auto &each : contacts()) {
            if (each.jid == jid)
                return each;
        }
        return {};
    }
    bool save(const ContactRecord &record)
    {
        return bool(answer(m_database->applyContactChanges({{record}, {}, {}})));
    }
    QList<StoreOutcome> store(const QList<MessageRecord> &messages)
    {
        const auto outcomes = answer(storeMessages(*m_database, messages));
        if (!outcomes)
            qWarning() << outcomes.error().detail;
        return outcomes.value_or({});
    }
    QList<MessageRecord> messages(const Jid &thread, int limit = 1000)
    {
        return answer(m_database->loadMessages(thread, {}, limit)).value_or({});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
    std::unique_ptr<UserDatabase> m_database;
    const Jid m_anna = jid(u"anna@roost.example");
    const Jid m_ben = jid(u"ben@roost.example");
};

void TestUserDatabase::keepsAllFactsOfAContact()
{
    ContactRecord anna;
    anna.jid = m_anna;
    anna.name = u"Anna"_s;
    anna.nickname = u"annie \U0001F426"_s;
    anna.labels = {u"Family"_s, u"Work"_s};
    anna.subscription = Subscription::Both;
    anna.inRoster = true;
    anna.ask = true;
    anna.wantsUs = true;
    anna.wantsUsMessage = u"It's me"_s;
    anna.tellWhenOnline = true;
    anna.blocked = true;
    anna.avatarHash = u"da39a3ee5e6b4b0d3255bfef95601890afd80709"_s;
    anna.lastSeenMs = 1'700'000'000'123;
    QVERIFY(save(anna));
    reopen();
    QCOMPARE(contacts(), QList{anna});

    // Each flag separately, since all flags share one number.
    for (bool ContactRecord::*flag : {&ContactRecord::inRoster, &ContactRecord::ask, &ContactRecord::wantsUs,
                                      &ContactRecord::tellWhenOnline, &ContactRecord::blocked}) {
        ContactRecord other = anna;
        other.inRoster = other.ask = other.wantsUs = other.tellWhenOnline = other.blocked = false;
        other.*flag = true;
        QVERIFY(save(other));
        QCOMPARE(contact(m_anna), other);
    }
}

void TestUserDatabase::keepsOddLabels_data()
{
    QTest::addColumn<QStringList>("given");
    QTest::addColumn<QStringList>("kept");
    const auto same = [](const char *name, const QStringList &labels) {
        QTest::newRow(name) << labels << labels;
    };
    same("none", {});
    same("separators of others", {u"a,b"_s, u"c;d"_s, u"e|f"_s, u"g::h"_s, u"i\tj"_s, u"k\nl"_s});
    same("quotes", {u"'; DROP TABLE endpoints; --"_s, u"\"x\""_s, u"%_\\"_s});
    same("emoji and right to left",
         {u"\U0001F468\u200D\U0001F469\u200D\U0001F467"_s, u"\u05DE\u05E9\u05E4\u05D7\u05D4"_s});
    same("blanks", {u" "_s, u"  two  "_s});
    QTest::newRow("our own separator") << QStringList{u"a\u001Fb"_s} << QStringList{u"a b"_s};
    QTest::newRow("an empty one") << QStringList{u""_s, u"z"_s} << QStringList{u"z"_s};
}

void TestUserDatabase::keepsOddLabels()
{
    QFETCH(QStringList, given);
    QFETCH(QStringList, kept);
    ContactRecord anna;
    anna.jid = m_anna;
    anna.labels = given;
    QVERIFY(save(anna));
    reopen();
    QCOMPARE(contact(m_anna).labels, kept);
}

void TestUserDatabase::savingAContactLeavesItsThreadAlone()
{
    store({incoming(m_anna, u"1"_s, 1000, u"hello"_s)});
    QVERIFY(answer(m_database->saveDraft(m_anna, u"dear"_s)));
    ContactRecord stale;
    stale.jid = m_anna;
    stale.name = u"Anna"_s;
    stale.preview = u"nonsense"_s;
    QVERIFY(save(stale));
    const auto kept = contact(m_anna);
    QCOMPARE(kept.name, u"Anna"_s);
    QCOMPARE(kept.preview, u"hello"_s);
    QCOMPARE(kept.unread, 1);
    QCOMPARE(kept.lastMessageMs, 1000);
    QCOMPARE(kept.draft, u"dear"_s);
}

void TestUserDatabase::removedContactGoesButItsMessagesStay()
{
    QVERIFY(save(person(m_anna, u"Anna"_s)));
    QVERIFY(save(person(m_ben, u"Ben"_s)));
    store({incoming(m_anna, u"1"_s, 1000, u"hello"_s)});
    QVERIFY(answer(m_database->applyContactChanges({{}, {m_anna, m_ben}, u"v2"_s})));
    QCOMPARE(contacts().size(), 0);
    QCOMPARE(idsOf(messages(m_anna)), QStringList{u"1"_s});
    QCOMPARE(answer(m_database->loadSettings())->value(u"roster-version"_s), u"v2"_s);

    // A new message brings the thread back, without the old name, and the old one is not unread again.
    store({incoming(m_anna, u"2"_s, 2000, u"still there?"_s)});
    QCOMPARE(contact(m_anna).name, QString());
    QCOMPARE(contact(m_anna).unread, 1);
    QVERIFY(save(person(m_ben, u"Ben"_s)));
    QCOMPARE(contact(m_ben).name, u"Ben"_s);
}

void TestUserDatabase::lastSeenOnlyGrows()
{
    QVERIFY(save(person(m_anna, {}, 500)));
    QVERIFY(answer(m_database->saveLastSeen({{m_anna, 900}, {m_ben, 900}})));
    QVERIFY(answer(m_database->saveLastSeen({{m_anna, 700}})));
    QCOMPARE(contact(m_anna).lastSeenMs, 900);
    QVERIFY(save(person(m_anna, {}, 100)));
    QCOMPARE(contact(m_anna).lastSeenMs, 900);
    QCOMPARE(contacts().size(), 1);
    QVERIFY(answer(m_database->saveAvatarHash(m_anna, u"abc"_s)));
    QCOMPARE(contact(m_anna).avatarHash, u"abc"_s);
}

void TestUserDatabase::strangersGetAThread()
{
    QCOMPARE(store({incoming(m_ben, u"1"_s, 1000, u"buy!"_s)}).first().inserted, true);
    const auto ben = contact(m_ben);
    QCOMPARE(ben.jid, m_ben);
    QVERIFY(!ben.inRoster);
    QCOMPARE(ben.subscription, Subscription::None);
    QCOMPARE(ben.preview, u"buy!"_s);
}

void TestUserDatabase::doublesChangeNothing()
{
    const auto first = store({incoming(m_anna, u"1"_s, 1000, u"hello"_s)});
    const auto again =
        store({incoming(m_anna, u"1"_s, 5000, u"hello"_s), incoming(m_anna, u"2"_s, 2000, u"b"_s)});
    QCOMPARE(again.size(), 2);
    QVERIFY(!again.at(0).inserted);
    QCOMPARE(again.at(0).rowId, first.first().rowId);
    QVERIFY(again.at(1).inserted);
    QCOMPARE(contact(m_anna).unread, 2);
    QCOMPARE(contact(m_anna).lastMessageMs, 2000);
    QCOMPARE(messages(m_anna).first().timeMs, 1000);

    // The same id the other way, or in another thread, is another message.
    QVERIFY(answer(storeOutgoing(*m_database, outgoing(m_anna, u"1"_s, 3000, u"echo"_s))));
    QVERIFY(store({incoming(m_ben, u"1"_s, 1000, u"hello"_s)}).first().inserted);
    QCOMPARE(messages(m_anna).size(), 3);
}

void TestUserDatabase::messagesWithoutAnyIdAreNotDoubles()
{
    auto archived = incoming(m_anna, {}, 1000, u"c"_s);
    archived.stanzaId = u"archive-1"_s;
    const auto outcomes = store(
        {incoming(m_anna, {}, 1000, u"a"_s), incoming(m_anna, u""_s, 1000, u"b"_s), archived, archived});
    QCOMPARE(outcomes.size(), 4);
    QVERIFY(outcomes.at(0).inserted && outcomes.at(1).inserted && outcomes.at(2).inserted);
    QVERIFY(!outcomes.at(3).inserted);
    QCOMPARE(outcomes.at(3).rowId, outcomes.at(2).rowId);
    QCOMPARE(contact(m_anna).unread, 3);
}

void TestUserDatabase::summaryFollowsTheNewestMessage()
{
    store({incoming(m_anna, u"2"_s, 2000, u"new"_s)});
    auto late = incoming(m_anna, u"1"_s, 1000, u"late arrival"_s);
    late.isLate = true;
    late.resource = u"phone"_s;
    store({late});
    QCOMPARE(contact(m_anna).preview, u"new"_s);
    QCOMPARE(contact(m_anna).unread, 2);
    QVERIFY(answer(storeOutgoing(*m_database, outgoing(m_anna, u"3"_s, 3000, u"mine"_s))));
    QCOMPARE(contact(m_anna).preview, u"mine"_s);
    QVERIFY(contact(m_anna).previewMine);
    QCOMPARE(contact(m_anna).unread, 2);
    auto old = incoming(m_anna, u"5"_s, 10, u"old"_s);
    old.isLate = true;
    old.resource = u"phone"_s;
    store({incoming(m_anna, u"4"_s, 3000, u"same time, came later"_s), old});
    QCOMPARE(contact(m_anna).preview, u"same time, came later"_s);
    QVERIFY(!contact(m_anna).previewMine);
    QCOMPARE(contact(m_anna).lastMessageMs, 3000);
}

void TestUserDatabase::previewIsOneShortLine()
{
    const QString bird = u"\U0001F426"_s;
    store({incoming(m_anna, u"1"_s, 1000, u" one\n\n two\tthree "_s)});
    QCOMPARE(contact(m_anna).preview, u"one two three"_s);
    store({incoming(m_anna, u"2"_s, 2000, u"x"_s + bird.repeated(200))});
    // 160 would cut a bird in two.
    QCOMPARE(contact(m_anna).preview, u"x"_s + bird.repeated(79));
}

void TestUserDatabase::countsUnreadUntilRead()
{
    auto seen = incoming(m_anna, u"3"_s, 3000, u"seen on the phone"_s);
    seen.read = true;
    auto mine = outgoing(m_anna, u"4"_s, 4000, u"from the phone"_s);
    mine.state = MessageState::AtServer;
    store({incoming(m_anna, u"1"_s, 1000, u"a"_s), incoming(m_anna, u"2"_s, 2000, u"b"_s), seen, mine});
    QCOMPARE(contact(m_anna).unread, 2);
    QVERIFY(answer(markRead(*m_database, m_anna)));
    QVERIFY(answer(markRead(*m_database, m_ben)));
    reopen();
    QCOMPARE(contact(m_anna).unread, 0);
    for (const auto &message : messages(m_anna))
        QCOMPARE(message.read, !message.mine);
}

void TestUserDatabase::pagesBackwardsWithoutGapsOrRepeats()
{
    QList<MessageRecord> stored;
    for (int i = 0; i < 105; ++i) {
        // Ten share each moment, and the ids say nothing about the order.
        stored.append(incoming(m_anna, QString::number((i * 37) % 105), 1000 + i / 10, QString::number(i)));
        stored.append(incoming(m_ben, QString::number(i), 1000 + i / 10, u"other thread"_s));
    }
    store(stored);
    QStringList bodies;
    MessageCursor cursor;
    int pages = 0;
    for (;;) {
        const auto page = *answer(m_database->loadMessages(m_anna, cursor, 25));
        if (page.isEmpty())
            break;
        ++pages;
        QVERIFY(page.size() <= 25);
        cursor = {page.first().position, page.first().rowId};
        for (auto each = page.crbegin(); each != page.crend(); ++each)
            bodies.prepend(each->body);
    }
    QCOMPARE(pages, 5);
    QCOMPARE(bodies.size(), 105);
    for (int i = 0; i < 105; ++i)
        QCOMPARE(bodies.at(i), QString::number(i));
    QCOMPARE(answer(m_database->loadMessages(jid(u"nobody@roost.example"), {}, 25))->size(), 0);
}

void TestUserDatabase::queuedComeBackAsTheyWereWritten()
{
    QVERIFY(answer(storeOutgoing(*m_database, outgoing(m_anna, u"b"_s, 2000, u"second"_s)))->rowId > 0);
    auto first = outgoing(m_ben, u"a"_s, 1000, u"first"_s);
    first.deliveries = {{u"phone"_s, DeviceKind::Phone, u"Pixel"_s, DeliveryState::Sent, 1000}};
    first.state = MessageState::Read; // Stored as queued, whatever the record's state is.
    const qint64 row = answer(storeOutgoing(*m_database, first))->rowId;
    QVERIFY(answer(storeOutgoing(*m_database, outgoing(m_anna, u"c"_s, 3000, u"gone"_s))));
    QVERIFY(answer(m_database->setMessageState(m_anna, u"c"_s, MessageState::AtServer, ErrorKind::None, {})));
    QVERIFY(answer(
        m_database->setMessageState(m_anna, u"unknown"_s, MessageState::AtServer, ErrorKind::None, {})));
    // Once more under the same id: still one message.
    QCOMPARE(answer(storeOutgoing(*m_database, first))->rowId, row);
    reopen();
    const auto queued = *answer(m_database->loadQueued());
    // In the order of writing, also when the clock was set back in between.
    QCOMPARE(idsOf(queued), (QStringList{u"b"_s, u"a"_s}));
    QCOMPARE(queued.last().thread, m_ben);
    QCOMPARE(queued.last().state, MessageState::Queued);
    QCOMPARE(queued.last().deliveries, first.deliveries);
}

void TestUserDatabase::failureIsKept()
{
    QVERIFY(answer(storeOutgoing(*m_database, outgoing(m_anna, u"1"_s, 1000, u"x"_s))));
    QVERIFY(answer(m_database->setMessageState(m_anna, u"1"_s, MessageState::Failed,
                                               ErrorKind::ServiceUnavailable, u"service-unavailable"_s)));
    reopen();
    const auto message = messages(m_anna).first();
    QCOMPARE(message.state, MessageState::Failed);
    QCOMPARE(ErrorKind(message.failureKind), ErrorKind::ServiceUnavailable);
    QCOMPARE(message.failure, u"service-unavailable"_s);
    QVERIFY(message.mine);
}

void TestUserDatabase::deliveriesAreRaisedNeverLowered()
{
    QVERIFY(answer(storeOutgoing(*m_database, outgoing(m_anna, u"1"_s, 1000, u"x"_s))));
    store({incoming(m_anna, u"1"_s, 1500, u"hers, same id"_s)});
    const DeliveryRecord phone{u"phone"_s, DeviceKind::Phone, u"Pixel"_s, DeliveryState::Read, 3000};
    const DeliveryRecord laptop{u"laptop"_s, DeviceKind::Laptop, u"Thinkpad"_s, DeliveryState::Delivered,
                                2000};
    QVERIFY(answer(saveDeliveries(*m_database, m_anna, u"1"_s, {phone, laptop})));
    auto lower = phone;
    lower.state = DeliveryState::Delivered;
    lower.atMs = 9000;
    auto higher = laptop;
    higher.state = DeliveryState::Read;
    higher.atMs = 4000;
    QVERIFY(answer(saveDeliveries(*m_database, m_anna, u"1"_s, {lower, higher})));
    QVERIFY(answer(saveDeliveries(*m_database, m_anna, u"unknown"_s, {lower})));
    reopen();
    const auto both = messages(m_anna);
    QCOMPARE(both.size(), 2);
    QCOMPARE(both.at(0).deliveries, (QList{higher, phone}));
    QVERIFY(both.at(1).deliveries.isEmpty());
}

void TestUserDatabase::keepsDrafts()
{
    QVERIFY(answer(m_database->saveDraft(m_ben, {})));
    QCOMPARE(contacts().size(), 0);
    QVERIFY(answer(m_database->saveDraft(m_anna, u"half a\nthought"_s)));
    reopen();
    QCOMPARE(contact(m_anna).draft, u"half a\nthought"_s);
    QVERIFY(answer(m_database->saveDraft(m_anna, {})));
    QCOMPARE(contact(m_anna).draft, QString());
}

void TestUserDatabase::keepsSettings()
{
    QVERIFY(answer(m_database->saveSetting(u"presence"_s, u"away"_s)));
    QVERIFY(answer(m_database->saveSetting(u"presence"_s, u"dnd"_s)));
    QVERIFY(answer(m_database->saveSetting(u"empty"_s, {})));
    reopen();
    const auto settings = *answer(m_database->loadSettings());
    QCOMPARE(settings.value(u"presence"_s), u"dnd"_s);
    QVERIFY(settings.contains(u"empty"_s));
}

void TestUserDatabase::nullStringsAreEmpty()
{
    QVERIFY(save(person(m_anna, {})));
    QVERIFY(store({incoming(m_anna, u"1"_s, 0, {})}).first().inserted);
    const auto message = messages(m_anna).first();
    QCOMPARE(message.body, QString());
    QCOMPARE(message.resource, QString());
    QCOMPARE(message.timeMs, 0);
}

void TestUserDatabase::fileIsPrivate()
{
#ifdef Q_OS_UNIX
    QVERIFY(save(person(m_anna, {})));
    const auto others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    for (const auto &suffix : {u""_s, u"-wal"_s, u"-shm"_s}) {
        QVERIFY2(QFile::exists(m_file + suffix), qPrintable(suffix));
        QVERIFY2(!(QFile::permissions(m_file + suffix) & others), qPrintable(suffix));
    }
#endif
}

QTEST_GUILESS_MAIN(TestUserDatabase)
#include "test_user_database.moc"
