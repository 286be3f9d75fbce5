// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain_fixture.h"
#include "support/patience.h"
#include "support/storage_steps.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

const Message &messageIn(Thread &thread, const QString &id)
{
    return thread.messages().at(std::size_t(thread.indexOf(id, true)));
}

/// Of a message, or of its row in the database.
template <typename Stored> QString deliveriesOf(const Stored &message)
{
    QStringList lines;
    for (const DeliveryRecord &delivery : message.deliveries)
        lines.append(delivery.resource + u' ' + QString::number(int(delivery.state)));
    lines.sort();
    return lines.join(u", "_s);
}

} // namespace

class TestOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void storesBeforeItSends();
    void sendsQueuedMessagesInOrder();
    void sendsInTurns();
    void takesUpTheQueueAfterARestart();
    void matchesAcks();
    void recordsOnlineConnections();
    void matchesReceiptsByConnection();
    void takesAReceiptBeforeTheAck();
    void believesNoForeignReceipt();
    void failsByError();
    void ignoresErrorsOnceDelivered();
    void oneSessionsEndIsNoFailure();
    void receiptsUndoFailures();
    void queuedMessagesPrecedeNewOnes();
    void sendsLostOnesAgainUnderTheSameId();
    void doesNotResendArrivedMessages();
    void givesUpAPoisonousMessage();
    void holdsUncertainMessagesForArchive();
    void waitsForTheArchiveSoLongOnly();
    void requeuesUncertainMessages();
    void sendsFailedOnesAgain();
    void refusesOversizedMessages();
    void keepsReceiptsForCopies();
    void waitsForTheSession();
    void countsQueued();
};

void TestOutbox::storesBeforeItSends()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    (void)f.thread("foo@bar.com").send(u"Hello"_s);
    QVERIFY(f.sent.isEmpty()); // not written down yet
    QVERIFY(f.stored());
    QCOMPARE(f.sent, QStringList{u"Hello"_s});
    QCOMPARE(f.storedMessages("foo@bar.com").size(), 1);
    QCOMPARE(f.storedMessages("foo@bar.com").front().state, MessageState::Queued);
}

void TestOutbox::sendsQueuedMessagesInOrder()
{
    DomainFixture f;
    QVERIFY(f.open());
    for (int i = 0; i < 5; ++i) {
        (void)f.thread("foo@bar.com").send(u"foo %1"_s.arg(i));
        (void)f.thread("amy@bar.com").send(u"amy %1"_s.arg(i));
    }
    QVERIFY(f.stored());
    QCOMPARE(f.outbox->queuedCount(), 10);
    f.isOnline = true;
    f.outbox->sessionStarted();
    QCOMPARE(f.sent.filter(u"foo"_s),
             (QStringList{u"foo 0"_s, u"foo 1"_s, u"foo 2"_s, u"foo 3"_s, u"foo 4"_s}));
    QCOMPARE(f.sent.size(), 10);
    QCOMPARE(f.outbox->queuedCount(), 0);
}

void TestOutbox::sendsInTurns()
{
    DomainFixture f;
    QVERIFY(f.open());
    QStringList typed;
    for (int i = 0; i < 300; ++i) {
        typed.append(u"foo %1"_s.arg(i));
        (void)f.thread("foo@bar.com").send(typed.last());
    }
    QVERIFY(f.stored());
    f.isOnline = true;
    f.outbox->sessionStarted();
    QVERIFY(!f.sent.isEmpty());
    QVERIFY(f.sent.size() < 100);
    // Nothing is sent without a stream, and no message overtakes a queued one.
    f.isOnline = false;
    const qsizetype before = f.sent.size();
    int turns = 0;
    QVERIFY(QTest::qWaitFor([&turns] { return ++turns == 3; }));
    QCOMPARE(f.sent.size(), before);
    f.isOnline = true;
    typed.append(u"last"_s);
    (void)f.thread("foo@bar.com").send(typed.last());
    QTRY_COMPARE(f.outbox->queuedCount(), 0);
    QCOMPARE(f.sent, typed);
}

void TestOutbox::takesUpTheQueueAfterARestart()
{
    DomainFixture f;
    QVERIFY(f.open());
    (void)f.thread("foo@bar.com").send(u"one"_s);
    const QString two = f.thread("foo@bar.com").send(u"two"_s);
    QVERIFY(f.stored());
    Outbox::Wire wire{[&f](const XmlElement &, const QString &tag) {
                          f.sentIds.append(tag);
                          return true;
                      },
                      [] { return true; }};
    Outbox again(f.directory, *f.database, *f.updates, f.clock, f.ids, wire);
    again.load();
    again.load(); // twice does not send twice
    QVERIFY(f.stored());
    QCOMPARE(again.queuedCount(), 2);
    again.sessionStarted();
    QCOMPARE(f.sentIds, (QStringList{u"message-1"_s, two}));
    QVERIFY(f.stored());
}

void TestOutbox::matchesAcks()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    Thread &thread = f.thread("foo@bar.com");
    const QString id = thread.send(u"Hello"_s);
    QVERIFY(f.stored());
    f.outbox->acknowledged(u"something else"_s);
    QCOMPARE(messageIn(thread, id).state, MessageState::Queued);
    f.outbox->acknowledged(id);
    QCOMPARE(messageIn(thread, id).state, MessageState::AtServer);
    QCOMPARE(f.storedMessages("foo@bar.com").front().state, MessageState::AtServer);
}

void TestOutbox::recordsOnlineConnections()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    for (const char *full : {"foo@bar.com/laptop", "foo@bar.com/phone", "foo@bar.com/t1"})
        f.directory.connectionAvailable(jid(full), {Show::Available, {}, {}}, 0, 0, 0);
    f.directory.describeConnection(jid("foo@bar.com/t1"), DeviceKind::Thing, u"Toaster 3000"_s, false);
    Thread &thread = f.thread("foo@bar.com");
    const QString id = thread.send(u"Hello"_s);
    QVERIFY(f.stored());
    QCOMPARE(deliveriesOf(messageIn(thread, id)), u"laptop 0, phone 0, t1 0"_s);
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com/laptop"), id);
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com/phone"), id);
    QCOMPARE(deliveriesOf(messageIn(thread, id)), u"laptop 1, phone 1, t1 0"_s);
    const MessageRecord kept = f.storedMessages("foo@bar.com").front();
    QCOMPARE(deliveriesOf(kept), u"laptop 1, phone 1, t1 0"_s);
    for (const DeliveryRecord &delivery : kept.deliveries) {
        if (delivery.resource == u"t1"_s) {
            QCOMPARE(delivery.kind, DeviceKind::Thing);
            QCOMPARE(delivery.label, u"Toaster 3000"_s);
        } else {
            QCOMPARE(delivery.kind, delivery.resource == u"phone"_s ? DeviceKind::Phone : DeviceKind::Laptop);
        }
    }
}

void TestOutbox::matchesReceiptsByConnection()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    Thread &thread = f.thread("foo@bar.com");
    const QString id = thread.send(u"Hello"_s);
    QVERIFY(f.stored());
    f.outbox->acknowledged(id);
    QSignalSpy states(&f.outbox->deliveries(), &DeliveryTracker::messageStateChanged);
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com/a"), id); // was not there when it was sent
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com/a"), id);
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com/b"), id);
    QCOMPARE(states.count(), 1);
    QCOMPARE(messageIn(thread, id).state, MessageState::Delivered);
    QCOMPARE(deliveriesOf(messageIn(thread, id)), u"a 1, b 1"_s);
    QCOMPARE(f.storedMessages("foo@bar.com").front().state, MessageState::Delivered);
}

void TestOutbox::takesAReceiptBeforeTheAck()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    Thread &thread = f.thread("foo@bar.com");
    const QString id = thread.send(u"Hello"_s);
    QVERIFY(f.stored());
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com/a"), id);
    f.outbox->acknowledged(id);
    QCOMPARE(messageIn(thread, id).state, MessageState::Delivered);
    QCOMPARE(f.storedMessages("foo@bar.com").front().state, MessageState::Delivered);
}

void TestOutbox::believesNoForeignReceipt()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    Thread &thread = f.thread("foo@bar.com");
    const QString id = thread.send(u"Hello"_s);
    QVERIFY(f.stored());
    f.outbox->acknowledged(id);
    f.outbox->deliveries().receiptReceived(jid("mallory@bar.com/x"), id);
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com/x"), {});
    f.outbox->deliveries().receiptReceived({}, id);
    f.outbox->deliveries().messageFailed(jid("mallory@bar.com/x"), id, {ErrorKind::Forbidden, {}});
    QCOMPARE(messageIn(thread, id).state, MessageState::AtServer);
    QVERIFY(messageIn(thread, id).deliveries.isEmpty());
    QCOMPARE(f.storedMessages("foo@bar.com").front().state, MessageState::AtServer);
}

void TestOutbox::failsByError()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    Thread &thread = f.thread("foo@nowhere.com");
    const QString id = thread.send(u"Hello"_s);
    QVERIFY(f.stored());
    f.outbox->acknowledged(id);
    f.outbox->deliveries().messageFailed(jid("foo@nowhere.com"), id,
                                         {ErrorKind::RemoteServerNotFound, u"remote-server-not-found"_s});
    QCOMPARE(messageIn(thread, id).state, MessageState::Failed);
    QCOMPARE(messageIn(thread, id).failure.kind, ErrorKind::RemoteServerNotFound);
    const MessageRecord kept = f.storedMessages("foo@nowhere.com").front();
    QCOMPARE(kept.state, MessageState::Failed);
    QCOMPARE(kept.failure, u"remote-server-not-found"_s);
}

void TestOutbox::ignoresErrorsOnceDelivered()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    Thread &thread = f.thread("foo@bar.com");
    const QString id = thread.send(u"Hello"_s);
    QVERIFY(f.stored());
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com/a"), id);
    f.outbox->deliveries().messageFailed(jid("foo@bar.com/b"), id, {ErrorKind::ServiceUnavailable, {}});
    QCOMPARE(messageIn(thread, id).state, MessageState::Delivered);
}

void TestOutbox::oneSessionsEndIsNoFailure()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    Thread &thread = f.thread("foo@bar.com");
    const QString id = thread.send(u"Hello"_s);
    QVERIFY(f.stored());
    f.outbox->acknowledged(id);
    f.outbox->deliveries().messageFailed(jid("foo@bar.com/gone"), id,
                                         {ErrorKind::ServiceUnavailable, u"recipient-unavailable"_s});
    QCOMPARE(messageIn(thread, id).state, MessageState::AtServer);
    f.outbox->deliveries().messageFailed(jid("foo@bar.com"), id,
                                         {ErrorKind::ServiceUnavailable, u"recipient-unavailable"_s});
    QCOMPARE(messageIn(thread, id).state, MessageState::Failed);
    QVERIFY(f.stored());
}

void TestOutbox::receiptsUndoFailures()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    Thread &thread = f.thread("foo@bar.com");
    const QString id = thread.send(u"Hello"_s);
    QVERIFY(f.stored());
    f.outbox->deliveries().messageFailed(jid("foo@bar.com"), id, {ErrorKind::ServiceUnavailable, {}});
    QCOMPARE(messageIn(thread, id).state, MessageState::Failed);
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com/phone"), id);
    QCOMPARE(messageIn(thread, id).state, MessageState::Delivered);
    QVERIFY(f.stored());
}

void TestOutbox::queuedMessagesPrecedeNewOnes()
{
    DomainFixture f;
    QVERIFY(f.open());
    (void)f.thread("foo@bar.com").send(u"first"_s);
    (void)f.thread("foo@bar.com").send(u"second"_s);
    QVERIFY(f.stored());
    // The program restarts, and the user sends a message before the database has answered.
    QStringList sent;
    Outbox again(f.directory, *f.database, *f.updates, f.clock, f.ids,
                 {[&sent](const XmlElement &stanza, const QString &) {
                      sent.append(stanza.childText(u"body", u"jabber:client"));
                      return true;
                  },
                  [] { return true; }});
    again.sessionStarted();
    again.load();
    (void)again.send(f.at("foo@bar.com"), u"third"_s);
    QVERIFY(f.stored());
    QCOMPARE(sent, (QStringList{u"first"_s, u"second"_s, u"third"_s}));
}

void TestOutbox::sendsLostOnesAgainUnderTheSameId()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    Thread &thread = f.thread("foo@bar.com");
    const QString one = thread.send(u"one"_s);
    const QString two = thread.send(u"two"_s);
    QVERIFY(f.stored());
    f.outbox->acknowledged(one);
    f.outbox->sessionEnded();
    f.isOnline = false;
    const QString three = thread.send(u"three"_s);
    QVERIFY(f.stored());
    f.outbox->lost({two});
    QCOMPARE(f.outbox->queuedCount(), 2);
    QCOMPARE(messageIn(thread, two).state, MessageState::Queued);
    f.isOnline = true;
    f.outbox->sessionStarted();
    QCOMPARE(f.sentIds, (QStringList{one, two, two, three}));
    QCOMPARE(thread.messages().size(), std::size_t(3));
}

void TestOutbox::doesNotResendArrivedMessages()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    const QString id = f.thread("foo@bar.com").send(u"one"_s);
    QVERIFY(f.stored());
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com/a"), id);
    f.outbox->lost({id});
    QCOMPARE(f.sentIds, QStringList{id});
    QCOMPARE(f.outbox->queuedCount(), 0);
}

void TestOutbox::givesUpAPoisonousMessage()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    Thread &thread = f.thread("foo@bar.com");
    const QString id = thread.send(u"poison"_s);
    QVERIFY(f.stored());
    const QString innocent = thread.send(u"innocent"_s);
    QVERIFY(f.stored());
    QCOMPARE(f.sentIds, (QStringList{id, innocent}));
    // The message is not the cause of a server's shutdown or of a bad network.
    for (int i = 0; i < Outbox::maxEnds; ++i) {
        f.outbox->streamFailed({ErrorKind::StreamError, u"system-shutdown"_s});
        f.outbox->streamFailed({ErrorKind::NetworkUnreachable, {}});
        f.outbox->lost({id, innocent});
    }
    QCOMPARE(messageIn(thread, id).state, MessageState::Queued);
    f.sentIds.clear();
    for (int i = 0; i < Outbox::maxEnds; ++i) {
        f.outbox->streamFailed({ErrorKind::ResourceLimit, u"policy-violation"_s});
        f.outbox->lost({id, innocent});
    }
    QCOMPARE(f.sentIds.count(id), Outbox::maxEnds - 1);
    QCOMPARE(messageIn(thread, id).state, MessageState::Failed);
    QCOMPARE(messageIn(thread, innocent).state, MessageState::Queued);
    // Servers that just close the connection.
    f.sentIds.clear();
    for (int i = 0; i < Outbox::maxLosses; ++i)
        f.outbox->lost({innocent});
    QVERIFY(f.sentIds.size() < Outbox::maxLosses);
    QCOMPARE(messageIn(thread, innocent).state, MessageState::Failed);
    QVERIFY(f.stored());
}

void TestOutbox::requeuesUncertainMessages()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    Thread &thread = f.thread("foo@bar.com");
    const QString arrived = thread.send(u"arrived"_s);
    const QString gone = thread.send(u"gone"_s);
    const QString unsent = thread.send(u"unsent"_s);
    const QString elsewhere = f.thread("amy@bar.com").send(u"elsewhere"_s);
    QVERIFY(f.stored());
    QCOMPARE(f.sent.size(), 4);
    f.sent.clear();
    f.outbox->sessionEnded();
    QVERIFY(!f.outbox->hasUncertain());
    f.outbox->givenBack({arrived, gone}, {unsent, elsewhere, u"unknown"_s});
    f.outbox->expectArchive();
    QVERIFY(f.outbox->hasUncertain());
    QCOMPARE(f.outbox->queuedCount(), 4);
    f.outbox->sessionStarted();
    // It never left, and nothing doubtful is before it.
    QCOMPARE(f.sent, QStringList{u"elsewhere"_s});
    f.outbox->foundInArchive({arrived});
    f.outbox->archiveKnownFrom(0);
    QCOMPARE(f.sent, (QStringList{u"elsewhere"_s, u"gone"_s, u"unsent"_s}));
    QCOMPARE(messageIn(thread, arrived).state, MessageState::AtServer);
    QVERIFY(f.stored());
}

void TestOutbox::holdsUncertainMessagesForArchive()
{
    DomainFixture f;
    QVERIFY(f.open());
    f.isOnline = true;
    f.outbox->expectArchive();
    f.outbox->sessionStarted();
    Thread &thread = f.thread("foo@bar.com");
    const QString arrived = thread.send(u"arrived"_s);
    const QString gone = thread.send(u"gone"_s);
    QVERIFY(f.stored());
    QCOMPARE(f.sent, (QStringList{u"arrived"_s, u"gone"_s})); // new messages need not wait
    f.sent.clear();
    // The session is lost, the next one begins.
    f.outbox->sessionEnded();
    f.outbox->lost({arrived, gone});
    f.outbox->expectArchive();
    f.outbox->sessionStarted();
    (void)thread.send(u"after them"_s);
    (void)f.thread("amy@bar.com").send(u"elsewhere"_s);
    QVERIFY(f.stored());
    QCOMPARE(f.sent, QStringList{u"elsewhere"_s});
    // The first page reaches not far enough back.
    f.outbox->archiveKnownFrom(f.clock.nowMs() - 1'000);
    QCOMPARE(f.sent.size(), 1);
    f.outbox->foundInArchive({arrived});
    f.outbox->archiveKnownFrom(f.clock.nowMs() - Outbox::clockTolerance - 60'000);
    QCOMPARE(f.sent, (QStringList{u"elsewhere"_s, u"gone"_s, u"after them"_s}));
    QCOMPARE(f.sentIds.count(gone), 2);
    QCOMPARE(f.sentIds.count(arrived), 1);
    QVERIFY(f.stored());
}

void TestOutbox::waitsForTheArchiveSoLongOnly()
{
    DomainFixture f;
    QVERIFY(f.open());
    (void)f.thread("foo@bar.com").send(u"one"_s);
    QVERIFY(f.stored());
    QStringList sent;
    Outbox again(f.directory, *f.database, *f.updates, f.clock, f.ids,
                 {[&sent](const XmlElement &, const QString &tag) {
                      sent.append(tag);
                      return true;
                  },
                  [] { return true; }});
    again.load();
    QVERIFY(f.stored());
    QVERIFY(again.hasUncertain());
    QVERIFY(!f.outbox->hasUncertain());
    again.expectArchive();
    again.sessionStarted();
    QVERIFY(sent.isEmpty());
    // A page comes, and says nothing of that time yet.
    f.clock.advance(Outbox::longestHold - std::chrono::seconds(1));
    again.archiveKnownFrom(f.clock.nowMs() + Outbox::clockTolerance);
    f.clock.advance(Outbox::longestHold - std::chrono::seconds(1));
    QVERIFY(sent.isEmpty());
    f.clock.advance(std::chrono::seconds(1));
    QCOMPARE(sent.size(), 1);
    QVERIFY(!again.hasUncertain());
    QVERIFY(f.stored());
}

void TestOutbox::sendsFailedOnesAgain()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    Thread &thread = f.thread("foo@bar.com");
    const QString id = thread.send(u"Hello"_s);
    QVERIFY(f.stored());
    thread.sendAgain(id); // it has not failed
    QCOMPARE(f.sentIds.size(), 1);
    f.outbox->deliveries().messageFailed(jid("foo@bar.com"), id, {ErrorKind::Timeout, {}});
    thread.sendAgain(id);
    thread.sendAgain(id);
    QCOMPARE(f.sentIds, (QStringList{id, id}));
    QCOMPARE(messageIn(thread, id).state, MessageState::Queued);
    f.outbox->acknowledged(id);
    QCOMPARE(f.storedMessages("foo@bar.com").front().state, MessageState::AtServer);
    QCOMPARE(f.storedMessages("foo@bar.com").front().failureKind, 0);
}

void TestOutbox::refusesOversizedMessages()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    Thread &thread = f.thread("foo@bar.com");
    const QString id = thread.send(QString(Outbox::maxBodyBytes / 2, QChar(0x20ac)));
    const QString next = thread.send(u"short"_s);
    QVERIFY(f.stored());
    QCOMPARE(f.sentIds, QStringList{next});
    QCOMPARE(messageIn(thread, id).state, MessageState::Failed);
    QCOMPARE(messageIn(thread, id).failure.kind, ErrorKind::ResourceLimit);
}

void TestOutbox::keepsReceiptsForCopies()
{
    DomainFixture f;
    QVERIFY(f.open());
    // Another of our Connections sent the message; the receipt arrives before the copy.
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com/phone"), u"from-elsewhere"_s);
    QVERIFY(f.stored());
    MessageRecord copy;
    copy.thread = jid("foo@bar.com");
    copy.id = u"from-elsewhere"_s;
    copy.mine = true;
    copy.body = u"Hi"_s;
    copy.timeMs = f.clock.nowMs();
    copy.state = MessageState::AtServer;
    f.live({copy});
    Thread &thread = f.thread("foo@bar.com");
    QVERIFY(f.stored());
    QCOMPARE(messageIn(thread, copy.id).state, MessageState::Delivered);
    QCOMPARE(deliveriesOf(messageIn(thread, copy.id)), u"phone 1"_s);
    // And one that comes after it.
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com/laptop"), copy.id);
    QCOMPARE(deliveriesOf(f.storedMessages("foo@bar.com").front()), u"laptop 1, phone 1"_s);
    QCOMPARE(f.storedMessages("foo@bar.com").front().state, MessageState::Delivered);
}

void TestOutbox::waitsForTheSession()
{
    DomainFixture f;
    QVERIFY(f.open());
    f.isOnline = true; // there is a stream, but our presence is not known yet
    (void)f.thread("foo@bar.com").send(u"Hello"_s);
    QVERIFY(f.stored());
    QVERIFY(f.sent.isEmpty());
    f.outbox->sessionStarted();
    QCOMPARE(f.sent.size(), 1);
    f.outbox->sessionEnded();
    (void)f.thread("foo@bar.com").send(u"Again"_s);
    QVERIFY(f.stored());
    QCOMPARE(f.sent.size(), 1);
}

void TestOutbox::countsQueued()
{
    DomainFixture f;
    QVERIFY(f.open());
    QSignalSpy counted(f.outbox.get(), &Outbox::queuedCountChanged);
    const QString id = f.thread("foo@bar.com").send(u"one"_s);
    QVERIFY(f.stored());
    QCOMPARE(f.outbox->queuedCount(), 1);
    f.isOnline = true;
    f.outbox->sessionStarted();
    QCOMPARE(f.outbox->queuedCount(), 0); // on its way is not waiting
    f.isOnline = false;
    f.outbox->sessionGone();
    QCOMPARE(f.outbox->queuedCount(), 1);
    f.outbox->deliveries().messageFailed(jid("foo@bar.com"), id, {ErrorKind::Forbidden, {}});
    QCOMPARE(f.outbox->queuedCount(), 0);
    QCOMPARE(counted.count(), 4);
    QVERIFY(f.stored());
}

QTEST_GUILESS_MAIN(TestOutbox)
#include "test_outbox.moc"
