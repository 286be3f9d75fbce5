// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/archive_records.h"
#include "storage/message_changes.h"
#include "storage/message_duplicates.h"
#include "storage/records.h"

#include <QHash>

#include <optional>

namespace roost {

class EndpointKeys;
class PositionSequence;
class SqlConnection;
class Statement;

/// The messages of all 1:1 threads, and the summary of each thread in `endpoints`. Storage thread.
class MessageTable
{
public:
    /// One of a thread's messages in its order.
    struct Placed
    {
        qint64 rowId = 0;
        bool isArchived = false;
        MovedMessage message; ///< As it stands, without its thread.
    };

    MessageTable(SqlConnection &connection, EndpointKeys &keys, PositionSequence &positions)
        : m_connection(connection)
        , m_keys(keys)
        , m_positions(positions)
        , m_duplicates(connection)
        , m_changes(connection)
    {
    }

    /// One outcome per message, in order, each after all of its thread, but for late ones: they go where
    /// their time says. Doubles change nothing. What is new for the summaries of their threads is only noted:
    /// call saveSummaries() before anything else looks at them, and before the commit.
    Result<QList<StoreOutcome>> store(const QList<MessageRecord> &messages);
    Status saveSummaries();
    /// After a rollback.
    void forgetSummaries()
    {
        m_summaries.clear();
        m_changes.forget();
    }
    /// At most `limit` before the cursor, newest last, without deliveries.
    Result<QList<MessageRecord>> load(const Jid &thread, MessageCursor before, int limit);
    /// All that wait to be sent, oldest first, without deliveries.
    Result<QList<MessageRecord>> loadQueued();
    Status setState(const Jid &thread, const QString &id, MessageState state, ErrorKind kind,
                    const QString &failure);
    /// A message of ours is for all Connections now.
    Status dropTarget(const Jid &thread, const QString &id);
    /// The row of a message of ours; 0 when there is none.
    Result<qint64> findMine(const Jid &thread, const QString &id);
    /// Corrections and deletions.
    [[nodiscard]] MessageChanges &changes() { return m_changes; }
    /// One from the archive, at the position it bears; its row. The summary is not touched.
    Result<StoreOutcome> insertArchived(qint64 endpoint, const MessageRecord &message);
    /// One that was here before, at its old position; nothing if it still is. The summary is not touched.
    Result<StoreOutcome> restore(const MessageRecord &message);
    /// The archive has that message, at the position, time and archive id of `archived`.
    Status place(qint64 rowId, const MessageRecord &archived);
    /// Of the thread, what stands from one position up to before another, in its order.
    Result<QList<Placed>> between(qint64 endpoint, qint64 from, qint64 before);
    Status move(qint64 rowId, qint64 position);
    /// What waits to be sent comes after all that is here, in its order. What moved.
    Result<QList<MovedMessage>> liftQueued();
    /// So many more of the thread are unread, and it is in the list.
    Status countFresh(qint64 endpoint, int unread);
    /// Makes the thread's last message what its summary tells: that message, if the summary told of another.
    Result<std::optional<MessageRecord>> summarizeAnew(const Jid &thread, qint64 endpoint);
    Status markRead(const Jid &thread);

private:
    /// What is to be added to the summary of one thread.
    struct Summary
    {
        QString preview;    ///< Of the last message.
        qint64 timeMs = -1; ///< -1: the last one stays.
        MessageNotice notice = MessageNotice::None;
        bool mine = false;
        int unread = 0;
    };
    struct Place
    {
        qint64 position = 0;
        bool isLast = true;
    };

    Result<StoreOutcome> storeOne(qint64 endpoint, const MessageRecord &message);
    /// Not found: nothing.
    Result<std::optional<StoreOutcome>> change(qint64 endpoint, const MessageRecord &message);
    Result<Place> placeOf(qint64 endpoint, const MessageRecord &message);
    Result<Place> placeOfLate(qint64 endpoint, const MessageRecord &message);
    /// Unless it is there already. Under another id if its sender has given that one before.
    Result<StoreOutcome> insert(qint64 endpoint, const MessageRecord &message, Place place, bool isArchived);
    Result<StoreOutcome> insertBeside(qint64 endpoint, MessageRecord message, Place place, bool isArchived);
    /// Under this very id; not inserted if there is one.
    Result<StoreOutcome> insertAs(qint64 endpoint, const MessageRecord &message, Place place,
                                  bool isArchived);
    Status saveSummary(qint64 endpoint, const Summary &summary);

    SqlConnection &m_connection;
    EndpointKeys &m_keys;
    PositionSequence &m_positions;
    MessageDuplicates m_duplicates;
    MessageChanges m_changes;
    QHash<qint64, Summary> m_summaries; ///< By row id of the Endpoint.
};

} // namespace roost
