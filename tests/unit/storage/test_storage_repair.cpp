// SPDX-License-Identifier: GPL-3.0-or-later
// Damaged files: the readable part is kept, the damaged file is kept too, and the rest is fetched again.
#include "support/patience.h"
#include "support/storage_steps.h"
#include "unit/storage/storage_fixture.h"

#include <QDir>
#include <QSignalSpy>

#include <algorithm>

#ifdef Q_OS_LINUX
#include <sys/mount.h>
#endif

using namespace roost;
using namespace roost::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int pageSize = 4096;
constexpr int people = 60;
constexpr int messagesEach = 20;

Jid personAt(int number) { return Jid::fromWire(u"person%1@roost.example"_s.arg(number)); }

QString bodyOf(int person, int message) { return u"%1/%2 "_s.arg(person).arg(message).repeated(40); }

QByteArray contentOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &name, qint64 at, const QByteArray &bytes)
{
    QFile file(name);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(at));
    QCOMPARE(file.write(bytes), bytes.size());
}

void overwritePage(const QString &name, qint64 page)
{
    overwrite(name, (page - 1) * pageSize, QByteArray(pageSize, '\x5a'));
}

} // namespace

class TestStorageRepair : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(u"user.db"_s);
        begin();
        fill();
    }
    void cleanup()
    {
        m_database.reset();
        m_folder.reset();
    }

    void damagedPageCostsItsRowsAlone();
    void damagedPageIsFoundWhileInUse();
    void beginningDestroyed_data();
    void beginningDestroyed();
    void rootDestroyed_data();
    void rootDestroyed();
    void truncated_data();
    void truncated();
    void cutWithinAPage();
    void damagedLogIsNoDamage();
    void damagedContactsKeepTheirThreads();
    void archiveIsAskedForAgain();
    void letterIsSetAside();
    void copyIsNeverOverwritten();
    void noRoomLeavesAllAsItWas();
    void checkFindsUnreadDamage();
    void checkDelaysNoOtherWork();
    void interruptedRepairIsFinished();
    void restoresDataFromMemory();
    void olderFileIsRepairedToo();

private:
    void begin()
    {
        m_database = std::make_unique<UserDatabase>();
        m_repairs.clear();
        m_readable.clear();
        connect(m_database.get(), &UserDatabase::repaired, this,
                [this](const StorageRepair &repair) { m_repairs.append(repair); });
        connect(m_database.get(), &UserDatabase::readableChanged, this,
                [this](bool readable, const Error &why) {
                    m_readable.append({readable, why});
                });
    }
    void open()
    {
        const auto opened = answer(m_database->open(m_file));
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
    }
    void fill();
    /// Closes, so that all is in the one file.
    void close() { m_database.reset(); }
    void reopen()
    {
        begin();
        open();
    }
    [[nodiscard]] QList<qint64> leavesOf(const char *table)
    {
        OtherConnection other(m_file);
        const QString all =
            other.text(QByteArray("SELECT group_concat(pageno) FROM (SELECT pageno FROM dbstat WHERE"
                                  " pagetype = 'leaf' AND name = '" +
                                  QByteArray(table) + "' ORDER BY pageno)"));
        QList<qint64> pages;
        for (const QString &page : all.split(u','))
            pages.append(page.toLongLong());
        return pages;
    }
    [[nodiscard]] qint64 number(const QByteArray &sql)
    {
        OtherConnection other(m_file);
        return other.number(sql);
    }
    [[nodiscard]] QStringList setAside() const
    {
        return QDir(m_folder->path()).entryList({u"user.damaged-*.db"_s}, QDir::Files);
    }
    /// All messages that are there are as they were; how many there are.
    int countMessages();
    void verifyWhole();
    void verifySound()
    {
        QVERIFY(answer(m_database->checkIntegrity()));
        QCOMPARE(number("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
    std::unique_ptr<UserDatabase> m_database;
    QList<StorageRepair> m_repairs;
    QList<std::pair<bool, Error>> m_readable;
};

void TestStorageRepair::fill()
{
    open();
    ContactChanges changes;
    for (int i = 0; i < people; ++i) {
        ContactRecord contact = person(personAt(i), u"Person %1"_s.arg(i));
        contact.inRoster = true;
        contact.labels = {u"Work"_s};
        contact.nickname = QString(80, u'n');
        changes.saved.append(contact);
    }
    changes.rosterVersion = u"7"_s;
    QVERIFY(answer(m_database->applyContactChanges(changes)));
    for (int message = 0; message < messagesEach; ++message) {
        QList<MessageRecord> some;
        for (int i = 0; i < people; ++i)
            some.append(incoming(personAt(i), u"m%1-%2"_s.arg(i).arg(message), message, bodyOf(i, message)));
        QVERIFY(answer(storeMessages(*m_database, some)));
    }
    QVERIFY(answer(storeOutgoing(*m_database, outgoing(personAt(1), u"queued"_s, 99, u"Wait for me"_s))));
    QVERIFY(answer(m_database->saveDraft(personAt(2), u"half a sen"_s)));
    QVERIFY(answer(m_database->saveSetting(u"presence-status"_s, u"In the garden"_s)));
    QVERIFY(answer(m_database->saveSetting(u"archive-was-empty"_s, u"1"_s)));
    ArchivedMessages page;
    page.range = {0, u"oldest"_s, u"newest"_s, true, 1, 1};
    QVERIFY(answer(storeArchived(*m_database, page)));
}

int TestStorageRepair::countMessages()
{
    int count = 0;
    for (int i = 0; i < people; ++i) {
        const auto page = answer(m_database->loadMessages(personAt(i), {}, 1'000));
        if (!page)
            return -1;
        qint64 last = 0;
        for (const MessageRecord &message : *page) {
            if (message.mine)
                continue;
            const int number = message.id.section(u'-', 1).toInt();
            if (message.body != bodyOf(i, number) || message.position <= last)
                return -1;
            last = message.position;
            ++count;
        }
    }
    return count;
}

void TestStorageRepair::verifyWhole()
{
    const auto contacts = answer(m_database->loadContacts());
    QVERIFY(contacts);
    QCOMPARE(contacts->size(), people);
    for (const ContactRecord &contact : *contacts) {
        QVERIFY(contact.name.startsWith(u"Person "_s));
        QCOMPARE(contact.unread, messagesEach);
        QVERIFY(!contact.preview.isEmpty());
        QCOMPARE(contact.draft, contact.jid == personAt(2) ? u"half a sen"_s : QString());
    }
    QCOMPARE(idsOf(*answer(m_database->loadQueued())), QStringList{u"queued"_s});
    QCOMPARE(answer(m_database->loadSettings())->value(u"presence-status"_s), u"In the garden"_s);
    QCOMPARE(countMessages(), people * messagesEach);
    verifySound();
}

void TestStorageRepair::damagedPageCostsItsRowsAlone()
{
    close();
    const QList<qint64> leaves = leavesOf("messages");
    QVERIFY(leaves.size() > 20);
    const qint64 page = leaves.at(leaves.size() / 2);
    const qint64 rows =
        number("SELECT ncell FROM dbstat WHERE name = 'messages' AND pageno = " + QByteArray::number(page));
    QVERIFY(rows > 0);
    overwritePage(m_file, page);
    const QByteArray damaged = contentOf(m_file);

    reopen();
    QCOMPARE(countMessages(), people * messagesEach - int(rows));
    QTRY_COMPARE(m_repairs.size(), 1);
    QCOMPARE(m_repairs.first().isComplete, false);
    QCOMPARE(m_repairs.first().wasInUse, true);
    QCOMPARE(m_repairs.first().messages, people * messagesEach + 1 - rows);
    QCOMPARE(setAside(), QStringList{m_repairs.first().setAside});
    QVERIFY(contentOf(m_folder->filePath(m_repairs.first().setAside)) == damaged);
    QCOMPARE(answer(m_database->loadContacts())->size(), people);
    QCOMPARE(idsOf(*answer(m_database->loadQueued())), QStringList{u"queued"_s});
    verifySound();
    QVERIFY(m_readable.isEmpty());
    // No temporary files remain.
    close();
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files),
             (QStringList{u"user.damaged-"_s + m_repairs.first().setAside.section(u'-', 1), u"user.db"_s}));
}

void TestStorageRepair::damagedPageIsFoundWhileInUse()
{
    m_database->run([](SqlConnection &connection) {
        (void)connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        (void)connection.execute("PRAGMA shrink_memory");
    });
    QVERIFY(answer(m_database->loadSettings()));
    const QList<qint64> leaves = leavesOf("messages");
    overwritePage(m_file, leaves.at(3));
    // All of them are carried out: on the old file or on the new one.
    QList<QFuture<Result<QList<MessageRecord>>>> pages;
    for (int i = 0; i < people; ++i)
        pages.append(m_database->loadMessages(personAt(i), {}, 100));
    auto stored = storeMessages(*m_database, {incoming(personAt(5), u"during"_s, 500, u"Hello"_s)});
    auto saved = m_database->saveDraft(personAt(6), u"kept"_s);
    auto queued = storeOutgoing(*m_database, outgoing(personAt(7), u"mine"_s, 501, u"Hi"_s));
    for (auto &page : pages)
        QVERIFY(answer(page));
    QVERIFY(answer(stored) && answer(saved) && answer(queued));
    QTRY_COMPARE(m_repairs.size(), 1);
    QCOMPARE(idsOf(*answer(m_database->loadQueued())), (QStringList{u"queued"_s, u"mine"_s}));
    QCOMPARE(answer(m_database->loadMessages(personAt(5), {}, 1))->first().id, u"during"_s);
    verifySound();
}

void TestStorageRepair::beginningDestroyed_data()
{
    QTest::addColumn<int>("bytes");
    QTest::newRow("the name of the format") << 16;
    QTest::newRow("the header") << 100;
    QTest::newRow("the first page") << pageSize;
}

void TestStorageRepair::beginningDestroyed()
{
    QFETCH(const int, bytes);
    close();
    overwrite(m_file, 0, QByteArray(bytes, '\xa5'));
    const QByteArray damaged = contentOf(m_file);
    reopen();
    QTRY_COMPARE(m_repairs.size(), 1);
    QCOMPARE(m_repairs.first().wasInUse, false);
    verifyWhole();
    QVERIFY(contentOf(m_folder->filePath(m_repairs.first().setAside)) == damaged);
}

void TestStorageRepair::rootDestroyed_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::newRow("messages") << QByteArray("messages");
    QTest::newRow("endpoints") << QByteArray("endpoints");
    QTest::newRow("settings") << QByteArray("settings");
    QTest::newRow("threads") << QByteArray("threads");
    QTest::newRow("marks") << QByteArray("marks");
    QTest::newRow("archive_ranges") << QByteArray("archive_ranges");
    QTest::newRow("sequence") << QByteArray("sequence");
    QTest::newRow("an index") << QByteArray("messages_by_position");
}

void TestStorageRepair::rootDestroyed()
{
    QFETCH(const QByteArray, table);
    close();
    overwritePage(m_file, number("SELECT rootpage FROM sqlite_schema WHERE name = '" + table + '\''));
    reopen();
    // The first access detects the damage.
    const auto contacts = answer(m_database->loadContacts());
    QVERIFY(contacts && contacts->size() == people);
    QVERIFY(answer(m_database->loadSettings()));
    QVERIFY(answer(m_database->loadArchiveRanges()));
    QVERIFY(answer(storeOutgoing(*m_database, outgoing(personAt(8), u"later"_s, 700, u"Hi"_s))));
    QVERIFY(answer(saveDeliveries(*m_database, personAt(8), u"later"_s, {{u"phone"_s, {}, {}, {}, 1}})));
    QCOMPARE(countMessages(), table == "messages" ? 0 : people * messagesEach);
    QTRY_COMPARE(m_repairs.size(), 1);
    QCOMPARE(answer(m_database->loadSettings())->contains(u"presence-status"_s), table != "settings");
    // The addresses are in their index, too; the names come with the roster.
    QCOMPARE(contacts->first().name.isEmpty(), table == "endpoints");
    QCOMPARE(answer(m_database->loadMessages(personAt(8), {}, 1))->first().id, u"later"_s);
    verifySound();
}

void TestStorageRepair::truncated_data()
{
    QTest::addColumn<double>("share");
    QTest::newRow("most is there") << 0.9;
    QTest::newRow("half") << 0.5;
    QTest::newRow("little") << 0.1;
    QTest::newRow("one page") << 0.0;
}

void TestStorageRepair::truncated()
{
    QFETCH(const double, share);
    close();
    QFile file(m_file);
    const qint64 pages = file.size() / pageSize;
    QVERIFY(file.resize(std::max<qint64>(1, qint64(double(pages) * share)) * pageSize));
    reopen();
    const int kept = countMessages();
    QVERIFY(kept >= 0 && kept < people * messagesEach);
    QCOMPARE(kept > 0, share > 0.2);
    QTRY_COMPARE(m_repairs.size(), 1);
    QVERIFY(answer(storeMessages(*m_database, {incoming(personAt(5), u"new"_s, 500, u"Hello"_s)})));
    QCOMPARE(answer(m_database->loadMessages(personAt(5), {}, 1))->first().id, u"new"_s);
    verifySound();
}

// SQLite reads zeros behind the end of the file: a truncated row looks like one that contains zeros.
void TestStorageRepair::cutWithinAPage()
{
    const QList<qint64> leaves = leavesOf("messages");
    const qint64 begin = (leaves.at(leaves.size() / 2) - 1) * pageSize;
    close();
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray whole = file.readAll();
    file.close();
    for (qint64 cut = pageSize - 400; cut < pageSize; cut += 25) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(whole.left(begin + cut)), begin + cut);
        file.close();
        reopen();
        int kept = 0;
        for (int i = 0; i < people; ++i) {
            const auto page = answer(m_database->loadMessages(personAt(i), {}, 1'000));
            QVERIFY(page);
            for (const MessageRecord &message : *page) {
                if (message.mine)
                    continue;
                ++kept;
                QVERIFY2(message.id.startsWith(u"m%1-"_s.arg(i)), qPrintable(message.id));
                QCOMPARE(message.body, bodyOf(i, message.id.section(u'-', 1).toInt()));
            }
        }
        QVERIFY(kept > 0 && kept < people * messagesEach);
        QTRY_COMPARE(m_repairs.size(), 1);
        verifySound();
        close();
    }
}

void TestStorageRepair::damagedLogIsNoDamage()
{
    // As after a crash: the log is still there.
    m_database->run([](SqlConnection &connection) {
        (void)connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        (void)connection.execute("PRAGMA wal_autocheckpoint = 0");
    });
    for (int i = 0; i < 50; ++i) {
        const auto stored =
            storeMessages(*m_database, {incoming(personAt(3), u"late%1"_s.arg(i), 1'000 + i, u"x"_s)});
        QVERIFY(answer(stored));
    }
    const QString crashed = m_folder->filePath(u"crashed.db"_s);
    QVERIFY(QFile::copy(m_file, crashed) && QFile::copy(m_file + u"-wal"_s, crashed + u"-wal"_s));
    const qint64 log = QFileInfo(crashed + u"-wal"_s).size();
    QVERIFY(log > 20 * pageSize);
    overwrite(crashed + u"-wal"_s, log / 2, QByteArray(pageSize, '\x5a'));
    close();
    m_file = crashed;
    reopen();
    QVERIFY(m_database->wasLeftOpen());
    const auto page = answer(m_database->loadMessages(personAt(3), {}, 1'000));
    QVERIFY(page);
    // The messages from before the damage are present, in order and without a gap.
    const qsizetype late = page->size() - messagesEach;
    QVERIFY(late > 0 && late < 50);
    QCOMPARE(page->last().id, u"late%1"_s.arg(late - 1));
    QVERIFY(answer(m_database->checkIntegrity()));
    QVERIFY(m_repairs.isEmpty());
}

void TestStorageRepair::damagedContactsKeepTheirThreads()
{
    // The last messages of the threads are of all sorts: a text, a corrected one, a subject, a notice.
    QList<MessageRecord> last;
    for (int i = 0; i < people; ++i) {
        MessageRecord message = incoming(personAt(i), u"last-%1"_s.arg(i), 100 + i, u"Last of %1"_s.arg(i));
        if (i % 4 == 1) {
            message.replaces = u"never-came"_s;
            message.body = u"Corrected %1"_s.arg(i);
        } else if (i % 4 == 2) {
            message.body.clear();
            message.subject = u"Subject %1"_s.arg(i);
        } else if (i % 4 == 3) {
            message.body = u"Come along"_s;
            message.notice = MessageNotice::RoomInvitation;
            message.detail = u"room%1@conference.bar.com"_s.arg(i);
        }
        message.read = true;
        last.append(message);
    }
    QVERIFY(answer(storeMessages(*m_database, last)));
    MessageRecord edit = incoming(personAt(4), u"edit"_s, 200, u"Edited"_s);
    edit.replaces = u"last-4"_s;
    edit.read = true;
    QVERIFY(answer(storeMessages(*m_database, {edit})));
    QHash<Jid, ContactRecord> before;
    const auto sound = answer(m_database->loadContacts());
    for (const ContactRecord &contact : *sound)
        before.insert(contact.jid, contact);
    QCOMPARE(before.value(personAt(3)).previewNotice, MessageNotice::RoomInvitation);
    QCOMPARE(before.value(personAt(4)).preview, u"Edited"_s);
    close();
    const QList<qint64> leaves = leavesOf("endpoints");
    QVERIFY(leaves.size() > 2);
    overwritePage(m_file, leaves.at(1));
    reopen();
    const auto contacts = answer(m_database->loadContacts());
    QVERIFY(contacts);
    QCOMPARE(contacts->size(), people);
    qsizetype nameless = 0;
    for (const ContactRecord &contact : *contacts) {
        nameless += contact.name.isEmpty();
        QCOMPARE(contact.unread, messagesEach);
        const ContactRecord was = before.value(contact.jid);
        QCOMPARE(contact.preview, was.preview);
        QCOMPARE(contact.previewNotice, was.previewNotice);
        QCOMPARE(contact.previewMine, was.previewMine);
        QCOMPARE(contact.lastMessageMs, was.lastMessageMs);
    }
    QVERIFY(nameless > 0 && nameless < people);
    QCOMPARE(number("SELECT count(*) FROM messages"), people * (messagesEach + 1) + 1);
    verifySound();
}

void TestStorageRepair::archiveIsAskedForAgain()
{
    close();
    overwritePage(m_file, leavesOf("messages").at(5));
    reopen();
    QVERIFY(countMessages() > 0);
    QTRY_COMPARE(m_repairs.size(), 1);
    // A stale range from before the repair is not stored.
    ArchivedMessages stale;
    stale.range = {1, u"oldest"_s, u"newest"_s, true, 1, 1};
    QVERIFY(answer(storeArchived(*m_database, stale)));
    const auto ranges = answer(m_database->loadArchiveRanges());
    QVERIFY(ranges);
    // No range is certain any more; but messages up to the former end of the archive do not count as unread.
    QCOMPARE(ranges->size(), 1);
    QCOMPARE(ranges->first().oldestId, u"newest"_s);
    QCOMPARE(ranges->first().newestId, u"newest"_s);
    QVERIFY(!ranges->first().reachesStart);
    const auto settings = answer(m_database->loadSettings());
    QVERIFY(!settings->contains(u"roster-version"_s) && !settings->contains(u"archive-was-empty"_s));
    // A new look counts again.
    ArchivedMessages page;
    page.range = {0, u"a"_s, u"b"_s, false, 1, 1};
    QVERIFY(answer(storeArchived(*m_database, page)));
    QCOMPARE(answer(m_database->loadArchiveRanges())->size(), 2);
}

void TestStorageRepair::letterIsSetAside()
{
    close();
    const QByteArray letter = QByteArray("This is a letter to my aunt.\n").repeated(1'000);
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(letter) == letter.size());
    file.close();
    reopen();
    QTRY_COMPARE(m_repairs.size(), 1);
    QCOMPARE(m_repairs.first().messages, 0);
    QVERIFY(contentOf(m_folder->filePath(m_repairs.first().setAside)) == letter);
    QVERIFY(answer(m_database->loadContacts())->isEmpty());
    QVERIFY(answer(m_database->saveDraft(personAt(1), u"works"_s)));
    verifySound();
}

void TestStorageRepair::copyIsNeverOverwritten()
{
    QStringList contents;
    for (int time = 1; time <= 3; ++time) {
        close();
        overwrite(m_file, 0, QByteArray(16, char('0' + time)));
        // The same second each time.
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, Qt::UTC),
                                 QFileDevice::FileModificationTime));
        file.close();
        reopen();
        QTRY_COMPARE(m_repairs.size(), 1);
        QCOMPARE(setAside().size(), time);
    }
    for (const QString &name : setAside())
        contents.append(QString::fromLatin1(contentOf(m_folder->filePath(name)).left(1)));
    contents.sort();
    QCOMPARE(contents, (QStringList{u"1"_s, u"2"_s, u"3"_s}));
    QVERIFY(setAside().contains(u"user.damaged-20231114-221320.db"_s));
    verifyWhole();
}

void TestStorageRepair::noRoomLeavesAllAsItWas()
{
#ifdef Q_OS_LINUX
    close();
    QTemporaryDir disk;
    const QByteArray place = QFile::encodeName(disk.path());
    const qint64 size = QFileInfo(m_file).size();
    overwritePage(m_file, leavesOf("messages").at(5));
    const QByteArray options = "size=" + QByteArray::number(size + size / 2);
    if (mount("tmpfs", place.constData(), "tmpfs", 0, options.constData()) != 0)
        QSKIP("a small disk can only be mounted by root");
    const auto unmount = qScopeGuard([&] {
        m_database.reset();
        umount2(place.constData(), MNT_DETACH);
    });
    const QString small = disk.filePath(u"user.db"_s);
    QVERIFY(QFile::copy(m_file, small));
    const QByteArray damaged = contentOf(small);
    m_file = small;
    reopen();
    // It is said, and the rest can be read.
    QCOMPARE(countMessages(), -1);
    QTRY_COMPARE(m_readable.size(), 1);
    QCOMPARE(m_readable.first().first, false);
    QCOMPARE(m_readable.first().second.kind, ErrorKind::StorageCorrupt);
    QCOMPARE(answer(m_database->loadContacts())->size(), people);
    QCOMPARE(idsOf(*answer(m_database->loadQueued())), QStringList{u"queued"_s});
    QVERIFY(m_repairs.isEmpty());
    QCOMPARE(QDir(disk.path()).entryList({u"*.damaged-*"_s, u"*.part*"_s}, QDir::Files), QStringList());
    close();
    QVERIFY(contentOf(small) == damaged);
#else
    QSKIP("Linux only");
#endif
}

void TestStorageRepair::checkFindsUnreadDamage()
{
    QVERIFY(answer(m_database->checkIntegrity()));
    close();
    overwritePage(m_file, leavesOf("messages").at(7));
    reopen();
    const auto found = answer(m_database->checkIntegrity());
    QVERIFY(!found);
    QCOMPARE(found.error().kind, ErrorKind::StorageCorrupt);
    QVERIFY(m_repairs.isEmpty());
    QVERIFY(answer(m_database->repair(found.error())));
    QTRY_COMPARE(m_repairs.size(), 1);
    QVERIFY(countMessages() > people * messagesEach / 2);
    verifySound();
}

void TestStorageRepair::checkDelaysNoOtherWork()
{
    auto check = m_database->checkIntegrity();
    for (int i = 0; i < 50; ++i)
        QVERIFY(answer(storeMessages(*m_database, {incoming(personAt(4), u"c%1"_s.arg(i), 0, u"x"_s)})));
    QVERIFY(answer(check));
    // The end of the program ends it.
    check = m_database->checkIntegrity();
    close();
    QVERIFY(check.isFinished());
}

void TestStorageRepair::interruptedRepairIsFinished()
{
    // The damaged file is aside, its log is not yet, and the new file has not taken its place.
    m_database->run(
        [](SqlConnection &connection) { (void)connection.execute("PRAGMA wal_autocheckpoint = 0"); });
    QVERIFY(answer(m_database->saveDraft(personAt(3), u"in the log"_s)));
    QVERIFY(QFile::copy(m_file + u"-wal"_s, m_folder->filePath(u"log"_s)));
    close();
    QVERIFY(QFile::rename(m_file, m_file + u".salvaged"_s));
    QVERIFY(QFile::rename(m_folder->filePath(u"log"_s), m_file + u"-wal"_s));
    reopen();
    QVERIFY(!m_database->wasLeftOpen());
    QCOMPARE(countMessages(), people * messagesEach);
    QCOMPARE(QDir(m_folder->path()).entryList({u"user.damaged-*.db-wal"_s}, QDir::Files).size(), 1);
    verifySound();
}

void TestStorageRepair::restoresDataFromMemory()
{
    MessageRecord call = incoming(personAt(5), u"call-1"_s, 500, {});
    call.notice = MessageNotice::MissedCall;
    call.read = true;
    QVERIFY(answer(storeMessages(*m_database, {call})));
    const QList<ContactRecord> contacts = *answer(m_database->loadContacts());
    const QList<MessageRecord> thread = *answer(m_database->loadMessages(personAt(9), {}, 100));
    close();
    for (const qint64 leaf : leavesOf("messages"))
        overwritePage(m_file, leaf);
    for (const qint64 leaf : leavesOf("endpoints"))
        overwritePage(m_file, leaf);
    reopen();
    QCOMPARE(countMessages(), 0);
    QVERIFY(answer(m_database->restore(contacts, thread)));
    const auto after = answer(m_database->loadContacts());
    QVERIFY(after);
    QCOMPARE(after->size(), people);
    for (const ContactRecord &contact : *after)
        QVERIFY(contacts.contains(contact));
    const auto caller = std::find_if(after->cbegin(), after->cend(),
                                     [](const ContactRecord &contact) { return contact.jid == personAt(5); });
    QCOMPARE(caller->previewNotice, MessageNotice::MissedCall);
    const auto restored = *answer(m_database->loadMessages(personAt(9), {}, 100));
    QCOMPARE(idsOf(restored), idsOf(thread));
    QCOMPARE(restored.last().position, thread.last().position);
    // Once more changes nothing.
    QVERIFY(answer(m_database->restore(contacts, thread)));
    QCOMPARE(idsOf(*answer(m_database->loadMessages(personAt(9), {}, 100))), idsOf(thread));
    QCOMPARE(*answer(m_database->loadContacts()), *after);
    // A new message is placed after the restored ones.
    QVERIFY(answer(storeMessages(*m_database, {incoming(personAt(9), u"next"_s, 0, u"x"_s)})));
    QCOMPARE(answer(m_database->loadMessages(personAt(9), {}, 1))->first().id, u"next"_s);
}

void TestStorageRepair::olderFileIsRepairedToo()
{
    close();
    m_file = m_folder->filePath(u"old.db"_s);
    QVERIFY(QFile::copy(QStringLiteral(ROOST_FIXTURES "/storage/user_v3.db"), m_file));
    QFile(m_file).setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const qint64 messages = number("SELECT count(*) FROM messages");
    QVERIFY(messages > 0);
    // The migration reads this root page.
    overwritePage(m_file, number("SELECT rootpage FROM sqlite_schema WHERE name = 'archive_ranges'"));
    reopen();
    QTRY_COMPARE(m_repairs.size(), 1);
    QCOMPARE(m_repairs.first().messages, messages);
    verifySound();
    QCOMPARE(number("SELECT count(*) FROM messages WHERE position = 0"), 0);
}

QTEST_GUILESS_MAIN(TestStorageRepair)
#include "test_storage_repair.moc"
