// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/records.h"

namespace roost {

class SqlConnection;

/// Remarks of ours until the server acknowledges them. Storage thread.
class OutgoingRemarkTable
{
public:
    explicit OutgoingRemarkTable(SqlConnection &connection) : m_connection(connection) {}

    Status add(qint64 endpoint, const OutgoingRemark &remark);
    /// Removes the remark in stanza `id`.
    Status remove(qint64 endpoint, const QString &id);
    /// All remarks, in the order of add().
    Result<QList<OutgoingRemark>> load();

private:
    SqlConnection &m_connection;
};

} // namespace roost
