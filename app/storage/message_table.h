// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/records.h"

#include <QHash>
#include <QSet>

#include <optional>

namespace roost {

class EndpointKeys;
class SqlConnection;
class Statement;

/// The messages of all 1:1 threads, and the summary of each thread in `endpoints`. Storage thread.
class MessageTable
{
public:
    /// A message that is there already.
    struct Known
    {
        qint64 rowId = 0;
        qint64 timeMs = 0;
        QString stanzaId;
        bool isTypedHere = false; ///< Ours, and not of another device.
    };

    /// A message that has been put before others.
    struct Pushed
    {
        qint64 rowId = 0;
        qint64 fromMs = 0;  ///< Where it stood.
        MovedMessage moved; ///< Without its thread.
    };

    MessageTable(SqlConnection &connection, EndpointKeys &keys) : m_connection(connection), m_keys(keys) {}

    /// One outcome per message, in order. Doubles change nothing. What is new for the summaries of their
    /// threads is only noted: call saveSummaries() before anything else looks at them, and before the commit.
    Result<QList<StoreOutcome>> store(const QList<MessageRecord> &messages);
    Status saveSummaries();
    /// After a rollback.
    void forgetSummaries() { m_summaries.clear(); }
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
    /// The stored double of `message`, told by id; nothing if there is none.
    Result<std::optional<Known>> known(qint64 endpoint, const MessageRecord &message);
    /// Gives the message of that row its place in time, and its archive id if it had none.
    Status place(qint64 rowId, qint64 timeMs, const QString &stanzaId);
    /// The earliest time in a span, both ends included, of what the archive holds of the thread, other than
    /// these rows; -1 = there is none.
    Result<qint64> earliestArchived(qint64 endpoint, qint64 fromMs, qint64 toMs, const QSet<qint64> &except);
    /// Whether the thread has anything in a span, both ends included.
    Result<bool> isAnyBetween(qint64 endpoint, qint64 fromMs, qint64 toMs);
    /// Moves what the archive holds of the thread and stands in a span, other than these rows, to before the
    /// span, in its order, and with it what would be overtaken by that. What moved.
    Result<QList<Pushed>> pushDown(qint64 endpoint, qint64 fromMs, qint64 toMs, const QSet<qint64> &except);
    /// The same for messages of theirs that are in a row before that one: they came live, and bear the time
    /// when they came.
    Result<QList<Pushed>> pushDownArrived(qint64 endpoint, qint64 fromMs, qint64 toMs, qint64 row,
                                          const QSet<qint64> &except);
    /// Messages of ours later than that row that have not been found in the archive stand no earlier than
    /// `timeMs`. What moved.
    Result<QList<Pushed>> liftUnconfirmed(qint64 endpoint, qint64 rowId, qint64 timeMs);
    /// Puts a message that was pushed to where it stood, unless it has another place by now: whether it was
    /// so.
    Result<bool> putBack(const Pushed &message);
    /// Makes the thread's last message what its summary tells, which it returns.
    Result<std::optional<MessageRecord>> summarizeAnew(const Jid &thread, qint64 endpoint);
    Status markRead(const Jid &thread);

private:
    /// What is to be added to the summary of one thread.
    struct Summary
    {
        QString body; ///< Of the newest message.
        qint64 timeMs = -1;
        bool mine = false;
        int unread = 0;
    };

    /// What the statement gives, newest first, as far as it does not end before `fromMs`, to before that.
    Result<QList<Pushed>> pushBelow(Statement &newestFirst, qint64 fromMs, const QSet<qint64> &except);
    Result<QList<Pushed>> placeAll(QList<Pushed> messages);
    Result<StoreOutcome> insert(qint64 endpoint, const MessageRecord &message);
    Result<StoreOutcome> findDouble(qint64 endpoint, const MessageRecord &message);
    Status saveSummary(qint64 endpoint, const Summary &summary);

    SqlConnection &m_connection;
    EndpointKeys &m_keys;
    QHash<qint64, Summary> m_summaries; ///< By row id of the Endpoint.
};

} // namespace roost
