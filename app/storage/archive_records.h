// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/records.h"

namespace roost {

/// A stretch of the account's archive (XEP-0313) that is here without a hole, named by archive ids.
struct ArchiveRange
{
    qint64 rowId = 0; ///< 0 = not stored yet. Greater = newer.
    QString oldestId;
    QString newestId;
    bool reachesStart = false; ///< The archive holds nothing older.
    qint64 oldestMs = 0;       ///< Stamp of the oldest message in it; 0 = not known.
    qint64 oldestPosition = 0; ///< What is older than the stretch goes below that.

    bool operator==(const ArchiveRange &) const = default;
};

/// How far one look at the archive, from its end backwards, has come: what the pages it has stored tell about
/// the next. A value, so that a page that could not be stored leaves nothing of itself.
struct ArchiveLook
{
    qint64 ceiling = 0; ///< What comes next stands below that.
    /// By row of the Endpoint, where the newest answer stands that it has come upon.
    QHash<qint64, qint64> answers = {};
    QSet<qint64> told = {}; ///< Endpoints (rows) that are in the list, with the last message of their thread.
    qint64 removals = 0;    ///< From the list, until then: after one more, `told` means nothing.
};

/// One page of the archive on its way into the database.
struct ArchivedMessages
{
    QList<MessageRecord> messages; ///< In the order of the archive, oldest first, with its stamps.
    ArchiveRange range;            ///< As it is once the page is in; its oldest position is reckoned.
    QList<qint64> mergedRows;      ///< Ranges that became part of it.
    ArchiveLook look = {};         ///< As the next newer page, or making room, left it.
    /// The page has met a stretch that is here and reaches further back: its oldest position.
    std::optional<qint64> leapsTo = {};
};

/// A message that was there already has another place in its thread, and maybe another time.
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
    QList<MessageRecord> fresh; ///< What was not there: with row, position, and whether it is read.
    /// For messages that were there: what their sender has changed, under the ids of those messages.
    QList<MessageRecord> changed;
    QList<MovedMessage> moved;
    QList<MessageRecord> newest; ///< The last messages of the threads whose last one is another now.
    QList<Jid> news;             ///< Threads in which nothing that anybody has seen is newer than the page.
    qint64 rangeRow = 0;
    ArchiveLook look; ///< For the next older page.
    /// By thread, how many that had been here unread are read now: a message of ours came after them.
    QHash<Jid, int> answered;
};

} // namespace roost
