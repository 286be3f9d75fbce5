// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/archive_ranges.h"

#include "storage/sql_connection.h"

namespace roost {

Result<QList<ArchiveRange>> ArchiveRanges::load()
{
    m_areStale = false;
    Statement select(m_connection, "SELECT id, oldest_id, newest_id, reaches_start, oldest_ms,"
                                   " oldest_position FROM archive_ranges WHERE archive = ''"
                                   " ORDER BY id DESC");
    QList<ArchiveRange> ranges;
    while (select.next())
        ranges.append({select.numberAt(0), select.textAt(1), select.textAt(2), select.numberAt(3) != 0,
                       select.numberAt(4), select.numberAt(5)});
    return select.ended().transform([&ranges](Done) { return std::move(ranges); });
}

Result<qint64> ArchiveRanges::save(const ArchivePart &part, qint64 oldestPosition)
{
    if (m_areStale)
        return 0;
    for (const qint64 merged : part.mergedRows) {
        Statement remove(m_connection, "DELETE FROM archive_ranges WHERE id = ?");
        if (auto done = remove.number(merged).run(); !done)
            return unexpected(done.error());
    }
    const ArchiveRange &range = part.range;
    if (range.newestId.isEmpty())
        return range.rowId;
    if (range.rowId != 0) {
        Statement update(m_connection, "UPDATE archive_ranges SET oldest_id = ?, newest_id = ?,"
                                       " reaches_start = ?, oldest_ms = ?, oldest_position = ?"
                                       " WHERE id = ?");
        const auto done = update.text(range.oldestId)
                              .text(range.newestId)
                              .number(range.reachesStart)
                              .number(range.oldestMs)
                              .number(oldestPosition)
                              .number(range.rowId)
                              .run();
        return done.transform([&range](Done) { return range.rowId; });
    }
    Statement insert(m_connection,
                     "INSERT INTO archive_ranges (oldest_id, newest_id, reaches_start, oldest_ms,"
                     " oldest_position, archive) VALUES (?, ?, ?, ?, ?, ?)");
    const auto done = insert.text(range.oldestId)
                          .text(range.newestId)
                          .number(range.reachesStart)
                          .number(range.oldestMs)
                          .number(oldestPosition)
                          .text(range.archive.toString())
                          .run();
    return done.transform([&insert](Done) { return insert.insertedRowId(); });
}

} // namespace roost
