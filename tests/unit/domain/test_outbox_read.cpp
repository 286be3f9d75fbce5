// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain_fixture.h"
#include "support/storage_steps.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

/// Of messages, or of their rows in the database.
template <typename Messages> QString statesOf(const Messages &messages)
{
    QStringList states;
    for (const auto &message : messages) {
        QString text = QString::number(int(message.state));
        for (const Delivery &delivery : message.deliveries)
            text += u' ' + delivery.resource + QString::number(int(delivery.state));
        states.append(text);
    }
    return states.join(u", "_s);
}

} // namespace

/// Our messages that the other side has displayed, in the Outbox, the thread and the database.
class TestOutboxRead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void markerCoversEarlierMessages();
    void ignoresMarkersOfStrangers();
    void takesAWordBeforeTheAck();
    void receiptAfterItTakesNothingBack();
    void keepsAWordForACopy();
    void keepsAWordForTheArchive();
    void worksAfterARestart();
    void anAnswerProvesDelivery();
    void aRefusalOutweighsAnAnswer();
};

void TestOutboxRead::markerCoversEarlierMessages()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    Thread &thread = f.thread("foo@bar.com");
    QStringList ids;
    for (const QString &body : {u"one"_s, u"two"_s, u"three"_s}) {
        ids.append(thread.send(body));
        f.clock.advance(std::chrono::milliseconds(1));
    }
    QVERIFY(f.stored());
    for (const QString &id : ids)
        f.outbox->acknowledged(id);
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com/laptop"), ids[0]);
    f.outbox->deliveries().displayedReceived(jid("foo@bar.com/phone"), ids[1]);
    QVERIFY(f.stored());
    QCOMPARE(statesOf(thread.messages()), u"3 laptop1 phone2, 3 phone2, 1"_s);
    QCOMPARE(f.storedMessages("foo@bar.com").at(0).state, MessageState::Read);
    // The laptop has seen it too: nothing changes but that.
    QSignalSpy states(&f.outbox->deliveries(), &DeliveryTracker::messageStateChanged);
    f.outbox->deliveries().displayedReceived(jid("foo@bar.com/laptop"), ids[1]);
    QVERIFY(f.stored());
    QCOMPARE(statesOf(thread.messages()), u"3 laptop2 phone2, 3 phone2 laptop2, 1"_s);
    // A marker from a bare address does not say which device has displayed the message.
    f.outbox->deliveries().displayedReceived(jid("foo@bar.com"), ids[2]);
    QVERIFY(f.stored());
    QCOMPARE(statesOf(thread.messages()), u"3 laptop2 phone2, 3 phone2 laptop2, 3"_s);
}

void TestOutboxRead::anAnswerProvesDelivery()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    for (const char *device : {"foo@bar.com/laptop", "foo@bar.com/phone"})
        f.directory.connectionAvailable(jid(device), {}, 0, 0, 0);
    Thread &thread = f.thread("foo@bar.com");
    QStringList ids;
    for (const QString &body : {u"one"_s, u"two"_s, u"three"_s})
        ids.append(thread.send(body));
    QVERIFY(f.stored());
    f.outbox->acknowledged(ids[0]);
    f.outbox->acknowledged(ids[1]);
    QCOMPARE(statesOf(thread.messages()), u"1 laptop0 phone0, 1 laptop0 phone0, 0 laptop0 phone0"_s);
    // The third one may still be on its way, and the phone has said nothing.
    f.outbox->deliveries().answered(jid("foo@bar.com/laptop"));
    f.outbox->deliveries().answered(jid("amy@bar.com/laptop"));
    QVERIFY(f.stored());
    QCOMPARE(statesOf(thread.messages()), u"2 laptop1 phone0, 2 laptop1 phone0, 0 laptop0 phone0"_s);
    QCOMPARE(f.storedMessages("foo@bar.com").at(0).deliveries.at(0).state, DeliveryState::Delivered);
    f.outbox->acknowledged(ids[2]);
    f.outbox->deliveries().displayedReceived(jid("foo@bar.com/laptop"), ids[1]);
    QVERIFY(f.stored());
    f.outbox->deliveries().answered(jid("foo@bar.com/laptop"));
    f.outbox->deliveries().answered(jid("foo@bar.com/laptop"));
    QVERIFY(f.stored());
    // More is known of some already.
    QCOMPARE(statesOf(thread.messages()), u"3 laptop2 phone0, 3 laptop2 phone0, 2 laptop1 phone0"_s);
}

void TestOutboxRead::aRefusalOutweighsAnAnswer()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    f.directory.connectionAvailable(jid("foo@bar.com/laptop"), {}, 0, 0, 0);
    Thread &thread = f.thread("foo@bar.com");
    const QString id = thread.send(u"one"_s);
    QVERIFY(f.stored());
    f.outbox->acknowledged(id);
    // It had been written before ours arrived.
    f.outbox->deliveries().answered(jid("foo@bar.com/laptop"));
    f.outbox->deliveries().messageFailed(jid("foo@bar.com"), id, {ErrorKind::Forbidden, {}});
    QCOMPARE(thread.messages().front().state, MessageState::Failed);
    // A receipt is certain.
    const QString next = thread.send(u"two"_s);
    QVERIFY(f.stored());
    f.outbox->acknowledged(next);
    f.outbox->deliveries().answered(jid("foo@bar.com/laptop"));
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com/laptop"), next);
    f.outbox->deliveries().messageFailed(jid("foo@bar.com"), next, {ErrorKind::Forbidden, {}});
    QCOMPARE(thread.messages().back().state, MessageState::Delivered);
}

void TestOutboxRead::ignoresMarkersOfStrangers()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    Thread &thread = f.thread("foo@bar.com");
    const QString id = thread.send(u"secret"_s);
    QVERIFY(f.stored());
    f.outbox->acknowledged(id);
    const qsizetype known = f.directory.size();
    f.outbox->deliveries().displayedReceived(jid("mallory@evil.example/pc"), id);
    f.outbox->deliveries().displayedReceived(jid("mallory@evil.example"), u"unknown"_s);
    f.outbox->deliveries().displayedReceived(jid("foo@bar.com/phone"), u"unknown"_s);
    f.outbox->deliveries().displayedReceived(jid("foo@bar.com/phone"), {});
    f.outbox->deliveries().displayedReceived({}, id);
    (void)f.at("amy@bar.com"); // a contact that the message was not sent to
    f.outbox->deliveries().displayedReceived(jid("amy@bar.com/phone"), id);
    QVERIFY(f.stored());
    QCOMPARE(statesOf(thread.messages()), u"1"_s);
    QCOMPARE(f.directory.size(), known + 1);
    QVERIFY(f.storedMessages("mallory@evil.example").isEmpty());
}

void TestOutboxRead::takesAWordBeforeTheAck()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    Thread &thread = f.thread("foo@bar.com");
    const QString id = thread.send(u"Hello"_s);
    QVERIFY(f.stored());
    f.outbox->deliveries().displayedReceived(jid("foo@bar.com/phone"), id);
    QVERIFY(f.stored());
    f.outbox->acknowledged(id);
    QVERIFY(f.stored());
    QCOMPARE(statesOf(thread.messages()), u"3 phone2"_s);
    QCOMPARE(f.storedMessages("foo@bar.com").at(0).state, MessageState::Read);
}

void TestOutboxRead::receiptAfterItTakesNothingBack()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    Thread &thread = f.thread("foo@bar.com");
    const QString id = thread.send(u"Hello"_s);
    QVERIFY(f.stored());
    f.outbox->acknowledged(id);
    f.outbox->deliveries().displayedReceived(jid("foo@bar.com/phone"), id);
    QVERIFY(f.stored());
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com/phone"), id);
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com/laptop"), id);
    QVERIFY(f.stored());
    QCOMPARE(statesOf(thread.messages()), u"3 phone2 laptop1"_s);
    QCOMPARE(f.storedMessages("foo@bar.com").at(0).state, MessageState::Read);
    // Nor does an error of a third Connection.
    f.outbox->deliveries().messageFailed(jid("foo@bar.com/old"), id, {ErrorKind::ServiceUnavailable, {}});
    QCOMPARE(statesOf(thread.messages()), u"3 phone2 laptop1"_s);
}

void TestOutboxRead::keepsAWordForACopy()
{
    DomainFixture f;
    QVERIFY(f.open());
    Thread &thread = f.thread("foo@bar.com");
    QVERIFY(f.stored());
    // Another of our devices wrote; that it was seen is faster than the copy.
    f.outbox->deliveries().displayedReceived(jid("foo@bar.com/phone"), u"copied-1"_s);
    QVERIFY(f.stored());
    MessageRecord copy;
    copy.thread = jid("foo@bar.com");
    copy.id = u"copied-1"_s;
    copy.mine = true;
    copy.state = MessageState::AtServer;
    copy.timeMs = f.clock.nowMs();
    f.live({copy});
    QVERIFY(f.stored());
    QCOMPARE(statesOf(thread.messages()), u"3 phone2"_s);
}

void TestOutboxRead::keepsAWordForTheArchive()
{
    // An archive is read backwards: that it was seen, then that it was received, then the message.
    DomainFixture f;
    QVERIFY(f.open());
    (void)f.at("foo@bar.com");
    f.outbox->deliveries().displayedReceived(jid("foo@bar.com/phone"), u"archived-2"_s);
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com/laptop"), u"archived-2"_s);
    QVERIFY(f.stored());
    QList<MessageRecord> page;
    for (const QString &id : {u"archived-1"_s, u"archived-2"_s}) {
        MessageRecord message;
        message.thread = jid("foo@bar.com");
        message.id = id;
        message.mine = true;
        message.state = MessageState::AtServer;
        message.timeMs = f.clock.nowMs() + page.size();
        page.append(message);
    }
    auto stored = storeArchived(*f.database, {page, {}, {}, {1'000'000}});
    QVERIFY(f.stored());
    const auto messages = f.storedMessages("foo@bar.com");
    QCOMPARE(statesOf(messages), u"3 phone2, 3 laptop1 phone2"_s);
}

void TestOutboxRead::worksAfterARestart()
{
    DomainFixture f;
    QVERIFY(f.openOnline());
    const QString id = f.thread("foo@bar.com").send(u"Hello"_s);
    QVERIFY(f.stored());
    f.outbox->acknowledged(id);
    QVERIFY(f.stored());
    Outbox next(f.directory, *f.database, *f.updates, f.clock, f.ids,
                {[](const XmlElement &, const QString &) { return true; }, [] { return true; }});
    next.deliveries().displayedReceived(jid("foo@bar.com/phone"), id);
    next.deliveries().receiptReceived(jid("foo@bar.com/phone"), id);
    QVERIFY(f.stored());
    QCOMPARE(f.storedMessages("foo@bar.com").at(0).state, MessageState::Read);
    QCOMPARE(f.storedMessages("foo@bar.com").at(0).deliveries.at(0).state, DeliveryState::Read);
}

QTEST_GUILESS_MAIN(TestOutboxRead)
#include "test_outbox_read.moc"
