// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"
#include "base/result.h"

#include <QHash>

namespace roost {

class SqlConnection;

/// Row ids of addresses, with a cache. Storage thread.
class EndpointKeys
{
public:
    explicit EndpointKeys(SqlConnection &connection) : m_connection(connection) {}

    /// 0 if the address has no row.
    Result<qint64> find(const Jid &jid);
    /// Inserts the row if there is none.
    Result<qint64> findOrMake(const Jid &jid);
    /// The same for a mark, which anybody can send: the Endpoint is not listed. Of the Endpoints that have
    /// nothing but marks, the oldest ones are removed.
    Result<qint64> findOrMakeUnlisted(const Jid &jid);
    /// Clears the cache. To be called after a rollback, or when rows were deleted.
    void forget() { m_known.clear(); }
    /// Number of removals from the contact list so far. A removal resets the summary of a thread.
    [[nodiscard]] qint64 removals() const { return m_removals; }
    void noteRemoval() { ++m_removals; }

private:
    SqlConnection &m_connection;
    QHash<Jid, qint64> m_known;
    qint64 m_removals = 0;
    int m_unlisted = 0; ///< Made since the last removal of the oldest ones.
};

} // namespace roost
