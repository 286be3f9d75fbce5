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

/// The storage thread's way to SQLite: opens a file, keeps prepared statements, tells what an error means.
/// SQLite's own interface, not Qt's: that one makes a variant of each value and costs twice the time of the
/// work itself. Used in one thread at a time.
class SqlConnection
{
public:
    SqlConnection() = default;
    ~SqlConnection();
    Q_DISABLE_COPY_MOVE(SqlConnection)

    /// Opens or makes `file`, readable by its owner alone. Nothing is written into a file that exists.
    Status open(const QString &file);
    /// For a look at a file that may be damaged: what can be reached of it is read, nothing is written.
    Status openToRead(const QString &file);
    /// To find out whether it is damaged.
    Status openToCheck(const QString &file);
    void close();
    /// Leaves the file and its log as they are, where close() would merge the log into the file.
    void closeUnmerged();
    /// Ends what runs on this connection; any thread, while it is open.
    void interrupt();
    /// For what copies whole rows.
    [[nodiscard]] sqlite3 *handle() const { return m_handle; }
    [[nodiscard]] bool isOpen() const { return m_handle != nullptr; }

    /// Runs statements that are not worth keeping.
    Status execute(const QByteArray &sql);
    /// The first value of the first row.
    Result<QString> text(const QByteArray &sql);
    Result<qint64> number(const QByteArray &sql);

    /// Whether trying again later can help: a full disk, a lock, a folder that is read-only for now, or a
    /// disk that does not answer.
    [[nodiscard]] static bool isPassing(const Error &error);

private:
    friend class Statement;
    /// The kept statement of `sql`, a string literal (its address is the key); nullptr if it cannot be
    /// prepared.
    sqlite3_stmt *prepared(const char *sql);
    Status openFile(const QString &file, int access);
    [[nodiscard]] Error lastError() const;

    sqlite3 *m_handle = nullptr;
    std::unordered_map<const char *, sqlite3_stmt *> m_statements;
};

/// One use of a kept statement: bind in order, run, read; reset when it goes. Two uses of the same one must
/// not overlap.
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

    /// For what gives no rows.
    Status run();
    /// Goes to the next row; false at the end or on an error: see ended().
    bool next();
    /// After next() gave false: whether the rows ended or reading broke off.
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

    QVarLengthArray<QByteArray, 12> m_texts; ///< What SQLite reads from until the reset, and
    std::array<char, 320> m_shortTexts;      ///< what of it is short and ASCII, so far
    std::size_t m_used = 0;                  ///< in use.
    Error m_error;
    int m_bound = 0;
};

} // namespace roost
