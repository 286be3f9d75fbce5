// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"
#include "base/result.h"

#include <QHash>

namespace roost {

class SqlConnection;

/// Row ids of addresses, remembered for the busy ones. Storage thread.
class EndpointKeys
{
public:
    explicit EndpointKeys(SqlConnection &connection) : m_connection(connection) {}

    /// 0 when the address has no row.
    Result<qint64> find(const Jid &jid);
    /// Makes the row if there is none.
    Result<qint64> findOrMake(const Jid &jid);
    /// After a rollback, or when rows were deleted.
    void forget() { m_known.clear(); }

private:
    SqlConnection &m_connection;
    QHash<Jid, qint64> m_known;
};

} // namespace roost
