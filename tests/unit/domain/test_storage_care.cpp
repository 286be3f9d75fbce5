// SPDX-License-Identifier: GPL-3.0-or-later
// The Session's handling of a damaged database: detected in the background, repaired, completed from memory,
// and reported.
#include "domain/account/storage_care.h"
#include "domain/threads/thread.h"
#include "domain_fixture.h"
#include "storage/sql_connection.h"
#include "support/patience.h"
#include "support/storage_steps.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace roost;

namespace {

constexpr int pageSize = 4096;

class CareFixture : public DomainFixture
{
public:
    CareFixture() { care = std::make_unique<StorageCare>(*database, directory, *threads, *outbox, clock); }
    ~CareFixture()
    {
        sender.abandon();
        database.reset(); // the provider of answers first
    }
    Q_DISABLE_COPY_MOVE(CareFixture)

    [[nodiscard]] QString file() const { return folder.filePath(u"roost.sqlite"_s); }
    /// Writes the cache to disk, so that the file is current.
    [[nodiscard]] bool writeBack()
    {
        database->run([](SqlConnection &connection) {
            (void)connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            (void)connection.execute("PRAGMA shrink_memory");
        });
        return stored();
    }
    [[nodiscard]] bool overwritePagesOf(const QByteArray &table)
    {
        SqlConnection other;
        if (!other.openToCheck(file()))
            return false;
        const auto pages = other.text("SELECT group_concat(pageno) FROM dbstat WHERE name = '" + table + "'");
        QFile target(file());
        if (!pages || !target.open(QIODevice::ReadWrite))
            return false;
        for (const QString &page : pages->split(u',')) {
            if (!target.seek((page.toLongLong() - 1) * pageSize) ||
                target.write(QByteArray(pageSize, '\x5a')) != pageSize)
                return false;
        }
        return target.flush();
    }
    /// Contacts with a thread each, as if read from the database.
    [[nodiscard]] bool fill(int people)
    {
        ContactChanges changes;
        QList<MessageRecord> messages;
        for (int i = 0; i < people; ++i) {
            ContactRecord record =
                contact(u"p%1@bar.com"_s.arg(i).toUtf8().constData(), u"Person %1"_s.arg(i));
            changes.saved.append(record);
            for (int number = 0; number < 5; ++number) {
                MessageRecord message;
                message.thread = record.jid;
                message.id = u"m%1-%2"_s.arg(i).arg(number);
                message.body = u"Hello %1 "_s.arg(number).repeated(20);
                message.timeMs = 1'000 + number;
                messages.append(message);
            }
        }
        if (!database->applyContactChanges(changes).result() || !storeMessages(*database, messages).result())
            return false;
        directory.load(database->loadContacts().result().value_or({}));
        return true;
    }

    std::unique_ptr<StorageCare> care;
};

} // namespace

class TestStorageCare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checksOnceADay_data();
    void checksOnceADay();
    void findsAndRepairsInTheBackground();
    void restoresDataFromMemory();
    void shownThreadComesBackAfterTheRepair();
    void reportsWriteErrors();
    void reportsLostWrites();
};

void TestStorageCare::checksOnceADay_data()
{
    QTest::addColumn<qint64>("hoursAgo");
    QTest::addColumn<bool>("isDue");
    QTest::newRow("never") << qint64(-1) << true;
    QTest::newRow("an hour ago") << qint64(1) << false;
    QTest::newRow("yesterday") << qint64(25) << true;
    QTest::newRow("tomorrow") << qint64(-24) << true;
}

void TestStorageCare::checksOnceADay()
{
    QFETCH(const qint64, hoursAgo);
    QFETCH(const bool, isDue);
    CareFixture f;
    QVERIFY(f.open());
    QSignalSpy checked(f.care.get(), &StorageCare::checked);
    f.care->start(hoursAgo == -1 ? QString() : QString::number(f.clock.nowMs() - hoursAgo * 3'600'000));
    QCOMPARE(f.clock.pendingCount(), isDue ? 1 : 0);
    f.clock.advance(StorageCare::checkDelay);
    if (!isDue)
        return;
    QTRY_COMPARE(checked.count(), 1);
    QCOMPARE(checked.first().first().toString(), QString::number(f.clock.nowMs()));
}

void TestStorageCare::findsAndRepairsInTheBackground()
{
    CareFixture f;
    QVERIFY(f.open() && f.fill(40) && f.writeBack());
    QVERIFY(f.overwritePagesOf("messages_by_position"));
    QSignalSpy replaced(f.care.get(), &StorageCare::replaced);
    QSignalSpy changed(f.care.get(), &StorageCare::changed);
    f.care->start({});
    f.clock.advance(StorageCare::checkDelay);
    QTRY_COMPARE(replaced.count(), 1);
    QVERIFY(f.care->repair());
    QVERIFY(f.care->repair()->isComplete); // an index is rebuilt
    QVERIFY(!f.care->isRepairing());
    QCOMPARE(changed.count(), 2); // repairing, repaired
    QVERIFY(QFile::exists(f.folder.filePath(f.care->repair()->setAside)));
    QVERIFY(f.stored());
    QCOMPARE(f.storedMessages("p3@bar.com").size(), 5);
    f.care->dismissRepair();
    QVERIFY(!f.care->repair());
    QCOMPARE(changed.count(), 3);
}

void TestStorageCare::restoresDataFromMemory()
{
    CareFixture f;
    // More than one turn can write.
    QVERIFY(f.open() && f.fill(1'200));
    f.outbox->load();
    f.thread("p1@bar.com").send(u"Waits for a stream"_s);
    f.thread("p2@bar.com").setDraft(u"half a sen"_s);
    f.clock.advance(1s);
    QVERIFY(f.stored());
    const QStringList shown = f.bodies("p1@bar.com");
    QCOMPARE(shown.size(), 6);
    QVERIFY(f.writeBack());
    QVERIFY(f.overwritePagesOf("messages") && f.overwritePagesOf("endpoints") &&
            f.overwritePagesOf("messages_queued"));
    QSignalSpy replaced(f.care.get(), &StorageCare::replaced);
    QVERIFY(!f.storedContacts().isEmpty()); // detects the damage
    QTRY_COMPARE(replaced.count(), 1);
    // The salvage keeps each address; names follow from memory, a part of them in each turn.
    const auto storedNames = [&f] {
        const auto stored = f.storedContacts();
        return std::count_if(stored.cbegin(), stored.cend(),
                             [](const auto &contact) { return !contact.name.isEmpty(); });
    };
    QTRY_COMPARE(storedNames(), 1'200);
    QVERIFY(f.stored());
    const auto contacts = f.storedContacts();
    QCOMPARE(contacts.value(jid("p7@bar.com")).name, u"Person 7"_s);
    QCOMPARE(contacts.value(jid("p7@bar.com")).unread, 5);
    QVERIFY(contacts.value(jid("p7@bar.com")).preview.startsWith(u"Hello 4"_s));
    QCOMPARE(contacts.value(jid("p2@bar.com")).draft, u"half a sen"_s);
    // The messages of the open thread are in the database again, and the unsent one is queued.
    QCOMPARE(f.bodies("p1@bar.com"), shown);
    QCOMPARE(f.storedMessages("p1@bar.com").size(), 6);
    QCOMPARE(f.database->loadQueued().result()->size(), 1);
    f.isOnline = true;
    f.outbox->sessionStarted();
    QCOMPARE(f.sent, QStringList{u"Waits for a stream"_s});
}

void TestStorageCare::shownThreadComesBackAfterTheRepair()
{
    CareFixture f;
    QVERIFY(f.open() && f.fill(40) && f.writeBack());
    QVERIFY(f.overwritePagesOf("messages_by_position"));
    Thread &thread = f.thread("p5@bar.com");
    QSignalSpy failed(&thread, &Thread::loadFailed);
    QTRY_COMPARE(thread.messages().size(), std::size_t(5));
    QCOMPARE(failed.count(), 0);
}

void TestStorageCare::reportsWriteErrors()
{
    CareFixture f;
    QVERIFY(f.open());
    f.database->run([](SqlConnection &connection) { (void)connection.execute("PRAGMA query_only = ON"); });
    auto saved = f.database->saveSetting(u"a"_s, u"b"_s);
    QTRY_COMPARE(f.care->writeError().kind, ErrorKind::StorageReadOnly);
    f.database->run([](SqlConnection &connection) { (void)connection.execute("PRAGMA query_only = OFF"); });
    QTRY_COMPARE(f.care->writeError().kind, ErrorKind::None);
    QVERIFY(saved.result());
}

void TestStorageCare::reportsLostWrites()
{
    CareFixture f;
    f.care->storeFailed({ErrorKind::StorageFailed, u"bad row"_s});
    QCOMPARE(f.care->writeError().detail, u"bad row"_s);
    f.care->stored();
    QCOMPARE(f.care->writeError().kind, ErrorKind::None);
}

QTEST_GUILESS_MAIN(TestStorageCare)
#include "test_storage_care.moc"
