// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/inbox.h"
#include "domain_fixture.h"
#include "support/patience.h"
#include "xmpp/extensions/rfc6121_message.h"
#include "xmpp/extensions/xep0184_receipts.h"
#include "xmpp/extensions/xep0203_delay.h"
#include "xmpp/extensions/xep0249_invitations.h"
#include "xmpp/extensions/xep0280_carbons.h"
#include "xmpp/extensions/xep0297_forward.h"
#include "xmpp/extensions/xep0313_mam.h"
#include "xmpp/extensions/xep0333_markers.h"
#include "xmpp/extensions/xep0334_hints.h"
#include "xmpp/extensions/xep0353_calls.h"
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
    InboxFixture() : inbox(jid("alice@example.com"), directory, *updates, clock)
    {
        QObject::connect(updates.get(), &ThreadUpdates::inserted, &marker,
                         [this](const QList<MessageRecord> &messages) {
                             ++batches;
                             all.append(messages);
                         });
        QObject::connect(&inbox, &Inbox::receiptsDue, &marker, [this](const QList<ReceiptRequest> &requests) {
            for (const ReceiptRequest &request : requests)
                receipts.append(request.from.toString() + u' ' + request.id);
        });
    }
    // The inbox is destroyed before the base class: its pending answers must arrive first.
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
        bool isIdUnique = false;
        bool wantsReceipt = false;
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
        if (!message.stanzaId.isEmpty() || message.isIdUnique)
            stanza.annotate(StanzaIds{message.isIdUnique ? message.id : QString(), message.stanzaId});
        if (message.carbon)
            stanza.annotate(Forwarded{});
        if (message.wantsReceipt)
            stanza.annotate(ReceiptRequest{stanza.from, stanza.id, stanza.type});
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
    QStringList receipts;
};

} // namespace

class TestInbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void storesOneBatchATurn();
    void showsOnlyStoredMessages();
    void dropsDoubles();
    void keepsWeakIdsApart();
    void keepsReusedIdsApart();
    void archiveIdsTellMessagesApart();
    void recognizesDuplicates();
    void sentAgainIsOneMessage();
    void resolvesReusedIdToNewest();
    void confirmsStoredMessages();
    void showsNoticesForUnsupportedContent();
    void invitationsBelongToTheInviter();
    void reportsMissedCalls();
    void answeredCallsAreNotMissed();
    void answersOfOthersCountNothing();
    void appliesChanges();
    void marksGoTheWayOfMessages();
    void refusesForgedMarks();
    void filesSentCopies();
    void takesReceivedCopies();
    void believesNoMadeUpCopies();
    void takesNotesToOurselves();
    void sortsByDelay();
    void heldUpComesAfterItsSender();
    void sortsWholeSeconds();
    void takesStrangers();
    void recognizesTargetedMessages();
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

void TestInbox::showsOnlyStoredMessages()
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
    f.receive({.id = u"message-id"_s, .body = u"Hi"_s}); // in the same turn
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

void TestInbox::keepsReusedIdsApart()
{
    InboxFixture f;
    QVERIFY(f.open());
    (void)f.thread("foo@bar.com");
    const QString id = u"notification-x1y2"_s;
    // In the same turn and in different turns; another stamp or another device makes a message distinct, like
    // another text.
    f.receive({.id = id, .body = u"web1 disk full"_s});
    f.receive({.id = id, .body = u"web2 disk full"_s});
    QVERIFY(f.turn());
    f.receive({.id = id, .body = u"web3 disk full"_s});
    f.receive({.from = "foo@bar.com/laptop", .id = id, .body = u"web3 disk full"_s});
    QVERIFY(f.turn());
    f.clock.advance(std::chrono::hours(24));
    f.receive({.id = id, .body = u"web1 disk full"_s});
    QVERIFY(f.turn());
    const QStringList bodies{u"web1 disk full"_s, u"web2 disk full"_s, u"web3 disk full"_s,
                             u"web3 disk full"_s, u"web1 disk full"_s};
    QCOMPARE(f.bodies("foo@bar.com"), bodies);
    QCOMPARE(f.at("foo@bar.com").unread(), 5);
    QSet<QString> ids;
    for (const MessageRecord &message : f.all) {
        ids.insert(message.id);
        QCOMPARE(message.senderId, id);
    }
    QCOMPARE(ids.size(), 5);
    // The same messages again, from a server that does not know which ones have arrived.
    for (const QString &body : {u"web1 disk full"_s, u"web2 disk full"_s, u"web3 disk full"_s})
        f.receive({.id = id, .body = body, .delayMs = f.clock.nowMs() - 24 * 3'600'000});
    f.receive({.id = id, .body = u"web1 disk full"_s});
    QVERIFY(f.turn());
    QCOMPARE(f.all.size(), 5);
    QCOMPARE(f.storedMessages("foo@bar.com").size(), 5);
}

void TestInbox::archiveIdsTellMessagesApart()
{
    InboxFixture f;
    QVERIFY(f.open());
    (void)f.thread("foo@bar.com");
    const QString id = u"alert-message-x1y2"_s;
    f.receive({.id = id, .body = u"alert"_s, .stanzaId = u"sid-1"_s});
    f.receive({.id = id, .body = u"alert"_s, .stanzaId = u"sid-2"_s});
    QVERIFY(f.turn());
    f.receive({.id = id, .body = u"alert"_s, .stanzaId = u"sid-2"_s});
    f.receive({.id = id, .body = u"alert"_s, .stanzaId = u"sid-1"_s});
    f.receive({.id = id, .body = u"alert"_s, .stanzaId = u"sid-3"_s});
    QVERIFY(f.turn());
    QCOMPARE(f.bodies("foo@bar.com").size(), 3);
    QStringList stanzaIds;
    for (const MessageRecord &message : f.storedMessages("foo@bar.com"))
        stanzaIds.append(message.stanzaId);
    QCOMPARE(stanzaIds, (QStringList{u"sid-1"_s, u"sid-2"_s, u"sid-3"_s}));
}

void TestInbox::recognizesDuplicates()
{
    InboxFixture f;
    QVERIFY(f.open());
    // A copy without the archive id of a message that has one, and the reverse; minutes later.
    f.receive({.id = u"from-the-phone"_s, .body = u"Hi"_s, .stanzaId = u"sid-1"_s});
    f.receive({.id = u"7"_s, .body = u"seven"_s});
    QVERIFY(f.turn());
    f.clock.advance(std::chrono::minutes(9));
    f.receive({.id = u"from-the-phone"_s, .body = u"Hi"_s});
    f.receive({.id = u"7"_s, .body = u"seven"_s, .stanzaId = u"sid-2"_s});
    QVERIFY(f.turn());
    QCOMPARE(f.all.size(), 2);
    // The archive holds a note to ourselves twice.
    for (const QString &stanzaId : {u"sid-3"_s, u"sid-4"_s}) {
        f.receive({.from = "alice@example.com/phone",
                   .to = "alice@example.com",
                   .id = u"note-to-self"_s,
                   .body = u"Milk"_s,
                   .stanzaId = stanzaId});
    }
    QVERIFY(f.turn());
    QCOMPARE(f.all.size(), 3);
}

void TestInbox::sentAgainIsOneMessage()
{
    InboxFixture f;
    QVERIFY(f.open());
    // In a new session of the sender, who guarantees that the id is unique.
    f.receive({.id = u"unique-id"_s, .body = u"Hi"_s, .stanzaId = u"sid-1"_s, .isIdUnique = true});
    QVERIFY(f.turn());
    f.clock.advance(std::chrono::hours(5));
    f.receive({.from = "foo@bar.com/phone.2",
               .id = u"unique-id"_s,
               .body = u"Hi"_s,
               .stanzaId = u"sid-2"_s,
               .isIdUnique = true});
    QVERIFY(f.turn());
    QCOMPARE(f.all.size(), 1);
    // Another text under that id is another message all the same.
    f.receive({.id = u"unique-id"_s, .body = u"Hello"_s, .stanzaId = u"sid-3"_s, .isIdUnique = true});
    QVERIFY(f.turn());
    QCOMPARE(f.all.size(), 2);
}

void TestInbox::resolvesReusedIdToNewest()
{
    InboxFixture f;
    QVERIFY(f.open());
    const QString id = u"notification-x1y2"_s;
    for (const QString &body : {u"one"_s, u"two"_s, u"three"_s})
        f.receive({.id = id, .body = body});
    QVERIFY(f.turn());
    // Another device of ours has read up to that id: the newest of them.
    EventBatch batch;
    batch.marks = {{jid("foo@bar.com"), MarkKind::ReadSenderId, id, {}}};
    f.updates->submit(std::move(batch));
    QVERIFY(f.stored());
    QCOMPARE(f.at("foo@bar.com").unread(), 0);
}

void TestInbox::confirmsStoredMessages()
{
    {
        InboxFixture f; // the database was never opened
        QSignalSpy failed(&f.inbox, &Inbox::storeFailed);
        f.receive({.id = u"message-id"_s, .body = u"Hi"_s, .wantsReceipt = true});
        QVERIFY(failed.wait());
        QVERIFY(f.receipts.isEmpty());
    }
    InboxFixture f;
    QVERIFY(f.open());
    f.at("bad@bar.com");
    f.directory.modify(f.at("bad@bar.com"), [](ContactRecord &record) { record.blocked = true; });
    f.receive({.id = u"message-id"_s, .body = u"Hi"_s, .wantsReceipt = true});
    f.receive({.id = u"message-id"_s, .body = u"Ho"_s, .wantsReceipt = true});
    f.receive({.from = "bad@bar.com/x", .id = u"blocked-id"_s, .body = u"Hi"_s, .wantsReceipt = true});
    f.receive({.id = u"news-item"_s, .body = u"Hi"_s, .type = u"headline"_s, .wantsReceipt = true});
    f.receive({.to = "alice@example.com/phone",
               .id = u"copy-of-one"_s,
               .body = u"Hi"_s,
               .carbon = CarbonCopy::Direction::Received,
               .wantsReceipt = true});
    QVERIFY(f.receipts.isEmpty()); // nothing is stored yet
    QVERIFY(f.turn());
    const QStringList both{u"foo@bar.com/phone message-id"_s, u"foo@bar.com/phone message-id"_s};
    QCOMPARE(f.receipts, both);
    // A redelivery is confirmed again: its sender may not have got the first one.
    f.receive({.id = u"message-id"_s, .body = u"Ho"_s, .wantsReceipt = true});
    QVERIFY(f.turn());
    QCOMPARE(f.all.size(), 3);
    QCOMPARE(f.receipts.size(), 3);
}

namespace {

Stanza stanzaOf(const char *from, const QString &id)
{
    Stanza stanza;
    stanza.from = jid(from);
    stanza.to = jid("alice@example.com");
    stanza.id = id;
    return stanza;
}

} // namespace

void TestInbox::showsNoticesForUnsupportedContent()
{
    InboxFixture f;
    QVERIFY(f.open());
    Stanza stanza = stanzaOf("foo@bar.com/phone", u"encrypted"_s);
    stanza.annotate(ReceiptRequest{stanza.from, stanza.id, {}});
    stanza.annotate(Markable{});
    MessageBody encrypted;
    encrypted.notice = MessageNotice::Encrypted;
    f.inbox.receive(stanza, encrypted);
    QVERIFY(f.turn());
    QCOMPARE(f.all.size(), 1);
    QCOMPARE(f.all.first().notice, MessageNotice::Encrypted);
    // Its sender must not take it for read here.
    QVERIFY(f.receipts.isEmpty());
    QVERIFY(!f.all.first().markable);
    QCOMPARE(f.at("foo@bar.com").previewNotice(), MessageNotice::Encrypted);
    QCOMPARE(f.at("foo@bar.com").unread(), 1);
    MessageBody subject;
    subject.subject = u"Noon"_s;
    f.inbox.receive(stanzaOf("foo@bar.com/phone", u"with-subject"_s), subject);
    QVERIFY(f.turn());
    QCOMPARE(f.at("foo@bar.com").preview(), u"Noon"_s);
    QCOMPARE(f.at("foo@bar.com").previewNotice(), MessageNotice::None);
    QCOMPARE(f.storedContacts().value(jid("foo@bar.com")).preview, u"Noon"_s);
    QCOMPARE(f.storedMessages("foo@bar.com").last().subject, u"Noon"_s);
}

void TestInbox::invitationsBelongToTheInviter()
{
    InboxFixture f;
    QVERIFY(f.open());
    MessageBody body;
    body.notice = MessageNotice::RoomInvitation;
    body.detail = u"club@rooms.example"_s;
    const auto invite = [&](const char *inviter, const QString &id) {
        Stanza stanza = stanzaOf("club@rooms.example", id);
        stanza.annotate(RoomInvitation{stanza.from, jid(inviter), {}});
        f.inbox.receive(stanza, body);
    };
    invite("foo@bar.com", u"invitation-1"_s);
    invite("", u"invitation-2"_s); // the inviter is unknown
    f.directory.modify(f.at("bad@bar.com"), [](ContactRecord &record) { record.blocked = true; });
    invite("bad@bar.com", u"invitation-3"_s);
    QVERIFY(f.turn());
    QCOMPARE(f.all.size(), 2);
    QCOMPARE(f.all.at(0).thread, jid("foo@bar.com"));
    QCOMPARE(f.all.at(0).detail, u"club@rooms.example"_s);
    QCOMPARE(f.all.at(1).thread, jid("alice@example.com"));
    QVERIFY(!f.all.at(1).mine);
    QVERIFY(!f.directory.find(jid("club@rooms.example")));
    QVERIFY(!f.storedContacts().contains(jid("club@rooms.example")));
}

void TestInbox::reportsMissedCalls()
{
    InboxFixture f;
    QVERIFY(f.open());
    f.directory.modify(f.at("bad@bar.com"), [](ContactRecord &record) { record.blocked = true; });
    f.inbox.receiveCall(jid("foo@bar.com/phone"), u"call-id-1"_s);
    f.inbox.receiveCall(jid("foo@bar.com/phone"), u"call-id-1"_s);
    f.inbox.receiveCall(jid("bad@bar.com/phone"), u"call-id-2"_s);
    QVERIFY(f.turn());
    QCOMPARE(f.all.size(), 1);
    QCOMPARE(f.all.first().notice, MessageNotice::MissedCall);
    QCOMPARE(f.at("foo@bar.com").unread(), 1);
}

namespace {

/// `caller` calls.
void propose(InboxFixture &f, const char *caller, const QString &call, const QString &id = u"jm-propose-1"_s)
{
    Stanza stanza = stanzaOf(caller, id);
    stanza.annotate(CallProposal{call});
    MessageBody body;
    body.notice = MessageNotice::MissedCall;
    f.inbox.receive(stanza, body);
}

/// `device` has answered the call of `caller`.
void answer(InboxFixture &f, const char *device, const char *caller, const QString &call,
            MessageNotice notice = MessageNotice::CallTaken, const QString &id = u"jm-proceed-1"_s)
{
    Stanza stanza = stanzaOf(device, id);
    stanza.to = jid(caller);
    stanza.annotate(CarbonCopy{CarbonCopy::Direction::Sent});
    stanza.annotate(Forwarded{});
    stanza.annotate(CallAnswer{call, jid(caller), notice == MessageNotice::CallTaken});
    MessageBody body;
    body.notice = notice;
    body.replaces = call;
    f.inbox.receive(stanza, body);
}

} // namespace

void TestInbox::answeredCallsAreNotMissed()
{
    InboxFixture f;
    QVERIFY(f.open());
    Thread &thread = f.thread("foo@bar.com");
    const auto notices = [&thread] {
        QList<MessageNotice> all;
        for (const Message &message : thread.messages())
            all.append(message.noticeKind());
        return all;
    };
    using enum MessageNotice;
    propose(f, "foo@bar.com/phone", u"call-1"_s);
    QVERIFY(f.turn());
    QCOMPARE(notices(), QList{MissedCall});
    answer(f, "alice@example.com/phone", "foo@bar.com", u"call-1"_s);
    QVERIFY(f.turn());
    QCOMPARE(notices(), QList{CallTaken});
    QCOMPARE(f.at("foo@bar.com").previewNotice(), CallTaken);
    QCOMPARE(f.storedContacts().value(jid("foo@bar.com")).previewNotice, CallTaken);
    // It ends, which says no more; the first answer counts.
    answer(f, "alice@example.com/phone", "foo@bar.com", u"call-1"_s, CallTaken, u"jm-finish-1"_s);
    answer(f, "alice@example.com/tablet", "foo@bar.com", u"call-1"_s, CallDeclined, u"jm-reject-1"_s);
    QVERIFY(f.turn());
    QCOMPARE(notices(), QList{CallTaken});
    // In one turn, with one id for all messages about the call: it is not unread.
    const int unread = f.at("foo@bar.com").unread();
    propose(f, "foo@bar.com/phone", u"call-2"_s, u"call-2"_s);
    answer(f, "alice@example.com/phone", "foo@bar.com", u"call-2"_s, CallDeclined, u"call-2"_s);
    QVERIFY(f.turn());
    QCOMPARE(notices(), (QList{CallTaken, CallDeclined}));
    QCOMPARE(f.at("foo@bar.com").unread(), unread);
    // The answer comes first: it stands for the call.
    answer(f, "alice@example.com/phone", "foo@bar.com", u"call-3"_s, CallTaken, u"jm-proceed-3"_s);
    QVERIFY(f.turn());
    propose(f, "foo@bar.com/phone", u"call-3"_s, u"jm-propose-3"_s);
    answer(f, "alice@example.com/phone", "foo@bar.com", u"call-3"_s, CallTaken, u"jm-finish-3"_s);
    QVERIFY(f.turn());
    QCOMPARE(notices(), (QList{CallTaken, CallDeclined, CallTaken}));
    QCOMPARE(f.at("foo@bar.com").unread(), unread);
}

void TestInbox::answersOfOthersCountNothing()
{
    InboxFixture f;
    QVERIFY(f.open());
    propose(f, "foo@bar.com/phone", u"call-1"_s);
    QVERIFY(f.turn());
    answer(f, "mallory@bar.com/phone", "foo@bar.com", u"call-1"_s);
    answer(f, "foo@bar.com/phone", "foo@bar.com", u"call-1"_s);
    answer(f, "alice@example.com/phone", "other@bar.com", u"call-1"_s); // a call of somebody else
    f.receive({.id = u"text-of-foo"_s, .body = u"Hello"_s});
    answer(f, "alice@example.com/phone", "foo@bar.com", u"text-of-foo"_s); // no call
    QVERIFY(f.turn());
    const QList<MessageRecord> stored = f.storedMessages("foo@bar.com");
    QCOMPARE(stored.at(0).notice, MessageNotice::MissedCall);
    QCOMPARE(stored.at(1).notice, MessageNotice::None);
    QCOMPARE(stored.at(1).body, u"Hello"_s);
    QCOMPARE(f.at("foo@bar.com").unread(), 2);
}

void TestInbox::appliesChanges()
{
    InboxFixture f;
    QVERIFY(f.open());
    Thread &thread = f.thread("foo@bar.com");
    f.receive({.id = u"co-0000001"_s, .body = u"meet at nien"_s});
    QVERIFY(f.turn());
    MessageBody body{u"meet at nine"_s, {}};
    body.replaces = u"co-0000001"_s;
    f.inbox.receive(stanzaOf("foo@bar.com/phone", u"co-0000002"_s), body);
    QVERIFY(f.turn());
    QCOMPARE(f.all.size(), 1);
    QCOMPARE(thread.messages().size(), std::size_t(1));
    QCOMPARE(thread.messages().front().text().text(), u"meet at nine"_s);
    QVERIFY(isEdited(thread.messages().front()));
    QCOMPARE(f.at("foo@bar.com").preview(), u"meet at nine"_s);
    QCOMPARE(f.at("foo@bar.com").unread(), 1);
    MessageBody deletion;
    deletion.replaces = u"co-0000001"_s;
    deletion.notice = MessageNotice::Deleted;
    f.inbox.receive(stanzaOf("foo@bar.com/laptop", u"co-0000003"_s), deletion);
    QVERIFY(f.turn());
    QCOMPARE(thread.messages().front().noticeKind(), MessageNotice::Deleted);
    QCOMPARE(thread.messages().front().text().text(), QString());
    QCOMPARE(f.at("foo@bar.com").previewNotice(), MessageNotice::Deleted);
    // In one turn with its message.
    f.receive({.id = u"co-0000005"_s, .body = u"tne"_s});
    MessageBody ten{u"ten"_s, {}};
    ten.replaces = u"co-0000005"_s;
    f.inbox.receive(stanzaOf("foo@bar.com/phone", u"co-0000006"_s), ten);
    QVERIFY(f.turn());
    QCOMPARE(messageText(f.all.last()), u"ten"_s);
    QCOMPARE(f.at("foo@bar.com").preview(), u"ten"_s);
    QCOMPARE(f.storedContacts().value(jid("foo@bar.com")).preview, u"ten"_s);
    // One that names itself is a message as any other.
    MessageBody odd{u"odd"_s, {}};
    odd.replaces = u"co-0000004"_s;
    f.inbox.receive(stanzaOf("foo@bar.com/phone", u"co-0000004"_s), odd);
    QVERIFY(f.turn());
    QCOMPARE(f.all.size(), 3);
    QVERIFY(!isEdited(messageOf(f.all.last())));
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
    // "Sent" and "received" copies from an address that is not our account.
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
    // Sent 3 s ago on a stalled stream; a later message shows the time.
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
    // From a server whose stamps have only seconds, in the same second.
    f.receive({.id = u"second-message"_s, .body = u"second"_s, .delayMs = second});
    f.receive({.id = u"third-message"_s, .body = u"third"_s, .delayMs = second});
    QVERIFY(f.turn());
    QCOMPARE(f.bodies("foo@bar.com"), (QStringList{u"first"_s, u"second"_s, u"third"_s}));
}

void TestInbox::recognizesTargetedMessages()
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

void TestInbox::marksGoTheWayOfMessages()
{
    InboxFixture f;
    QVERIFY(f.open());
    Thread &thread = f.thread("foo@bar.com");
    const auto remarks = [&thread] {
        QStringList all;
        for (const Remark &remark : thread.messages().front().remarks)
            all.append(remark.author + u':' + remark.value);
        return all;
    };
    // In one turn, the mark first: it is stored after the messages of the batch.
    f.inbox.receiveMark(stanzaOf("foo@bar.com/phone", u"mark-1"_s),
                        {MarkKind::Reaction, u"message-1"_s, u"up"_s});
    f.receive({.id = u"message-1"_s, .body = u"Hello"_s});
    QVERIFY(f.turn());
    QCOMPARE(f.batches, 1);
    QCOMPARE(remarks(), QStringList{u"foo@bar.com:up"_s});
    // Ours, from another device.
    Stanza own = stanzaOf("alice@example.com/tablet", u"mark-2"_s);
    own.to = jid("foo@bar.com");
    own.annotate(Forwarded{});
    own.annotate(CarbonCopy{CarbonCopy::Direction::Sent});
    f.inbox.receiveMark(own, {MarkKind::Reaction, u"message-1"_s, u"heart"_s});
    QVERIFY(f.turn());
    QCOMPARE(remarks(), (QStringList{u":heart"_s, u"foo@bar.com:up"_s}));
    // The marks of an archive page wait for the page.
    Stanza archived = stanzaOf("foo@bar.com/phone", u"mark-3"_s);
    archived.annotate(ArchiveResult{u"a-1"_s, u"query-1"_s});
    f.inbox.receiveMark(archived, {MarkKind::Reaction, u"message-1"_s, u"down"_s});
    QVERIFY(f.turn());
    QCOMPARE(remarks().size(), 2);
    QCOMPARE(f.inbox.takeArchivedMarks(u"query-1"_s).size(), 1);
    QVERIFY(f.inbox.takeArchivedMarks(u"query-1"_s).isEmpty());
}

void TestInbox::refusesForgedMarks()
{
    InboxFixture f;
    QVERIFY(f.open());
    Thread &thread = f.thread("foo@bar.com");
    f.receive({.id = u"message-1"_s, .body = u"Hello"_s});
    QVERIFY(f.turn());
    const MessageMark mark{MarkKind::Reaction, u"message-1"_s, u"down"_s};
    f.inbox.receiveMark(stanzaOf("mallory@evil.example/x", u"m-1"_s), mark);
    for (const QString &type : {u"groupchat"_s, u"error"_s}) {
        Stanza stanza = stanzaOf("foo@bar.com/phone", u"m-2"_s);
        stanza.type = type;
        f.inbox.receiveMark(stanza, mark);
    }
    Stanza copy = stanzaOf("mallory@evil.example/x", u"m-3"_s);
    copy.to = jid("foo@bar.com");
    copy.annotate(Forwarded{});
    copy.annotate(CarbonCopy{CarbonCopy::Direction::Sent});
    f.inbox.receiveMark(copy, mark);
    f.inbox.receiveMark(stanzaOf("foo@bar.com/phone", u"m-4"_s), {MarkKind::Reaction, {}, u"down"_s});
    QVERIFY(f.turn());
    QVERIFY(thread.messages().front().remarks.isEmpty());
    QVERIFY(f.storedMessages("foo@bar.com").front().remarks.isEmpty());
}

QTEST_GUILESS_MAIN(TestInbox)
#include "test_inbox.moc"
