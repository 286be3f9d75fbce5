// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/inbox.h"
#include "domain_fixture.h"
#include "support/patience.h"
#include "xmpp/extensions/rfc6121_message.h"
#include "xmpp/extensions/xep0203_delay.h"
#include "xmpp/extensions/xep0280_carbons.h"
#include "xmpp/extensions/xep0334_hints.h"
#include "xmpp/extensions/xep0359_ids.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

/// An inbox of alice@example.com.
class InboxFixture : public DomainFixture
{
public:
    InboxFixture() : inbox(jid("alice@example.com"), directory, *database, clock, ids)
    {
        QObject::connect(&inbox, &Inbox::stored, &marker, [this](const QList<MessageRecord> &messages) {
            threads->insert(messages);
            ++batches;
            all.append(messages);
        });
    }
    // The inbox goes before the base: what it waits for must be answered first.
    ~InboxFixture() { database.reset(); }

    struct Message
    {
        const char *from = "foo@bar.com/phone";
        const char *to = "alice@example.com/desk";
        QString id = {};
        QString body = {};
        QString type = u"chat"_s;
        qint64 delayMs = 0;
        std::optional<CarbonCopy::Direction> carbon = {};
        QString stanzaId = {};
        bool isNoCopy = false;
    };
    void receive(const Message &message)
    {
        Stanza stanza;
        stanza.from = jid(message.from);
        stanza.to = jid(message.to);
        stanza.id = message.id;
        stanza.type = message.type;
        if (message.delayMs != 0)
            stanza.annotate(Delay{message.delayMs, {}});
        if (message.carbon)
            stanza.annotate(CarbonCopy{*message.carbon});
        if (!message.stanzaId.isEmpty())
            stanza.annotate(StanzaIds{{}, message.stanzaId});
        if (message.isNoCopy)
            stanza.annotate(DoNotCopy{});
        inbox.receive(stanza, MessageBody{message.body, {}});
    }
    /// The turn of the event loop ends, and the database has answered.
    [[nodiscard]] bool turn()
    {
        QCoreApplication::processEvents();
        return stored();
    }

    Inbox inbox;
    int batches = 0;
    QList<MessageRecord> all;
};

} // namespace

class TestInbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void storesOneBatchATurn();
    void showsOnlyWhatIsStored();
    void dropsDoubles();
    void keepsWeakIdsApart();
    void filesSentCopies();
    void takesReceivedCopies();
    void believesNoMadeUpCopies();
    void takesNotesToOurselves();
    void sortsByDelay();
    void heldUpComesAfterItsSender();
    void sortsWholeSeconds();
    void takesStrangers();
    void knowsWhatIsForUsAlone();
    void dropsBlocked();
    void mindsTheType_data();
    void mindsTheType();
    void shortensAbsurdIds();
    void readsTheAttendedThread();
    void keepsTheNewestPreview();
};

void TestInbox::storesOneBatchATurn()
{
    InboxFixture f;
    QVERIFY(f.open());
    for (int i = 0; i < 100; ++i)
        f.receive({.id = u"message-id-%1"_s.arg(i), .body = u"m%1"_s.arg(i)});
    f.receive({.from = "amy@bar.com/x", .id = u"amy-message-id"_s, .body = u"Hi"_s});
    QVERIFY(f.turn());
    QCOMPARE(f.batches, 1);
    QCOMPARE(f.all.size(), 101);
    QCOMPARE(f.at("foo@bar.com").unread(), 100);
    QCOMPARE(f.at("foo@bar.com").preview(), u"m99"_s);
    QVERIFY(!f.at("foo@bar.com").isPreviewMine());
    QCOMPARE(f.at("amy@bar.com").unread(), 1);
    const auto kept = f.storedContacts().value(jid("foo@bar.com"));
    QCOMPARE(kept.unread, 100);
    QCOMPARE(kept.preview, u"m99"_s);
    QCOMPARE(f.all.front().resource, u"phone"_s);
    QCOMPARE(f.all.front().timeMs, f.clock.nowMs());
    QCOMPARE(f.all.front().state, MessageState::Received);
}

void TestInbox::showsOnlyWhatIsStored()
{
    InboxFixture f; // the database was never opened
    QSignalSpy failed(&f.inbox, &Inbox::storeFailed);
    f.receive({.id = u"message-id"_s, .body = u"Hi"_s});
    QVERIFY(failed.wait(testPatienceMs));
    QVERIFY(f.all.isEmpty());
    QCOMPARE(f.at("foo@bar.com").unread(), 0);
    QVERIFY(!f.at("foo@bar.com").isListed());
}

void TestInbox::dropsDoubles()
{
    InboxFixture f;
    QVERIFY(f.open());
    f.receive({.id = u"message-id"_s, .body = u"Hi"_s});
    f.receive({.from = "foo@bar.com/laptop", .id = u"message-id"_s, .body = u"Hi"_s}); // in the same turn
    QVERIFY(f.turn());
    f.receive({.id = u"message-id"_s, .body = u"Hi"_s, .delayMs = f.clock.nowMs() - 5'000}); // and later
    QVERIFY(f.turn());
    QCOMPARE(f.all.size(), 1);
    QCOMPARE(f.at("foo@bar.com").unread(), 1);
    // Another sender may have the same id.
    f.receive({.from = "amy@bar.com/x", .id = u"message-id"_s, .body = u"Hi"_s});
    QVERIFY(f.turn());
    QCOMPARE(f.all.size(), 2);
}

void TestInbox::keepsWeakIdsApart()
{
    InboxFixture f;
    QVERIFY(f.open());
    (void)f.thread("foo@bar.com");
    // A simple bot counts from 1 in each of its sessions; the archive knows better.
    f.receive({.id = u"1"_s, .body = u"first"_s, .stanzaId = u"archive-1"_s});
    QVERIFY(f.turn());
    f.receive({.id = u"1"_s, .body = u"second"_s, .stanzaId = u"archive-2"_s});
    f.receive({.id = u"1"_s, .body = u"second"_s, .stanzaId = u"archive-2"_s});
    f.receive({.body = u"third, without any id"_s});
    f.receive({.body = u"fourth, without any id"_s});
    QVERIFY(f.turn());
    QCOMPARE(f.bodies("foo@bar.com"),
             (QStringList{u"first"_s, u"second"_s, u"third, without any id"_s, u"fourth, without any id"_s}));
}

void TestInbox::filesSentCopies()
{
    InboxFixture f;
    QVERIFY(f.open());
    f.receive({.from = "alice@example.com/phone",
               .to = "foo@bar.com",
               .id = u"sent-elsewhere"_s,
               .body = u"From the phone"_s,
               .carbon = CarbonCopy::Direction::Sent});
    QVERIFY(f.turn());
    QCOMPARE(f.all.size(), 1);
    QCOMPARE(f.all.front().thread, jid("foo@bar.com"));
    QVERIFY(f.all.front().mine);
    QCOMPARE(f.all.front().state, MessageState::AtServer);
    QCOMPARE(f.at("foo@bar.com").unread(), 0);
    QVERIFY(f.at("foo@bar.com").isPreviewMine());
}

void TestInbox::takesReceivedCopies()
{
    InboxFixture f;
    QVERIFY(f.open());
    f.receive({.to = "alice@example.com/phone",
               .id = u"to-the-phone"_s,
               .body = u"Hi"_s,
               .carbon = CarbonCopy::Direction::Received});
    QVERIFY(f.turn());
    QCOMPARE(f.all.size(), 1);
    QVERIFY(!f.all.front().mine);
    QCOMPARE(f.at("foo@bar.com").unread(), 1);
}

void TestInbox::believesNoMadeUpCopies()
{
    InboxFixture f;
    QVERIFY(f.open());
    // "Sent" by somebody else, and "received" by somebody else.
    f.receive({.from = "mallory@bar.com/x",
               .to = "foo@bar.com",
               .id = u"made-up-1"_s,
               .body = u"I owe you 100"_s,
               .carbon = CarbonCopy::Direction::Sent});
    f.receive({.to = "somebody@else.com/x",
               .id = u"made-up-2"_s,
               .body = u"Hi"_s,
               .carbon = CarbonCopy::Direction::Received});
    f.receive({.from = "", .id = u"made-up-3"_s, .body = u"Hi"_s});
    QVERIFY(f.turn());
    QVERIFY(f.all.isEmpty());
}

void TestInbox::takesNotesToOurselves()
{
    InboxFixture f;
    QVERIFY(f.open());
    f.receive({.from = "alice@example.com/phone",
               .to = "alice@example.com",
               .id = u"note-to-self"_s,
               .body = u"Milk"_s});
    QVERIFY(f.turn());
    QCOMPARE(f.all.size(), 1);
    QVERIFY(f.all.front().mine);
    QCOMPARE(f.all.front().thread, jid("alice@example.com"));
    QCOMPARE(f.at("alice@example.com").unread(), 0);
}

void TestInbox::sortsByDelay()
{
    InboxFixture f;
    QVERIFY(f.open());
    Thread &thread = f.thread("foo@bar.com");
    QVERIFY(f.stored());
    const qint64 now = f.clock.nowMs();
    f.receive({.id = u"now-message"_s, .body = u"now"_s});
    f.receive({.id = u"later-of-old"_s, .body = u"an hour ago"_s, .delayMs = now - 3'600'001});
    f.receive({.id = u"older-of-old"_s, .body = u"yesterday"_s, .delayMs = now - 86'400'001});
    QVERIFY(f.turn());
    QCOMPARE(f.bodies("foo@bar.com"), (QStringList{u"yesterday"_s, u"an hour ago"_s, u"now"_s}));
    QCOMPARE(thread.messages().front().timeMs, now - 86'400'001);
    QCOMPARE(f.at("foo@bar.com").preview(), u"now"_s);
    QCOMPARE(f.at("foo@bar.com").unread(), 3);
}

void TestInbox::heldUpComesAfterItsSender()
{
    InboxFixture f;
    QVERIFY(f.open());
    (void)f.thread("foo@bar.com");
    QVERIFY(f.stored());
    // Sent 3 s ago, but the stream stood still; what was sent after it says when.
    const qint64 now = f.clock.nowMs();
    f.receive({.id = u"first-message"_s, .body = u"first"_s});
    QVERIFY(f.turn());
    f.clock.advance(std::chrono::milliseconds(5));
    f.receive({.id = u"second-message"_s, .body = u"second"_s, .delayMs = now - 2'001});
    QVERIFY(f.turn());
    QCOMPARE(f.bodies("foo@bar.com"), (QStringList{u"first"_s, u"second"_s}));
}

void TestInbox::sortsWholeSeconds()
{
    InboxFixture f;
    QVERIFY(f.open());
    (void)f.thread("foo@bar.com");
    f.clock.advance(std::chrono::milliseconds(700));
    const qint64 second = f.clock.nowMs() - 700;
    QCOMPARE(second % 1'000, 0);
    f.receive({.id = u"first-message"_s, .body = u"first"_s});
    QVERIFY(f.turn());
    // Said by a server whose stamps know only seconds, of the same second.
    f.receive({.id = u"second-message"_s, .body = u"second"_s, .delayMs = second});
    f.receive({.id = u"third-message"_s, .body = u"third"_s, .delayMs = second});
    QVERIFY(f.turn());
    QCOMPARE(f.bodies("foo@bar.com"), (QStringList{u"first"_s, u"second"_s, u"third"_s}));
}

void TestInbox::knowsWhatIsForUsAlone()
{
    InboxFixture f;
    QVERIFY(f.open());
    f.receive({.id = u"m-0000001"_s, .body = u"only you"_s, .type = u"normal"_s, .isNoCopy = true});
    f.receive({.id = u"m-0000002"_s, .body = u"a chat"_s, .isNoCopy = true});
    f.receive({.id = u"m-0000003"_s, .body = u"normal"_s, .type = u"normal"_s});
    QVERIFY(f.turn());
    QCOMPARE(f.all.size(), 3);
    QCOMPARE(f.all.at(0).target, u"desk"_s);
    QCOMPARE(f.all.at(1).target, QString());
    QCOMPARE(f.all.at(2).target, QString());
    QCOMPARE(f.storedMessages("foo@bar.com").at(0).target, u"desk"_s);
}

void TestInbox::takesStrangers()
{
    InboxFixture f;
    QVERIFY(f.open());
    f.receive({.from = "stranger@far.com/x", .id = u"hello-there"_s, .body = u"You do not know me"_s});
    QVERIFY(f.turn());
    QVERIFY(f.at("stranger@far.com").isListed());
    QVERIFY(!f.at("stranger@far.com").isContact());
}

void TestInbox::dropsBlocked()
{
    InboxFixture f;
    QVERIFY(f.open());
    f.directory.modify(f.at("foo@bar.com"), [](ContactRecord &record) { record.blocked = true; });
    f.receive({.id = u"message-id"_s, .body = u"Hi"_s});
    QVERIFY(f.turn());
    QVERIFY(f.all.isEmpty());
    QVERIFY(f.storedMessages("foo@bar.com").isEmpty());
}

void TestInbox::mindsTheType_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("from");
    QTest::addColumn<bool>("shown");
    QTest::newRow("chat") << u"chat"_s << u"foo@bar.com/x"_s << true;
    QTest::newRow("none") << QString() << u"foo@bar.com/x"_s << true;
    QTest::newRow("normal") << u"normal"_s << u"foo@bar.com/x"_s << true;
    QTest::newRow("unknown is normal") << u"unheard-of"_s << u"foo@bar.com/x"_s << true;
    QTest::newRow("error") << u"error"_s << u"foo@bar.com/x"_s << false;
    QTest::newRow("groupchat") << u"groupchat"_s << u"room@rooms.bar.com/nick"_s << false;
    QTest::newRow("headline of a stranger") << u"headline"_s << u"foo@bar.com/x"_s << false;
    QTest::newRow("headline of a contact") << u"headline"_s << u"friend@bar.com/x"_s << true;
    QTest::newRow("headline of our server") << u"headline"_s << u"example.com"_s << true;
    QTest::newRow("headline of another server") << u"headline"_s << u"bar.com"_s << false;
    QTest::newRow("word of our server") << u"normal"_s << u"example.com"_s << true;
}

void TestInbox::mindsTheType()
{
    QFETCH(const QString, type);
    QFETCH(const QString, from);
    QFETCH(const bool, shown);
    InboxFixture f;
    QVERIFY(f.open());
    f.directory.load({contact("friend@bar.com")});
    f.receive({.from = qPrintable(from), .id = u"message-id"_s, .body = u"Hi"_s, .type = type});
    QVERIFY(f.turn());
    QCOMPARE(f.all.size(), shown ? 1 : 0);
}

void TestInbox::shortensAbsurdIds()
{
    InboxFixture f;
    QVERIFY(f.open());
    const QString absurd(60'000, u'x');
    f.receive({.id = absurd, .body = u"one"_s});
    f.receive({.id = absurd, .body = u"one"_s});
    f.receive({.id = absurd + u'y', .body = u"two"_s});
    QVERIFY(f.turn());
    QCOMPARE(f.all.size(), 2);
    QCOMPARE(f.all.front().id.size(), 64);
    QVERIFY(f.all.front().id != f.all.back().id);
}

void TestInbox::readsTheAttendedThread()
{
    InboxFixture f;
    QVERIFY(f.open());
    const Endpoint *attended = &f.at("foo@bar.com");
    f.inbox.setAttended([&attended] { return attended; });
    f.receive({.id = u"message-id-1"_s, .body = u"looked at"_s});
    f.receive({.from = "amy@bar.com/x", .id = u"message-id-2"_s, .body = u"not looked at"_s});
    QVERIFY(f.turn());
    QCOMPARE(f.at("foo@bar.com").unread(), 0);
    QCOMPARE(f.at("amy@bar.com").unread(), 1);
    QCOMPARE(f.storedContacts().value(jid("foo@bar.com")).unread, 0);
    attended = nullptr;
    f.receive({.id = u"message-id-3"_s, .body = u"gone meanwhile"_s});
    QVERIFY(f.turn());
    QCOMPARE(f.at("foo@bar.com").unread(), 1);
}

void TestInbox::keepsTheNewestPreview()
{
    InboxFixture f;
    QVERIFY(f.open());
    f.receive({.id = u"message-new"_s, .body = u"new\nlines  and spaces"_s});
    QVERIFY(f.turn());
    f.receive({.id = u"message-old"_s, .body = u"old"_s, .delayMs = f.clock.nowMs() - 10'001});
    QVERIFY(f.turn());
    QCOMPARE(f.at("foo@bar.com").preview(), u"new lines and spaces"_s);
    QCOMPARE(f.at("foo@bar.com").lastMessageMs(), f.clock.nowMs());
    QCOMPARE(f.storedContacts().value(jid("foo@bar.com")).preview, u"new lines and spaces"_s);
}

QTEST_GUILESS_MAIN(TestInbox)
#include "test_inbox.moc"
