// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/event_batch.h"

namespace roost {

class SqlConnection;

/// The known ranges of archives. Storage thread.
class ArchiveRanges
{
public:
    explicit ArchiveRanges(SqlConnection &connection) : m_connection(connection) {}

    /// The ranges of the account's archive, newest first.
    Result<QList<ArchiveRange>> load();
    /// Stores the range of a page in place of those that became part of it. Returns its row.
    Result<qint64> save(const ArchivePart &part, qint64 oldestPosition);
    /// To be called after a repair. Until the next load(), save() does nothing: the callers may still assume
    /// ranges that the repair has dropped.
    void distrust() { m_areStale = true; }

private:
    SqlConnection &m_connection;
    bool m_areStale = false;
};

} // namespace roost
