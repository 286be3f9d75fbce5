// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/records.h"

#include <optional>

namespace roost {

class SqlConnection;

/// Corrections and retractions (MessageRecord::replaces), and answers of our other devices to calls. The
/// original message gets the new content. If the original is not here, the correction is stored in its place,
/// and the original is ignored when it arrives. Both must have the same sender, that is, the same thread and
/// direction. Storage thread.
class MessageChanges
{
public:
    explicit MessageChanges(SqlConnection &connection) : m_connection(connection) {}

    /// The original of `change`, or its stand-in: row, position, time, ids. The newest one if the sender has
    /// used the id twice. nullopt if there is none.
    Result<std::optional<MessageRecord>> target(qint64 endpoint, const MessageRecord &change);
    /// Returns true if the content of the row has changed. A newer correction and a deletion stay.
    Result<bool> apply(qint64 rowId, const MessageRecord &change);
    /// The stored correction that stands in the place of `message`, or nullopt.
    Result<std::optional<MessageRecord>> standIn(qint64 endpoint, const MessageRecord &message);
    /// To be called when a correction is stored in the place of its original.
    void noteStandIn() { m_hasStandIns = true; }
    /// To be called after a rollback, or after another writer.
    void forget() { m_hasStandIns.reset(); }

private:
    SqlConnection &m_connection;
    std::optional<bool> m_hasStandIns; ///< Mostly false, which saves a look-up for each message.
};

} // namespace roost
