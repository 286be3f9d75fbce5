// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/records.h"

#include <optional>

namespace roost {

class EndpointKeys;
class SqlConnection;

/// Finds places in the order of a thread. Storage thread.
class MessagePlaces
{
public:
    MessagePlaces(SqlConnection &connection, EndpointKeys &keys) : m_connection(connection), m_keys(keys) {}

    /// The place of message `id` (MessageRecord::id) in its direction; none if the thread does not hold it.
    Result<std::optional<MessageCursor>> find(const Jid &thread, const QString &id, bool mine);
    /// The place of the oldest received message that the user has not read; none if all are read.
    Result<std::optional<MessageCursor>> findFirstUnread(const Jid &thread);

private:
    SqlConnection &m_connection;
    EndpointKeys &m_keys;
};

} // namespace roost
