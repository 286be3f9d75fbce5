// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/message.h"
#include "storage/records.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

const Jid &foo()
{
    static const Jid id = Jid::fromWire(u"foo@bar.com");
    return id;
}

/// A row in which each field differs from its default.
MessageRecord fullRecord()
{
    MessageRecord record;
    record.rowId = 7;
    record.position = 900;
    record.thread = foo();
    record.id = u"1/archive-1"_s;
    record.senderId = u"1"_s;
    record.stanzaId = u"archive-1"_s;
    record.archive = Jid::fromWire(u"room@conference.bar.com"_s);
    record.mine = true;
    record.resource = u"desk"_s;
    record.body = u"nien"_s;
    record.subject = u"Time"_s;
    record.correction = u"nine"_s;
    record.replaces = u"0"_s;
    record.timeMs = 1'234;
    record.state = MessageState::Failed;
    record.failureKind = int(ErrorKind::Forbidden);
    record.failure = u"forbidden: no"_s;
    record.read = true;
    record.markable = true;
    record.target = u"laptop"_s;
    record.deliveries = {{u"laptop"_s, DeviceKind::Laptop, u"Conversations"_s, DeliveryState::Delivered, 9}};
    record.remarks = {{MarkKind::Reaction, u"foo@bar.com"_s, u"up"_s, 10}};
    return record;
}

} // namespace

class TestMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void convertsTextWithoutLoss()
    {
        const MessageRecord record = fullRecord();
        const Message message = messageOf(record);
        QVERIFY(recordOf(message, foo()) == record);
        QCOMPARE(message.id(), record.id);
        QVERIFY(message.isOwn());
        QCOMPARE(message.author.resource, u"desk"_s);
        QCOMPARE(message.body(), u"nien"_s);
        QCOMPARE(message.text().text(), u"nine"_s);
        QCOMPARE(message.failure, (Error{ErrorKind::Forbidden, u"forbidden: no"_s}));
        QVERIFY(!message.notice());
        QCOMPARE(message.noticeKind(), MessageNotice::None);
    }

    void convertsNoticesWithoutLoss()
    {
        MessageRecord record = fullRecord();
        record.mine = false;
        record.notice = MessageNotice::RoomInvitation;
        record.detail = u"club@rooms.example"_s;
        const Message message = messageOf(record);
        QVERIFY(recordOf(message, foo()) == record);
        QVERIFY(!message.isOwn());
        QCOMPARE(message.author.kind, Author::Kind::Endpoint);
        QVERIFY(message.notice());
        QCOMPARE(message.noticeKind(), MessageNotice::RoomInvitation);
        QCOMPARE(message.notice()->detail, u"club@rooms.example"_s);
        QCOMPARE(message.text().text(), u"nine"_s);
    }

    /// A row with default values stays one: null strings stay null.
    void convertsAnEmptyRow()
    {
        MessageRecord record;
        record.thread = foo();
        const MessageRecord back = recordOf(messageOf(record), foo());
        QVERIFY(back == record);
        QVERIFY(back.correction.isNull());
        QVERIFY(back.senderId.isNull());
    }

    void keysTellDirections()
    {
        MessageRecord record = fullRecord();
        const MessageKey own = messageOf(record).key;
        record.mine = false;
        const MessageKey theirs = messageOf(record).key;
        QVERIFY(own != theirs);
        QVERIFY(own == messageOf(fullRecord()).key);
        QCOMPARE(qHash(own, 3), qHash(messageOf(fullRecord()).key, 3));
    }

    void editedOnlyIfTextHasChanged()
    {
        MessageRecord record;
        record.body = u"nine"_s;
        QVERIFY(!isEdited(messageOf(record)));
        record.correction = u"ten"_s;
        QVERIFY(isEdited(messageOf(record)));
        record.correction = QString();
        record.replaces = u"1"_s;
        QVERIFY(isEdited(messageOf(record)));
        record.notice = MessageNotice::Deleted;
        QVERIFY(!isEdited(messageOf(record)));
    }

    void targetHasGoneOnlyAfterThatError()
    {
        MessageRecord record = fullRecord();
        QVERIFY(!hasTargetGone(messageOf(record)));
        record.failureKind = int(ErrorKind::ServiceUnavailable);
        QVERIFY(hasTargetGone(messageOf(record)));
        record.target.clear();
        QVERIFY(!hasTargetGone(messageOf(record)));
        record = fullRecord();
        record.failureKind = int(ErrorKind::ServiceUnavailable);
        record.mine = false;
        QVERIFY(!hasTargetGone(messageOf(record)));
    }
};

QTEST_GUILESS_MAIN(TestMessage)
#include "test_message.moc"
