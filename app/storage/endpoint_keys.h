// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"
#include "base/result.h"

#include <QHash>

#include <limits>

namespace roost {

class SqlConnection;

/// Row ids of addresses, remembered for the busy ones, and how new their summaries are. Storage thread.
class EndpointKeys
{
public:
    explicit EndpointKeys(SqlConnection &connection) : m_connection(connection) {}

    /// 0 when the address has no row.
    Result<qint64> find(const Jid &jid);
    /// Makes the row if there is none.
    Result<qint64> findOrMake(const Jid &jid);
    /// That row is listed, and its summary tells of a message of that time or of a later one.
    void noteSummary(qint64 row, qint64 timeMs);
    /// That row is listed, and is known to tell of a later message.
    [[nodiscard]] bool tellsOfLater(qint64 row, qint64 timeMs) const
    {
        return m_summaries.value(row, std::numeric_limits<qint64>::min()) > timeMs;
    }
    /// That row may not be listed any more, or tell of an earlier message.
    void forgetSummary(qint64 row) { m_summaries.remove(row); }
    /// After a rollback, or when rows were deleted.
    void forget()
    {
        m_known.clear();
        m_summaries.clear();
    }

private:
    SqlConnection &m_connection;
    QHash<Jid, qint64> m_known;
    QHash<qint64, qint64> m_summaries;
};

} // namespace roost
