// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/archive_records.h"
#include "storage/message_table.h"
#include "storage/records.h"

#include <QSet>

#include <optional>
#include <vector>

namespace roost {

class EndpointKeys;
class PositionSequence;
class SqlConnection;

/// The known ranges of the account's archive, and the insertion of its pages. The order of the archive
/// becomes the order of each thread (XEP-0313 §3.1): pages arrive from the newest to the oldest, and each
/// message is placed below those of the newer page, whatever position it had. A message that the archive does
/// not hold, or not yet, stays behind its predecessor. Storage thread.
class ArchiveTable
{
public:
    ArchiveTable(SqlConnection &connection, EndpointKeys &keys, MessageTable &messages,
                 PositionSequence &positions)
        : m_connection(connection)
        , m_keys(keys)
        , m_messages(messages)
        , m_positions(positions)
        , m_duplicates(connection)
    {
    }

    /// See UserDatabase::makeRoomForArchive().
    Result<ArchiveOutcome> makeRoom(bool isNewSession);
    /// Newest first.
    Result<QList<ArchiveRange>> loadRanges();
    Result<ArchiveOutcome> store(const ArchivedMessages &page);
    /// To be called after a repair. Until the next loadRanges(), store() saves no range: the callers may
    /// still assume ranges that the repair has dropped.
    void distrustRanges() { m_hasStaleRanges = true; }

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
    Result<std::vector<Entry>> entries(const ArchivedMessages &page, QList<MessageRecord> &changes);
    /// True if `message` corrects or retracts a message that is stored or on the page.
    Result<bool> isChange(qint64 endpoint, const MessageRecord &message, const ArchivedMessages &page);
    Status apply(const QList<MessageRecord> &changes, ArchiveOutcome &outcome);
    /// True if both entries are copies of one message.
    [[nodiscard]] static bool isSame(const Entry &one, const Entry &other);
    Status place(const std::vector<Entry> &entries, ArchiveOutcome &outcome);
    /// Moves messages that are neither on the page nor placed by the archive along with their neighbours.
    Status takeAlong(const std::vector<Entry> &entries, qint64 ceiling, ArchiveOutcome &outcome);
    Status takeAlong(const std::vector<const Entry *> &thread, qint64 ceiling, ArchiveOutcome &outcome);
    /// Marks new messages as read that another device of ours has answered.
    Status markAnsweredFresh(std::vector<Entry> &entries, ArchiveLook &look);
    /// Position of the newest stored answer of ours above `from`.
    Result<std::optional<qint64>> newestAnswer(qint64 endpoint, qint64 from);
    Status storeFresh(std::vector<Entry> &entries, ArchiveOutcome &outcome);
    /// Fills ArchiveOutcome::news.
    Status findNews(const std::vector<Entry> &entries, ArchiveOutcome &outcome);
    Status summarizeAnew(const QSet<Jid> &threads, ArchiveOutcome &outcome);
    /// Marks stored messages as read that a new message of ours follows.
    Status markAnswered(ArchiveOutcome &outcome);
    Result<qint64> saveRange(const ArchivedMessages &page, qint64 oldestPosition);

    SqlConnection &m_connection;
    EndpointKeys &m_keys;
    MessageTable &m_messages;
    PositionSequence &m_positions;
    MessageDuplicates m_duplicates;
    bool m_hasStaleRanges = false;
};

} // namespace roost
