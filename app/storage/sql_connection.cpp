// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sql_connection.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

// https://www.sqlite.org/rescode.html; extended codes carry the primary one in their lowest byte.
enum SqliteCode { Busy = 5, Locked = 6, ReadOnly = 8, Corrupt = 11, Full = 13, NotADatabase = 26 };

/// SQLite itself takes a file that is shorter than its header for an empty one, and overwrites it.
bool looksLikeSqlite(const QString &name)
{
    QFile file(name);
    // What cannot be read is left to SQLite, which says why.
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
    // SQLite gives its side files the rights of the main one, so that chats stay private.
    QFile made(file);
    if (!made.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return unexpected(ErrorKind::StorageReadOnly, made.errorString());
    made.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return Done{};
}

} // namespace

SqlConnection::SqlConnection() : m_name(u"roost-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces)) {}

SqlConnection::~SqlConnection() { close(); }

Status SqlConnection::open(const QString &file)
{
    if (auto ready = prepareFile(file); !ready)
        return ready;
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    m_database.setDatabaseName(file);
    // Short: a lock that lasts is waited for by the worker, which answers reads meanwhile.
    m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=100"_s);
    if (!m_database.open())
        return unexpected(errorFrom(m_database.lastError()));
    return Done{};
}

void SqlConnection::close()
{
    m_statements.clear();
    m_unprepared = QSqlQuery();
    if (!m_database.isValid())
        return;
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Status SqlConnection::execute(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return unexpected(errorFrom(query.lastError()));
    return Done{};
}

Result<QVariant> SqlConnection::value(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return unexpected(errorFrom(query.lastError()));
    if (!query.next())
        return unexpected(ErrorKind::StorageFailed, u"no row"_s);
    return query.value(0);
}

QSqlQuery &SqlConnection::prepared(const char *sql)
{
    m_prepareError = {};
    if (const auto found = m_statements.find(sql); found != m_statements.end())
        return found->second;
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (query.prepare(QString::fromLatin1(sql)))
        return m_statements.emplace(sql, std::move(query)).first->second;
    // Not kept: a passing failure (a locked schema) must not stick.
    m_prepareError = errorFrom(query.lastError());
    m_unprepared = std::move(query);
    return m_unprepared;
}

Error SqlConnection::errorFrom(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt() & 0xff;
    const QString detail = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    switch (code) {
    case Full:
        return {ErrorKind::StorageFull, detail};
    case Busy:
    case Locked:
        return {ErrorKind::StorageLocked, detail};
    case ReadOnly:
        return {ErrorKind::StorageReadOnly, detail};
    case Corrupt:
    case NotADatabase:
        return {ErrorKind::StorageCorrupt, detail};
    default:
        return {ErrorKind::StorageFailed, detail};
    }
}

bool SqlConnection::isPassing(const Error &error)
{
    return error.kind == ErrorKind::StorageFull || error.kind == ErrorKind::StorageLocked;
}

Statement &Statement::text(const QString &value)
{
    m_query.bindValue(m_bound++, value.isNull() ? u""_s : value);
    return *this;
}

Statement &Statement::textOrNull(const QString &value)
{
    m_query.bindValue(m_bound++, value.isEmpty() ? QVariant() : QVariant(value));
    return *this;
}

Statement &Statement::number(qint64 value)
{
    m_query.bindValue(m_bound++, value);
    return *this;
}

Status Statement::run()
{
    if (m_prepareError.kind != ErrorKind::None)
        return unexpected(m_prepareError);
    if (!m_query.exec())
        return unexpected(SqlConnection::errorFrom(m_query.lastError()));
    return Done{};
}

Status Statement::ended() const
{
    if (m_query.lastError().isValid())
        return unexpected(SqlConnection::errorFrom(m_query.lastError()));
    return Done{};
}

} // namespace roost
