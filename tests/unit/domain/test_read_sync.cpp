// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/inbox.h"
#include "domain/threads/read_sync.h"
#include "domain_fixture.h"
#include "support/storage_steps.h"
#include "xmpp/extensions/rfc6121_message.h"
#include "xmpp/extensions/xep0280_carbons.h"
#include "xmpp/extensions/xep0333_markers.h"
#include "xmpp/extensions/xep0359_ids.h"
#include "xmpp/extensions/xep0490_mds.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace roost;

namespace {

/// Read marks of alice@example.com, local and from other devices, through the real extensions and a real
/// database.
class ReadFixture : public DomainFixture
{
public:
    ReadFixture()
        : inbox(jid("alice@example.com"), directory, *updates, clock)
        , reads(*database, *updates, inbox, clock, {markers, mds, [this] { return isOnline; }})
    {
        directory.load({contact("foo@bar.com"), contact("amy@bar.com")});
        reads.setAllowed([this](const Jid &) { return mayTell; });
        QObject::connect(&messages, &Rfc6121Message::messageReceived, &inbox, &Inbox::receive);
    }
    /// A session whose server has these read marks.
    void begin(const QByteArray &items = {}, bool canPublish = true)
    {
        isOnline = true;
        mds.setNodeReady(true); // since an earlier session
        reads.sessionStarted(false);
        sender.answerXml("<iq xmlns='jabber:client' type='result'><pubsub "
                         "xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:mds:displayed:0'>" +
                         items + "</items></pubsub></iq>");
        reads.setCanPublish(canPublish);
    }
    static QByteArray item(const QByteArray &chat, const QByteArray &id)
    {
        return "<item id='" + chat +
               "'><displayed xmlns='urn:xmpp:mds:displayed:0'><stanza-id xmlns='urn:xmpp:sid:0' "
               "by='alice@example.com' id='" +
               id + "'/></displayed></item>";
    }
    void receive(const QByteArray &xml)
    {
        Stanza stanza = sender.receive(xml);
        for (Extension *extension : {static_cast<Extension *>(&carbons), static_cast<Extension *>(&stanzaIds),
                                     static_cast<Extension *>(&mds), static_cast<Extension *>(&markers),
                                     static_cast<Extension *>(&messages)}) {
            if (sender.handle(*extension, stanza) != Handled::Pass)
                return;
        }
    }
    /// Message `number` of theirs.
    void hear(int number, const QByteArray &from = "foo@bar.com/phone", bool isMarkable = true)
    {
        const QByteArray n = QByteArray::number(number);
        receive("<message xmlns='jabber:client' type='chat' id='message-" + n + "' from='" + from +
                "' to='alice@example.com'><body>" + n + "</body>" +
                (isMarkable ? "<markable xmlns='urn:xmpp:chat-markers:0'/>" : "") +
                "<stanza-id xmlns='urn:xmpp:sid:0' by='alice@example.com' id='s" + n + "'/></message>");
        clock.advance(1ms);
    }
    void event(const QByteArray &from, const QByteArray &items)
    {
        receive("<message xmlns='jabber:client' type='headline' from='" + from +
                "'><event xmlns='http://jabber.org/protocol/pubsub#event'><items "
                "node='urn:xmpp:mds:displayed:0'>" +
                items + "</items></event></message>");
    }
    void displayedByOwnPhone(const QByteArray &chat, const QByteArray &id)
    {
        receive("<message xmlns='jabber:client' from='alice@example.com'><sent xmlns='urn:xmpp:carbons:2'>"
                "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' type='chat' "
                "from='alice@example.com/phone' to='" +
                chat + "'><displayed xmlns='urn:xmpp:chat-markers:0' id='" + id +
                "'/></message></forwarded></sent></message>");
    }
    int unread(const char *address = "foo@bar.com") { return at(address).unread(); }
    /// The person looks at it.
    void look(const char *address = "foo@bar.com")
    {
        const int count = unread(address);
        thread(address).markRead();
        reads.seen(at(address), count);
        clock.advance(1s);
    }
    /// "to id" of the markers sent since.
    QStringList marked()
    {
        QStringList all;
        while (sender.sentCount() > 0) {
            const XmlElement message = sender.takeSent();
            all.append(message.attribute(u"to") + u' ' +
                       message.child(u"displayed", u"urn:xmpp:chat-markers:0")->attribute(u"id"));
        }
        return all;
    }
    /// "chat id" of the publications since the last call.
    QStringList published()
    {
        QStringList all;
        while (sender.questionCount() > 0) {
            const XmlElement *item = sender.question()
                                         .child(u"pubsub", u"http://jabber.org/protocol/pubsub")
                                         ->child(u"publish", u"http://jabber.org/protocol/pubsub")
                                         ->child(u"item", u"http://jabber.org/protocol/pubsub");
            all.append(item->attribute(u"id") + u' ' +
                       item->children().front().children().front().attribute(u"id"));
            sender.answerXml("<iq xmlns='jabber:client' type='result'/>");
        }
        return all;
    }

    QList<UntoldThread> untold() { return database->loadUntold().result().value_or({}); }

    bool mayTell = true;
    Xep0280Carbons carbons{sender};
    Xep0359Ids stanzaIds{sender};
    Xep0333Markers markers{sender};
    Xep0490Mds mds{sender};
    Rfc6121Message messages{sender};
    Inbox inbox;
    ReadSync reads;
};

} // namespace

/// Local read marks are published; those of other devices are applied.
class TestReadSync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishesOncePerNewestMessage();
    void marksNewestMarkableMessage();
    void marksTargetedMessagePrivately();
    void marksOnlyForAllowedContacts();
    void needsNoNode();
    void publishesOfflineReadsLater();
    void keepsPendingReadsOverRestart();
    void readElsewhereByEvent();
    void readElsewhereByCarbon();
    void readElsewhereWhileAway();
    void markBeforeItsMessage();
    void archivePageStopsAtTheMark();
    void onlyForward();
    void ignoresOwnEcho();
    void forgeriesReadNothing_data();
    void forgeriesReadNothing();
    void archiveNeedNotWaitForEver();
    void resumedSessionsKeepWaitingForTheAnswer();
};

void TestReadSync::publishesOncePerNewestMessage()
{
    ReadFixture f;
    QVERIFY(f.open());
    f.begin();
    f.hear(1);
    f.hear(2);
    f.inbox.flush();
    QVERIFY(f.stored());
    QCOMPARE(f.unread(), 2);
    f.look();
    QVERIFY(f.stored());
    QCOMPARE(f.marked(), QStringList{u"foo@bar.com message-2"_s});
    QCOMPARE(f.published(), QStringList{u"foo@bar.com s2"_s});
    // Nothing new: nothing to say.
    f.look();
    f.reads.seen(f.at("foo@bar.com"), 1);
    f.clock.advance(1s);
    QVERIFY(f.stored());
    QCOMPARE(f.marked(), QStringList());
    QCOMPARE(f.published(), QStringList());
}

void TestReadSync::marksNewestMarkableMessage()
{
    ReadFixture f;
    QVERIFY(f.open());
    f.begin();
    f.hear(1);
    f.inbox.flush();
    QVERIFY(f.stored());
    f.look();
    QVERIFY(f.stored());
    QCOMPARE(f.marked().size(), 1);
    (void)f.published();
    // One that asks and then one that does not; and then one that does not alone.
    f.hear(2);
    f.hear(3, "foo@bar.com/phone", false);
    f.inbox.flush();
    QVERIFY(f.stored());
    f.look();
    QVERIFY(f.stored());
    QCOMPARE(f.marked(), QStringList{u"foo@bar.com message-2"_s});
    QCOMPARE(f.published(), QStringList{u"foo@bar.com s3"_s});
    f.hear(4, "foo@bar.com/phone", false);
    f.inbox.flush();
    QVERIFY(f.stored());
    f.look();
    QVERIFY(f.stored());
    QCOMPARE(f.marked(), QStringList());
    QCOMPARE(f.published(), QStringList{u"foo@bar.com s4"_s});
}

void TestReadSync::marksTargetedMessagePrivately()
{
    ReadFixture f;
    QVERIFY(f.open());
    f.begin();
    MessageRecord secret;
    secret.thread = jid("foo@bar.com");
    secret.id = u"secret-1"_s;
    secret.resource = u"phone"_s;
    secret.target = u"desk"_s;
    secret.markable = secret.read = true;
    secret.timeMs = f.clock.nowMs();
    auto known = storeMessages(*f.database, {secret});
    QVERIFY(f.stored());
    f.reads.seen(f.at("foo@bar.com"), 1);
    f.clock.advance(1s);
    QVERIFY(f.stored());
    QCOMPARE(f.marked(), QStringList{u"foo@bar.com/phone secret-1"_s});
}

void TestReadSync::marksOnlyForAllowedContacts()
{
    ReadFixture f;
    f.mayTell = false;
    QVERIFY(f.open());
    f.begin();
    f.hear(1);
    f.inbox.flush();
    QVERIFY(f.stored());
    f.look();
    QVERIFY(f.stored());
    QCOMPARE(f.marked(), QStringList());
    QCOMPARE(f.published(), QStringList{u"foo@bar.com s1"_s}); // only published to our own devices
}

void TestReadSync::needsNoNode()
{
    ReadFixture f;
    QVERIFY(f.open());
    f.isOnline = true;
    f.reads.sessionStarted(false);
    f.sender.refuse();
    f.reads.setCanPublish(false);
    QVERIFY(f.reads.isReady());
    f.hear(1);
    f.inbox.flush();
    QVERIFY(f.stored());
    f.look();
    QVERIFY(f.stored());
    QCOMPARE(f.marked(), QStringList{u"foo@bar.com message-1"_s});
    QCOMPARE(f.sender.questionCount(), 0);
}

void TestReadSync::publishesOfflineReadsLater()
{
    ReadFixture f;
    QVERIFY(f.open());
    f.begin();
    f.hear(1);
    f.inbox.flush();
    QVERIFY(f.stored());
    f.isOnline = false;
    f.look();
    QVERIFY(f.stored());
    QCOMPARE(f.marked(), QStringList());
    f.begin();
    f.clock.advance(1s);
    QVERIFY(f.stored());
    QCOMPARE(f.marked(), QStringList{u"foo@bar.com message-1"_s});
    QCOMPARE(f.published(), QStringList{u"foo@bar.com s1"_s});
}

void TestReadSync::keepsPendingReadsOverRestart()
{
    ReadFixture f;
    QVERIFY(f.open());
    f.begin();
    f.hear(1);
    f.inbox.flush();
    QVERIFY(f.stored());
    f.isOnline = false;
    f.look();
    QVERIFY(f.stored());
    QCOMPARE(f.untold().size(), 1);
    // Another run of the program.
    ReadSync next(*f.database, *f.updates, f.inbox, f.clock, {f.markers, f.mds, [] { return true; }});
    next.setAllowed([](const Jid &) { return true; });
    next.sessionStarted(false);
    f.sender.refuse();
    next.setCanPublish(false);
    f.clock.advance(1s);
    QVERIFY(f.stored());
    QCOMPARE(f.marked(), QStringList{u"foo@bar.com message-1"_s});
    QVERIFY(f.untold().isEmpty());
}

void TestReadSync::readElsewhereByEvent()
{
    ReadFixture f;
    QSignalSpy fell(f.updates.get(), &ThreadUpdates::readElsewhere);
    QVERIFY(f.open());
    f.begin();
    for (int i = 1; i <= 3; ++i)
        f.hear(i);
    f.hear(9, "amy@bar.com/phone");
    // In the same turn: the messages are not even stored.
    f.event("alice@example.com", ReadFixture::item("foo@bar.com", "s2"));
    QVERIFY(f.stored());
    QCOMPARE(f.unread(), 1);
    QCOMPARE(f.unread("amy@bar.com"), 1);
    QCOMPARE(f.storedContacts()[jid("foo@bar.com")].unread, 1);
    f.event("alice@example.com", ReadFixture::item("foo@bar.com", "s3"));
    QVERIFY(f.stored());
    QCOMPARE(f.unread(), 0);
    QVERIFY(fell.count() >= 1);
    // That was another device's doing: this one has nothing to say of it.
    f.clock.advance(1s);
    QVERIFY(f.stored());
    QCOMPARE(f.marked(), QStringList());
    QCOMPARE(f.sender.questionCount(), 0);
}

void TestReadSync::readElsewhereByCarbon()
{
    ReadFixture f;
    QVERIFY(f.open());
    f.begin({}, false);
    f.hear(1);
    f.hear(2);
    f.inbox.flush();
    f.displayedByOwnPhone("foo@bar.com", "message-1");
    QVERIFY(f.stored());
    QCOMPARE(f.unread(), 1);
    f.displayedByOwnPhone("amy@bar.com", "message-2"); // of another thread
    QVERIFY(f.stored());
    QCOMPARE(f.unread(), 1);
}

void TestReadSync::readElsewhereWhileAway()
{
    ReadFixture f;
    QVERIFY(f.open());
    f.begin();
    f.hear(1);
    f.inbox.flush();
    QVERIFY(f.stored());
    QCOMPARE(f.unread(), 1);
    f.begin(ReadFixture::item("foo@bar.com", "s1"));
    QVERIFY(f.stored());
    QCOMPARE(f.unread(), 0);
}

void TestReadSync::markBeforeItsMessage()
{
    // The server sends the read mark first and the messages that it stored for us later.
    ReadFixture f;
    QSignalSpy arrived(f.updates.get(), &ThreadUpdates::inserted);
    QVERIFY(f.open());
    f.begin(ReadFixture::item("foo@bar.com", "s2"));
    f.hear(1);
    f.inbox.flush();
    for (int i = 2; i <= 3; ++i)
        f.hear(i);
    f.inbox.flush();
    QVERIFY(f.stored());
    QVERIFY(f.stored());
    QCOMPARE(f.unread(), 1);
    QCOMPARE(arrived.count(), 2);
    const auto second = arrived[1][0].value<QList<MessageRecord>>();
    QVERIFY(second.at(0).read); // so no notification comes for it
    QVERIFY(!second.at(1).read);
}

void TestReadSync::archivePageStopsAtTheMark()
{
    ReadFixture f;
    QVERIFY(f.open());
    const auto record = [](const char *thread, int number) {
        MessageRecord message;
        message.thread = jid(thread);
        message.id = u"message-%1"_s.arg(number);
        message.stanzaId = u"s%1"_s.arg(number);
        return message;
    };
    const auto readOf = [](const QList<MessageRecord> &messages) {
        QStringList read;
        for (const MessageRecord &message : messages) {
            if (message.read)
                read.append(message.stanzaId);
        }
        return read;
    };
    const auto page = [&f](const QList<MessageRecord> &messages, const ArchiveLook &look) {
        return *storeArchived(*f.database, {messages, {}, {}, look}).result();
    };
    const auto mark = [](const char *thread, MarkKind kind, const QString &ref) {
        return MarkRecord{jid(thread), kind, ref, {}};
    };
    (void)applyMarks(*f.database, {mark("foo@bar.com", MarkKind::ReadStanzaId, u"s3"_s)});
    const ArchiveLook begun = f.database->makeRoomForArchive(true).result()->look;
    const auto newest = page({record("foo@bar.com", 2), record("amy@bar.com", 7), record("foo@bar.com", 3),
                              record("foo@bar.com", 4)},
                             begun);
    QCOMPARE(readOf(newest.inserted), (QStringList{u"s2"_s, u"s3"_s}));
    const auto older =
        page({record("foo@bar.com", 0), record("amy@bar.com", 5), record("foo@bar.com", 1)}, newest.look);
    QCOMPARE(readOf(older.inserted), (QStringList{u"s0"_s, u"s1"_s}));
    // The archive is queried again from its end: its new messages are unread.
    const ArchiveLook again = f.database->makeRoomForArchive(false).result()->look;
    QVERIFY(readOf(page({record("foo@bar.com", 4), record("foo@bar.com", 8)}, again).inserted).isEmpty());
    // A marker of our own device in an older page says less than that of a newer one.
    (void)applyMarks(*f.database, {mark("amy@bar.com", MarkKind::ReadSenderId, u"message-16"_s)});
    (void)applyMarks(*f.database, {mark("amy@bar.com", MarkKind::ReadSenderId, u"message-12"_s)});
    const ArchiveLook third = f.database->makeRoomForArchive(false).result()->look;
    const auto last = page({record("amy@bar.com", 12), record("amy@bar.com", 13), record("amy@bar.com", 16),
                            record("amy@bar.com", 17)},
                           third);
    QCOMPARE(readOf(last.inserted), (QStringList{u"s12"_s, u"s13"_s, u"s16"_s}));
}

void TestReadSync::onlyForward()
{
    ReadFixture f;
    QVERIFY(f.open());
    f.begin();
    f.hear(1);
    f.hear(2);
    f.inbox.flush();
    QVERIFY(f.stored());
    f.look();
    QVERIFY(f.stored());
    (void)f.published();
    f.event("alice@example.com", ReadFixture::item("foo@bar.com", "s1"));
    f.hear(3);
    f.inbox.flush();
    QVERIFY(f.stored());
    QCOMPARE(f.unread(), 1);
    f.event("alice@example.com", ReadFixture::item("foo@bar.com", "unknown"));
    QVERIFY(f.stored());
    QCOMPARE(f.unread(), 1);
}

void TestReadSync::ignoresOwnEcho()
{
    ReadFixture f;
    QSignalSpy fell(f.updates.get(), &ThreadUpdates::readElsewhere);
    QVERIFY(f.open());
    f.begin();
    f.hear(1);
    f.inbox.flush();
    QVERIFY(f.stored());
    f.look();
    QVERIFY(f.stored());
    QCOMPARE(f.published(), QStringList{u"foo@bar.com s1"_s});
    f.event("alice@example.com", ReadFixture::item("foo@bar.com", "s1"));
    QVERIFY(f.stored());
    QCOMPARE(fell.count(), 0);
}

void TestReadSync::forgeriesReadNothing_data()
{
    QTest::addColumn<QByteArray>("xml");
    const QByteArray event =
        "<message xmlns='jabber:client' type='headline' from='FROM'><event "
        "xmlns='http://jabber.org/protocol/pubsub#event'><items node='urn:xmpp:mds:displayed:0'>" +
        ReadFixture::item("foo@bar.com", "s1") + "</items></event></message>";
    for (const char *from : {"mallory@evil.example", "foo@bar.com", "example.com", "alice@example.com/phone"})
        QTest::addRow("event from %s", from) << QByteArray(event).replace("FROM", from);
    const QByteArray marker = "<message xmlns='jabber:client' type='chat' from='alice@example.com/phone' "
                              "to='foo@bar.com'><displayed xmlns='urn:xmpp:chat-markers:0' "
                              "id='message-1'/></message>";
    QTest::newRow("own marker, not a copy") << marker;
    QTest::newRow("own marker in a stranger's copy")
        << "<message xmlns='jabber:client' from='mallory@evil.example'><sent xmlns='urn:xmpp:carbons:2'>"
           "<forwarded xmlns='urn:xmpp:forward:0'>" +
               marker + "</forwarded></sent></message>";
    QTest::newRow("their marker") << QByteArray(marker).replace("alice@example.com/phone", "foo@bar.com/x");
}

void TestReadSync::forgeriesReadNothing()
{
    QFETCH(const QByteArray, xml);
    ReadFixture f;
    QVERIFY(f.open());
    f.begin();
    f.hear(1);
    f.inbox.flush();
    QVERIFY(f.stored());
    f.receive(xml);
    QVERIFY(f.stored());
    QCOMPARE(f.unread(), 1);
    QVERIFY(!f.storedMessages("foo@bar.com").at(0).read);
}

void TestReadSync::archiveNeedNotWaitForEver()
{
    ReadFixture f;
    QSignalSpy ready(&f.reads, &ReadSync::ready);
    QVERIFY(f.open());
    f.isOnline = true;
    f.reads.sessionStarted(false);
    QVERIFY(!f.reads.isReady());
    f.clock.advance(ReadSync::longestWait);
    QVERIFY(f.reads.isReady());
    f.sender.refuse(ErrorKind::Timeout);
    QCOMPARE(ready.count(), 1);
}

void TestReadSync::resumedSessionsKeepWaitingForTheAnswer()
{
    ReadFixture f;
    QVERIFY(f.open());
    f.isOnline = true;
    f.reads.sessionStarted(false);
    f.reads.sessionStarted(true);
    f.sender.answerXml("<iq xmlns='jabber:client' type='result'/>");
    QVERIFY(f.reads.isReady());
    // Or for the end of its patience.
    f.reads.sessionStarted(false);
    f.reads.sessionStarted(true);
    f.clock.advance(ReadSync::longestWait);
    QVERIFY(f.reads.isReady());
    f.sender.refuse(ErrorKind::Timeout);
}

QTEST_GUILESS_MAIN(TestReadSync)
#include "test_read_sync.moc"
