// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/records.h"

namespace roost {

class EndpointKeys;
class MessageTable;
class SqlConnection;

/// Which stretches of the account's archive are here, and how a page of it gets in. Storage thread.
class ArchiveTable
{
public:
    ArchiveTable(SqlConnection &connection, EndpointKeys &keys, MessageTable &messages)
        : m_connection(connection)
        , m_keys(keys)
        , m_messages(messages)
    {
    }

    /// Newest first.
    Result<QList<ArchiveRange>> loadRanges();
    Result<ArchiveOutcome> store(const ArchivedMessages &page);

private:
    /// What is known of one thread while its page is gone through, newest message first.
    struct ThreadEdge
    {
        qint64 newerMs = -1;  ///< Of the next newer message in the order of the archive; -1 = unknown.
        qint64 answerMs = -1; ///< Of our newest message; -1 = not looked up.
    };
    [[nodiscard]] static qint64 placedBefore(qint64 stampMs, qint64 newerMs);
    Result<qint64> newestOfOurs(qint64 endpoint);
    /// Fills ArchiveOutcome::fresh and oldestMs.
    Status storeMessages(const ArchivedMessages &page, ArchiveOutcome &outcome);
    /// What the fresh ones of ours answer is read.
    Status markAnswered(ArchiveOutcome &outcome);
    Result<qint64> saveRange(const ArchivedMessages &page);

    SqlConnection &m_connection;
    EndpointKeys &m_keys;
    MessageTable &m_messages;
};

} // namespace roost
