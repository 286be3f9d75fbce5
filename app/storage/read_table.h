// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/event_batch.h"

namespace roost {

class EndpointKeys;
class MarkTable;
class SqlConnection;
class ThreadTable;

/// Read state of threads: by us here, by us on another device, and by the other side. Storage thread.
class ReadTable
{
public:
    /// Maximum number of messages of a thread that one displayed marker marks as read.
    static constexpr int furthestBack = 1'000;

    ReadTable(SqlConnection &connection, EndpointKeys &keys, MarkTable &marks, ThreadTable &threads)
        : m_connection(connection)
        , m_keys(keys)
        , m_marks(marks)
        , m_threads(threads)
    {
    }

    /// Applies a mark of any kind, or keeps it until its message arrives.
    Status apply(const MarkRecord &mark, ChangeList &changes);
    /// The user has read the thread here.
    Status markHere(const ReadHere &read);
    /// To be called before live messages are stored: marks those as read that another device of ours has
    /// read already. Returns the marks whose message is among them, to be applied after storing.
    Result<QList<MarkRecord>> applyEarly(QList<MessageRecord> &messages);
    /// The marks that wait for messages of the thread, with the thread set.
    Result<QList<MarkRecord>> earlyReads(qint64 endpoint, const Jid &thread);
    /// True if `mark`, of another device of ours, names `message`.
    [[nodiscard]] static bool isNamed(const MessageRecord &message, const MarkRecord &mark);
    /// All messages of the thread were seen on another device of ours.
    Status markSeenElsewhere(const Jid &thread, ChangeList &changes);
    /// The message of an early mark has been stored.
    Status applyMet(const MarkRecord &mark, ChangeList &changes);
    /// A message of ours has been inserted: applies the deliveries that waited for it.
    Status deliverEarly(qint64 endpoint, MessageRecord &message, ChangeList &changes);
    /// Messages before an inserted one of ours were seen on the device that sent it.
    Status markAnswered(ChangeList &changes);

private:
    /// Place of a message in the order of its thread; row 0 = none.
    struct Place
    {
        qint64 position = 0;
        qint64 row = 0;
    };
    struct OwnMessage
    {
        qint64 row = 0;
        QString id;
        bool isNew = false; ///< No Connection had read it before.
    };
    Result<Place> oldestUnread(qint64 endpoint);
    /// Place of the marked message, at or behind `from`.
    Result<Place> find(qint64 endpoint, const MarkRecord &mark, const Place &from);
    /// The same among the last messages of the thread.
    Result<Place> findAtEnd(qint64 endpoint, const MarkRecord &mark);
    Status readElsewhere(qint64 endpoint, const MarkRecord &mark, ChangeList &changes);
    /// Marks all messages up to `place` as read. Returns their number.
    Result<int> markUpTo(qint64 endpoint, const Jid &thread, const Place &place);
    Result<int> markAll(const Jid &thread);
    Status delivered(qint64 endpoint, const MarkRecord &mark);
    Status displayed(qint64 endpoint, const MarkRecord &mark, ChangeList &changes);
    /// A Connection has read the message of ours that `mark` names, and all earlier ones. Earlier messages
    /// that are queued or failed stay as they are.
    Status markOwn(qint64 endpoint, const MarkRecord &mark, ChangeList &changes);
    /// True if the message is here and not yet read on that Connection (an empty `resource`: on any).
    Result<bool> isUnread(qint64 endpoint, const QString &id, const QString &resource);
    Result<bool> isHere(qint64 endpoint, const QString &id);
    Result<QList<OwnMessage>> ownUpTo(qint64 endpoint, const QString &id, const QString &resource);

    SqlConnection &m_connection;
    EndpointKeys &m_keys;
    MarkTable &m_marks;
    ThreadTable &m_threads;
};

} // namespace roost
