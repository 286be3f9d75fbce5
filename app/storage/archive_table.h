// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/archive_neighbours.h"
#include "storage/event_batch.h"
#include "storage/message_table.h"
#include "storage/records.h"

#include <QSet>

#include <optional>
#include <vector>

namespace roost {

class ArchiveRanges;
class EndpointKeys;
class PositionSequence;
class ReadTable;
class SqlConnection;
class ThreadTable;

/// The insertion of pages of the archive. The order of the archive
/// becomes the order of each thread (XEP-0313 §3.1): pages arrive from the newest to the oldest, and each
/// message is placed below those of the newer page, whatever position it had. A message that the archive does
/// not hold, or not yet, stays behind its predecessor. Storage thread.
class ArchiveTable
{
public:
    ArchiveTable(SqlConnection &connection, EndpointKeys &keys, MessageTable &messages, ThreadTable &threads,
                 ReadTable &reads, ArchiveRanges &ranges, PositionSequence &positions)
        : m_connection(connection)
        , m_keys(keys)
        , m_messages(messages)
        , m_threads(threads)
        , m_reads(reads)
        , m_ranges(ranges)
        , m_positions(positions)
        , m_duplicates(connection)
    {
    }

    /// See UserDatabase::makeRoomForArchive().
    Result<ChangeList> makeRoom(bool isNewSession);
    /// Places the messages of a page or batch in the order of the archive and stores the range. A new
    /// received message is read if an answer of ours, or a read mark of another device of ours, follows it.
    Status store(const EventBatch &page, ChangeList &changes);

private:
    /// One message of a page.
    struct Entry
    {
        MessageRecord message; ///< With its new position.
        qint64 endpoint = 0;
        std::optional<MessageRecord> known; ///< The stored copy, before it is placed.
    };
    /// The messages of the page, newest first; of two copies only the older one. A correction or retraction
    /// of a message that is stored, or on the page, goes to `changes` instead.
    Result<std::vector<Entry>> entries(const EventBatch &page, QList<MessageRecord> &changes);
    /// True if `message` corrects or retracts a message that is stored or on the page.
    Result<bool> isChange(qint64 endpoint, const MessageRecord &message, const EventBatch &page);
    Status apply(const QList<MessageRecord> &changes, ChangeList &outcome);
    /// True if both entries are copies of one message.
    [[nodiscard]] static bool isSame(const Entry &one, const Entry &other);
    Status place(const std::vector<Entry> &entries, ChangeList &outcome);
    /// Moves messages that are not on the page along with their neighbours.
    Status takeAlong(const std::vector<Entry> &entries, qint64 ceiling, ChangeList &outcome);
    /// The stored messages of a thread around those of the page.
    Result<ArchiveNeighbours::Thread> stoodBefore(const std::vector<const Entry *> &thread, qint64 ceiling);
    /// Marks new messages as read that another device of ours has answered.
    Status markAnsweredFresh(std::vector<Entry> &entries, ArchiveLook &look);
    /// Position of the newest stored answer of ours above `from`.
    Result<std::optional<qint64>> newestAnswer(qint64 endpoint, qint64 from);
    Status storeFresh(std::vector<Entry> &entries, ChangeList &outcome);
    /// Fills ChangeList::news.
    Status findNews(const std::vector<Entry> &entries, ChangeList &outcome);
    Status summarize(const std::vector<Entry> &entries, ChangeList &outcome);
    Status summarizeAnew(const QSet<Jid> &threads);
    /// Marks new messages as read that another device of ours has read. Adds the marks whose message is on
    /// the page to `met`.
    Status markReadFresh(std::vector<Entry> &entries, QList<MarkRecord> &met);

    SqlConnection &m_connection;
    EndpointKeys &m_keys;
    MessageTable &m_messages;
    ThreadTable &m_threads;
    ReadTable &m_reads;
    ArchiveRanges &m_ranges;
    PositionSequence &m_positions;
    MessageDuplicates m_duplicates;
};

} // namespace roost
