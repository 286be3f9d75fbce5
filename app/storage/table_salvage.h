// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QList>

namespace roost {

class SqlConnection;

/// Copies the readable rows of a damaged file into a new file of the same schema. Skips single rows on
/// damaged pages, and rows that violate the schema. Storage thread.
class TableSalvage
{
public:
    /// Both connections must be open and outlive this object. An error of `damaged` never ends the
    /// transaction of `fresh`.
    TableSalvage(SqlConnection &damaged, SqlConnection &fresh) : m_damaged(damaged), m_fresh(fresh) {}

    /// Copies a table in the order of an integer column (`key`, mostly "rowid"). Fails only if `fresh` cannot
    /// be written.
    Status byNumber(const QByteArray &table, const QByteArray &key);
    /// Copies a small table in the order of a text column, from both ends to the first damage. `source`: read
    /// from there; empty = `table`. `columns`: only these; empty = all. Fails as byNumber() does.
    Status byText(const QByteArray &table, const QByteArray &key, const QByteArray &source = {},
                  const QList<QByteArray> &columns = {});

    /// False if a row was not readable so far.
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
