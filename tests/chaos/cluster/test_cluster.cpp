// SPDX-License-Identifier: GPL-3.0-or-later
// Two ejabberd nodes that are one server. Roost is signed in on one of them, which is killed in the middle of
// a burst from both sides: Roost is back on the other by itself, and nothing is lost or doubled.
#include "integration/person.h"
#include "storage/user_database.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>
#include <QUuid>

#include <sys/prctl.h>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

constexpr int burst = 150; ///< Messages from each side.
constexpr int killAfter = 60;

/// A port mapper of the test's own, gone with it.
class PortMapper
{
public:
    [[nodiscard]] bool start()
    {
        {
            QTcpServer probe;
            if (!probe.listen(QHostAddress::LocalHost))
                return false;
            m_port = probe.serverPort();
        }
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"ERL_EPMD_ADDRESS"_s, u"127.0.0.1"_s);
        m_process.setProcessEnvironment(environment);
        m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_process.start(u"epmd"_s, {u"-port"_s, QString::number(m_port), u"-relaxed_command_check"_s});
        return m_process.waitForStarted();
    }
    ~PortMapper()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    QProcess m_process;
    quint16 m_port = 0;
};

/// A node that has just joined takes its time for the first one, on a busy machine.
bool comesIn(Person &person) { return person.enter() || person.isOnlineSoon() || person.isOnlineSoon(); }

/// Messages of the thread with `other` in the database, oldest first.
QStringList kept(Person &person, const Person &other, bool mine)
{
    auto page = person.session->database().loadMessages(other.config.account, {}, 10'000);
    QStringList lines;
    if (!QTest::qWaitFor([&page] { return page.isFinished(); }, patienceMs))
        return lines;
    for (const MessageRecord &message : page.result().value_or({})) {
        if (message.mine == mine)
            lines.append(message.body);
    }
    return lines;
}

/// Messages of bob in alice's archive, read by a new device. The archive in Mnesia is the only one that two
/// nodes share without a database server. It may lose messages when two sessions write at once; messages that
/// neither the archive nor a session has received cannot be shown.
QStringList archivedBy(EjabberdServer &server, const Person &bob)
{
    Person witness(server, u"alice"_s, u"witness"_s);
    if (!witness.open())
        return {};
    QSignalSpy synced(witness.session.get(), &Session::archiveSynced);
    witness.signIn();
    if (synced.count() == 0 && !synced.wait(4 * patienceMs))
        return {};
    const QStringList lines = kept(witness, bob, false);
    (void)witness.leave();
    return lines;
}

QStringList numbered(const QString &prefix)
{
    QStringList lines;
    for (int i = 0; i < burst; ++i)
        lines.append(prefix + QString::number(i));
    return lines;
}

/// All that was typed has come, or nothing has come for a while; and what came stands in the order of the
/// archive. A busy node that has lost the other one may think for seconds before it passes on the next.
bool isAtRest(Person &alice, Person &bob, const QSignalSpy &synced)
{
    QElapsedTimer quiet;
    quiet.start();
    qsizetype seen = 0;
    const auto isOver = [&] {
        const qsizetype atBob = kept(bob, alice, false).size();
        const qsizetype atAlice = kept(alice, bob, false).size();
        if (atBob + atAlice != seen)
            quiet.restart();
        seen = atBob + atAlice;
        const bool isSent = alice.session->queuedCount() == 0 && bob.session->queuedCount() == 0;
        const bool isThere = atBob >= burst && atAlice >= burst;
        return isSent && !synced.isEmpty() && (isThere || quiet.hasExpired(patienceMs));
    };
    return QTest::qWaitFor(isOver, 8 * patienceMs);
}

int doubles(const QStringList &lines)
{
    return static_cast<int>(lines.size() - QSet<QString>(lines.cbegin(), lines.cend()).size());
}

int lost(const QStringList &wanted, const QStringList &lines)
{
    return static_cast<int>(std::count_if(wanted.cbegin(), wanted.cend(),
                                          [&](const QString &line) { return !lines.contains(line); }));
}

/// How many of those that the archive holds stand before one that was written earlier. What it has lost, and
/// what only came live, has no place in its order.
int displaced(QStringList lines, const QStringList &order, const QStringList &archived)
{
    lines.removeIf([&archived](const QString &line) { return !archived.contains(line); });
    int count = 0;
    for (qsizetype i = 1; i < lines.size(); ++i)
        count += order.indexOf(lines[i]) < order.indexOf(lines[i - 1]) ? 1 : 0;
    return count;
}

int acknowledged(const Thread &thread)
{
    return static_cast<int>(
        std::count_if(thread.messages().begin(), thread.messages().end(), [](const Message &message) {
            return message.isOwn() && message.state != MessageState::Queued;
        }));
}

} // namespace

class TestCluster : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void losesNothingWithANode();

private:
    PortMapper m_mapper;
    std::unique_ptr<EjabberdServer> m_a;
    std::unique_ptr<EjabberdServer> m_b;
};

void TestCluster::initTestCase()
{
    QVERIFY(m_mapper.start());
    ServerOptions options;
    options.cluster.name = u"a"_s;
    options.cluster.mapperPort = m_mapper.port();
    options.cluster.cookie = QUuid::createUuid().toByteArray(QUuid::Id128);
    m_a = std::make_unique<EjabberdServer>(options);
    QVERIFY2(m_a->start(), qPrintable(m_a->errorText()));
    options.cluster.name = u"b"_s;
    options.cluster.joins = u"a"_s;
    m_b = std::make_unique<EjabberdServer>(options);
    QVERIFY2(m_b->start(), qPrintable(m_b->errorText()));
    QVERIFY(m_b->api(u"list_cluster"_s, {}).contains("a@127.0.0.1"));
}

void TestCluster::losesNothingWithANode()
{
    Person alice(*m_a, u"alice"_s, u"desk"_s);
    alice.config.urls = {m_a->wsUrl(), m_b->wsUrl()};
    alice.begin();
    Person tablet(*m_a, u"alice"_s, u"tablet"_s); // It knows no other node.
    Person bob(*m_b, u"bob"_s, u"laptop"_s);
    for (Person *person : {&alice, &tablet, &bob})
        QVERIFY(comesIn(*person));
    QVERIFY(befriend(alice, bob));
    QTRY_COMPARE_WITH_TIMEOUT(bob.devicesOf(alice), (QStringList{u"desk"_s, u"tablet"_s}), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(bob.session->isSettled() && alice.session->isSettled(), patienceMs);

    Thread &toBob = alice.thread(bob);
    Thread &toAlice = bob.thread(alice);
    const QStringList fromAlice = numbered(u"from alice "_s);
    const QStringList fromBob = numbered(u"from bob "_s);
    QSignalSpy synced(alice.session.get(), &Session::archiveSynced);
    // Being away may be over before anybody looks: it is what is written down that counts.
    QSignalSpy states(alice.session.get(), &Session::stateChanged);
    QElapsedTimer away;
    int knownAtKill = 0;
    for (int i = 0; i < burst; ++i) {
        (void)toBob.send(fromAlice[i]);
        (void)toAlice.send(fromBob[i]);
        QCoreApplication::processEvents(); // So that it goes out while more is typed.
        if (i != killAfter)
            continue;
        // In the middle: some are acknowledged, some are on their way.
        while (acknowledged(toBob) < killAfter / 4)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        knownAtKill = acknowledged(toBob);
        m_a->kill();
        away.start();
        synced.clear();
        states.clear();
        QTRY_VERIFY_WITH_TIMEOUT(!states.isEmpty(), 4 * patienceMs);
        QVERIFY(states.first().first().value<SessionState>() != SessionState::Online);
    }
    QTRY_COMPARE_WITH_TIMEOUT(alice.session->state(), SessionState::Online, 4 * patienceMs);
    const qint64 backAfter = away.elapsed();

    QVERIFY(isAtRest(alice, bob, synced));
    QCOMPARE(alice.session->queuedCount(), 0);
    QCOMPARE(bob.session->queuedCount(), 0);
    const QStringList atBob = kept(bob, alice, false);
    const QStringList atAlice = kept(alice, bob, false);
    const QStringList archived = archivedBy(*m_b, bob);
    QVERIFY(!archived.isEmpty());
    const int neverThere =
        static_cast<int>(std::count_if(fromBob.cbegin(), fromBob.cend(), [&](const QString &line) {
            return !archived.contains(line) && !atAlice.contains(line);
        }));
    const int lostByRoost = lost(fromBob, atAlice) - neverThere;
    qInfo().noquote()
        << u"sent %1 + %1, acknowledged at the kill %2, back after %3 ms, lost %4 + %5, doubled %6 + "
           "%7, out of order %8, lost by the server's archive %9, and never given %10"_s.arg(burst)
               .arg(knownAtKill)
               .arg(backAfter)
               .arg(lost(fromAlice, atBob))
               .arg(lostByRoost)
               .arg(doubles(atBob))
               .arg(doubles(atAlice))
               .arg(displaced(atAlice, fromBob, archived))
               .arg(lost(fromBob, archived))
               .arg(neverThere);
    QCOMPARE(atBob, fromAlice);
    QCOMPARE(lostByRoost, 0);
    QCOMPARE(doubles(atAlice), 0);
    // A stream that broke once more since may have the archive read again.
    QTRY_COMPARE_WITH_TIMEOUT(displaced(kept(alice, bob, false), fromBob, archived), 0, 2 * patienceMs);
    QCOMPARE(kept(alice, bob, true), fromAlice);
    QCOMPARE(kept(bob, alice, true), fromBob);
    // The tablet died with its node without an unavailable presence. It is removed when a contact comes
    // online or bob opens the thread, unless a new session of bob's has removed it before.
    const auto lookAgain = [&] {
        bob.session->setAttendedThread(nullptr);
        bob.session->setAttendedThread(&bob.endpoint(alice));
        return bob.devicesOf(alice) == QStringList{u"desk"_s};
    };
    // A node that has just lost the other one, on a busy machine, may take seconds for any answer.
    QTRY_VERIFY_WITH_TIMEOUT(lookAgain(), 8 * patienceMs);
}

QTEST_GUILESS_MAIN(TestCluster)
#include "test_cluster.moc"
