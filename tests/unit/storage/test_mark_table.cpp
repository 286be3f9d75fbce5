// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/mark_table.h"
#include "support/storage_steps.h"
#include "unit/storage/storage_fixture.h"

using namespace roost;
using namespace roost::test;
using namespace Qt::StringLiterals;

/// Marks that arrive before their message, in any order and over restarts.
class TestMarkTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        restart();
    }
    void cleanup() { m_database.reset(); }

    void receiptBeforeItsMessage();
    void markerBeforeItsMessageCoversEarlierOnes();
    void readMarkBeforeItsMessages();
    void lateArchiveMessagesBeforeReadMarkAreRead();
    void marksOfOtherThreadsAndDirectionsDoNotApply();
    void earlyMarksOfOneThreadAreCapped();
    void threadsOfNothingButMarksAreCapped();
    void deliveriesOfOneMessageAreCapped();
    void strangersMarksListNoContact();
    void reusedIdHasNoDeliveries();
    void untoldReadsSurviveRestart();
    void rangesOfOtherArchivesStayApart();
    void remarkBeforeItsMessage();
    void lastRemarkOfEachAuthorCounts();
    void archiveDecidesOrderOfRemarks();
    void remarkBelongsToTheMessageBeforeIt();
    void refusedRemarkGivesWayToTheOneBefore();
    void remarksSurviveRepairFromMemory();

private:
    void restart()
    {
        m_database = std::make_unique<UserDatabase>();
        QVERIFY(answer(m_database->open(file())));
    }
    [[nodiscard]] QString file() const { return m_folder->filePath(u"user.db"_s); }
    static DeliveryRecord on(const QString &resource, DeliveryState state, qint64 atMs = 5'000)
    {
        return {resource, DeviceKind::Phone, resource, state, atMs};
    }
    [[nodiscard]] MessageRecord copy(const QString &id, qint64 timeMs) const
    {
        MessageRecord message = outgoing(m_anna, id, timeMs, id);
        message.state = MessageState::AtServer;
        message.resource = u"tablet"_s;
        return message;
    }
    /// "key state resource:state …" of our messages.
    QStringList own()
    {
        QStringList all;
        const auto messages = *answer(m_database->loadMessages(m_anna, {}, 1'000));
        for (const MessageRecord &message : messages) {
            if (!message.mine)
                continue;
            QString line = u"%1 %2"_s.arg(message.id).arg(int(message.state));
            for (const DeliveryRecord &delivery : message.deliveries)
                line += u" %1:%2"_s.arg(delivery.resource).arg(int(delivery.state));
            all.append(line);
        }
        return all;
    }
    [[nodiscard]] MarkRecord reaction(const QString &ref, const QString &author, const QString &value,
                                      qint64 atMs) const
    {
        MarkRecord mark{m_anna, MarkKind::Reaction, ref, {}};
        mark.delivery.atMs = atMs;
        mark.author = author;
        mark.value = value;
        return mark;
    }
    /// "author:value …" of the last message.
    static QString textOf(const QList<Remark> &remarks)
    {
        QStringList all;
        for (const Remark &remark : remarks)
            all.append(remark.author + u':' + remark.value);
        return all.join(u' ');
    }
    QString remarks() { return textOf(answer(m_database->loadMessages(m_anna, {}, 1))->last().remarks); }
    int unread()
    {
        const auto contacts = *answer(m_database->loadContacts());
        for (const ContactRecord &contact : contacts) {
            if (contact.jid == m_anna)
                return contact.unread;
        }
        return -1;
    }
    qint64 number(const QByteArray &sql)
    {
        OtherConnection other(file());
        return other.number(sql);
    }

    const Jid m_anna = jid(u"anna@roost.example");
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<UserDatabase> m_database;
};

void TestMarkTable::receiptBeforeItsMessage()
{
    QVERIFY(answer(
        saveDeliveries(*m_database, m_anna, u"copy-0001"_s, {on(u"phone"_s, DeliveryState::Delivered)})));
    restart();
    EventBatch batch;
    batch.messages = withSenderIds({copy(u"copy-0001"_s, 1'000)});
    const auto changes = *answer(m_database->apply(batch));
    // The change list has the message as it is stored.
    QCOMPARE(changes.inserted.first().state, MessageState::Delivered);
    QCOMPARE(changes.inserted.first().deliveries.size(), 1);
    QCOMPARE(own(), QStringList{u"copy-0001 2 phone:1"_s});
    QCOMPARE(number("SELECT count(*) FROM marks WHERE early = 1"), 0);
}

void TestMarkTable::markerBeforeItsMessageCoversEarlierOnes()
{
    QVERIFY(answer(storeMessages(*m_database, {copy(u"copy-0001"_s, 1'000)})));
    QVERIFY(answer(markOwnRead(*m_database, m_anna, u"copy-0002"_s, on(u"phone"_s, DeliveryState::Read)))
                ->isEmpty());
    // From the archive, in another run.
    restart();
    const ArchiveLook look = answer(m_database->makeRoomForArchive(true))->look;
    MessageRecord known = copy(u"copy-0001"_s, 1'000);
    known.stanzaId = u"s1"_s;
    MessageRecord fresh = copy(u"copy-0002"_s, 2'000);
    fresh.stanzaId = u"s2"_s;
    const auto changes = *answer(storeArchived(*m_database, {{known, fresh}, {}, {}, look}));
    QCOMPARE(own(), (QStringList{u"copy-0001 3 phone:2"_s, u"copy-0002 3 phone:2"_s}));
    QStringList changed;
    for (const DeliveryChange &change : changes.deliveries)
        changed.append(change.id);
    QVERIFY(changed.contains(u"copy-0001"_s));
}

void TestMarkTable::readMarkBeforeItsMessages()
{
    QVERIFY(answer(markReadUpTo(*m_database, {{m_anna, u"s2"_s, {}}})));
    restart();
    QList<MessageRecord> messages;
    for (int i = 1; i <= 3; ++i) {
        messages.append(incoming(m_anna, u"theirs-000%1"_s.arg(i), 1'000 * i, u"text"_s));
        messages.last().stanzaId = u"s%1"_s.arg(i);
    }
    EventBatch batch;
    batch.messages = withSenderIds(messages);
    const auto changes = *answer(m_database->apply(batch));
    QVERIFY(changes.inserted.at(0).read && changes.inserted.at(1).read && !changes.inserted.at(2).read);
    QCOMPARE(changes.summaries.first().unread, 1);
    QCOMPARE(unread(), 1);
    QCOMPARE(number("SELECT count(*) FROM marks"), 0);
}

void TestMarkTable::lateArchiveMessagesBeforeReadMarkAreRead()
{
    // A read mark for a live message; then the archive brings messages that were missed before it.
    auto live = incoming(m_anna, u"theirs-0009"_s, 9'000, u"text"_s);
    live.stanzaId = u"s9"_s;
    QVERIFY(answer(storeMessages(*m_database, {live})));
    QCOMPARE(answer(markReadUpTo(*m_database, {{m_anna, {}, u"theirs-0009"_s}}))->value(m_anna), 1);
    restart();
    const ArchiveLook look = answer(m_database->makeRoomForArchive(true))->look;
    QList<MessageRecord> page;
    for (int i = 8; i <= 10; ++i) {
        page.append(incoming(m_anna, u"theirs-%1"_s.arg(i, 4, 10, QLatin1Char('0')), 1'000 * i, u"text"_s));
        page.last().stanzaId = u"s%1"_s.arg(i);
    }
    const auto changes = *answer(storeArchived(*m_database, {page, {}, {}, look}));
    QCOMPARE(changes.inserted.size(), 2);
    QVERIFY(changes.inserted.at(0).read);
    QVERIFY(!changes.inserted.at(1).read);
    QCOMPARE(unread(), 1);
}

void TestMarkTable::marksOfOtherThreadsAndDirectionsDoNotApply()
{
    const Jid mallory = jid(u"mallory@evil.example");
    QVERIFY(
        answer(saveDeliveries(*m_database, mallory, u"copy-0001"_s, {on(u"x"_s, DeliveryState::Delivered)})));
    QVERIFY(answer(markOwnRead(*m_database, mallory, u"copy-0001"_s, on(u"x"_s, DeliveryState::Read))));
    QVERIFY(answer(storeMessages(*m_database, {copy(u"copy-0001"_s, 1'000)})));
    QCOMPARE(own(), QStringList{u"copy-0001 1"_s});
    // A receipt names messages of ours only.
    QVERIFY(answer(
        saveDeliveries(*m_database, m_anna, u"theirs-0001"_s, {on(u"x"_s, DeliveryState::Delivered)})));
    EventBatch batch;
    batch.messages = withSenderIds({incoming(m_anna, u"theirs-0001"_s, 2'000, u"text"_s)});
    const auto changes = *answer(m_database->apply(batch));
    QCOMPARE(changes.inserted.first().state, MessageState::Received);
    QVERIFY(changes.inserted.first().deliveries.isEmpty());
}

void TestMarkTable::earlyMarksOfOneThreadAreCapped()
{
    QList<MarkRecord> marks;
    for (int i = 0; i < 3 * MarkTable::maxEarly; ++i)
        marks.append({m_anna, MarkKind::Delivery, u"m%1"_s.arg(i), on(u"x"_s, DeliveryState::Delivered, i)});
    QVERIFY(answer(applyMarks(*m_database, marks)));
    QCOMPARE(number("SELECT count(*) FROM marks"), MarkTable::maxEarly);
    // The newest ones stay.
    QCOMPARE(number("SELECT min(at_ms) FROM marks"), 2 * MarkTable::maxEarly);
}

void TestMarkTable::threadsOfNothingButMarksAreCapped()
{
    QList<MarkRecord> marks;
    for (int i = 0; i < 2'000; ++i) {
        const Jid stranger = Jid::fromWire(u"stranger%1@evil.example"_s.arg(i));
        marks.append({stranger, MarkKind::Delivery, u"m"_s, on(u"x"_s, DeliveryState::Delivered, i)});
    }
    QVERIFY(answer(applyMarks(*m_database, marks)));
    QVERIFY(number("SELECT count(*) FROM endpoints") < 600);
    QCOMPARE(number("SELECT count(*) FROM endpoints"), number("SELECT count(*) FROM marks"));
}

void TestMarkTable::deliveriesOfOneMessageAreCapped()
{
    QVERIFY(answer(storeMessages(*m_database, {copy(u"copy-0001"_s, 1'000)})));
    QList<DeliveryRecord> deliveries;
    for (int i = 0; i < 2 * MarkTable::maxDeliveries; ++i)
        deliveries.append(on(u"r%1"_s.arg(i), DeliveryState::Delivered));
    QVERIFY(answer(saveDeliveries(*m_database, m_anna, u"copy-0001"_s, deliveries)));
    QCOMPARE(answer(m_database->loadMessages(m_anna, {}, 1))->first().deliveries.size(),
             MarkTable::maxDeliveries);
    // A known Connection still makes progress.
    QVERIFY(answer(saveDeliveries(*m_database, m_anna, u"copy-0001"_s, {on(u"r0"_s, DeliveryState::Read)})));
    QCOMPARE(answer(m_database->loadMessages(m_anna, {}, 1))->first().deliveries.first().state,
             DeliveryState::Read);
}

void TestMarkTable::strangersMarksListNoContact()
{
    const Jid mallory = jid(u"mallory@evil.example");
    QVERIFY(answer(saveDeliveries(*m_database, mallory, u"m1"_s, {on(u"x"_s, DeliveryState::Delivered)})));
    QVERIFY(answer(markReadUpTo(*m_database, {{mallory, u"s1"_s, {}}})));
    QVERIFY(answer(m_database->loadContacts())->isEmpty());
    // The first message lists the thread.
    QVERIFY(answer(storeMessages(*m_database, {incoming(mallory, u"hello-0001"_s, 1'000, u"Hello"_s)})));
    const auto contacts = *answer(m_database->loadContacts());
    QCOMPARE(contacts.size(), 1);
    QCOMPARE(contacts.first().unread, 1);
    QCOMPARE(contacts.first().preview, u"Hello"_s);
}

void TestMarkTable::reusedIdHasNoDeliveries()
{
    // A mark belongs to the first message with the id that it names.
    QVERIFY(answer(saveDeliveries(*m_database, m_anna, u"1"_s, {on(u"x"_s, DeliveryState::Delivered)})));
    MessageRecord first = copy({}, 1'000);
    first.senderId = u"1"_s;
    first.body = u"one"_s;
    MessageRecord second = first;
    second.body = u"two"_s;
    second.timeMs = 2'000;
    QVERIFY(answer(storeMessages(*m_database, {first, second})));
    const QStringList found = own();
    QCOMPARE(found.size(), 2);
    QCOMPARE(found.first(), u"1 2 x:1"_s);
    QVERIFY(found.last().endsWith(u" 1"_s));
}

void TestMarkTable::untoldReadsSurviveRestart()
{
    QVERIFY(answer(storeMessages(*m_database, {incoming(m_anna, u"theirs-0001"_s, 1'000, u"text"_s)})));
    EventBatch batch;
    batch.reads = {{m_anna, 1, true}};
    const auto changes = *answer(m_database->apply(batch));
    QVERIFY(changes.becameRead.isEmpty()); // not by another device
    restart();
    const auto untold = *answer(m_database->loadUntold());
    QCOMPARE(untold.size(), 1);
    QCOMPARE(untold.first().count, 1);
    QCOMPARE(idsOf(untold.first().newest), QStringList{u"theirs-0001"_s});
    QVERIFY(answer(m_database->subtractUntold({{m_anna, 1}})));
    QVERIFY(answer(m_database->loadUntold())->isEmpty());
}

void TestMarkTable::rangesOfOtherArchivesStayApart()
{
    ArchivedMessages page;
    page.range = {0, u"a"_s, u"b"_s, true, 1, 1};
    QVERIFY(answer(storeArchived(*m_database, page)));
    page.range.archive = jid(u"room@conference.example");
    page.range.oldestId = u"k"_s;
    QVERIFY(answer(storeArchived(*m_database, page)));
    const auto ranges = *answer(m_database->loadArchiveRanges());
    QCOMPARE(ranges.size(), 1);
    QCOMPARE(ranges.first().oldestId, u"a"_s);
}

void TestMarkTable::remarkBeforeItsMessage()
{
    // The mark does not say whose message it is about.
    for (const bool mine : {false, true}) {
        const QString id = mine ? u"ours-00001"_s : u"theirs-0001"_s;
        QVERIFY(answer(applyMarks(*m_database, {reaction(id, u"anna@roost.example"_s, u"up"_s, 1'000)})));
        restart();
        EventBatch batch;
        batch.messages = withSenderIds({mine ? copy(id, 1'000) : incoming(m_anna, id, 1'000, u"text"_s)});
        QCOMPARE(textOf(answer(m_database->apply(batch))->inserted.first().remarks),
                 u"anna@roost.example:up"_s);
        QCOMPARE(remarks(), u"anna@roost.example:up"_s);
    }
    QVERIFY(own().first().startsWith(u"ours-00001 1"_s)); // a remark is no delivery
}

void TestMarkTable::lastRemarkOfEachAuthorCounts()
{
    QVERIFY(answer(storeMessages(*m_database, {incoming(m_anna, u"theirs-0001"_s, 1'000, u"text"_s)})));
    const auto react = [this](const QString &author, const QString &value, qint64 atMs) {
        return *answer(applyMarks(*m_database, {reaction(u"theirs-0001"_s, author, value, atMs)}));
    };
    const auto changes = react(u"anna@roost.example"_s, u"up"_s, 2'000);
    QCOMPARE(changes.remarks.size(), 1);
    QCOMPARE(changes.remarks.first().id, u"theirs-0001"_s);
    QVERIFY(!changes.remarks.first().mine);
    (void)react({}, u"down"_s, 3'000); // ours
    QCOMPARE(remarks(), u":down anna@roost.example:up"_s);
    // The order of arrival counts, not the clock.
    (void)react(u"anna@roost.example"_s, u"heart"_s, 1'500);
    QCOMPARE(remarks(), u":down anna@roost.example:heart"_s);
    (void)react(u"anna@roost.example"_s, {}, 5'000);
    QCOMPARE(remarks(), u":down"_s);
    // Not about a message of another thread.
    MarkRecord forged = reaction(u"theirs-0001"_s, u"mallory@evil.example"_s, u"x"_s, 9'000);
    forged.thread = jid(u"mallory@evil.example");
    QVERIFY(answer(applyMarks(*m_database, {forged}))->remarks.isEmpty());
    QCOMPARE(remarks(), u":down"_s);
}

void TestMarkTable::archiveDecidesOrderOfRemarks()
{
    const QString anna = u"anna@roost.example"_s;
    // Earlier session, clock of this machine 1 h ahead.
    QVERIFY(answer(storeMessages(*m_database, {incoming(m_anna, u"theirs-0001"_s, 1'000, u"text"_s)})));
    QVERIFY(answer(applyMarks(*m_database, {reaction(u"theirs-0001"_s, anna, u"live"_s, 3'603'000)})));
    // New session: the archive has two newer remarks, and the copy of the live one before them.
    const auto room = *answer(m_database->makeRoomForArchive(true));
    EventBatch newer;
    newer.origin = EventBatch::Origin::Archive;
    newer.messages = withSenderIds({incoming(m_anna, u"theirs-0002"_s, 8'000, u"later"_s)});
    newer.marks = {reaction(u"theirs-0001"_s, anna, u"first"_s, 7'000),
                   reaction(u"theirs-0001"_s, anna, u"second"_s, 9'000)};
    newer.archive = ArchivePart{{0, u"a5"_s, u"a7"_s}, {}, room.look};
    const auto stored = *answer(m_database->apply(newer));
    QCOMPARE(remarks(), QString()); // about the message before the last
    const auto ofFirst = [this] {
        return textOf(answer(m_database->loadMessages(m_anna, {}, 2))->first().remarks);
    };
    QCOMPARE(ofFirst(), anna + u":second"_s);
    // Older page, stored later: changes nothing. It has no message at all.
    EventBatch older;
    older.origin = EventBatch::Origin::Archive;
    older.marks = {reaction(u"theirs-0001"_s, anna, u"live"_s, 3'000),
                   reaction(u"theirs-0001"_s, anna, u"zero"_s, 2'000)};
    older.archive = ArchivePart{{stored.rangeRow, u"a1"_s, u"a7"_s}, {}, stored.look};
    QVERIFY(answer(m_database->apply(older)));
    QCOMPARE(ofFirst(), anna + u":second"_s);
    // A live one follows all of them, whatever the clock says.
    QVERIFY(answer(applyMarks(*m_database, {reaction(u"theirs-0001"_s, anna, u"now"_s, 10)})));
    QCOMPARE(ofFirst(), anna + u":now"_s);
    restart();
    QCOMPARE(ofFirst(), anna + u":now"_s);
}

void TestMarkTable::remarkBelongsToTheMessageBeforeIt()
{
    const QString anna = u"anna@roost.example"_s;
    // A bot uses its id again; the remark was made between the two messages.
    const auto room = *answer(m_database->makeRoomForArchive(true));
    EventBatch page;
    page.origin = EventBatch::Origin::Archive;
    page.messages = withSenderIds({incoming(m_anna, u"reused-001"_s, 1'000, u"one"_s),
                                   incoming(m_anna, u"reused-001"_s, 9'000'000, u"two"_s)});
    page.messages[0].stanzaId = u"a1"_s;
    page.messages[1].stanzaId = u"a3"_s;
    page.marks = {reaction(u"reused-001"_s, {}, u"up"_s, 5'000)};
    page.archive = ArchivePart{{0, u"a1"_s, u"a3"_s}, {}, room.look};
    QVERIFY(answer(m_database->apply(page)));
    const auto messages = *answer(m_database->loadMessages(m_anna, {}, 10));
    QCOMPARE(messages.size(), 2);
    QCOMPARE(textOf(messages.first().remarks), u":up"_s);
    QCOMPARE(textOf(messages.last().remarks), QString());
}

void TestMarkTable::refusedRemarkGivesWayToTheOneBefore()
{
    QVERIFY(answer(storeMessages(*m_database, {incoming(m_anna, u"theirs-0001"_s, 1'000, u"text"_s)})));
    const auto send = [this](const QString &id, const QString &value, const QString &previous) {
        OutgoingRemark remark{reaction(u"theirs-0001"_s, {}, value, 2'000), previous};
        remark.mark.stanzaId = id;
        EventBatch batch;
        batch.origin = EventBatch::Origin::Outgoing;
        batch.remarks = {remark};
        return answer(m_database->apply(batch)).has_value() ? remark : OutgoingRemark{};
    };
    const auto settle = [this](const OutgoingRemark &remark, bool isRefused) {
        EventBatch batch;
        batch.settled = {{remark, isRefused}};
        QVERIFY(answer(m_database->apply(batch)));
    };
    const auto waiting = [this] {
        QStringList ids;
        const auto remarks = *answer(m_database->loadOutgoingRemarks());
        for (const OutgoingRemark &remark : remarks)
            ids.append(remark.mark.stanzaId + u':' + remark.mark.value + u':' + remark.previous);
        return ids;
    };
    const auto first = send(u"r1"_s, u"up"_s, {});
    const auto second = send(u"r2"_s, u"heart"_s, u"up"_s);
    QCOMPARE(remarks(), u":heart"_s);
    QCOMPARE(waiting(), (QStringList{u"r1:up:"_s, u"r2:heart:up"_s}));
    restart();
    QCOMPARE(waiting().size(), 2);
    settle(first, true); // a newer one of ours has taken its place
    QCOMPARE(remarks(), u":heart"_s);
    settle(second, true);
    QCOMPARE(remarks(), u":up"_s);
    QVERIFY(waiting().isEmpty());
    settle(send(u"r3"_s, {}, u"up"_s), false);
    QCOMPARE(remarks(), QString());
    QVERIFY(waiting().isEmpty());
}

void TestMarkTable::remarksSurviveRepairFromMemory()
{
    QVERIFY(answer(storeMessages(*m_database, {incoming(m_anna, u"theirs-0001"_s, 1'000, u"text"_s)})));
    QVERIFY(answer(applyMarks(*m_database, {reaction(u"theirs-0001"_s, {}, u"up"_s, 2'000)})));
    const auto messages = *answer(m_database->loadMessages(m_anna, {}, 1));
    m_database.reset();
    QVERIFY(QFile::remove(file()));
    restart();
    QVERIFY(answer(m_database->restore({}, messages)));
    QCOMPARE(remarks(), u":up"_s);
}

QTEST_GUILESS_MAIN(TestMarkTable)
#include "test_mark_table.moc"
