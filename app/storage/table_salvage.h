// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QList>

namespace roost {

class SqlConnection;

/// Copies what can be read of the tables of a damaged file into a fresh one of the same schema. Rows on
/// damaged pages are left out, one by one; a row that does not fit the schema is left out too. Storage
/// thread.
class TableSalvage
{
public:
    /// Both must be open and outlive this; errors of `damaged` never end the transaction of `fresh`.
    TableSalvage(SqlConnection &damaged, SqlConnection &fresh) : m_damaged(damaged), m_fresh(fresh) {}

    /// A table in the order of a whole number (`key`, "rowid" of most).
    Status byNumber(const QByteArray &table, const QByteArray &key);
    /// A small table in the order of a text: from both ends up to the first damage. `columns`: only those.
    Status byText(const QByteArray &table, const QByteArray &key, const QByteArray &source = {},
                  const QList<QByteArray> &columns = {});

    /// Nothing that was asked for was unreadable so far.
    [[nodiscard]] bool isComplete() const { return m_isComplete; }

private:
    struct Copy;

    /// The columns that both files have.
    Result<QList<QByteArray>> columnsOf(const QByteArray &table);
    Result<qint64> bound(const QByteArray &table, const QByteArray &key);

    SqlConnection &m_damaged;
    SqlConnection &m_fresh;
    bool m_isComplete = true;
};

} // namespace roost
