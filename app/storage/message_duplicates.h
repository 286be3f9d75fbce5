// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/records.h"

#include <optional>

namespace roost {

class SqlConnection;
class Statement;

/// True if two messages of one thread and direction, with the same sender's id, are copies of one message. An
/// id alone proves nothing: simple senders count from 1 in each session, or use one id for all messages.
/// Copies come from carbons, resumptions, the archive, and senders that repeat an unconfirmed message.
[[nodiscard]] bool isSameMessage(const MessageRecord &known, const MessageRecord &message);

/// Finds the stored copy of a message. Storage thread.
class MessageDuplicates
{
public:
    explicit MessageDuplicates(SqlConnection &connection) : m_connection(connection) {}

    /// The stored copy (row, position, time, key and archive id, resource, body, notice), or nullopt.
    Result<std::optional<MessageRecord>> find(qint64 endpoint, const MessageRecord &message);

private:
    using Found = Result<std::optional<MessageRecord>>;
    Found findByStanzaId(qint64 endpoint, const MessageRecord &message);
    Found findLikely(qint64 endpoint, const MessageRecord &message);
    Found findAmongArchived(qint64 endpoint, const MessageRecord &message);
    Found firstSame(Statement &select, const MessageRecord &message);

    SqlConnection &m_connection;
};

} // namespace roost
