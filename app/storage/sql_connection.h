// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>
#include <QVarLengthArray>

#include <array>
#include <type_traits>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace roost {

/// A connection to SQLite: opens a file, caches prepared statements, classifies errors. Uses SQLite's own
/// API, because Qt's converts each value to a variant and takes twice the time of the work itself. One thread
/// at a time.
class SqlConnection
{
public:
    SqlConnection() = default;
    ~SqlConnection();
    Q_DISABLE_COPY_MOVE(SqlConnection)

    /// Opens or creates `file`, readable by its owner only. Writes nothing into an existing file.
    Status open(const QString &file);
    /// Opens a file that may be damaged, read-only; its reachable rows can be read.
    Status openToRead(const QString &file);
    /// Opens a file for an integrity check.
    Status openToCheck(const QString &file);
    void close();
    /// Closes without merging the log into the file, as close() would do.
    void closeUnmerged();
    /// Interrupts the running statement. Any thread, while the connection is open.
    void interrupt();
    /// For code that copies whole rows.
    [[nodiscard]] sqlite3 *handle() const { return m_handle; }
    [[nodiscard]] bool isOpen() const { return m_handle != nullptr; }

    /// Runs statements without caching them.
    Status execute(const QByteArray &sql);
    /// The first value of the first row.
    Result<QString> text(const QByteArray &sql);
    Result<qint64> number(const QByteArray &sql);

    /// True if a retry may help: a full disk, a lock, a folder that is read-only for now, or a disk that does
    /// not answer.
    [[nodiscard]] static bool isPassing(const Error &error);

private:
    friend class Statement;
    /// The cached statement for `sql`, a string literal (its address is the key); nullptr if it cannot be
    /// prepared.
    sqlite3_stmt *prepared(const char *sql);
    Status openFile(const QString &file, int access);
    [[nodiscard]] Error lastError() const;

    sqlite3 *m_handle = nullptr;
    std::unordered_map<const char *, sqlite3_stmt *> m_statements;
};

/// One use of a cached statement: bind in order, run, read. The destructor resets the statement. Two uses of
/// one statement must not overlap.
class Statement
{
public:
    /// `sql` must be a string literal.
    Statement(SqlConnection &connection, const char *sql);
    ~Statement();
    Q_DISABLE_COPY_MOVE(Statement)

    /// A null string is stored as an empty one.
    Statement &text(const QString &value);
    /// An empty string is stored as NULL.
    Statement &textOrNull(const QString &value);
    Statement &number(qint64 value);
    template <typename E>
    requires std::is_enum_v<E> Statement &number(E value) { return number(static_cast<qint64>(value)); }

    /// Runs a statement without result rows.
    Status run();
    /// Goes to the next row. False at the end or on an error: see ended().
    bool next();
    /// To be called after next() has returned false: Done at the end of the rows, or the error.
    [[nodiscard]] Status ended() const;

    [[nodiscard]] QString textAt(int column) const;
    /// NULL is a null string, an empty text is not.
    [[nodiscard]] QString textOrNullAt(int column) const;
    [[nodiscard]] qint64 numberAt(int column) const;
    template <typename E> [[nodiscard]] E enumAt(int column) const
    {
        return static_cast<E>(numberAt(column));
    }

    /// After run().
    [[nodiscard]] bool hasChangedRows() const;
    [[nodiscard]] qint64 insertedRowId() const;

private:
    SqlConnection &m_connection;
    sqlite3_stmt *m_statement;
    void bindText(const char *text, qsizetype size);

    QVarLengthArray<QByteArray, 12> m_texts; ///< Bound texts, which SQLite reads until the reset.
    std::array<char, 384> m_shortTexts;      ///< The short ASCII ones of them.
    std::size_t m_used = 0;                  ///< Bytes in use in m_shortTexts.
    Error m_error;
    int m_bound = 0;
};

} // namespace roost
