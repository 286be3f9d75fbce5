// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/records.h"

#include <optional>

namespace roost {

class SqlConnection;
class Statement;

/// Whether two messages of one thread and direction, with the same id of their sender, are copies of one. An
/// id alone proves nothing: simple senders count from 1 in each session, or give one id to all they send.
/// Copies come by carbons, resumptions, the archive, and senders who do not know whether the first one
/// arrived.
[[nodiscard]] bool isSameMessage(const MessageRecord &known, const MessageRecord &message);

/// Finds the stored copy of a message. Storage thread.
class MessageDuplicates
{
public:
    explicit MessageDuplicates(SqlConnection &connection) : m_connection(connection) {}

    /// The stored copy: row, position, time, ids, resource, body. Empty if there is none.
    Result<std::optional<MessageRecord>> find(qint64 endpoint, const MessageRecord &message);

private:
    using Found = Result<std::optional<MessageRecord>>;
    Found findByKey(qint64 endpoint, const MessageRecord &message);
    Found findLikely(qint64 endpoint, const MessageRecord &message, const QString &senderId);
    Found findAmongArchived(qint64 endpoint, const MessageRecord &message, const QString &senderId);
    Found firstSame(Statement &select, const MessageRecord &message);

    SqlConnection &m_connection;
};

} // namespace roost
