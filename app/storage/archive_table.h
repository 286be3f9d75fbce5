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

/// Which stretches of the account's archive are here, and how a page of it gets in: the order of the archive
/// is the order of each thread (XEP-0313 §3.1). Its pages come from the newest to the oldest, and each
/// message stands below those of the newer page, whatever place it had. What the archive does not hold, or
/// not yet, stays behind what it stood behind. Storage thread.
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
    /// After a repair: until loadRanges() has told anew what is here, pages extend no stretch, since what
    /// their senders believe to be here may not be.
    void distrustRanges() { m_hasStaleRanges = true; }

private:
    /// One message of a page.
    struct Entry
    {
        MessageRecord message; ///< With its new position.
        qint64 endpoint = 0;
        std::optional<MessageRecord> known; ///< As it was.
    };
    /// Newest first; of two copies the older one. Without what corrects or deletes a message that is here, or
    /// on the page: that is added to `changes`.
    Result<std::vector<Entry>> entries(const ArchivedMessages &page, QList<MessageRecord> &changes);
    /// Another message has, or will have, its content.
    Result<bool> isChange(qint64 endpoint, const MessageRecord &message, const ArchivedMessages &page);
    Status apply(const QList<MessageRecord> &changes, ArchiveOutcome &outcome);
    /// Another copy of it is on the page, too.
    [[nodiscard]] static bool isSame(const Entry &one, const Entry &other);
    Status place(const std::vector<Entry> &entries, ArchiveOutcome &outcome);
    /// What is not on the page, and the archive has not placed, goes with what it stood beside.
    Status takeAlong(const std::vector<Entry> &entries, qint64 ceiling, ArchiveOutcome &outcome);
    Status takeAlong(const std::vector<const Entry *> &thread, qint64 ceiling, ArchiveOutcome &outcome);
    /// What was read by answering it from another device, of what is not here yet.
    Status markAnsweredFresh(std::vector<Entry> &entries, ArchiveLook &look);
    Result<std::optional<qint64>> newestAnswer(qint64 endpoint, qint64 from);
    Status storeFresh(std::vector<Entry> &entries, ArchiveOutcome &outcome);
    /// Fills ArchiveOutcome::news.
    Status findNews(const std::vector<Entry> &entries, ArchiveOutcome &outcome);
    Status summarizeAnew(const QSet<Jid> &threads, ArchiveOutcome &outcome);
    /// What the fresh ones of ours answer is read.
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
