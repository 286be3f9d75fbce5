// SPDX-License-Identifier: GPL-3.0-or-later
// The order of a thread when the server loses messages that its archive has given before, or that came live.
#include "support/storage_steps.h"
#include "unit/storage/storage_fixture.h"

#include <QHash>
#include <QRandomGenerator>

#include <algorithm>

using namespace roost;
using namespace roost::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 second = 1'700'000'000'000;

/// Sessions with a server that writes into its archive late, and loses the end of it when it is killed. The
/// messages of each sender are numbered: d = typed here, t = our other device, b = the contact.
class LossyServer
{
public:
    explicit LossyServer(quint32 seed) : m_random(seed)
    {
        m_isOpen = bool(answer(m_database.open(m_folder.filePath(u"user.db"_s))));
    }

    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    void session()
    {
        m_isOnline = true;
        ArchiveLook look = makeRoom(true);
        chat(m_random.bounded(4));
        settle();
        run(look);
        sendQueued();
        for (int i = m_random.bounded(4); i > 0; --i) {
            chat(m_random.bounded(12));
            if (m_random.bounded(2) == 0)
                run(makeRoom(false));
        }
        m_isOnline = m_maySend = m_isCut = false;
        if (m_random.bounded(3) == 0)
            kill();
        chat(m_random.bounded(10) == 0 ? 20 : m_random.bounded(10));
    }
    /// The messages that stand behind a later one of their sender.
    QStringList disordered()
    {
        QHash<QChar, QString> last;
        QStringList ids;
        const auto messages = *answer(m_database.loadMessages(m_anna, {}, 100'000));
        for (const MessageRecord &message : messages) {
            QString &before = last[message.id.front()];
            if (before > message.id)
                ids.append(message.id);
            before = std::max(before, message.id);
        }
        return ids;
    }

private:
    ArchiveLook makeRoom(bool isNew) { return answer(m_database.makeRoomForArchive(isNew))->look; }
    MessageRecord make(QChar sender)
    {
        const QString id = sender + u"%1"_s.arg(++m_counts[sender], 5, 10, '0'_L1);
        MessageRecord message = incoming(m_anna, id, m_nowMs += 100, id);
        message.stanzaId = u"a-"_s + id;
        message.mine = sender != 'b'_L1;
        if (message.mine)
            message.state = MessageState::AtServer;
        if (sender != 'd'_L1)
            message.resource = sender;
        return message;
    }
    void chat(int count)
    {
        for (; count > 0; --count) {
            const int kind = m_random.bounded(4);
            if (kind == 0)
                type();
            else
                send(kind == 1 ? 't'_L1 : 'b'_L1);
            archive(m_random.bounded(4));
            m_isCut = m_isCut || m_random.bounded(30) == 0;
        }
    }
    /// Writes the next messages into the archive.
    void archive(qsizetype count)
    {
        m_archive += m_accepted.mid(0, count);
        m_accepted.remove(0, std::min(count, m_accepted.size()));
    }
    void send(QChar sender)
    {
        m_accepted.append(make(sender));
        if (m_isOnline && !m_isCut)
            (void)answer(storeMessages(m_database, {m_accepted.last()}));
    }
    void type()
    {
        m_queue.append(make('d'_L1));
        MessageRecord typed = m_queue.last();
        typed.stanzaId.clear();
        (void)answer(storeOutgoing(m_database, typed));
        sendQueued();
    }
    void sendQueued()
    {
        while (m_isOnline && !m_isCut && m_maySend && !m_queue.isEmpty()) {
            const MessageRecord message = m_queue.takeFirst();
            m_accepted.append(message);
            m_isCut = m_random.bounded(6) == 0;
            if (m_isCut)
                m_unsure.append(message);
            else
                acknowledge(message.id);
        }
    }
    void acknowledge(const QString &id)
    {
        (void)answer(m_database.setMessageState(m_anna, id, MessageState::AtServer, {}, {}));
    }
    void kill()
    {
        m_accepted.clear();
        for (int i = m_random.bounded(5); i > 0 && m_archive.size() > m_covered; --i)
            m_archive.removeLast();
    }
    /// A message that was not acknowledged and is not in the archive is sent again.
    void settle()
    {
        archive(m_accepted.size());
        for (auto unsure = m_unsure.crbegin(); unsure != m_unsure.crend(); ++unsure) {
            const bool isThere = std::any_of(m_archive.cbegin(), m_archive.cend(),
                                             [&](const auto &each) { return each.id == unsure->id; });
            if (isThere)
                acknowledge(unsure->id);
            else
                m_queue.prepend(*unsure);
        }
        m_unsure.clear();
        m_maySend = true;
    }
    void run(ArchiveLook look)
    {
        const qsizetype reached = m_archive.size();
        for (qsizetype end = reached; end > m_covered;) {
            const qsizetype begin = std::max<qsizetype>(0, end - 6 - m_random.bounded(6));
            const QList<MessageRecord> page = m_archive.mid(begin, end - begin);
            for (const MessageRecord &found : page) {
                if (m_unsure.removeIf([&](const auto &each) { return each.id == found.id; }) > 0)
                    acknowledge(found.id);
            }
            look = answer(storeArchived(m_database, {page, {}, {}, look}))->look;
            end = begin;
            if (m_random.bounded(3) == 0)
                chat(m_random.bounded(3));
        }
        m_covered = std::max(m_covered, reached - 8); // the next run fetches the end again
    }

    QRandomGenerator m_random;
    QTemporaryDir m_folder;
    UserDatabase m_database;
    bool m_isOpen = false;
    const Jid m_anna = jid(u"anna@roost.example");
    QHash<QChar, int> m_counts;
    QList<MessageRecord> m_accepted; ///< Not in the archive yet.
    QList<MessageRecord> m_archive;
    QList<MessageRecord> m_queue;
    QList<MessageRecord> m_unsure; ///< Sent and not acknowledged.
    qsizetype m_covered = 0; ///< Number of the oldest messages of the archive that no run fetches again.
    qint64 m_nowMs = second;
    bool m_isOnline = false;
    bool m_isCut = false; ///< The connection is gone, and nobody has noticed yet.
    bool m_maySend = false;
};

} // namespace

class TestArchiveLosses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_database.reset(); }
    void lostMessageStaysBehindItsPredecessors();
    void lostMessageStaysBehindThoseOfAnOlderPage();
    void otherThreadProvesTheLoss();
    void messageOfAnOlderPageIsNotLost();
    void lostMessageFollowsTheArchivedOne();
    void ownMessagesKeepTheirOrder();
    void queueFollowsItsFirstMessage();
    void messageStaysBehindTheNewerPage();
    void messageStaysBehindOneThatStays();
    void sendersKeepTheirOrder();

private:
    ArchiveLook store(const QList<MessageRecord> &messages, const ArchiveLook &look)
    {
        return answer(storeArchived(*m_database, {messages, {}, {}, look}))->look;
    }
    ArchiveLook store(const QList<MessageRecord> &messages) { return store(messages, makeRoom(true)); }
    ArchiveLook makeRoom(bool isNewSession)
    {
        return answer(m_database->makeRoomForArchive(isNewSession))->look;
    }
    [[nodiscard]] bool live(const QList<MessageRecord> &messages)
    {
        return bool(answer(storeMessages(*m_database, messages)));
    }
    [[nodiscard]] bool type(const QString &id)
    {
        return bool(answer(storeOutgoing(*m_database, outgoing(m_anna, id, second, id))));
    }
    QStringList order() { return idsOf(*answer(m_database->loadMessages(m_anna, {}, 1'000))); }
    MessageRecord at(const QString &id) const
    {
        MessageRecord message = incoming(m_anna, id, second, id);
        message.stanzaId = u"a-"_s + id;
        return message;
    }
    MessageRecord ours(const QString &id) const
    {
        MessageRecord message = at(id);
        message.mine = true;
        message.state = MessageState::AtServer;
        return message;
    }

    const Jid m_anna = jid(u"anna@roost.example");
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<UserDatabase> m_database;
};

void TestArchiveLosses::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = std::make_unique<UserDatabase>();
    QVERIFY(answer(m_database->open(m_folder->filePath(u"user.db"_s))));
}

void TestArchiveLosses::lostMessageStaysBehindItsPredecessors()
{
    // The archive has given x as its newest message, and has lost it since.
    (void)store({at(u"1"_s), at(u"2"_s), at(u"3"_s), at(u"x"_s)});
    (void)store({at(u"2"_s), at(u"3"_s)});
    QCOMPARE(order(), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"x"_s}));
    // A message that came live behind it stays there.
    QVERIFY(live({at(u"4"_s), at(u"5"_s)}));
    (void)store({at(u"2"_s), at(u"3"_s), at(u"5"_s), at(u"6"_s)});
    QCOMPARE(order(), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"x"_s, u"4"_s, u"5"_s, u"6"_s}));
}

void TestArchiveLosses::lostMessageStaysBehindThoseOfAnOlderPage()
{
    (void)store({at(u"1"_s), at(u"2"_s), at(u"3"_s), at(u"x"_s), at(u"y"_s)});
    const ArchiveLook look = store({at(u"4"_s), at(u"5"_s)});
    QCOMPARE(order(), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"x"_s, u"y"_s, u"4"_s, u"5"_s}));
    (void)store({at(u"2"_s), at(u"3"_s)}, look);
    QCOMPARE(order(), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"x"_s, u"y"_s, u"4"_s, u"5"_s}));
}

void TestArchiveLosses::otherThreadProvesTheLoss()
{
    // A run that ended early has placed x, but not the live message before it.
    const MessageRecord other = incoming(jid(u"ben@roost.example"), u"ben"_s, second, u"ben"_s);
    QVERIFY(live({at(u"1"_s)}));
    (void)store({other, at(u"x"_s)});
    (void)store({at(u"1"_s), other});
    QCOMPARE(order(), (QStringList{u"1"_s, u"x"_s}));
}

void TestArchiveLosses::messageOfAnOlderPageIsNotLost()
{
    // The archive got the live message late, behind x, which is not on the first page any more.
    QVERIFY(live({at(u"late"_s)}));
    (void)store({at(u"x"_s)});
    QCOMPARE(order(), (QStringList{u"late"_s, u"x"_s}));
    (void)store({at(u"late"_s), at(u"2"_s)});
    QCOMPARE(order(), (QStringList{u"x"_s, u"late"_s, u"2"_s}));
}

void TestArchiveLosses::lostMessageFollowsTheArchivedOne()
{
    // The live message was not in the archive when x was; its place there is before 1.
    (void)store({at(u"1"_s)});
    QVERIFY(live({ours(u"ours"_s)}));
    (void)store({at(u"x"_s)});
    QCOMPARE(order(), (QStringList{u"1"_s, u"ours"_s, u"x"_s}));
    (void)store({ours(u"ours"_s), at(u"1"_s)});
    QCOMPARE(order(), (QStringList{u"ours"_s, u"1"_s, u"x"_s}));
}

void TestArchiveLosses::ownMessagesKeepTheirOrder()
{
    // The archive has the first message of ours behind a live one, and has lost the others.
    (void)store({at(u"1"_s)});
    QVERIFY(type(u"ours 1"_s) && type(u"ours 2"_s));
    (void)makeRoom(true);
    QVERIFY(live({at(u"2"_s)}));
    QVERIFY(type(u"ours 3"_s));
    for (const QString &id : {u"ours 1"_s, u"ours 2"_s, u"ours 3"_s})
        QVERIFY(answer(m_database->setMessageState(m_anna, id, MessageState::AtServer, {}, {})));
    (void)store({at(u"1"_s), at(u"2"_s), ours(u"ours 1"_s), at(u"3"_s)});
    QCOMPARE(order(), (QStringList{u"1"_s, u"2"_s, u"ours 1"_s, u"ours 2"_s, u"ours 3"_s, u"3"_s}));
}

void TestArchiveLosses::queueFollowsItsFirstMessage()
{
    // A queue is being sent, and the end of the archive is fetched again.
    QVERIFY(type(u"ours 1"_s) && type(u"ours 2"_s));
    (void)store({at(u"1"_s)}, makeRoom(false));
    QVERIFY(type(u"ours 3"_s));
    QCOMPARE(order(), (QStringList{u"ours 1"_s, u"ours 2"_s, u"1"_s, u"ours 3"_s}));
    (void)store({ours(u"ours 1"_s), at(u"2"_s)}, makeRoom(false));
    QCOMPARE(order(), (QStringList{u"1"_s, u"ours 1"_s, u"ours 2"_s, u"ours 3"_s, u"2"_s}));
}

void TestArchiveLosses::messageStaysBehindTheNewerPage()
{
    // The newer page has taken 2 away from between 1 and x, which the archive has lost.
    QVERIFY(type(u"queued"_s));
    ArchiveLook look = makeRoom(true);
    QVERIFY(live({at(u"1"_s), at(u"2"_s), at(u"x"_s), ours(u"ours"_s)}));
    look = store({at(u"2"_s), ours(u"queued"_s)}, look);
    (void)store({ours(u"ours"_s), at(u"1"_s)}, look);
    QCOMPARE(order(), (QStringList{u"ours"_s, u"1"_s, u"2"_s, u"queued"_s, u"x"_s}));
}

void TestArchiveLosses::messageStaysBehindOneThatStays()
{
    // The archive lacks both received messages. The first one stands behind a message of a newer page.
    ArchiveLook look = makeRoom(true);
    QVERIFY(live({ours(u"newer"_s), at(u"1"_s), ours(u"a"_s), at(u"2"_s), ours(u"b"_s)}));
    look = store({ours(u"newer"_s)}, look);
    (void)store({ours(u"a"_s), ours(u"b"_s)}, look);
    QCOMPARE(order(), (QStringList{u"a"_s, u"b"_s, u"newer"_s, u"1"_s, u"2"_s}));
}

void TestArchiveLosses::sendersKeepTheirOrder()
{
    for (quint32 seed = 1; seed <= 10; ++seed) {
        LossyServer server(seed);
        QVERIFY(server.isOpen());
        for (int session = 0; session < 8; ++session) {
            server.session();
            QVERIFY2(server.disordered().isEmpty(),
                     qPrintable(u"seed %1, session %2: %3"_s.arg(seed).arg(session).arg(
                         server.disordered().join(' '_L1))));
        }
    }
}

QTEST_GUILESS_MAIN(TestArchiveLosses)
#include "test_archive_losses.moc"
