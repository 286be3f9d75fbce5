// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/records.h"

namespace roost {

/// A part of the account's archive (XEP-0313) that the database holds without a gap, named by archive ids.
struct ArchiveRange
{
    qint64 rowId = 0; ///< 0 = not stored yet. Greater = newer.
    QString oldestId;
    QString newestId;
    bool reachesStart = false; ///< The archive holds nothing older.
    qint64 oldestMs = 0;       ///< Stamp of its oldest message; 0 = not known.
    qint64 oldestPosition = 0; ///< Messages older than the range are placed below it.

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

/// One page of the archive, or a batch of successive pages, to be stored.
struct ArchivedMessages
{
    QList<MessageRecord> messages; ///< In the order of the archive, oldest first, with its stamps.
    ArchiveRange range;            ///< The range after the page is stored; storing computes oldestPosition.
    QList<qint64> mergedRows;      ///< Rows of the ranges that became part of it.
    ArchiveLook look = {};         ///< Result of the next newer batch, or of making room.
    /// The page has met a known range that reaches further back: the oldest position of that range.
    std::optional<qint64> leapsTo = {};
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

/// Result of storing an archive page, or of making room for missing messages.
struct ArchiveOutcome
{
    QList<MessageRecord> fresh; ///< New messages, with row, position and read state.
    /// Corrections and retractions of messages that were here, under the ids of those messages.
    QList<MessageRecord> changed;
    QList<MovedMessage> moved;
    QList<MessageRecord> newest; ///< The last messages of threads whose summary has changed.
    QList<Jid> news; ///< Threads whose newest message, apart from queued ones, came with this page.
    qint64 rangeRow = 0;
    ArchiveLook look; ///< For the next older batch.
    /// Thread -> number of stored messages that became read, because an answer of ours follows them.
    QHash<Jid, int> answered;
};

} // namespace roost
