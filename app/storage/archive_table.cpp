// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/archive_table.h"

#include "storage/archive_order.h"
#include "storage/endpoint_keys.h"
#include "storage/sql_connection.h"

#include <QMap>
#include <QSet>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace roost {

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

// Only what may be unread asks for an answer, and only for one that is newer: in a long thread it would be a
// long look.
Result<qint64> ArchiveTable::newestAnswer(const ArchivedMessages &page, const ThreadPart &part)
{
    std::optional<qint64> unreadMs;
    for (std::size_t i = 0; i < part.rows.size(); ++i) {
        const MessageRecord &message = page.messages.at(part.messages[i]);
        if (part.rows[i] == 0 && !message.mine && !message.read)
            unreadMs = std::min(unreadMs.value_or(part.places[i].timeMs), part.places[i].timeMs);
    }
    if (!unreadMs)
        return 0;
    Statement select(m_connection, "SELECT time_ms FROM messages INDEXED BY messages_by_time"
                                   " WHERE endpoint_id = ? AND time_ms > ? AND mine = 1"
                                   " ORDER BY time_ms DESC LIMIT 1");
    select.number(part.endpoint).number(*unreadMs);
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

Result<QHash<Jid, ArchiveTable::ThreadPart>> ArchiveTable::parts(const ArchivedMessages &page)
{
    QHash<Jid, ThreadPart> parts;
    for (qsizetype i = 0; i < page.messages.size(); ++i) {
        const MessageRecord &message = page.messages.at(i);
        const auto endpoint = m_keys.findOrMake(message.thread);
        if (!endpoint)
            return unexpected(endpoint.error());
        const auto known = m_messages.known(*endpoint, message);
        if (!known)
            return unexpected(known.error());
        ThreadPart &part = parts[message.thread];
        part.endpoint = *endpoint;
        ArchivePlace place{message.timeMs, {}, 0};
        qint64 row = 0;
        if (*known) {
            // The archive holds it twice, and the other copy has given it its place.
            const QString &itsStanzaId = (*known)->stanzaId;
            if (!itsStanzaId.isEmpty() && itsStanzaId != message.stanzaId)
                continue;
            row = (*known)->rowId;
            m_held.remove(row);
            place.knownMs = (*known)->timeMs;
        }
        if (row != 0 && std::find(part.rows.begin(), part.rows.end(), row) != part.rows.end())
            continue;
        if (*known && !(*known)->isTypedHere)
            part.firstArrivedRow = std::min(part.firstArrivedRow, row);
        if (*known && !(*known)->stanzaId.isEmpty())
            part.archivedMs.push_back((*known)->timeMs);
        if (*known && (*known)->isTypedHere) {
            part.lastTypedRow = row;
            part.lastTyped = part.rows.size();
        }
        part.messages.push_back(i);
        part.rows.push_back(row);
        part.places.push_back(place);
    }
    return parts;
}

// Stamps of whole seconds do not say what comes first of two messages that are not on one page. But what was
// leapt over is newer. So is what stands after those of the page that are known; what stands before them is
// older, and was here before.
Result<qint64> ArchiveTable::edgeOf(const ArchivedMessages &page, const Jid &thread, const ThreadPart &part)
{
    const auto newer = page.newerMs.constFind(thread);
    if (newer != page.newerMs.cend())
        return *newer;
    const qint64 last = part.places.back().stampMs;
    // What came live since the newest page was asked for is newer than all pages.
    const bool hasNews = page.coveredUntilMs > last && page.coveredUntilMs <= last + 999;
    if ((!page.followsKnown && !hasNews) || last % 1'000 != 0)
        return -1;
    qint64 after = page.followsKnown ? last : page.coveredUntilMs;
    for (const qint64 knownMs : part.archivedMs) {
        if (knownMs >= last && knownMs <= last + 999)
            after = std::max(after, knownMs);
    }
    // What was here when one of the page was typed is older than it.
    QSet<qint64> older(part.rows.begin(), part.rows.end());
    if (part.lastTypedRow != 0) {
        Statement select(m_connection, "SELECT id FROM messages INDEXED BY messages_by_time"
                                       " WHERE endpoint_id = ? AND time_ms BETWEEN ? AND ? AND id < ?");
        select.number(part.endpoint).number(after).number(last + 999).number(part.lastTypedRow);
        while (select.next())
            older.insert(select.numberAt(0));
        if (auto done = select.ended(); !done)
            return unexpected(done.error());
    }
    return m_messages.earliestArchived(part.endpoint, after, last + 999, older);
}

// What is older than the page, in the second where it begins, gives way; and what of ours has not been found
// in the archive yet comes after what has.
Status ArchiveTable::makeRoom(const ArchivedMessages &page, const Jid &thread, const ThreadPart &part,
                              qint64 newerMs, ArchiveOutcome &outcome)
{
    const ArchivePlace &first = part.places.front();
    // What came live since the newest page was asked for is newer than all pages.
    qint64 before = page.coveredUntilMs != 0 ? std::min(page.coveredUntilMs, page.askedMs) : page.askedMs;
    if (newerMs >= 0)
        before = std::min(before, newerMs);
    // Mostly nothing is there.
    const auto isTaken = m_messages.isAnyBetween(part.endpoint, first.timeMs,
                                                 std::min(before - 1, first.timeMs + clockTolerance));
    if (!isTaken)
        return unexpected(isTaken.error());
    Result<QList<MessageTable::Pushed>> older = QList<MessageTable::Pushed>();
    if (*isTaken)
        older = m_messages.pushDown(part.endpoint, first.timeMs, std::min(first.latestMs(), before - 1),
                                    QSet<qint64>(part.rows.begin(), part.rows.end()));
    if (!older)
        return unexpected(older.error());
    Result<QList<MessageTable::Pushed>> ours = QList<MessageTable::Pushed>();
    if (part.lastTypedRow != 0)
        ours =
            m_messages.liftUnconfirmed(part.endpoint, part.lastTypedRow, part.places[part.lastTyped].timeMs);
    if (!ours)
        return unexpected(ours.error());
    for (MessageTable::Pushed pushed : *older + *ours) {
        pushed.moved.thread = thread;
        outcome.moved.append(pushed.moved);
        // Held back already, and now further: it is known where it stood at first.
        if (const auto held = m_held.find(pushed.rowId); held != m_held.end())
            held->moved.timeMs = pushed.moved.timeMs;
    }
    return *isTaken ? holdBack(page, thread, part, outcome) : Status(Done{});
}

// A stamp is the server's time, what came live bears ours: a program that is behind with its work, or a clock
// that is fast, has it stand after what the archive alone holds. The page that has it may be long in coming.
Status ArchiveTable::holdBack(const ArchivedMessages &page, const Jid &thread, const ThreadPart &part,
                              ArchiveOutcome &outcome)
{
    const auto newer = page.newerMs.constFind(thread);
    const bool isNewerKnown = newer != page.newerMs.cend();
    if (page.coveredUntilMs == 0 && !isNewerKnown)
        return Done{};
    qint64 before = isNewerKnown ? *newer : page.coveredUntilMs;
    if (page.coveredUntilMs != 0)
        before = std::min(before, page.coveredUntilMs);
    // What came after one that the page holds is not older than it.
    const qint64 firstMs = part.places.front().timeMs;
    const auto late =
        m_messages.pushDownArrived(part.endpoint, firstMs, std::min(before - 1, firstMs + clockTolerance),
                                   part.firstArrivedRow, QSet<qint64>(part.rows.begin(), part.rows.end()));
    if (!late)
        return unexpected(late.error());
    for (MessageTable::Pushed pushed : *late) {
        pushed.moved.thread = thread;
        outcome.moved.append(pushed.moved);
        auto held = m_held.find(pushed.rowId);
        if (held == m_held.end())
            m_held.insert(pushed.rowId, pushed);
        else
            held->moved.timeMs = pushed.moved.timeMs;
    }
    return Done{};
}

// A busy server may hand out a message that it writes into its archive only later: then it stands in none of
// the pages, though it is newer than them.
Status ArchiveTable::letGo(ArchiveOutcome &outcome)
{
    const auto held = std::exchange(m_held, {});
    for (MessageTable::Pushed message : held) {
        const auto isBack = m_messages.putBack(message);
        if (!isBack)
            return unexpected(isBack.error());
        if (!*isBack)
            continue;
        message.moved.timeMs = message.fromMs;
        outcome.moved.append(message.moved);
    }
    return Done{};
}

Status ArchiveTable::move(const ArchivedMessages &page, const ThreadPart &part, ArchiveOutcome &outcome)
{
    for (std::size_t i = 0; i < part.rows.size(); ++i) {
        if (part.rows[i] == 0)
            continue;
        const MessageRecord &message = page.messages.at(part.messages[i]);
        if (auto done = m_messages.place(part.rows[i], part.places[i].timeMs, message.stanzaId); !done)
            return done;
        if (part.places[i].knownMs != part.places[i].timeMs)
            outcome.moved.append({message.thread, message.id, message.mine, part.places[i].timeMs});
    }
    return Done{};
}

Status ArchiveTable::storeMessages(const ArchivedMessages &page, ArchiveOutcome &outcome)
{
    // The last run has not come to its end.
    if (page.range.rowId == 0) {
        if (auto done = letGo(outcome); !done)
            return done;
    }
    auto threads = parts(page);
    if (!threads)
        return unexpected(threads.error());
    outcome.oldestMs = page.newerMs;
    QMap<qsizetype, MessageRecord> fresh; // by their place in the page
    for (auto thread = threads->begin(); thread != threads->end(); ++thread) {
        ThreadPart &part = *thread;
        if (part.places.empty())
            continue;
        const auto edge = edgeOf(page, thread.key(), part);
        if (!edge)
            return unexpected(edge.error());
        placeInOrder(part.places, *edge);
        const auto answered = newestAnswer(page, part);
        if (!answered)
            return unexpected(answered.error());
        outcome.oldestMs.insert(thread.key(), part.places.front().timeMs);
        if (auto done = move(page, part, outcome); !done)
            return done;
        if (auto done = makeRoom(page, thread.key(), part, *edge, outcome); !done)
            return done;
        qint64 answerMs = *answered;
        for (std::size_t i = part.rows.size(); i-- > 0;) {
            const MessageRecord &given = page.messages.at(part.messages[i]);
            if (part.rows[i] != 0) {
                if (given.mine)
                    answerMs = std::max(answerMs, part.places[i].timeMs);
                continue;
            }
            MessageRecord message = given;
            message.timeMs = part.places[i].timeMs;
            if (message.mine)
                answerMs = std::max(answerMs, message.timeMs);
            else
                message.read = message.read || message.timeMs < answerMs;
            fresh.insert(part.messages[i], std::move(message));
        }
    }
    if (page.range.reachesStart || !page.mergedRows.isEmpty()) {
        if (auto done = letGo(outcome); !done)
            return done;
    }
    if (auto done = storeFresh(fresh.values(), outcome); !done)
        return done;
    return summarizeMoved(outcome);
}

Status ArchiveTable::storeFresh(QList<MessageRecord> fresh, ArchiveOutcome &outcome)
{
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

Status ArchiveTable::summarizeMoved(ArchiveOutcome &outcome)
{
    QSet<Jid> moved;
    for (const MovedMessage &message : std::as_const(outcome.moved))
        moved.insert(message.thread);
    for (const Jid &thread : std::as_const(moved)) {
        const auto endpoint = m_keys.find(thread);
        if (!endpoint)
            return unexpected(endpoint.error());
        const auto newest = m_messages.summarizeAnew(thread, *endpoint);
        if (!newest)
            return unexpected(newest.error());
        if (*newest)
            outcome.newest.append(**newest);
    }
    return Done{};
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
