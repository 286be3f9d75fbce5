// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/event_batch.h"
#include "storage/message_changes.h"
#include "storage/message_duplicates.h"
#include "storage/records.h"

#include <optional>

namespace roost {

class EndpointKeys;
class PositionSequence;
class SqlConnection;
class Statement;
class ThreadTable;

/// The messages of all 1:1 threads. Storage thread.
class MessageTable
{
public:
    /// One message in the order of its thread.
    struct Placed
    {
        qint64 rowId = 0;
        bool isArchived = false;
        bool isQueued = false; ///< Ours, not acknowledged by the server.
        QString resource = {}; ///< Of the sending Connection; empty = it was typed here.
        MovedMessage message;  ///< Its present position and time; the thread is not set.
    };

    MessageTable(SqlConnection &connection, EndpointKeys &keys, ThreadTable &threads,
                 PositionSequence &positions)
        : m_connection(connection)
        , m_keys(keys)
        , m_threads(threads)
        , m_positions(positions)
        , m_duplicates(connection)
        , m_changes(connection)
    {
    }

    /// Appends each message to its thread; a delayed message is inserted by its time. Duplicates change
    /// nothing. Returns one outcome per message, in order.
    Result<QList<StoreOutcome>> store(const QList<MessageRecord> &messages);
    /// To be called after a rollback.
    void forget() { m_changes.forget(); }
    /// At most `limit` before the cursor, newest last, without deliveries.
    Result<QList<MessageRecord>> load(const Jid &thread, MessageCursor before, int limit);
    /// At most `limit` after the cursor, newest last, without deliveries.
    Result<QList<MessageRecord>> loadAfter(const Jid &thread, MessageCursor after, int limit);
    /// All queued messages, oldest first, without deliveries.
    Result<QList<MessageRecord>> loadQueued();
    Status setState(const Jid &thread, const QString &id, MessageState state, ErrorKind kind,
                    const QString &failure);
    /// Removes the target of a message of ours, which it returns: the message is for all Connections now.
    Result<QString> dropTarget(const Jid &thread, const QString &id);
    /// The row of a message of ours; 0 if there is none.
    Result<qint64> findMine(const Jid &thread, const QString &id);
    /// Corrections and retractions.
    [[nodiscard]] MessageChanges &changes() { return m_changes; }
    /// Inserts a message of the archive at its `position`. Does not change the summary.
    Result<StoreOutcome> insertArchived(qint64 endpoint, const MessageRecord &message);
    /// Inserts a message that the database held before, at its old position. Does nothing if it is still
    /// there. Does not change the summary.
    Result<StoreOutcome> restore(const MessageRecord &message);
    /// Gives a stored message the position, time and archive id of its copy in the archive.
    Status place(qint64 rowId, const MessageRecord &archived);
    /// The messages of a thread with a position >= `from` and < `before`, in order.
    Result<QList<Placed>> between(qint64 endpoint, qint64 from, qint64 before);
    Status move(qint64 rowId, qint64 position);
    /// Moves all queued messages behind all other messages, in their order. Returns the moved ones.
    Result<QList<MovedMessage>> liftQueued();
    /// Derives the summary from the last message of the thread.
    Status summarizeAnew(const Jid &thread, qint64 endpoint);

private:
    struct Place
    {
        qint64 position = 0;
        bool isLast = true;
    };

    Result<StoreOutcome> storeOne(qint64 endpoint, const MessageRecord &message);
    /// Applies a correction or retraction; nullopt if the original is not here.
    Result<std::optional<StoreOutcome>> change(qint64 endpoint, const MessageRecord &message);
    Result<Place> placeOf(qint64 endpoint, const MessageRecord &message);
    Result<Place> placeOfLate(qint64 endpoint, const MessageRecord &message);
    /// Inserts a message unless it is a duplicate. If the sender has reused the id, the message gets another
    /// key.
    Result<StoreOutcome> insert(qint64 endpoint, const MessageRecord &message, Place place, bool isArchived);
    /// Inserts a message under a new key, beside the other message with the sender's id.
    Result<StoreOutcome> insertBeside(qint64 endpoint, const MessageRecord &message, Place place,
                                      bool isArchived);
    /// Inserts a message under its key; `inserted` is false if the key is taken.
    Result<StoreOutcome> insertAs(qint64 endpoint, const QString &key, const MessageRecord &message,
                                  Place place, bool isArchived);
    Status summarize(qint64 endpoint, const MessageRecord &message, const StoreOutcome &outcome);

    SqlConnection &m_connection;
    EndpointKeys &m_keys;
    ThreadTable &m_threads;
    PositionSequence &m_positions;
    MessageDuplicates m_duplicates;
    MessageChanges m_changes;
};

} // namespace roost
