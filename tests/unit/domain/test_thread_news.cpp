// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/inbox.h"
#include "domain/threads/read_sync.h"
#include "domain/threads/thread_news.h"
#include "domain_fixture.h"
#include "xmpp/extensions/xep0333_markers.h"
#include "xmpp/extensions/xep0490_mds.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

class NewsFixture : public DomainFixture
{
public:
    NewsFixture() { directory.load({contact("foo@bar.com"), contact("amy@bar.com")}); }
    ~NewsFixture() { database.reset(); }
    Q_DISABLE_COPY_MOVE(NewsFixture)

    static MessageRecord theirs(const QString &id, qint64 timeMs, const char *from = "foo@bar.com")
    {
        MessageRecord message;
        message.thread = jid(from);
        message.id = message.senderId = id;
        message.body = id;
        message.timeMs = timeMs;
        message.stanzaId = u"s-"_s + id;
        return message;
    }
    static MessageRecord ours(const QString &id, qint64 timeMs)
    {
        MessageRecord message = theirs(id, timeMs);
        message.mine = message.read = true;
        message.resource = u"tablet"_s;
        message.state = MessageState::AtServer;
        return message;
    }
    /// A page of the archive, in a run of its own.
    [[nodiscard]] bool archived(const QList<MessageRecord> &messages)
    {
        const auto room = database->makeRoomForArchive(false).result();
        EventBatch batch;
        batch.origin = EventBatch::Origin::Archive;
        batch.messages = messages;
        batch.archive = ArchivePart{{}, {}, room->look, {}};
        updates->submit(std::move(batch));
        return stored();
    }
    int untold()
    {
        const auto untold = database->loadUntold().result().value_or({});
        return untold.isEmpty() ? 0 : untold.first().count;
    }

    Xep0333Markers markers{sender};
    Xep0490Mds mds{sender};
    Inbox inbox{jid("alice@example.com"), directory, *updates, clock};
    ReadSync reads{*database, *updates, inbox, clock, {markers, mds, [] { return false; }}};
    NotifierLog notifier;
    ThreadNews news{directory, *threads, *updates, reads, &notifier};
};

} // namespace

/// Which messages lead to a notification, and what takes one back.
class TestThreadNews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void notifiesOncePerThreadAndBatch();
    void ownAnswerFromAnotherDeviceReadsTheThread();
    void readElsewhereWithdraws();
    void attendedThreadIsReadAndReported();
    void archiveNotifiesOfNewsOnly();
    void noticesHaveNoText();
};

void TestThreadNews::notifiesOncePerThreadAndBatch()
{
    NewsFixture f;
    QVERIFY(f.open());
    f.live({NewsFixture::theirs(u"one-00001"_s, 1'000), NewsFixture::theirs(u"two-00002"_s, 2'000),
            NewsFixture::theirs(u"amy-00001"_s, 3'000, "amy@bar.com")});
    QVERIFY(f.stored());
    QCOMPARE(f.notifier.messages, (QStringList{u"foo@bar.com: two-00002"_s, u"amy@bar.com: amy-00001"_s}));
    // The same messages again are no news.
    f.live({NewsFixture::theirs(u"two-00002"_s, 2'000)});
    QVERIFY(f.stored());
    QCOMPARE(f.notifier.messages.size(), 2);
}

void TestThreadNews::ownAnswerFromAnotherDeviceReadsTheThread()
{
    NewsFixture f;
    QVERIFY(f.open());
    f.live({NewsFixture::theirs(u"one-00001"_s, 1'000)});
    QVERIFY(f.stored());
    QCOMPARE(f.at("foo@bar.com").unread(), 1);
    f.live({NewsFixture::ours(u"answer-01"_s, 2'000)});
    QVERIFY(f.stored());
    QCOMPARE(f.at("foo@bar.com").unread(), 0);
    QCOMPARE(f.storedContacts().value(jid("foo@bar.com")).unread, 0);
    QCOMPARE(f.notifier.withdrawn, QStringList{u"foo@bar.com"_s});
    // In one batch, it never comes to a notification.
    f.live({NewsFixture::theirs(u"two-00002"_s, 3'000), NewsFixture::ours(u"answer-02"_s, 4'000)});
    QVERIFY(f.stored());
    QCOMPARE(f.notifier.messages.size(), 1);
    QCOMPARE(f.at("foo@bar.com").unread(), 0);
}

void TestThreadNews::readElsewhereWithdraws()
{
    NewsFixture f;
    QVERIFY(f.open());
    f.live({NewsFixture::theirs(u"one-00001"_s, 1'000), NewsFixture::theirs(u"two-00002"_s, 2'000)});
    QVERIFY(f.stored());
    EventBatch batch;
    batch.marks = {{jid("foo@bar.com"), MarkKind::ReadStanzaId, u"s-one-00001"_s, {}}};
    f.updates->submit(batch);
    QVERIFY(f.stored());
    QCOMPARE(f.at("foo@bar.com").unread(), 1);
    QVERIFY(f.notifier.withdrawn.isEmpty()); // one is left
    batch.marks.first().ref = u"s-two-00002"_s;
    f.updates->submit(batch);
    QVERIFY(f.stored());
    QCOMPARE(f.notifier.withdrawn, QStringList{u"foo@bar.com"_s});
}

void TestThreadNews::attendedThreadIsReadAndReported()
{
    NewsFixture f;
    QVERIFY(f.open());
    f.live({NewsFixture::theirs(u"one-00001"_s, 1'000)});
    QVERIFY(f.stored());
    f.news.setAttended(&f.at("foo@bar.com"));
    QVERIFY(f.stored());
    QCOMPARE(f.at("foo@bar.com").unread(), 0);
    QCOMPARE(f.untold(), 1);
    QCOMPARE(f.notifier.withdrawn, QStringList{u"foo@bar.com"_s});
    MessageRecord seen = NewsFixture::theirs(u"two-00002"_s, 2'000);
    seen.read = true; // by the Inbox
    f.live({seen});
    QVERIFY(f.stored());
    QCOMPARE(f.untold(), 2);
    QCOMPARE(f.notifier.messages.size(), 1);
}

void TestThreadNews::archiveNotifiesOfNewsOnly()
{
    NewsFixture f;
    QVERIFY(f.open());
    f.live({NewsFixture::theirs(u"two-00002"_s, 2'000)});
    QVERIFY(f.stored());
    f.notifier.messages.clear();
    // Older than the newest message of its thread.
    QVERIFY(
        f.archived({NewsFixture::theirs(u"one-00001"_s, 1'000), NewsFixture::theirs(u"two-00002"_s, 2'000)}));
    QVERIFY(f.notifier.messages.isEmpty());
    QVERIFY(
        f.archived({NewsFixture::theirs(u"two-00002"_s, 2'000), NewsFixture::theirs(u"three-003"_s, 3'000)}));
    QCOMPARE(f.notifier.messages, QStringList{u"foo@bar.com: three-003"_s});
    // Answered from another device: nothing is left to notify about.
    QVERIFY(
        f.archived({NewsFixture::theirs(u"three-003"_s, 3'000), NewsFixture::ours(u"answer-04"_s, 4'000)}));
    QCOMPARE(f.at("foo@bar.com").unread(), 0);
    QCOMPARE(f.notifier.withdrawn.last(), u"foo@bar.com"_s);
    QCOMPARE(f.notifier.messages.size(), 1);
}

void TestThreadNews::noticesHaveNoText()
{
    NewsFixture f;
    QVERIFY(f.open());
    MessageRecord invitation = NewsFixture::theirs(u"one-00001"_s, 1'000);
    invitation.notice = MessageNotice::RoomInvitation;
    invitation.detail = u"club@rooms.example"_s;
    f.live({invitation});
    QVERIFY(f.stored());
    QCOMPARE(f.notifier.messages, QStringList{u"foo@bar.com: "_s});
}

QTEST_GUILESS_MAIN(TestThreadNews)
#include "test_thread_news.moc"
