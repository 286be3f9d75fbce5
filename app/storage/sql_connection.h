// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>

#include <type_traits>
#include <unordered_map>

class QSqlError;

namespace roost {

/// The storage thread's way to SQLite: opens a file, keeps prepared statements, tells what an error means.
/// Made, used and destroyed in one thread.
class SqlConnection
{
public:
    SqlConnection();
    ~SqlConnection();
    Q_DISABLE_COPY_MOVE(SqlConnection)

    /// Opens or makes `file`, readable by its owner alone. Nothing is written into a file that exists.
    Status open(const QString &file);
    void close();
    [[nodiscard]] bool isOpen() const { return m_database.isOpen(); }
    [[nodiscard]] QSqlDatabase &database() { return m_database; }

    /// Runs one statement that is not worth keeping.
    Status execute(const QString &sql);
    /// The first value of the first row.
    Result<QVariant> value(const QString &sql);
    /// The kept statement of `sql`, a string literal (its address is the key). If it cannot be prepared now,
    /// prepareError() says why.
    [[nodiscard]] QSqlQuery &prepared(const char *sql);
    [[nodiscard]] const Error &prepareError() const { return m_prepareError; }

    [[nodiscard]] static Error errorFrom(const QSqlError &error);
    /// Whether trying again later can help: full disk or a lock.
    [[nodiscard]] static bool isPassing(const Error &error);

private:
    QString m_name;
    QSqlDatabase m_database;
    std::unordered_map<const char *, QSqlQuery> m_statements;
    QSqlQuery m_unprepared;
    Error m_prepareError;
};

/// One use of a kept statement: bind in order, run, read; reset when it goes.
class Statement
{
public:
    Statement(SqlConnection &connection, const char *sql)
        : m_query(connection.prepared(sql))
        , m_prepareError(connection.prepareError())
    {
    }
    ~Statement() { m_query.finish(); }
    Q_DISABLE_COPY_MOVE(Statement)

    /// A null string is stored as an empty one.
    Statement &text(const QString &value);
    /// An empty string is stored as NULL.
    Statement &textOrNull(const QString &value);
    Statement &number(qint64 value);
    template <typename E>
    requires std::is_enum_v<E> Statement &number(E value) { return number(static_cast<qint64>(value)); }

    Status run();
    bool next() { return m_query.next(); }
    /// After next() gave false: whether the rows ended or reading broke off.
    [[nodiscard]] Status ended() const;

    [[nodiscard]] QString textAt(int column) const { return m_query.value(column).toString(); }
    [[nodiscard]] qint64 numberAt(int column) const { return m_query.value(column).toLongLong(); }
    template <typename E> [[nodiscard]] E enumAt(int column) const
    {
        return static_cast<E>(numberAt(column));
    }

    [[nodiscard]] bool hasChangedRows() const { return m_query.numRowsAffected() > 0; }
    [[nodiscard]] qint64 insertedRowId() const { return m_query.lastInsertId().toLongLong(); }

private:
    QSqlQuery &m_query;
    Error m_prepareError;
    int m_bound = 0;
};

} // namespace roost
