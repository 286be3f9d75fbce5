// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/table_salvage.h"

#include "storage/sql_connection.h"

#include <QByteArrayView>

#include <sqlite3.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

/// Number of keys that are tried one by one behind a damaged place; then the steps grow.
constexpr qint64 smallSteps = 65'536;
/// Upper limit of the rows on one page.
constexpr qint64 rowsPerPage = 512;

struct Finalize
{
    void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
};
using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

Prepared prepare(const SqlConnection &connection, const QByteArray &sql)
{
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v2(connection.handle(), sql.constData(), int(sql.size()), &statement, nullptr);
    return Prepared(statement);
}

QList<QByteArray> columnNames(const SqlConnection &connection, const QByteArray &table)
{
    QList<QByteArray> names;
    const Prepared info = prepare(connection, "PRAGMA table_info(" + table + ')');
    while (info && sqlite3_step(info.get()) == SQLITE_ROW)
        names.append(reinterpret_cast<const char *>(sqlite3_column_text(info.get(), 1)));
    return names;
}

} // namespace

/// Copies rows of a query on the damaged file into the fresh file, one at a time.
struct TableSalvage::Copy
{
    Copy(const SqlConnection &fresh, const QByteArray &table, const QList<QByteArray> &columns)
        : width(int(columns.size()))
    {
        const QByteArray marks = QByteArray("?, ").repeated(width).chopped(2);
        write = prepare(fresh, "INSERT OR IGNORE INTO " + table + " (" + columns.join(", ") + ") VALUES (" +
                                   marks + ')');
    }

    /// False if the file ends within the current row of `read`: SQLite reads zeros behind the end of the
    /// file, and our texts contain none.
    [[nodiscard]] bool isWhole(sqlite3_stmt *read) const
    {
        for (int column = 0; column < width; ++column) {
            if (sqlite3_column_type(read, column) != SQLITE_TEXT)
                continue;
            const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(read, column));
            if (QByteArrayView(text, sqlite3_column_bytes(read, column)).contains('\0'))
                return false;
        }
        return true;
    }

    /// Copies the first `width` columns of the current row of `read`. Fails only if the fresh file cannot be
    /// written.
    Status row(sqlite3_stmt *read, const SqlConnection &fresh) const
    {
        for (int column = 0; column < width; ++column)
            sqlite3_bind_value(write.get(), column + 1, sqlite3_column_value(read, column));
        sqlite3_step(write.get());
        const int code = sqlite3_reset(write.get());
        if (code == SQLITE_OK || (code & 0xff) == SQLITE_CONSTRAINT)
            return Done{};
        const bool isFull = (code & 0xff) == SQLITE_FULL;
        return unexpected(isFull ? ErrorKind::StorageFull : ErrorKind::StorageFailed,
                          QString::fromUtf8(sqlite3_errmsg(fresh.handle())));
    }

    int width;
    Prepared write;
};

Result<QList<QByteArray>> TableSalvage::columnsOf(const QByteArray &table)
{
    QList<QByteArray> columns = columnNames(m_fresh, table);
    const QList<QByteArray> there = columnNames(m_damaged, table);
    columns.removeIf([&there](const QByteArray &name) { return !there.contains(name); });
    if (columns.isEmpty())
        return unexpected(ErrorKind::StorageCorrupt, QString::fromLatin1(table));
    return columns;
}

Result<qint64> TableSalvage::bound(const QByteArray &table, const QByteArray &key)
{
    if (const auto most = m_damaged.number("SELECT max(" + key + ") FROM " + table))
        return *most;
    // The last page is damaged: estimate from the size of the file.
    return m_damaged.number("PRAGMA page_count").transform([](qint64 pages) { return pages * rowsPerPage; });
}

Status TableSalvage::byNumber(const QByteArray &table, const QByteArray &key)
{
    const auto columns = columnsOf(table);
    if (!columns) {
        m_isComplete = false;
        return Done{};
    }
    const Copy copy(m_fresh, table, *columns);
    const Prepared read = prepare(m_damaged, "SELECT " + columns->join(", ") + ", " + key + " FROM " + table +
                                                 " WHERE " + key + " >= ?1 ORDER BY " + key);
    if (!copy.write || !read) {
        m_isComplete = false;
        return Done{};
    }
    const qint64 last = bound(table, key).value_or(0);
    qint64 misses = 0;
    for (qint64 next = 0; next <= last;) {
        sqlite3_bind_int64(read.get(), 1, next);
        int code = SQLITE_ROW;
        while ((code = sqlite3_step(read.get())) == SQLITE_ROW) {
            const qint64 number = sqlite3_column_int64(read.get(), copy.width);
            if (number < next - 1)
                break; // damaged pages may form a loop
            next = number + 1;
            misses = 0;
            if (!copy.isWhole(read.get()))
                m_isComplete = false;
            else if (auto written = copy.row(read.get(), m_fresh); !written)
                return written;
        }
        sqlite3_reset(read.get());
        if (code == SQLITE_DONE)
            break;
        m_isComplete = false;
        ++misses;
        next += misses < smallSteps ? 1 : misses;
    }
    return Done{};
}

Status TableSalvage::byText(const QByteArray &table, const QByteArray &key, const QByteArray &source,
                            const QList<QByteArray> &columns)
{
    const auto all = columns.isEmpty() ? columnsOf(table) : Result<QList<QByteArray>>(columns);
    if (!all) {
        m_isComplete = false;
        return Done{};
    }
    const Copy copy(m_fresh, table, *all);
    const QByteArray from = source.isEmpty() ? table : source;
    const qint64 most = m_damaged.number("PRAGMA page_count").value_or(0) * rowsPerPage;
    for (const char *order : {"", " DESC"}) {
        const Prepared read =
            prepare(m_damaged, "SELECT " + all->join(", ") + " FROM " + from + " ORDER BY " + key + order);
        int code = SQLITE_CORRUPT;
        bool isCut = false;
        // Limited by the size of the file, because damaged pages may form a loop.
        for (qint64 rows = 0; rows < most && copy.write && read; ++rows) {
            code = sqlite3_step(read.get());
            if (code != SQLITE_ROW)
                break;
            if (!copy.isWhole(read.get()))
                isCut = true;
            else if (auto written = copy.row(read.get(), m_fresh); !written)
                return written;
        }
        m_isComplete = m_isComplete && !isCut;
        if (code == SQLITE_DONE)
            return Done{};
        m_isComplete = false;
    }
    return Done{};
}

} // namespace roost
