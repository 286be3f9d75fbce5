// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/records.h"

namespace roost {

class EndpointKeys;
class SqlConnection;

/// The messages of all 1:1 threads, and the summary of each thread in `endpoints`. Storage thread.
class MessageTable
{
public:
    MessageTable(SqlConnection &connection, EndpointKeys &keys) : m_connection(connection), m_keys(keys) {}

    /// One outcome per message, in order. Doubles change nothing.
    Result<QList<StoreOutcome>> store(const QList<MessageRecord> &messages);
    /// At most `limit` before the cursor, newest last, without deliveries.
    Result<QList<MessageRecord>> load(const Jid &thread, MessageCursor before, int limit);
    /// All that wait to be sent, oldest first, without deliveries.
    Result<QList<MessageRecord>> loadQueued();
    Status setState(const Jid &thread, const QString &id, MessageState state, ErrorKind kind,
                    const QString &failure);
    /// The row of a message of ours; 0 when there is none.
    Result<qint64> findMine(const Jid &thread, const QString &id);
    Status markRead(const Jid &thread);

private:
    /// What a batch adds to the summary of one thread.
    struct Summary
    {
        const MessageRecord *newest = nullptr;
        int unread = 0;
    };

    Result<StoreOutcome> insert(qint64 endpoint, const MessageRecord &message);
    Result<StoreOutcome> findDouble(qint64 endpoint, const MessageRecord &message);
    Status saveSummary(qint64 endpoint, const Summary &summary);

    SqlConnection &m_connection;
    EndpointKeys &m_keys;
};

} // namespace roost
