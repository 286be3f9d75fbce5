// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/storage_steps.h"
#include "unit/storage/storage_fixture.h"

#include <algorithm>

using namespace roost;
using namespace roost::test;
using namespace Qt::StringLiterals;

/// Messages that their sender corrects or deletes: in any order of arrival, and by no other address.
class TestMessageChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_database.reset(); }
    void correctsLive();
    void deletesLive();
    void onlySenderChangesMessage();
    void lastCorrectionCounts();
    void redeliveryChangesNothing();
    void summaryFollows();
    void correctionStandsForMissingMessage();
    void deletedBeforeItCame();
    void archivePages_data();
    void archivePages();
    void archiveChangesStoredMessages();
    void reusedIdsMeanTheNewest();
    void answeredCalls_data();
    void answeredCalls();

private:
    static MessageRecord said(const QString &id, const QString &body, qint64 ms = 1'000)
    {
        MessageRecord message = incoming(jid(u"anna@roost.example"), id, ms, body);
        message.resource = u"phone"_s;
        return message;
    }
    static MessageRecord corrected(const QString &id, const QString &of, const QString &body,
                                   qint64 ms = 2'000)
    {
        MessageRecord message = said(id, body, ms);
        message.replaces = of;
        return message;
    }
    static MessageRecord deleted(const QString &id, const QString &of, qint64 ms = 3'000)
    {
        MessageRecord message = said(id, {}, ms);
        message.replaces = of;
        message.notice = MessageNotice::Deleted;
        message.read = true;
        return message;
    }
    static MessageRecord archived(MessageRecord message)
    {
        message.stanzaId = u"a-"_s + message.id;
        return message;
    }
    QList<StoreOutcome> live(const QList<MessageRecord> &messages)
    {
        return answer(storeMessages(*m_database, messages)).value_or(QList<StoreOutcome>());
    }
    ChangeList page(const QList<MessageRecord> &messages, const std::optional<ArchiveLook> &look = {})
    {
        const ArchiveLook begun = look ? *look : answer(m_database->makeRoomForArchive(false))->look;
        return answer(storeArchived(*m_database, {messages, {}, {}, begun})).value_or(ChangeList());
    }
    /// The texts as shown, in order: the text, "[deleted]"; with a star if it is marked as edited.
    QStringList shown()
    {
        QStringList lines;
        const auto messages = *answer(m_database->loadMessages(m_anna, {}, 100));
        for (const MessageRecord &message : messages) {
            const bool isDeleted = message.notice == MessageNotice::Deleted;
            const bool isEdited = message.notice == MessageNotice::None &&
                                  (!message.correction.isNull() || !message.replaces.isEmpty());
            lines.append((isDeleted ? u"[deleted]"_s : messageText(message)) +
                         (isEdited ? u"*"_s : QString()));
        }
        return lines;
    }
    ContactRecord summary() { return answer(m_database->loadContacts())->value(0); }

    const Jid m_anna = jid(u"anna@roost.example");
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<UserDatabase> m_database;
};

void TestMessageChanges::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = std::make_unique<UserDatabase>();
    QVERIFY(answer(m_database->open(m_folder->filePath(u"user.db"_s))));
}

void TestMessageChanges::correctsLive()
{
    live({said(u"co-1"_s, u"meet at nien"_s), said(u"other"_s, u"ok?"_s)});
    const auto outcomes = live({corrected(u"co-2"_s, u"co-1"_s, u"meet at nine"_s)});
    QCOMPARE(outcomes.size(), 1);
    QVERIFY(!outcomes.first().inserted);
    QVERIFY(outcomes.first().changed);
    QVERIFY(!outcomes.first().isLast);
    QCOMPARE(outcomes.first().id, u"co-1"_s);
    QCOMPARE(shown(), (QStringList{u"meet at nine*"_s, u"ok?"_s}));
    QCOMPARE(summary().unread, 2);
}

void TestMessageChanges::deletesLive()
{
    MessageRecord message = said(u"co-1"_s, u"secret"_s);
    message.subject = u"Secret"_s;
    live({message, corrected(u"co-2"_s, u"co-1"_s, u"secret too"_s)});
    QVERIFY(live({deleted(u"co-3"_s, u"co-1"_s)}).first().changed);
    QCOMPARE(shown(), QStringList{u"[deleted]"_s});
    const MessageRecord kept = answer(m_database->loadMessages(m_anna, {}, 1))->first();
    QCOMPARE(kept.body + kept.subject + kept.correction, QString());
    // For good.
    QVERIFY(!live({corrected(u"co-4"_s, u"co-1"_s, u"secret again"_s, 9'000)}).first().changed);
    QVERIFY(!live({message}).first().inserted);
    QCOMPARE(shown(), QStringList{u"[deleted]"_s});
}

void TestMessageChanges::onlySenderChangesMessage()
{
    const Jid mallory = jid(u"mallory@roost.example");
    live({said(u"co-1"_s, u"meet at nine"_s)});
    QVERIFY(answer(storeOutgoing(*m_database, outgoing(m_anna, u"ours"_s, 1'500, u"ok"_s))));
    MessageRecord forged = corrected(u"co-2"_s, u"co-1"_s, u"meet at ten"_s);
    forged.thread = mallory;
    MessageRecord forgedDeletion = deleted(u"co-3"_s, u"ours"_s);
    forgedDeletion.thread = mallory;
    const auto outcomes = live({forged, forgedDeletion, corrected(u"co-4"_s, u"ours"_s, u"no"_s)});
    for (const StoreOutcome &outcome : outcomes)
        QVERIFY(!outcome.changed);
    // Each forged correction is a message of its own.
    QCOMPARE(shown(), (QStringList{u"meet at nine"_s, u"ok"_s, u"no*"_s}));
    QCOMPARE(answer(m_database->loadMessages(mallory, {}, 9))->first().body, u"meet at ten"_s);
}

void TestMessageChanges::lastCorrectionCounts()
{
    live({said(u"co-1"_s, u"one"_s), corrected(u"co-3"_s, u"co-1"_s, u"three"_s, 3'000)});
    QVERIFY(!live({corrected(u"co-2"_s, u"co-1"_s, u"two"_s, 2'000)}).first().changed); // held up
    QCOMPARE(shown(), QStringList{u"three*"_s});
    QVERIFY(live({corrected(u"co-4"_s, u"co-1"_s, u"one"_s, 4'000)}).first().changed);
    QCOMPARE(shown(), QStringList{u"one*"_s});
}

void TestMessageChanges::redeliveryChangesNothing()
{
    const QList<MessageRecord> all{said(u"co-1"_s, u"nien"_s), corrected(u"co-2"_s, u"co-1"_s, u"nine"_s)};
    live(all);
    const auto again = live(all);
    for (const StoreOutcome &outcome : again)
        QVERIFY(!outcome.inserted && !outcome.changed);
    QCOMPARE(shown(), QStringList{u"nine*"_s});
}

void TestMessageChanges::summaryFollows()
{
    live({said(u"co-1"_s, u"nien"_s, 1'000)});
    QVERIFY(live({corrected(u"co-2"_s, u"co-1"_s, u"nine"_s, 2'000)}).first().isLast);
    QCOMPARE(summary().preview, u"nine"_s);
    QCOMPARE(summary().lastMessageMs, 1'000);
    QCOMPARE(summary().unread, 1);
    live({deleted(u"co-3"_s, u"co-1"_s)});
    QCOMPARE(summary().preview, QString());
    QCOMPARE(summary().previewNotice, MessageNotice::Deleted);
    // In one batch with the corrected message.
    live({said(u"co-4"_s, u"tne"_s, 4'000), corrected(u"co-5"_s, u"co-4"_s, u"ten"_s, 5'000)});
    QCOMPARE(summary().preview, u"ten"_s);
    QCOMPARE(summary().previewNotice, MessageNotice::None);
    QCOMPARE(summary().lastMessageMs, 4'000);
}

void TestMessageChanges::correctionStandsForMissingMessage()
{
    QVERIFY(live({corrected(u"co-2"_s, u"co-1"_s, u"nine"_s)}).first().inserted);
    QVERIFY(live({corrected(u"co-3"_s, u"co-1"_s, u"ten"_s, 3'000)}).first().changed);
    QCOMPARE(shown(), QStringList{u"ten*"_s});
    // The first one, late: the wrong text is not shown any more.
    QVERIFY(!live({said(u"co-1"_s, u"nien"_s)}).first().inserted);
    QVERIFY(page({archived(said(u"co-1"_s, u"nien"_s))}).inserted.isEmpty());
    QCOMPARE(shown(), QStringList{u"ten*"_s});
    // All of it again, and after a restart.
    live({corrected(u"co-2"_s, u"co-1"_s, u"nine"_s)});
    m_database = std::make_unique<UserDatabase>();
    QVERIFY(answer(m_database->open(m_folder->filePath(u"user.db"_s))));
    QVERIFY(!live({said(u"co-1"_s, u"nien"_s)}).first().inserted);
    QCOMPARE(shown(), QStringList{u"ten*"_s});
}

void TestMessageChanges::deletedBeforeItCame()
{
    live({deleted(u"co-2"_s, u"co-1"_s)});
    live({said(u"co-1"_s, u"secret"_s)});
    QCOMPARE(shown(), QStringList{u"[deleted]"_s});
    QCOMPARE(summary().unread, 0);
}

void TestMessageChanges::archivePages_data()
{
    QTest::addColumn<QList<int>>("sizes"); // of the pages, newest first
    QTest::addColumn<int>("liveFrom");     // number of messages that came live before the sync
    for (const int liveFrom : {0, 1, 2, 3, 4}) {
        QTest::addRow("one page, live from %d", liveFrom) << QList<int>{5} << liveFrom;
        QTest::addRow("two pages, live from %d", liveFrom) << QList<int>{2, 3} << liveFrom;
        QTest::addRow("single ones, live from %d", liveFrom) << QList<int>{1, 1, 1, 1, 1} << liveFrom;
    }
}

void TestMessageChanges::archivePages()
{
    QFETCH(const QList<int>, sizes);
    QFETCH(const int, liveFrom);
    const QList<MessageRecord> all{archived(said(u"co-1"_s, u"nien"_s, 1'000)),
                                   archived(said(u"oops-1"_s, u"secret"_s, 1'500)),
                                   archived(corrected(u"co-2"_s, u"co-1"_s, u"nine"_s, 2'000)),
                                   archived(corrected(u"co-3"_s, u"co-1"_s, u"ten"_s, 3'000)),
                                   archived(deleted(u"oops-2"_s, u"oops-1"_s, 4'000))};
    live(all.mid(0, liveFrom));
    std::optional<ArchiveLook> look;
    qsizetype end = all.size();
    for (const int size : sizes) {
        end -= size;
        look = page(all.mid(end, size), look).look;
    }
    QStringList lines = shown();
    lines.sort();
    QCOMPARE(lines, (QStringList{u"[deleted]"_s, u"ten*"_s}));
    // Once more: the end of the archive is looked at again.
    QVERIFY(page(all).inserted.isEmpty());
    lines = shown();
    lines.sort();
    QCOMPARE(lines, (QStringList{u"[deleted]"_s, u"ten*"_s}));
}

void TestMessageChanges::archiveChangesStoredMessages()
{
    live({archived(said(u"co-1"_s, u"nien"_s))});
    const ChangeList outcome = page({archived(corrected(u"co-2"_s, u"co-1"_s, u"nine"_s))});
    QCOMPARE(outcome.changed.size(), 1);
    QCOMPARE(outcome.changed.first().id, u"co-1"_s);
    QCOMPARE(outcome.changed.first().body, u"nine"_s);
    QVERIFY(outcome.inserted.isEmpty());
    QCOMPARE(previewsOf(outcome), QStringList{u"nine"_s});
    // A message that is new and corrected on the same page is reported once, with its valid text.
    const ChangeList next = page({archived(said(u"co-3"_s, u"tne"_s, 5'000)),
                                  archived(corrected(u"co-4"_s, u"co-3"_s, u"ten"_s, 6'000))});
    QVERIFY(next.changed.isEmpty());
    QCOMPARE(next.inserted.size(), 1);
    QCOMPARE(messageText(next.inserted.first()), u"ten"_s);
}

void TestMessageChanges::reusedIdsMeanTheNewest()
{
    live({said(u"notification"_s, u"one"_s), said(u"notification"_s, u"two"_s)});
    live({corrected(u"co-2"_s, u"notification"_s, u"three"_s)});
    QCOMPARE(shown(), (QStringList{u"one"_s, u"three*"_s}));
}

void TestMessageChanges::answeredCalls_data() { archivePages_data(); }

void TestMessageChanges::answeredCalls()
{
    QFETCH(const QList<int>, sizes);
    QFETCH(const int, liveFrom);
    const auto call = [](const QString &id, qint64 ms) {
        MessageRecord message = archived(said(id, {}, ms));
        message.notice = MessageNotice::MissedCall;
        return message;
    };
    const auto answered = [](const QString &id, const QString &of, MessageNotice notice, qint64 ms) {
        MessageRecord message = deleted(id, of, ms);
        message.notice = notice;
        message.resource.clear();
        return archived(message);
    };
    const QList<MessageRecord> all{
        call(u"call-1"_s, 1'000),
        answered(u"call-1/answer/p"_s, u"call-1"_s, MessageNotice::CallTaken, 2'000),
        call(u"call-2"_s, 3'000),
        answered(u"call-1/answer/f"_s, u"call-1"_s, MessageNotice::CallTaken, 4'000),
        answered(u"call-2/answer/r"_s, u"call-2"_s, MessageNotice::CallDeclined, 5'000),
    };
    const auto notices = [this] {
        QList<int> found;
        const auto messages = answer(m_database->loadMessages(m_anna, {}, 100));
        for (const MessageRecord &message : *messages)
            found.append(int(message.notice));
        std::sort(found.begin(), found.end());
        return found;
    };
    const QList<int> expected{int(MessageNotice::CallTaken), int(MessageNotice::CallDeclined)};
    live(all.mid(0, liveFrom));
    std::optional<ArchiveLook> look;
    qsizetype end = all.size();
    for (const int size : sizes) {
        end -= size;
        look = page(all.mid(end, size), look).look;
    }
    QCOMPARE(notices(), expected);
    QVERIFY(page(all).inserted.isEmpty());
    QCOMPARE(notices(), expected);
}

QTEST_GUILESS_MAIN(TestMessageChanges)
#include "test_message_changes.moc"
