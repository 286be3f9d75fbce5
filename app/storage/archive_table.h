// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/archive_order.h"
#include "storage/message_table.h"
#include "storage/records.h"

#include <limits>
#include <vector>

namespace roost {

class EndpointKeys;
class SqlConnection;

/// Which stretches of the account's archive are here, and how a page of it gets in. Storage thread.
class ArchiveTable
{
public:
    ArchiveTable(SqlConnection &connection, EndpointKeys &keys, MessageTable &messages)
        : m_connection(connection)
        , m_keys(keys)
        , m_messages(messages)
    {
    }

    /// Newest first.
    Result<QList<ArchiveRange>> loadRanges();
    Result<ArchiveOutcome> store(const ArchivedMessages &page);

private:
    /// What a page holds of one thread, oldest first; the lists belong together.
    struct ThreadPart
    {
        qint64 endpoint = 0;
        std::vector<qsizetype> messages; ///< Places in the page.
        std::vector<qint64> rows;        ///< 0 = not here yet.
        std::vector<ArchivePlace> places;
        qint64 lastTypedRow = 0; ///< The newest that was typed on this device and stands in `rows`; 0 = none.
        std::size_t lastTyped = 0;
        /// The earliest that came from elsewhere, copies of ours included; all later ones are no older.
        qint64 firstArrivedRow = std::numeric_limits<qint64>::max();
        std::vector<qint64>
            archivedMs; ///< Where those stand that came from the archive or with its id before.
    };
    Result<QHash<Jid, ThreadPart>> parts(const ArchivedMessages &page);
    /// Where the next newer message of the thread stands; -1 = unknown.
    Result<qint64> edgeOf(const ArchivedMessages &page, const Jid &thread, const ThreadPart &part);
    Status makeRoom(const ArchivedMessages &page, const Jid &thread, const ThreadPart &part, qint64 newerMs,
                    ArchiveOutcome &outcome);
    /// What came live and is older than the page, but bears a later time, since we were slow to take it.
    Status holdBack(const ArchivedMessages &page, const Jid &thread, const ThreadPart &part,
                    ArchiveOutcome &outcome);
    /// What was held back, but stood in no page that followed, was not older: it goes to where it stood.
    Status letGo(ArchiveOutcome &outcome);
    Status move(const ArchivedMessages &page, const ThreadPart &part, ArchiveOutcome &outcome);
    Status storeFresh(QList<MessageRecord> fresh, ArchiveOutcome &outcome);
    Status summarizeMoved(ArchiveOutcome &outcome);
    /// When the newest message of ours was sent that comes after the part's first unread one; 0 = there is
    /// none, or nothing is unread.
    Result<qint64> newestAnswer(const ArchivedMessages &page, const ThreadPart &part);
    /// Fills ArchiveOutcome::fresh, moved, newest and oldestMs.
    Status storeMessages(const ArchivedMessages &page, ArchiveOutcome &outcome);
    /// What the fresh ones of ours answer is read.
    Status markAnswered(ArchiveOutcome &outcome);
    Result<qint64> saveRange(const ArchivedMessages &page);

    SqlConnection &m_connection;
    EndpointKeys &m_keys;
    MessageTable &m_messages;
    /// By row, what holdBack() has moved in this run and no page has confirmed yet.
    QHash<qint64, MessageTable::Pushed> m_held;
};

} // namespace roost
