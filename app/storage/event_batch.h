// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/records.h"

#include <optional>

namespace roost {

/// A part of an archive (XEP-0313) that the database holds without a gap, named by archive ids.
struct ArchiveRange
{
    qint64 rowId = 0; ///< 0 = not stored yet. Greater = newer.
    QString oldestId;
    QString newestId;
    bool reachesStart = false; ///< The archive holds nothing older.
    qint64 oldestMs = 0;       ///< Stamp of its oldest message; 0 = not known.
    qint64 oldestPosition = 0; ///< Messages older than the range are placed below it.
    Jid archive = {};          ///< Owner of the archive: a room; empty = the account.

    bool operator==(const ArchiveRange &) const = default;
};

/// State of one run over the archive, carried from each stored batch to the next older one. A value, so that
/// a batch that is rolled back leaves no trace.
struct ArchiveLook
{
    qint64 ceiling = 0; ///< The messages of the next batch are placed below it.
    /// Endpoint row -> position of the newest answer of ours that the run has met.
    QHash<qint64, qint64> answers = {};
    QSet<qint64> told = {}; ///< Rows of the Endpoints that this run has listed and summarized.
    qint64 removals = 0;    ///< EndpointKeys::removals(); `told` is void once that has grown.
};

/// Place of archived messages: one page of the archive, or a batch of successive pages.
struct ArchivePart
{
    ArchiveRange range;       ///< The range after the page is stored; storing computes oldestPosition.
    QList<qint64> mergedRows; ///< Rows of the ranges that became part of it.
    ArchiveLook look = {};    ///< Result of the next newer batch, or of making room.
    /// The page has met a known range that reaches further back: the oldest position of that range.
    std::optional<qint64> leapsTo = {};
};

/// The user has seen messages of a thread here.
struct ReadHere
{
    Jid thread;
    int count = 0;      ///< Number of messages to be reported to the other side and to our other devices.
    bool isAll = false; ///< All stored messages of the thread become read.
};

/// A thread with messages that were read here and not reported yet.
struct UntoldThread
{
    Jid thread;
    int count = 0;               ///< Sum of ReadHere::count.
    QList<MessageRecord> newest; ///< The last messages of the thread, newest last, among them those.
};

/// The end of an outgoing remark of ours: the server has it, or it was refused.
struct SettledRemark
{
    OutgoingRemark remark;
    bool isRefused = false;
};

/// Events that enter the database together, in one transaction: first the messages, then the marks.
struct EventBatch
{
    enum class Origin : quint8 {
        Live,     ///< Messages from the stream, in the order of arrival; also copies of our own (carbons).
        Outgoing, ///< A message that was typed here: it becomes Queued, and the draft of its thread is
                  ///< removed. Or remarks of ours, in `remarks`.
        Archive,  ///< Messages of the archive, in its order, oldest first; `archive` is set.
    };
    Origin origin = Origin::Live;
    QList<MessageRecord> messages = {};
    QList<MarkRecord> marks = {};
    QList<OutgoingRemark> remarks = {}; ///< New ones: they take effect and are kept until they are settled.
    QList<SettledRemark> settled = {};
    QList<ReadHere> reads = {};
    std::optional<ArchivePart> archive = {};
};

/// A stored message that has a new position, and maybe a new time.
struct MovedMessage
{
    Jid thread;
    QString id;
    bool mine = false;
    qint64 position = 0;
    qint64 timeMs = 0;
};

/// A message of ours whose delivery has changed because of marks.
struct DeliveryChange
{
    Jid thread;
    QString id;
    MessageState state = MessageState::Read;
    DeliveryRecord delivery; ///< An empty resource = an unknown Connection.
};

/// All remarks about a message, some of which have changed.
struct RemarkChange
{
    Jid thread;
    QString id;
    bool mine = false;
    QList<Remark> remarks;
};

/// Everything that an EventBatch has changed.
struct ChangeList
{
    /// One for each message of a Live or Outgoing batch, in order.
    QList<StoreOutcome> outcomes;
    /// New messages, with key, row, position, read state, and the deliveries that were stated before.
    QList<MessageRecord> inserted;
    /// Corrections and retractions of messages that were here, under the keys of those messages.
    QList<MessageRecord> changed;
    QList<MovedMessage> moved;
    QList<DeliveryChange> deliveries;
    QList<RemarkChange> remarks;    ///< Of messages that were here before.
    QList<ThreadSummary> summaries; ///< Of the threads whose summary has changed.
    /// Threads whose newest message, apart from queued ones, came with an Archive batch.
    QList<Jid> news;
    /// Thread -> number of stored messages that became read, because an answer or a mark of another device of
    /// ours follows them.
    QHash<Jid, int> becameRead;
    /// Threads with unread messages in which the archive id of a mark is not known.
    QList<Jid> unknownMarks;
    qint64 rangeRow = 0;
    ArchiveLook look; ///< For the next older batch.
};

} // namespace roost
