// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/patience.h"
#include "support/storage_steps.h"
#include "unit/storage/storage_fixture.h"

#include <QProcess>
#include <QSignalSpy>

#ifdef Q_OS_LINUX
#include <csignal>
#include <sys/mount.h>
#include <sys/resource.h>
#endif

using namespace roost;
using namespace roost::test;
using namespace Qt::StringLiterals;

class TestStorageFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(u"user.db"_s);
        m_database = std::make_unique<UserDatabase>();
        m_writable = std::make_unique<QSignalSpy>(m_database.get(), &UserDatabase::writableChanged);
    }
    void cleanup()
    {
        m_writable.reset();
        m_database.reset();
        m_folder.reset();
    }

    void fullDatabaseKeepsWritesUntilThereIsRoom();
    void fullDiskKeepsWritesUntilThereIsRoom();
    void lockedDatabaseKeepsWritesInOrderAndAnswersReads();
    void lockedAtOpeningIsSaid();
    void closingWhileLockedFailsPendingWrites();
    void closingFinishesQueuedWrites();
    void oneBadJobDoesNotHarmTheOthers();
    void killedInTheMiddleNothingStoredIsLost();
    void readOnlyKeepsWritesUntilItIsNot();
    void failingDiskKeepsWritesUntilItWorks();
    void newerFileIsRefused();
    void fileOfAnotherProgramIsRefused();
    void folderThatCannotBeMadeIsSaid();
    void notOpenFailsPolitely();

private:
    void open()
    {
        const auto opened = answer(m_database->open(m_file));
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
    }
    void sql(const char *statement)
    {
        m_database->run([statement](SqlConnection &connection) { (void)connection.execute(statement); });
    }
    ErrorKind openingError()
    {
        const auto opened = answer(m_database->open(m_file));
        return opened ? ErrorKind::None : opened.error().kind;
    }
    /// Stores until `database` says that it cannot; returns the futures that are not answered yet.
    QList<QFuture<Result<StoreOutcome>>> fillUp();
    void verifyAllLanded(QList<QFuture<Result<StoreOutcome>>> waiting);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
    std::unique_ptr<UserDatabase> m_database;
    std::unique_ptr<QSignalSpy> m_writable;
    const Jid m_anna = jid(u"anna@roost.example");
    int m_stored = 0;
};

QList<QFuture<Result<StoreOutcome>>> TestStorageFaults::fillUp()
{
    QList<QFuture<Result<StoreOutcome>>> waiting;
    m_stored = 0;
    while (m_writable->isEmpty() && m_stored < 2000) {
        const auto id = u"m%1"_s.arg(m_stored++);
        waiting << storeOutgoing(*m_database, outgoing(m_anna, id, m_stored, QString(20'000, u'x')));
        // One at a time, until one stays unanswered.
        if (!QTest::qWaitFor([&] { return waiting.last().isFinished() || !m_writable->isEmpty(); },
                             testPatienceMs))
            break;
        if (waiting.last().isFinished() && !waiting.last().result())
            qWarning() << waiting.last().result().error().detail;
    }
    waiting.removeIf([](const auto &future) { return future.isFinished(); });
    return waiting;
}

void TestStorageFaults::verifyAllLanded(QList<QFuture<Result<StoreOutcome>>> waiting)
{
    QTRY_COMPARE(m_writable->size(), 2);
    QCOMPARE(m_writable->at(1).at(0).toBool(), true);
    QVERIFY(m_database->isWritable());
    for (auto &future : waiting)
        QVERIFY(answer(future));
    const auto queued = *answer(m_database->loadQueued());
    QCOMPARE(queued.size(), m_stored);
    for (int i = 0; i < m_stored; ++i)
        QCOMPARE(queued.at(i).id, u"m%1"_s.arg(i));
}

void TestStorageFaults::fullDatabaseKeepsWritesUntilThereIsRoom()
{
    open();
    sql("PRAGMA max_page_count = 60");
    auto waiting = fillUp();
    QCOMPARE(m_writable->size(), 1);
    QCOMPARE(m_writable->at(0).at(0).toBool(), false);
    QCOMPARE(m_writable->at(0).at(1).value<Error>().kind, ErrorKind::StorageFull);
    QVERIFY(!m_database->isWritable());
    QCOMPARE(waiting.size(), 1);

    // More writes queue up behind, reads are answered.
    waiting << storeOutgoing(*m_database, outgoing(m_anna, u"m%1"_s.arg(m_stored++), 10'000, u"small"_s));
    QCOMPARE(answer(m_database->loadQueued())->size(), m_stored - 2);
    QVERIFY(!waiting.last().isFinished());

    sql("PRAGMA max_page_count = 100000");
    verifyAllLanded(waiting);
}

void TestStorageFaults::fullDiskKeepsWritesUntilThereIsRoom()
{
#ifdef Q_OS_LINUX
    QTemporaryDir disk;
    const QByteArray place = QFile::encodeName(disk.path());
    if (mount("tmpfs", place.constData(), "tmpfs", 0, "size=1m") != 0)
        QSKIP("a small disk can only be mounted by root");
    const auto unmount = qScopeGuard([&] {
        m_database.reset();
        umount2(place.constData(), MNT_DETACH);
    });
    m_file = disk.filePath(u"user.db"_s);
    open();
    // Another file takes half of the space, which the test frees later.
    QFile hog(disk.filePath(u"hog"_s));
    QVERIFY(hog.open(QIODevice::WriteOnly));
    hog.write(QByteArray(400'000, 'x'));
    hog.close();
    auto waiting = fillUp();
    QCOMPARE(m_writable->size(), 1);
    QCOMPARE(m_writable->at(0).at(1).value<Error>().kind, ErrorKind::StorageFull);
    QVERIFY(!waiting.isEmpty());
    QVERIFY(answer(m_database->loadQueued())->size() >= m_stored - waiting.size());
    QVERIFY(hog.remove());
    verifyAllLanded(waiting);
#else
    QSKIP("Linux only");
#endif
}

void TestStorageFaults::lockedDatabaseKeepsWritesInOrderAndAnswersReads()
{
    open();
    QVERIFY(answer(storeOutgoing(*m_database, outgoing(m_anna, u"0"_s, 0, u"before"_s))));
    OtherConnection other(m_file);
    QVERIFY(other.isOpen() && other.execute("BEGIN EXCLUSIVE"));

    // The message removes the draft that was saved before it, not later ones.
    auto stored = storeOutgoing(*m_database, outgoing(m_anna, u"1"_s, 1, u"while locked"_s));
    QList<QFuture<Status>> saved;
    for (int i = 1; i <= 5; ++i)
        saved << m_database->saveDraft(m_anna, QString::number(i));
    QTRY_COMPARE(m_writable->size(), 1);
    QCOMPARE(m_writable->at(0).at(1).value<Error>().kind, ErrorKind::StorageLocked);
    // Reads are answered from the committed data.
    QCOMPARE(answer(m_database->loadContacts())->first().draft, QString());
    QCOMPARE(idsOf(*answer(m_database->loadQueued())), QStringList{u"0"_s});
    for (const auto &future : saved)
        QVERIFY(!future.isFinished());

    QVERIFY(other.execute("COMMIT"));
    QTRY_COMPARE(m_writable->size(), 2);
    QVERIFY(m_writable->at(1).at(0).toBool());
    for (auto &future : saved)
        QVERIFY(answer(future));
    QVERIFY(answer(stored));
    QCOMPARE(answer(m_database->loadContacts())->first().draft, u"5"_s);
    QCOMPARE(idsOf(*answer(m_database->loadQueued())), (QStringList{u"0"_s, u"1"_s}));
}

void TestStorageFaults::lockedAtOpeningIsSaid()
{
    OtherConnection other(m_file);
    QVERIFY(other.isOpen() && other.execute("BEGIN EXCLUSIVE"));
    QCOMPARE(openingError(), ErrorKind::StorageLocked);
    QVERIFY(other.execute("ROLLBACK"));
    QCOMPARE(openingError(), ErrorKind::None);
}

void TestStorageFaults::closingWhileLockedFailsPendingWrites()
{
    open();
    OtherConnection other(m_file);
    QVERIFY(other.isOpen() && other.execute("BEGIN EXCLUSIVE"));
    auto saved = m_database->saveDraft(m_anna, u"lost"_s);
    QTRY_COMPARE(m_writable->size(), 1);
    m_database.reset();
    QVERIFY(saved.isFinished());
    QCOMPARE(saved.result().error().kind, ErrorKind::StorageLocked);
}

void TestStorageFaults::closingFinishesQueuedWrites()
{
    open();
    QList<QFuture<Result<StoreOutcome>>> stored;
    for (int i = 0; i < 200; ++i)
        stored << storeOutgoing(*m_database, outgoing(m_anna, QString::number(i), i, u"x"_s));
    m_database = std::make_unique<UserDatabase>();
    for (auto &future : stored)
        QVERIFY(future.isFinished() && future.result());
    open();
    QCOMPARE(answer(m_database->loadQueued())->size(), 200);
}

void TestStorageFaults::oneBadJobDoesNotHarmTheOthers()
{
    open();
    // A trigger stands for any fault of a single row.
    sql("CREATE TRIGGER bad BEFORE INSERT ON messages WHEN new.key = 'bad'"
        " BEGIN SELECT raise(ABORT, 'bad row'); END");
    auto good = storeOutgoing(*m_database, outgoing(m_anna, u"1"_s, 1, u"x"_s));
    auto bad = storeOutgoing(*m_database, outgoing(m_anna, u"bad"_s, 2, u"x"_s));
    auto read = m_database->loadQueued();
    auto alsoGood = storeOutgoing(*m_database, outgoing(m_anna, u"3"_s, 3, u"x"_s));
    QVERIFY(answer(good));
    const auto refused = answer(bad);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::StorageFailed);
    QVERIFY(refused.error().detail.contains(u"bad row"_s));
    QVERIFY(answer(alsoGood));
    QVERIFY(idsOf(*answer(read)).contains(u"1"_s));
    QCOMPARE(idsOf(*answer(m_database->loadQueued())), (QStringList{u"1"_s, u"3"_s}));
    QVERIFY(m_writable->isEmpty());
}

void TestStorageFaults::killedInTheMiddleNothingStoredIsLost()
{
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(), {u"--child"_s, m_file});
    int told = 0;
    while (told < 25 && (child.canReadLine() || child.waitForReadyRead(20'000))) {
        while (child.canReadLine())
            told = child.readLine().trimmed().toInt();
    }
    child.kill(); // SIGKILL
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);
    while (child.canReadLine())
        told = child.readLine().trimmed().toInt();
    QVERIFY(told >= 25);

    open();
    const auto queued = *answer(m_database->loadQueued());
    QVERIFY2(queued.size() >= told, qPrintable(u"%1 of %2"_s.arg(queued.size()).arg(told)));
    for (int i = 0; i < queued.size(); ++i)
        QCOMPARE(queued.at(i).id, QString::number(i + 1));
}

void TestStorageFaults::readOnlyKeepsWritesUntilItIsNot()
{
    open();
    sql("PRAGMA query_only = ON");
    auto stored = storeMessages(*m_database, {incoming(m_anna, u"1"_s, 1, u"Hello"_s)});
    QTRY_COMPARE(m_writable->size(), 1);
    QCOMPARE(m_writable->at(0).at(1).value<Error>().kind, ErrorKind::StorageReadOnly);
    QVERIFY(answer(m_database->loadMessages(m_anna, {}, 10))->isEmpty());
    QVERIFY(!stored.isFinished());
    sql("PRAGMA query_only = OFF");
    QVERIFY(answer(stored));
    QTRY_COMPARE(m_writable->size(), 2);
    QCOMPARE(idsOf(*answer(m_database->loadMessages(m_anna, {}, 10))), QStringList{u"1"_s});
}

void TestStorageFaults::failingDiskKeepsWritesUntilItWorks()
{
#ifdef Q_OS_LINUX
    open();
    QVERIFY(answer(storeMessages(*m_database, {incoming(m_anna, u"0"_s, 0, u"before"_s)})));
    // A file size limit stands for a full disk: SQLite reports an I/O error.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto restore = qScopeGuard([&before] { setrlimit(RLIMIT_FSIZE, &before); });
    rlimit small = before;
    small.rlim_cur = rlim_t(QFileInfo(m_file + u"-wal"_s).size());
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    auto stored = storeMessages(*m_database, {incoming(m_anna, u"1"_s, 1, QString(20'000, u'x'))});
    QTRY_COMPARE(m_writable->size(), 1);
    QCOMPARE(m_writable->at(0).at(1).value<Error>().kind, ErrorKind::StorageFailed);
    QCOMPARE(idsOf(*answer(m_database->loadMessages(m_anna, {}, 10))), QStringList{u"0"_s});
    QVERIFY(!stored.isFinished());
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(answer(stored));
    QTRY_COMPARE(m_writable->size(), 2);
    QCOMPARE(idsOf(*answer(m_database->loadMessages(m_anna, {}, 10))), (QStringList{u"0"_s, u"1"_s}));
    QVERIFY(answer(m_database->checkIntegrity()));
#else
    QSKIP("Linux only");
#endif
}

void TestStorageFaults::newerFileIsRefused()
{
    open();
    QVERIFY(answer(m_database->saveDraft(m_anna, u"kept"_s)));
    sql("PRAGMA user_version = 2000");
    m_database = std::make_unique<UserDatabase>();
    const auto opened = answer(m_database->open(m_file));
    QVERIFY(!opened);
    QCOMPARE(opened.error(), (Error{ErrorKind::StorageTooNew, u"2000"_s}));
    QVERIFY(!answer(m_database->loadContacts()));
    OtherConnection other(m_file);
    QCOMPARE(other.number("PRAGMA user_version"), 2000);
    QCOMPARE(other.text("SELECT draft FROM threads"), u"kept"_s);
}

void TestStorageFaults::fileOfAnotherProgramIsRefused()
{
    {
        OtherConnection other(m_file);
        QVERIFY(other.isOpen() && other.execute("CREATE TABLE recipes (cake TEXT)"));
    }
    QCOMPARE(openingError(), ErrorKind::StorageCorrupt);
    OtherConnection other(m_file);
    QCOMPARE(other.number("SELECT count(*) FROM sqlite_schema"), 1);
}

void TestStorageFaults::folderThatCannotBeMadeIsSaid()
{
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::WriteOnly));
    m_file += u"/inside-a-file/user.db"_s;
    QCOMPARE(openingError(), ErrorKind::StorageReadOnly);
}

void TestStorageFaults::notOpenFailsPolitely()
{
    QCOMPARE(answer(m_database->saveDraft(m_anna, u"x"_s)).error().kind, ErrorKind::StorageFailed);
    QCOMPARE(answer(m_database->loadContacts()).error().kind, ErrorKind::StorageFailed);
    QVERIFY(m_writable->isEmpty());
}

namespace {

/// Stores messages in an endless loop and reports each one after it was stored.
int storeUntilKilled(const QString &file)
{
    UserDatabase database;
    if (!answer(database.open(file)))
        return 1;
    const Jid anna = jid(u"anna@roost.example");
    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly | QIODevice::Unbuffered))
        return 1;
    for (int i = 1;; ++i) {
        if (!answer(storeOutgoing(database, outgoing(anna, QString::number(i), i, u"x"_s))))
            return 1;
        out.write(QByteArray::number(i) + '\n');
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--child") == 0)
        return storeUntilKilled(QFile::decodeName(argv[2]));
    TestStorageFaults test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_storage_faults.moc"
