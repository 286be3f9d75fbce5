// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database_salvage.h"

#include "base/jid.h"
#include "base/log.h"
#include "storage/records.h"
#include "storage/schema_migration.h"
#include "storage/sql_connection.h"
#include "storage/table_salvage.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

// Offsets and sizes of the file format (https://www.sqlite.org/fileformat.html §1.3).
constexpr qsizetype headerSize = 100;
constexpr qsizetype pageSize = 4096; ///< The page size of all our files.
constexpr qsizetype versionsAt = 18; ///< Two bytes: 2, 2 with a log (WAL); 1, 1 without.
constexpr qsizetype pageCountAt = 28;

const QString logEnding = u"-wal"_s;
const QString partEnding = u".part"_s;         ///< Incomplete new file.
const QString salvagedEnding = u".salvaged"_s; ///< Complete new file, to replace the damaged one.
const QString copyEnding = u".reading"_s;
const QString soundEnding = u".sound"_s;

void removeDatabase(const QString &file)
{
    for (const char *ending : {"", "-wal", "-shm", "-journal"})
        QFile::remove(file + QLatin1StringView(ending));
}

/// An unused name in the folder of `file`, with the time of its last change.
QString nameAside(const QString &file)
{
    const QFileInfo info(file);
    const QDateTime changed = std::max(info.lastModified(), QFileInfo(file + logEnding).lastModified());
    const QString stem = info.absolutePath() + u'/' + info.completeBaseName() + u".damaged-"_s +
                         changed.toUTC().toString(u"yyyyMMdd-HHmmss"_s);
    QString name = stem + u'.' + info.suffix();
    for (int number = 2; QFile::exists(name) || QFile::exists(name + logEnding); ++number)
        name = stem + u'-' + QString::number(number) + u'.' + info.suffix();
    return name;
}

bool hasOurTables(SqlConnection &connection)
{
    return connection
               .number("SELECT count(*) FROM sqlite_schema WHERE type = 'table'"
                       " AND name IN ('endpoints', 'messages')")
               .value_or(0) == 2;
}

/// Removes rows and values that a damaged page may have filled with noise: addresses and small numbers.
Status removeNonsense(SqlConnection &fresh)
{
    QList<qint64> rows;
    {
        Statement select(fresh, "SELECT id, jid FROM endpoints");
        while (select.next()) {
            const QString text = select.textAt(1);
            const Jid jid = Jid::fromWire(text);
            if (!jid.isBare() || jid.toString() != text)
                rows.append(select.numberAt(0));
        }
        if (auto done = select.ended(); !done)
            return done;
    }
    for (const qint64 row : std::as_const(rows)) {
        if (auto done = Statement(fresh, "DELETE FROM endpoints WHERE id = ?").number(row).run(); !done)
            return done;
    }
    return fresh.execute("UPDATE endpoints SET subscription = 0 WHERE subscription NOT BETWEEN 0 AND 3;"
                         "DELETE FROM messages WHERE mine NOT IN (0, 1)"
                         " OR endpoint_id NOT IN (SELECT id FROM endpoints);"
                         "DELETE FROM threads WHERE endpoint_id NOT IN (SELECT id FROM endpoints);"
                         "DELETE FROM marks WHERE mine NOT IN (0, 1)"
                         " OR endpoint_id NOT IN (SELECT id FROM endpoints)");
}

/// Derives the summary of a thread whose row was not readable from its last message.
Status summarizeAnew(SqlConnection &fresh)
{
    QList<std::pair<qint64, MessageRecord>> all;
    {
        Statement select(fresh, "SELECT e.id, m.body, m.correction, m.subject, m.notice, m.detail, m.mine,"
                                " m.time_ms FROM endpoints e JOIN messages m"
                                " ON m.id = (SELECT id FROM messages WHERE endpoint_id = e.id"
                                " ORDER BY position DESC, id DESC LIMIT 1)"
                                " LEFT JOIN threads t ON t.endpoint_id = e.id"
                                " WHERE ifnull(t.last_message_ms, 0) = 0 AND e.listed = 1");
        while (select.next()) {
            MessageRecord last;
            last.body = select.textAt(1);
            last.correction = select.textOrNullAt(2);
            last.subject = select.textAt(3);
            last.notice = select.enumAt<MessageNotice>(4);
            last.detail = select.textAt(5);
            last.mine = select.numberAt(6) != 0;
            last.timeMs = select.numberAt(7);
            all.append({select.numberAt(0), std::move(last)});
        }
        if (auto done = select.ended(); !done)
            return done;
    }
    for (const auto &[endpoint, last] : std::as_const(all)) {
        Statement update(fresh, "INSERT INTO threads (preview, preview_notice, preview_mine,"
                                " last_message_ms, endpoint_id) VALUES (?, ?, ?, ?, ?)"
                                " ON CONFLICT (endpoint_id) DO UPDATE SET preview = excluded.preview,"
                                " preview_notice = excluded.preview_notice,"
                                " preview_mine = excluded.preview_mine,"
                                " last_message_ms = excluded.last_message_ms");
        update.text(previewOf(last))
            .number(last.notice)
            .number(last.mine)
            .number(last.timeMs)
            .number(endpoint);
        if (auto done = update.run(); !done)
            return done;
    }
    return Done{};
}

} // namespace

DatabaseSalvage::DatabaseSalvage(QString file)
    : m_file(std::move(file))
    , m_fresh(m_file + partEnding)
    , m_copy(m_file + copyEnding)
{
}

void DatabaseSalvage::finishInterrupted(const QString &file)
{
    const QString salvaged = file + salvagedEnding;
    if (!QFile::exists(salvaged))
        return;
    if (QFile::exists(file)) {
        QFile::remove(salvaged); // the damage will be found again
        return;
    }
    // SQLite must never take the log of the old file for that of the new one.
    if (QFile::exists(file + logEnding) && !QFile::rename(file + logEnding, nameAside(file) + logEnding))
        return;
    QFile::rename(salvaged, file);
}

bool DatabaseSalvage::isForeign(const QString &file)
{
    SqlConnection connection;
    if (!connection.openToRead(file))
        return false;
    const auto owner = connection.number("PRAGMA application_id");
    const auto objects = connection.number("SELECT count(*) FROM sqlite_schema");
    return owner && objects && *owner != SchemaMigration::applicationId && *objects > 0 &&
           !hasOurTables(connection);
}

Result<StorageRepair> DatabaseSalvage::run()
{
    removeDatabase(m_fresh);
    const auto cleanUp = qScopeGuard([this] {
        removeDatabase(m_fresh);
        removeDatabase(m_copy);
        removeDatabase(m_file + soundEnding);
    });
    SqlConnection damaged;
    if (auto opened = openDamaged(damaged); !opened)
        return unexpected(opened.error());
    SqlConnection fresh;
    auto done = makeFresh(damaged, fresh);
    if (!done)
        return unexpected(done.error());
    damaged.closeUnmerged();
    fresh.close();
    const QString salvaged = m_file + salvagedEnding;
    QFile::remove(salvaged);
    if (!QFile::rename(m_fresh, salvaged))
        return unexpected(ErrorKind::StorageReadOnly, salvaged);
    const auto aside = setAside();
    if (!aside) {
        QFile::remove(salvaged);
        return unexpected(aside.error());
    }
    m_repair.setAside = QFileInfo(*aside).fileName();
    qCWarning(lcStorage) << "a damaged database was replaced;" << m_repair.messages
                         << "messages could be read; it is kept as" << m_repair.setAside;
    return m_repair;
}

Status DatabaseSalvage::openDamaged(SqlConnection &damaged)
{
    if (damaged.openToRead(m_file) && hasOurTables(damaged))
        return Done{};
    m_repair.isComplete = false;
    const auto sound = soundBeginning();
    if (!sound)
        return unexpected(sound.error());
    // Replace the header alone first, then the whole first page, which holds the list of tables.
    for (const qsizetype size : {headerSize, pageSize}) {
        damaged.closeUnmerged();
        if (auto made = makeReadableCopy(sound->left(size)); !made)
            return made;
        if (damaged.openToRead(m_copy) && hasOurTables(damaged))
            return Done{};
    }
    return Done{}; // the file is all noise: no row can be read
}

Result<QByteArray> DatabaseSalvage::soundBeginning()
{
    const QString sound = m_file + soundEnding;
    removeDatabase(sound);
    SqlConnection connection;
    if (auto opened = connection.open(sound); !opened)
        return unexpected(opened.error());
    if (auto migrated = SchemaMigration::migrate(connection); !migrated)
        return unexpected(migrated.error());
    connection.close();
    QFile file(sound);
    const QByteArray beginning = file.open(QIODevice::ReadOnly) ? file.read(pageSize) : QByteArray();
    if (beginning.size() < pageSize)
        return unexpected(ErrorKind::StorageFailed, file.errorString());
    return beginning;
}

Status DatabaseSalvage::makeReadableCopy(const QByteArray &beginning)
{
    removeDatabase(m_copy);
    const auto failed = [](const QFile &file) {
        return unexpected(file.error() == QFileDevice::ResourceError ? ErrorKind::StorageFull
                                                                     : ErrorKind::StorageFailed,
                          file.errorString());
    };
    QFile original(m_file);
    if (!original.copy(m_copy))
        return failed(original);
    const bool hasLog = QFileInfo(m_file + logEnding).size() > 0;
    QFile log(m_file + logEnding);
    if (hasLog && !log.copy(m_copy + logEnding))
        return failed(log);
    QFile copy(m_copy);
    copy.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const qint64 pages = (copy.size() + pageSize - 1) / pageSize;
    QByteArray patched = beginning;
    patched[versionsAt] = patched[versionsAt + 1] = char(hasLog ? 2 : 1);
    qToBigEndian(quint32(pages), patched.data() + pageCountAt);
    if (!copy.open(QIODevice::ReadWrite) || !copy.resize(std::max<qint64>(pages, 1) * pageSize) ||
        copy.write(patched) != patched.size() || !copy.flush())
        return failed(copy);
    return Done{};
}

Status DatabaseSalvage::makeFresh(SqlConnection &damaged, SqlConnection &fresh)
{
    const qint64 told = damaged.isOpen() ? damaged.number("PRAGMA user_version").value_or(0) : 0;
    if (told > SchemaMigration::newestVersion)
        return unexpected(ErrorKind::StorageTooNew, QString::number(told));
    const int version = told > 0 ? int(told) : SchemaMigration::newestVersion;
    if (auto opened = fresh.open(m_fresh); !opened)
        return opened;
    if (auto migrated = SchemaMigration::migrate(fresh, version); !migrated)
        return migrated;
    // One transaction, so that the new file has all rows or none.
    auto done = fresh.execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = FULL; BEGIN IMMEDIATE");
    if (done && damaged.isOpen())
        done = copyTables(damaged, fresh);
    if (done)
        done = fresh.execute("COMMIT");
    if (done)
        done = SchemaMigration::migrate(fresh);
    if (!done)
        return done;
    QString end;
    qint64 newest = 0;
    if (damaged.isOpen()) {
        end = damaged.text("SELECT newest_id FROM archive_ranges ORDER BY id DESC LIMIT 1").value_or({});
        newest = damaged.number("SELECT max(newest) FROM sequence").value_or(0);
    }
    Statement sequence(fresh, "UPDATE sequence SET newest = max(newest, ?1,"
                              " (SELECT coalesce(max(position), 0) FROM messages)) + 68719476736");
    if (done = sequence.number(newest).run(); !done)
        return done;
    if (done = makeGood(fresh, end); !done)
        return done;
    return fresh.number("SELECT count(*) FROM messages").transform([this](qint64 messages) {
        m_repair.messages = messages;
        return Done{};
    });
}

Status DatabaseSalvage::copyTables(SqlConnection &damaged, SqlConnection &fresh)
{
    struct Table
    {
        QByteArray name;
        QByteArray key; ///< Empty = row id.
        bool isByNumber;
    };
    QList<Table> tables;
    {
        // A table without row ids is read in the order of the first column of its key.
        Statement select(fresh, "SELECT t.name, iif(t.wr, c.name, ''), c.type = 'INTEGER' OR NOT t.wr"
                                " FROM pragma_table_list t JOIN pragma_table_info(t.name) c ON c.cid = 0"
                                " WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite%'"
                                " AND t.name NOT IN ('archive_ranges', 'sequence')");
        while (select.next())
            tables.append({select.textAt(0).toUtf8(), select.textAt(1).toUtf8(), select.numberAt(2) != 0});
        if (auto done = select.ended(); !done)
            return done;
    }
    TableSalvage salvage(damaged, fresh);
    for (const Table &table : std::as_const(tables)) {
        auto done = table.isByNumber ? salvage.byNumber(table.name, table.key.isEmpty() ? "rowid" : table.key)
                                     : salvage.byText(table.name, table.key);
        // The index of addresses may still have Endpoints whose row is lost: their messages need an owner.
        if (done && table.name == "endpoints" && !salvage.isComplete())
            done = salvage.byText(table.name, "jid", "endpoints INDEXED BY sqlite_autoindex_endpoints_1",
                                  {"id", "jid"});
        if (!done)
            return done;
    }
    m_repair.isComplete = salvage.isComplete();
    return Done{};
}

Status DatabaseSalvage::makeGood(SqlConnection &fresh, const QString &archiveEnd)
{
    if (auto done = fresh.execute("BEGIN IMMEDIATE"); !done)
        return done;
    if (auto done = removeNonsense(fresh); !done)
        return done;
    if (auto done = summarizeAnew(fresh); !done)
        return done;
    // Keep only the newest known id of the archive, as a range of one message: newer messages are unread, and
    // older ones are fetched again as history, which is read.
    Statement place(fresh,
                    "INSERT INTO archive_ranges (oldest_id, newest_id, oldest_position)"
                    " SELECT id, id, coalesce((SELECT max(position) FROM messages WHERE stanza_id = id),"
                    " (SELECT newest FROM sequence))"
                    " FROM (SELECT iif(?1 <> '', ?1, (SELECT stanza_id FROM messages WHERE archived = 1"
                    " AND stanza_id IS NOT NULL ORDER BY position DESC LIMIT 1)) AS id)"
                    " WHERE id IS NOT NULL");
    if (auto done = place.text(archiveEnd).run(); !done)
        return done;
    return fresh.execute("DELETE FROM settings WHERE key IN ('roster-version', 'list-head',"
                         " 'archive-was-empty');"
                         "UPDATE threads SET unread = (SELECT count(*) FROM messages m"
                         " WHERE m.endpoint_id = threads.endpoint_id AND m.mine = 0 AND m.read = 0)"
                         " WHERE endpoint_id IN (SELECT id FROM endpoints WHERE listed = 1);"
                         "COMMIT");
}

Result<QString> DatabaseSalvage::setAside()
{
    const QString aside = nameAside(m_file);
    if (!QFile::rename(m_file, aside))
        return unexpected(ErrorKind::StorageReadOnly, aside);
    const QString log = m_file + logEnding;
    if (QFileInfo(log).size() == 0)
        QFile::remove(log);
    const bool isLogAside = !QFile::exists(log) || QFile::rename(log, aside + logEnding);
    QFile::remove(m_file + u"-shm"_s);
    if (isLogAside && QFile::rename(m_file + salvagedEnding, m_file))
        return aside;
    QFile::rename(aside + logEnding, log);
    QFile::rename(aside, m_file);
    return unexpected(ErrorKind::StorageReadOnly, m_file);
}

} // namespace roost
