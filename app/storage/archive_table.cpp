// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/archive_table.h"

#include "storage/endpoint_keys.h"
#include "storage/message_table.h"
#include "storage/sql_connection.h"

#include <algorithm>

namespace roost {

namespace {

/// Clocks that differ by more than that are wrong, and then the stamp is the better witness.
constexpr qint64 clockTolerance = 10 * 60 * 1'000;

} // namespace

Result<QList<ArchiveRange>> ArchiveTable::loadRanges()
{
    Statement select(m_connection,
                     "SELECT id, oldest_id, newest_id, reaches_start, oldest_ms FROM archive_ranges"
                     " ORDER BY id DESC");
    QList<ArchiveRange> ranges;
    while (select.next())
        ranges.append({select.numberAt(0), select.textAt(1), select.textAt(2), select.numberAt(3) != 0,
                       select.numberAt(4)});
    return select.ended().transform([&ranges](Done) { return std::move(ranges); });
}

// The order of the archive is the truth. Stamps of whole seconds (Prosody) and clocks that differ from the
// server's must not break it.
qint64 ArchiveTable::placedBefore(qint64 stampMs, qint64 newerMs)
{
    const bool isWholeSecond = stampMs % 1'000 == 0;
    const qint64 latest = isWholeSecond ? stampMs + 999 : stampMs;
    if (newerMs < 0 || newerMs > latest || newerMs < stampMs - clockTolerance)
        return latest;
    return newerMs - 1;
}

Result<qint64> ArchiveTable::newestOfOurs(qint64 endpoint)
{
    Statement select(m_connection, "SELECT time_ms FROM messages INDEXED BY messages_by_time"
                                   " WHERE endpoint_id = ? AND mine = 1 ORDER BY time_ms DESC LIMIT 1");
    select.number(endpoint);
    if (!select.next())
        return select.ended().transform([](Done) { return qint64(0); });
    return select.numberAt(0);
}

Result<ArchiveOutcome> ArchiveTable::store(const ArchivedMessages &page)
{
    ArchiveOutcome outcome;
    if (auto done = storeMessages(page, outcome); !done)
        return unexpected(done.error());
    if (auto done = markAnswered(outcome); !done)
        return unexpected(done.error());
    const auto range = saveRange(page);
    if (!range)
        return unexpected(range.error());
    outcome.rangeRow = *range;
    return outcome;
}

Status ArchiveTable::storeMessages(const ArchivedMessages &page, ArchiveOutcome &outcome)
{
    outcome.oldestMs = page.newerMs;
    QHash<Jid, ThreadEdge> edges;
    QList<MessageRecord> fresh;
    for (auto each = page.messages.crbegin(); each != page.messages.crend(); ++each) {
        MessageRecord message = *each;
        const auto endpoint = m_keys.findOrMake(message.thread);
        if (!endpoint)
            return unexpected(endpoint.error());
        if (!edges.contains(message.thread))
            edges.insert(message.thread, {page.newerMs.value(message.thread, -1), -1});
        ThreadEdge &edge = edges[message.thread];
        const auto known = m_messages.timeOf(*endpoint, message);
        if (!known)
            return unexpected(known.error());
        if (*known) {
            edge.newerMs = **known;
            continue;
        }
        message.timeMs = placedBefore(message.timeMs, edge.newerMs);
        edge.newerMs = message.timeMs;
        if (edge.answerMs < 0) {
            const auto answered = newestOfOurs(*endpoint);
            if (!answered)
                return unexpected(answered.error());
            edge.answerMs = *answered;
        }
        if (message.mine)
            edge.answerMs = std::max(edge.answerMs, message.timeMs);
        else
            message.read = message.read || message.timeMs < edge.answerMs;
        fresh.append(std::move(message));
    }
    for (auto edge = edges.cbegin(); edge != edges.cend(); ++edge)
        outcome.oldestMs.insert(edge.key(), edge->newerMs);
    std::reverse(fresh.begin(), fresh.end());
    const auto stored = m_messages.store(fresh);
    if (!stored)
        return unexpected(stored.error());
    for (qsizetype i = 0; i < fresh.size(); ++i) {
        if (!stored->at(i).inserted)
            continue;
        fresh[i].rowId = stored->at(i).rowId;
        outcome.fresh.append(fresh.at(i));
    }
    return m_messages.saveSummaries();
}

Status ArchiveTable::markAnswered(ArchiveOutcome &outcome)
{
    QHash<Jid, qint64> answers;
    for (const MessageRecord &message : std::as_const(outcome.fresh)) {
        if (message.mine)
            answers.insert(message.thread, message.timeMs); // the last one is the newest
    }
    for (auto answer = answers.cbegin(); answer != answers.cend(); ++answer) {
        const auto endpoint = m_keys.find(answer.key());
        if (!endpoint)
            return unexpected(endpoint.error());
        Statement count(m_connection, "SELECT count(*) FROM messages INDEXED BY messages_unread"
                                      " WHERE endpoint_id = ? AND mine = 0 AND read = 0 AND time_ms < ?");
        count.number(*endpoint).number(*answer);
        if (!count.next())
            return count.ended();
        const qint64 unread = count.numberAt(0);
        if (unread == 0)
            continue;
        Statement messages(m_connection, "UPDATE messages INDEXED BY messages_unread SET read = 1"
                                         " WHERE endpoint_id = ? AND mine = 0 AND read = 0 AND time_ms < ?");
        if (auto done = messages.number(*endpoint).number(*answer).run(); !done)
            return done;
        Statement summary(m_connection, "UPDATE endpoints SET unread = max(0, unread - ?) WHERE id = ?");
        if (auto done = summary.number(unread).number(*endpoint).run(); !done)
            return done;
        outcome.answered.insert(answer.key(), int(unread));
    }
    return Done{};
}

Result<qint64> ArchiveTable::saveRange(const ArchivedMessages &page)
{
    for (const qint64 merged : page.mergedRows) {
        Statement remove(m_connection, "DELETE FROM archive_ranges WHERE id = ?");
        if (auto done = remove.number(merged).run(); !done)
            return unexpected(done.error());
    }
    const ArchiveRange &range = page.range;
    if (range.newestId.isEmpty())
        return range.rowId;
    if (range.rowId != 0) {
        Statement update(m_connection, "UPDATE archive_ranges SET oldest_id = ?, newest_id = ?,"
                                       " reaches_start = ?, oldest_ms = ? WHERE id = ?");
        const auto done = update.text(range.oldestId)
                              .text(range.newestId)
                              .number(range.reachesStart)
                              .number(range.oldestMs)
                              .number(range.rowId)
                              .run();
        return done.transform([&range](Done) { return range.rowId; });
    }
    Statement insert(m_connection,
                     "INSERT INTO archive_ranges (oldest_id, newest_id, reaches_start, oldest_ms)"
                     " VALUES (?, ?, ?, ?)");
    const auto done = insert.text(range.oldestId)
                          .text(range.newestId)
                          .number(range.reachesStart)
                          .number(range.oldestMs)
                          .run();
    return done.transform([&insert](Done) { return insert.insertedRowId(); });
}

} // namespace roost
