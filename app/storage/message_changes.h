// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/records.h"

#include <optional>

namespace roost {

class SqlConnection;

/// Messages that their sender corrects or deletes (MessageRecord::replaces), and calls that another device of
/// ours has answered: the message that is meant gets the new content. While that is not here the correction
/// stands in its place, and that message is not taken when it comes. Only the same sender's: of the same
/// thread and direction. Storage thread.
class MessageChanges
{
public:
    explicit MessageChanges(SqlConnection &connection) : m_connection(connection) {}

    /// The message that `change` names, or the one in its place: row, position, time, ids. The newest one, if
    /// its sender has used the id twice.
    Result<std::optional<MessageRecord>> target(qint64 endpoint, const MessageRecord &change);
    /// True if that row has another content now. A later change stays, and so does a deletion.
    Result<bool> apply(qint64 rowId, const MessageRecord &change);
    /// The row of the message that stands for `message` already.
    Result<std::optional<MessageRecord>> standIn(qint64 endpoint, const MessageRecord &message);
    /// One that replaces another is stored.
    void noteStandIn() { m_hasStandIns = true; }
    /// After a rollback, or when somebody else has written.
    void forget() { m_hasStandIns.reset(); }

private:
    SqlConnection &m_connection;
    std::optional<bool> m_hasStandIns; ///< Nearly always there are none, and no message looks for its own.
};

} // namespace roost
