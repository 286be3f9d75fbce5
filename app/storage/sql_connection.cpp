// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sql_connection.h"

#include "base/vector_registers.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#include <cerrno>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

// Short, because the worker retries after a longer lock and answers reads meanwhile.
constexpr int busyTimeoutMs = 100;

/// SQLite itself takes a file that is shorter than its header for an empty file, and overwrites it.
bool looksLikeSqlite(const QString &name)
{
    QFile file(name);
    // SQLite reports the reason if the file cannot be read.
    if (!file.open(QIODevice::ReadOnly) || file.size() == 0)
        return true;
    return file.read(16) == QByteArrayView("SQLite format 3\0", 16);
}

Status prepareFile(const QString &file)
{
    const QFileInfo info(file);
    if (info.exists())
        return looksLikeSqlite(file) ? Status(Done{})
                                     : unexpected(ErrorKind::StorageCorrupt, u"no database"_s);
    if (!QDir().mkpath(info.absolutePath()))
        return unexpected(ErrorKind::StorageReadOnly, info.absolutePath());
    // SQLite gives its side files the permissions of the main file, so that chats stay private.
    QFile made(file);
    if (!made.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return unexpected(ErrorKind::StorageReadOnly, made.errorString());
    made.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return Done{};
}

bool isDiskFull(int systemError)
{
#ifdef EDQUOT
    if (systemError == EDQUOT)
        return true;
#endif
    return systemError == ENOSPC;
}

} // namespace

SqlConnection::~SqlConnection() { close(); }

Status SqlConnection::open(const QString &file)
{
    close();
    if (auto ready = prepareFile(file); !ready)
        return ready;
    return openFile(file, SQLITE_OPEN_READWRITE);
}

Status SqlConnection::openToRead(const QString &file)
{
    if (auto opened = openToCheck(file); !opened)
        return opened;
    // Without this pragma SQLite refuses a truncated file completely.
    return execute("PRAGMA writable_schema = ON");
}

Status SqlConnection::openToCheck(const QString &file)
{
    close();
    return openFile(file, SQLITE_OPEN_READONLY);
}

Status SqlConnection::openFile(const QString &file, int access)
{
    const int flags = access | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(file.toUtf8().constData(), &m_handle, flags, nullptr) != SQLITE_OK) {
        const Error error = lastError();
        close();
        return unexpected(error);
    }
    sqlite3_busy_timeout(m_handle, busyTimeoutMs);
    return Done{};
}

void SqlConnection::close()
{
    for (const auto &[sql, statement] : m_statements)
        sqlite3_finalize(statement);
    m_statements.clear();
    sqlite3_close(m_handle);
    m_handle = nullptr;
}

void SqlConnection::closeUnmerged()
{
    if (m_handle)
        sqlite3_db_config(m_handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    close();
}

void SqlConnection::interrupt() { sqlite3_interrupt(m_handle); }

Status SqlConnection::execute(const QByteArray &sql)
{
    if (sqlite3_exec(m_handle, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return unexpected(lastError());
    return Done{};
}

Result<QString> SqlConnection::text(const QByteArray &sql)
{
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v2(m_handle, sql.constData(), int(sql.size()), &statement, nullptr);
    const auto finalize = qScopeGuard([statement] { sqlite3_finalize(statement); });
    if (!statement || sqlite3_step(statement) != SQLITE_ROW)
        return unexpected(lastError());
    return QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(statement, 0)));
}

Result<qint64> SqlConnection::number(const QByteArray &sql)
{
    return text(sql).transform([](const QString &value) { return value.toLongLong(); });
}

sqlite3_stmt *SqlConnection::prepared(const char *sql)
{
    if (const auto found = m_statements.find(sql); found != m_statements.end())
        return found->second;
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v3(m_handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
        return nullptr; // not cached, because the failure may pass (a locked schema)
    m_statements.emplace(sql, statement);
    return statement;
}

Error SqlConnection::lastError() const
{
    const QString detail = QString::fromUtf8(sqlite3_errmsg(m_handle));
    // Extended codes carry the primary one in their lowest byte (https://www.sqlite.org/rescode.html).
    switch (sqlite3_errcode(m_handle) & 0xff) {
    case SQLITE_FULL:
        return {ErrorKind::StorageFull, detail};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorKind::StorageLocked, detail};
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return {ErrorKind::StorageReadOnly, detail};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {ErrorKind::StorageCorrupt, detail};
    case SQLITE_IOERR:
        // A side file may not have been written because of a full disk.
        return {isDiskFull(sqlite3_system_errno(m_handle)) ? ErrorKind::StorageFull
                                                           : ErrorKind::StorageFailed,
                detail};
    default:
        return {ErrorKind::StorageFailed, detail};
    }
}

bool SqlConnection::isPassing(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::StorageFull:
    case ErrorKind::StorageLocked:
    case ErrorKind::StorageReadOnly:
        return true;
    case ErrorKind::StorageFailed:
        // The error text tells these two; SQLite uses one text for all reasons of each.
        return error.detail == QLatin1StringView(sqlite3_errstr(SQLITE_IOERR)) ||
               error.detail == QLatin1StringView(sqlite3_errstr(SQLITE_CANTOPEN));
    default:
        return false;
    }
}

Statement::Statement(SqlConnection &connection, const char *sql)
    : m_connection(connection)
    , m_statement(connection.prepared(sql))
{
    if (!m_statement)
        m_error = connection.lastError();
}

Statement::~Statement() { sqlite3_reset(m_statement); }

void Statement::bindText(const char *text, qsizetype size)
{
    sqlite3_bind_text(m_statement, ++m_bound, text, int(size), SQLITE_STATIC);
}

Statement &Statement::text(const QString &value)
{
    // Most texts are ids and addresses; they fit into m_shortTexts.
    const auto size = std::size_t(value.size());
    if (size <= m_shortTexts.size() - m_used) {
        char *begin = m_shortTexts.data() + m_used;
        std::size_t at = 0;
        for (; at < size && value[qsizetype(at)].unicode() < 0x80; ++at)
            begin[at] = char(value[qsizetype(at)].unicode());
        if (at == size) {
            m_used += size;
            bindText(begin, value.size());
            return *this;
        }
    }
    m_texts.append(value.toUtf8());
    bindText(m_texts.last().constData(), m_texts.last().size());
    return *this;
}

Statement &Statement::textOrNull(const QString &value)
{
    if (!value.isEmpty())
        return text(value);
    sqlite3_bind_null(m_statement, ++m_bound);
    return *this;
}

Statement &Statement::number(qint64 value)
{
    sqlite3_bind_int64(m_statement, ++m_bound, value);
    return *this;
}

Status Statement::run()
{
    next();
    return ended();
}

bool Statement::next()
{
    if (!m_statement)
        return false;
    releaseVectorRegisters(); // SQLite copies many small pieces
    const int code = sqlite3_step(m_statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        m_error = m_connection.lastError();
    return code == SQLITE_ROW;
}

Status Statement::ended() const
{
    return m_error.kind == ErrorKind::None ? Status(Done{}) : Status(unexpected(m_error));
}

QString Statement::textAt(int column) const
{
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    const int size = sqlite3_column_bytes(m_statement, column);
    return size == 0 ? QString() : QString::fromUtf8(bytes, size);
}

QString Statement::textOrNullAt(int column) const
{
    const QString text = textAt(column);
    const bool isNull = sqlite3_column_type(m_statement, column) == SQLITE_NULL;
    return text.isNull() && !isNull ? QString(u""_s) : text;
}

qint64 Statement::numberAt(int column) const { return sqlite3_column_int64(m_statement, column); }

bool Statement::hasChangedRows() const { return sqlite3_changes(m_connection.m_handle) > 0; }

qint64 Statement::insertedRowId() const { return sqlite3_last_insert_rowid(m_connection.m_handle); }

} // namespace roost
