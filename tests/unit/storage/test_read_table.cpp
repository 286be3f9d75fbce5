// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/storage_steps.h"
#include "unit/storage/storage_fixture.h"

using namespace roost;
using namespace roost::test;
using namespace Qt::StringLiterals;

/// How far threads have been read: by us on another device, by the other side.
class TestReadTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_database = std::make_unique<UserDatabase>();
        QVERIFY(answer(m_database->open(m_folder->filePath(u"user.db"_s))));
    }
    void cleanup() { m_database.reset(); }

    void readsUpToAnArchiveId();
    void readsUpToAMessageId();
    void shortIdsCarryTheArchives();
    void ownMessageIsAPointToo();
    void unknownMarksDoNothing();
    void markerCoversEarlierMessages();
    void eachConnectionReadsForItself();
    void somebodyReadsSomewhere();
    void queuedAndFailedMessagesStayUnread();
    void targetedMessageIsReadByTargetOnly();
    void onlyRecipientMarksRead();
    void lateReceiptDoesNotUnread();

private:
    /// Theirs are "a1", "a2" …, with the archive's "s1", "s2" …
    void store(int count)
    {
        QList<MessageRecord> messages;
        for (int i = 1; i <= count; ++i) {
            messages.append(incoming(m_anna, u"message-a%1"_s.arg(i), 1'000 * i, u"text"_s));
            messages.last().stanzaId = u"s%1"_s.arg(i);
        }
        QVERIFY(answer(storeMessages(*m_database, messages)));
    }
    void send(const QString &id, qint64 timeMs, MessageState state = MessageState::AtServer)
    {
        QVERIFY(answer(storeOutgoing(*m_database, outgoing(m_anna, id, timeMs, u"text"_s))));
        QVERIFY(answer(m_database->setMessageState(m_anna, id, state, {}, {})));
    }
    int unread() { return answer(m_database->loadContacts())->value(0).unread; }
    QStringList readIds()
    {
        QStringList ids;
        const auto messages = *answer(m_database->loadMessages(m_anna, {}, 100));
        for (const MessageRecord &message : messages) {
            if (!message.mine && message.read)
                ids.append(message.id);
        }
        return ids;
    }
    MessageRecord own(const QString &id)
    {
        const auto messages = *answer(m_database->loadMessages(m_anna, {}, 100));
        for (const MessageRecord &message : messages) {
            if (message.mine && message.id == id)
                return message;
        }
        return {};
    }
    static DeliveryRecord readOn(const QString &resource)
    {
        return {resource, DeviceKind::Phone, resource, DeliveryState::Read, 9'000};
    }

    const Jid m_anna = jid(u"anna@roost.example");
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<UserDatabase> m_database;
};

void TestReadTable::readsUpToAnArchiveId()
{
    store(4);
    QCOMPARE(unread(), 4);
    const auto counts = *answer(markReadUpTo(*m_database, {{m_anna, u"s3"_s, {}}}));
    QCOMPARE(counts.value(m_anna), 3);
    QCOMPARE(unread(), 1);
    QCOMPARE(readIds(), (QStringList{u"message-a1"_s, u"message-a2"_s, u"message-a3"_s}));
    // It only moves forward.
    QCOMPARE(answer(markReadUpTo(*m_database, {{m_anna, u"s1"_s, {}}}))->value(m_anna), 0);
    QCOMPARE(unread(), 1);
}

void TestReadTable::readsUpToAMessageId()
{
    store(3);
    QCOMPARE(answer(markReadUpTo(*m_database, {{m_anna, {}, u"message-a2"_s}}))->value(m_anna), 2);
    QCOMPARE(unread(), 1);
}

void TestReadTable::shortIdsCarryTheArchives()
{
    auto message = incoming(m_anna, u"1/s1"_s, 1'000, u"text"_s);
    message.senderId = u"1"_s;
    message.stanzaId = u"s1"_s;
    QVERIFY(answer(storeMessages(*m_database, {message})));
    QCOMPARE(answer(markReadUpTo(*m_database, {{m_anna, {}, u"1"_s}}))->value(m_anna), 1);
}

void TestReadTable::ownMessageIsAPointToo()
{
    store(2);
    auto reply = outgoing(m_anna, u"reply"_s, 2'500, u"text"_s);
    reply.stanzaId = u"s-reply"_s;
    reply.state = MessageState::AtServer;
    QVERIFY(answer(storeMessages(*m_database, {reply})));
    QCOMPARE(answer(markReadUpTo(*m_database, {{m_anna, u"s-reply"_s, {}}}))->value(m_anna), 2);
    // But a sender's id is never that of ours: anybody may give his message the id of another.
    store(3);
    QVERIFY(answer(markReadUpTo(*m_database, {{m_anna, {}, u"reply"_s}}))->isEmpty());
}

void TestReadTable::unknownMarksDoNothing()
{
    store(2);
    // A message with an unknown archive id may still arrive: the answer is 0 while the thread has unread
    // messages.
    using Counts = QHash<Jid, int>;
    QCOMPARE(*answer(markReadUpTo(
                 *m_database,
                 {{m_anna, u"s9"_s, {}}, {m_anna, {}, {}}, {jid(u"nobody@roost.example"), u"s1"_s, {}}})),
             (Counts{{m_anna, 0}}));
    QCOMPARE(*answer(markReadUpTo(*m_database, {{m_anna, {}, u"message-a9"_s}})), Counts());
    QCOMPARE(unread(), 2);
    QVERIFY(answer(markRead(*m_database, m_anna)));
    QCOMPARE(*answer(markReadUpTo(*m_database, {{m_anna, u"s9"_s, {}}})), Counts());
}

void TestReadTable::markerCoversEarlierMessages()
{
    send(u"o1"_s, 1'000);
    send(u"o2"_s, 2'000, MessageState::Delivered);
    send(u"o3"_s, 3'000);
    QCOMPARE(*answer(markOwnRead(*m_database, m_anna, u"o2"_s, readOn(u"phone"_s))),
             (QStringList{u"o2"_s, u"o1"_s}));
    QCOMPARE(own(u"o1"_s).state, MessageState::Read);
    QCOMPARE(own(u"o1"_s).deliveries, QList{readOn(u"phone"_s)});
    QCOMPARE(own(u"o2"_s).state, MessageState::Read);
    QCOMPARE(own(u"o3"_s).state, MessageState::AtServer);
    // Said again, and of an older one: nothing new.
    QVERIFY(answer(markOwnRead(*m_database, m_anna, u"o2"_s, readOn(u"phone"_s)))->isEmpty());
    QVERIFY(answer(markOwnRead(*m_database, m_anna, u"o1"_s, readOn(u"phone"_s)))->isEmpty());
    QCOMPARE(*answer(markOwnRead(*m_database, m_anna, u"o3"_s, readOn(u"phone"_s))), QStringList{u"o3"_s});
}

void TestReadTable::eachConnectionReadsForItself()
{
    send(u"o1"_s, 1'000);
    QVERIFY(answer(
        saveDeliveries(*m_database, m_anna, u"o1"_s,
                       {{u"laptop"_s, DeviceKind::Laptop, u"laptop"_s, DeliveryState::Delivered, 1'100}})));
    QCOMPARE(*answer(markOwnRead(*m_database, m_anna, u"o1"_s, readOn(u"phone"_s))), QStringList{u"o1"_s});
    QCOMPARE(own(u"o1"_s).deliveries.value(0).state, DeliveryState::Delivered);
    QCOMPARE(*answer(markOwnRead(*m_database, m_anna, u"o1"_s, readOn(u"laptop"_s))), QStringList{u"o1"_s});
    QCOMPARE(own(u"o1"_s).deliveries.value(0).state, DeliveryState::Read);
}

void TestReadTable::somebodyReadsSomewhere()
{
    // A bare address says that it was read, not where.
    send(u"o1"_s, 1'000);
    send(u"o2"_s, 2'000);
    QCOMPARE(*answer(markOwnRead(*m_database, m_anna, u"o1"_s, readOn({}))), QStringList{u"o1"_s});
    QCOMPARE(*answer(markOwnRead(*m_database, m_anna, u"o2"_s, readOn({}))), QStringList{u"o2"_s});
    QVERIFY(answer(markOwnRead(*m_database, m_anna, u"o2"_s, readOn({})))->isEmpty());
    QCOMPARE(own(u"o2"_s).state, MessageState::Read);
    QVERIFY(own(u"o2"_s).deliveries.isEmpty());
}

void TestReadTable::queuedAndFailedMessagesStayUnread()
{
    send(u"failed"_s, 1'000, MessageState::Failed);
    QVERIFY(answer(storeOutgoing(*m_database, outgoing(m_anna, u"waits"_s, 2'000, u"text"_s))));
    QVERIFY(answer(storeOutgoing(*m_database, outgoing(m_anna, u"in-flight"_s, 3'000, u"text"_s))));
    // A read marker may arrive before the server's acknowledgement.
    QCOMPARE(*answer(markOwnRead(*m_database, m_anna, u"in-flight"_s, readOn(u"phone"_s))),
             QStringList{u"in-flight"_s});
    QCOMPARE(own(u"failed"_s).state, MessageState::Failed);
    QCOMPARE(idsOf(*answer(m_database->loadQueued())), QStringList{u"waits"_s});
}

void TestReadTable::targetedMessageIsReadByTargetOnly()
{
    auto forLaptop = outgoing(m_anna, u"for-laptop"_s, 1'000, u"text"_s);
    forLaptop.target = u"laptop"_s;
    QVERIFY(answer(storeOutgoing(*m_database, forLaptop)));
    QVERIFY(answer(m_database->setMessageState(m_anna, u"for-laptop"_s, MessageState::AtServer, {}, {})));
    send(u"o2"_s, 2'000);
    QCOMPARE(*answer(markOwnRead(*m_database, m_anna, u"o2"_s, readOn(u"phone"_s))), QStringList{u"o2"_s});
    QVERIFY(answer(markOwnRead(*m_database, m_anna, u"for-laptop"_s, readOn(u"phone"_s)))->isEmpty());
    QCOMPARE(own(u"for-laptop"_s).state, MessageState::AtServer);
    QCOMPARE(*answer(markOwnRead(*m_database, m_anna, u"o2"_s, readOn(u"laptop"_s))),
             (QStringList{u"o2"_s, u"for-laptop"_s}));
}

void TestReadTable::onlyRecipientMarksRead()
{
    send(u"o1"_s, 1'000);
    const Jid mallory = jid(u"mallory@roost.example");
    QVERIFY(answer(markOwnRead(*m_database, mallory, u"o1"_s, readOn(u"phone"_s)))->isEmpty());
    QVERIFY(answer(storeMessages(*m_database, {incoming(mallory, u"m1"_s, 1'500, u"text"_s)})));
    QVERIFY(answer(markOwnRead(*m_database, mallory, u"o1"_s, readOn(u"phone"_s)))->isEmpty());
    QVERIFY(answer(markOwnRead(*m_database, m_anna, {}, readOn(u"phone"_s)))->isEmpty());
    QCOMPARE(own(u"o1"_s).state, MessageState::AtServer);
}

void TestReadTable::lateReceiptDoesNotUnread()
{
    send(u"o1"_s, 1'000);
    QVERIFY(answer(markOwnRead(*m_database, m_anna, u"o1"_s, readOn(u"phone"_s))));
    for (const MessageState late : {MessageState::Delivered, MessageState::AtServer})
        QVERIFY(answer(m_database->setMessageState(m_anna, u"o1"_s, late, {}, {})));
    QCOMPARE(own(u"o1"_s).state, MessageState::Read);
}

QTEST_GUILESS_MAIN(TestReadTable)
#include "test_read_table.moc"
