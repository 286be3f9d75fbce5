// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/message_table.h"

#include "storage/endpoint_keys.h"
#include "storage/sql_connection.h"

#include <algorithm>
#include <utility>

namespace roost {

namespace {

/// What we typed that long before and the archive does not hold is not on its way any more.
constexpr qint64 longestLiftMs = 7LL * 24 * 60 * 60 * 1'000;

#define ROOST_MESSAGE_COLUMNS                                                                                \
    "m.id, coalesce(m.message_id, ''), coalesce(m.stanza_id, ''), m.mine, m.resource, m.body, m.time_ms,"    \
    " m.state, m.failure_kind, m.failure, m.read, m.markable,"                                               \
    " m.target"

MessageRecord messageFrom(const Statement &row, Jid thread)
{
    MessageRecord message;
    message.thread = std::move(thread);
    message.rowId = row.numberAt(0);
    message.id = row.textAt(1);
    message.stanzaId = row.textAt(2);
    message.mine = row.numberAt(3) != 0;
    message.resource = row.textAt(4);
    message.body = row.textAt(5);
    message.timeMs = row.numberAt(6);
    message.state = row.enumAt<MessageState>(7);
    message.failureKind = int(row.numberAt(8));
    message.failure = row.textAt(9);
    message.read = row.numberAt(10) != 0;
    message.markable = row.numberAt(11) != 0;
    message.target = row.textAt(12);
    return message;
}

} // namespace

Result<QList<StoreOutcome>> MessageTable::store(const QList<MessageRecord> &messages)
{
    QList<StoreOutcome> outcomes;
    outcomes.reserve(messages.size());
    for (const auto &message : messages) {
        const auto endpoint = m_keys.findOrMake(message.thread);
        if (!endpoint)
            return unexpected(endpoint.error());
        const auto outcome = insert(*endpoint, message);
        if (!outcome)
            return unexpected(outcome.error());
        outcomes.append(*outcome);
        if (!outcome->inserted)
            continue;
        Summary &summary = m_summaries[*endpoint];
        summary.unread += !message.mine && !message.read;
        if (message.timeMs < summary.timeMs)
            continue;
        summary.body = message.body;
        summary.timeMs = message.timeMs;
        summary.mine = message.mine;
    }
    return outcomes;
}

Status MessageTable::saveSummaries()
{
    const auto summaries = std::exchange(m_summaries, {});
    for (auto each = summaries.cbegin(); each != summaries.cend(); ++each) {
        if (auto done = saveSummary(each.key(), each.value()); !done)
            return done;
    }
    return Done{};
}

Result<StoreOutcome> MessageTable::insert(qint64 endpoint, const MessageRecord &message)
{
    Statement insert(
        m_connection,
        "INSERT INTO messages (endpoint_id, mine, message_id, stanza_id, resource, body, time_ms, state,"
        " failure_kind, failure, read, markable, target)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    insert.number(endpoint)
        .number(message.mine)
        .textOrNull(message.id)
        .textOrNull(message.stanzaId)
        .text(message.resource)
        .text(message.body)
        .number(message.timeMs)
        .number(message.state)
        .number(message.failureKind)
        .text(message.failure)
        .number(message.read)
        .number(message.markable)
        .text(message.target);
    if (auto done = insert.run(); !done)
        return unexpected(done.error());
    if (insert.hasChangedRows())
        return StoreOutcome{true, insert.insertedRowId()};
    return findDouble(endpoint, message);
}

Result<StoreOutcome> MessageTable::findDouble(qint64 endpoint, const MessageRecord &message)
{
    static constexpr char byId[] =
        "SELECT id FROM messages WHERE endpoint_id = ? AND mine = ? AND message_id = ?";
    static constexpr char byStanzaId[] = "SELECT id FROM messages INDEXED BY messages_by_stanza_id"
                                         " WHERE endpoint_id = ? AND message_id IS NULL AND stanza_id = ?";
    const bool hasId = !message.id.isEmpty();
    Statement select(m_connection, hasId ? byId : byStanzaId);
    select.number(endpoint);
    if (hasId)
        select.number(message.mine).text(message.id);
    else
        select.text(message.stanzaId);
    if (!select.next())
        return unexpected(ErrorKind::StorageFailed,
                          select.ended() ? QString() : select.ended().error().detail);
    return StoreOutcome{false, select.numberAt(0)};
}

Status MessageTable::saveSummary(qint64 endpoint, const Summary &summary)
{
    // A row that stays as it is is not written: most of an archive is old, and read already.
    if (summary.unread == 0 && m_keys.tellsOfLater(endpoint, summary.timeMs))
        return Done{};
    m_keys.noteSummary(endpoint, summary.timeMs);
    Statement update(m_connection, "UPDATE endpoints SET listed = 1, unread = unread + ?2,"
                                   " preview = iif(last_message_ms <= ?3, ?4, preview),"
                                   " preview_mine = iif(last_message_ms <= ?3, ?5, preview_mine),"
                                   " last_message_ms = max(last_message_ms, ?3)"
                                   " WHERE id = ?1 AND (last_message_ms <= ?3 OR ?2 <> 0 OR listed = 0)");
    return update.number(endpoint)
        .number(summary.unread)
        .number(summary.timeMs)
        .text(messagePreview(summary.body))
        .number(summary.mine)
        .run();
}

Result<QList<MessageRecord>> MessageTable::load(const Jid &thread, MessageCursor before, int limit)
{
    const auto endpoint = m_keys.find(thread);
    if (!endpoint)
        return unexpected(endpoint.error());
    QList<MessageRecord> messages;
    if (*endpoint == 0)
        return messages;
    Statement select(m_connection,
                     "SELECT " ROOST_MESSAGE_COLUMNS " FROM messages m INDEXED BY messages_by_time"
                     " WHERE m.endpoint_id = ? AND (m.time_ms, m.id) < (?, ?)"
                     " ORDER BY m.time_ms DESC, m.id DESC LIMIT ?");
    select.number(*endpoint).number(before.timeMs).number(before.rowId).number(limit);
    while (select.next())
        messages.append(messageFrom(select, thread));
    std::reverse(messages.begin(), messages.end());
    return select.ended().transform([&messages](Done) { return std::move(messages); });
}

Result<QList<MessageRecord>> MessageTable::loadQueued()
{
    Statement select(m_connection, "SELECT " ROOST_MESSAGE_COLUMNS ", e.jid"
                                   " FROM messages m INDEXED BY messages_queued"
                                   " JOIN endpoints e ON e.id = m.endpoint_id"
                                   " WHERE m.state = 0 AND m.mine = 1 ORDER BY m.id");
    QList<MessageRecord> messages;
    while (select.next())
        messages.append(messageFrom(select, Jid::fromTrusted(select.textAt(13))));
    return select.ended().transform([&messages](Done) { return std::move(messages); });
}

Status MessageTable::setState(const Jid &thread, const QString &id, MessageState state, ErrorKind kind,
                              const QString &failure)
{
    const auto row = findMine(thread, id);
    if (!row)
        return unexpected(row.error());
    // What has been delivered or read stays so when a word of less comes late.
    Statement update(m_connection,
                     "UPDATE messages SET state = ?1, failure_kind = ?2, failure = ?3 WHERE id = ?4"
                     " AND NOT (state IN (2, 3) AND ?1 IN (1, 2) AND state > ?1)");
    return update.number(state).number(kind).text(failure).number(*row).run();
}

Status MessageTable::dropTarget(const Jid &thread, const QString &id)
{
    const auto row = findMine(thread, id);
    if (!row)
        return unexpected(row.error());
    // What never said that it has the message was only named because it was meant.
    Statement forget(m_connection, "DELETE FROM deliveries WHERE message_id = ? AND state = 0 AND resource ="
                                   " (SELECT target FROM messages WHERE id = ?)");
    if (auto done = forget.number(*row).number(*row).run(); !done)
        return done;
    Statement update(m_connection, "UPDATE messages SET target = '' WHERE id = ?");
    return update.number(*row).run();
}

Result<qint64> MessageTable::findMine(const Jid &thread, const QString &id)
{
    const auto endpoint = m_keys.find(thread);
    if (!endpoint || *endpoint == 0)
        return endpoint;
    Statement select(m_connection,
                     "SELECT id FROM messages WHERE endpoint_id = ? AND mine = 1 AND message_id = ?");
    select.number(*endpoint).text(id);
    if (!select.next())
        return select.ended().transform([](Done) { return qint64(0); });
    return select.numberAt(0);
}

Result<std::optional<MessageTable::Known>> MessageTable::known(qint64 endpoint, const MessageRecord &message)
{
    Statement select(m_connection,
                     "SELECT id, time_ms, coalesce(stanza_id, ''), mine = 1 AND resource = '' FROM messages"
                     " WHERE endpoint_id = ? AND mine = ? AND message_id = ?");
    select.number(endpoint).number(message.mine).text(message.id);
    std::optional<Known> known;
    if (select.next()) {
        known = Known{select.numberAt(0), select.numberAt(1), select.textAt(2), select.numberAt(3) != 0};
        return known;
    }
    return select.ended().transform([&known](Done) { return known; });
}

Status MessageTable::place(qint64 rowId, qint64 timeMs, const QString &stanzaId)
{
    Statement update(m_connection,
                     "UPDATE messages SET time_ms = ?, stanza_id = coalesce(stanza_id, ?) WHERE id = ?");
    return update.number(timeMs).textOrNull(stanzaId).number(rowId).run();
}

Result<qint64> MessageTable::earliestArchived(qint64 endpoint, qint64 fromMs, qint64 toMs,
                                              const QSet<qint64> &except)
{
    Statement select(m_connection, "SELECT id, time_ms FROM messages INDEXED BY messages_by_time"
                                   " WHERE endpoint_id = ? AND time_ms BETWEEN ? AND ?"
                                   " AND stanza_id IS NOT NULL ORDER BY time_ms");
    select.number(endpoint).number(fromMs).number(toMs);
    while (select.next()) {
        if (!except.contains(select.numberAt(0)))
            return select.numberAt(1);
    }
    return select.ended().transform([](Done) { return qint64(-1); });
}

Result<bool> MessageTable::isAnyBetween(qint64 endpoint, qint64 fromMs, qint64 toMs)
{
    Statement select(m_connection, "SELECT 1 FROM messages INDEXED BY messages_by_time"
                                   " WHERE endpoint_id = ? AND time_ms BETWEEN ? AND ? LIMIT 1");
    select.number(endpoint).number(fromMs).number(toMs);
    const bool isAny = select.next();
    return select.ended().transform([isAny](Done) { return isAny; });
}

Result<QList<MessageTable::Pushed>> MessageTable::pushDown(qint64 endpoint, qint64 fromMs, qint64 toMs,
                                                           const QSet<qint64> &except)
{
    Statement select(m_connection, "SELECT id, time_ms, mine, coalesce(message_id, '') FROM messages"
                                   " INDEXED BY messages_by_time WHERE endpoint_id = ? AND time_ms <= ?"
                                   " AND stanza_id IS NOT NULL ORDER BY time_ms DESC, id DESC");
    select.number(endpoint).number(toMs);
    return pushBelow(select, fromMs, except);
}

Result<QList<MessageTable::Pushed>> MessageTable::pushDownArrived(qint64 endpoint, qint64 fromMs, qint64 toMs,
                                                                  qint64 row, const QSet<qint64> &except)
{
    Statement select(m_connection, "SELECT id, time_ms, mine, coalesce(message_id, '') FROM messages"
                                   " INDEXED BY messages_by_time WHERE endpoint_id = ?"
                                   " AND time_ms BETWEEN ? AND ? AND id < ? AND mine = 0"
                                   " AND stanza_id IS NOT NULL ORDER BY time_ms DESC, id DESC");
    // So far down, at most, what is pushed may push others.
    constexpr qint64 furthestMs = 60'000;
    select.number(endpoint).number(fromMs - furthestMs).number(toMs).number(row);
    return pushBelow(select, fromMs, except);
}

Result<QList<MessageTable::Pushed>> MessageTable::pushBelow(Statement &newestFirst, qint64 fromMs,
                                                            const QSet<qint64> &except)
{
    QList<Pushed> pushed;
    qint64 before = fromMs;
    while (newestFirst.next()) {
        if (except.contains(newestFirst.numberAt(0)))
            continue;
        if (newestFirst.numberAt(1) < before)
            break;
        --before;
        pushed.append({newestFirst.numberAt(0),
                       newestFirst.numberAt(1),
                       {{}, newestFirst.textAt(3), newestFirst.numberAt(2) != 0, before}});
    }
    if (auto done = newestFirst.ended(); !done)
        return unexpected(done.error());
    return placeAll(std::move(pushed));
}

Result<QList<MessageTable::Pushed>> MessageTable::liftUnconfirmed(qint64 endpoint, qint64 rowId,
                                                                  qint64 timeMs)
{
    QList<Pushed> lifted;
    {
        Statement select(m_connection, "SELECT id, coalesce(message_id, ''), time_ms FROM messages"
                                       " INDEXED BY messages_by_time WHERE endpoint_id = ? AND time_ms < ?"
                                       " AND time_ms >= ? AND id > ? AND mine = 1 AND stanza_id IS NULL"
                                       " AND resource = ''");
        select.number(endpoint).number(timeMs).number(timeMs - longestLiftMs).number(rowId);
        while (select.next())
            lifted.append({select.numberAt(0), select.numberAt(2), {{}, select.textAt(1), true, timeMs}});
        if (auto done = select.ended(); !done)
            return unexpected(done.error());
    }
    return placeAll(std::move(lifted));
}

Result<QList<MessageTable::Pushed>> MessageTable::placeAll(QList<Pushed> messages)
{
    for (const Pushed &message : std::as_const(messages)) {
        if (auto done = place(message.rowId, message.moved.timeMs, {}); !done)
            return unexpected(done.error());
    }
    return messages;
}

Result<bool> MessageTable::putBack(const Pushed &message)
{
    Statement update(m_connection, "UPDATE messages SET time_ms = ? WHERE id = ? AND time_ms = ?");
    const auto done = update.number(message.fromMs).number(message.rowId).number(message.moved.timeMs).run();
    return done.transform([&update](Done) { return update.hasChangedRows(); });
}

Result<std::optional<MessageRecord>> MessageTable::summarizeAnew(const Jid &thread, qint64 endpoint)
{
    const auto last = load(thread, {}, 1);
    if (!last)
        return unexpected(last.error());
    std::optional<MessageRecord> newest;
    if (last->isEmpty())
        return newest;
    newest = last->constFirst();
    m_keys.forgetSummary(endpoint);
    Statement update(m_connection,
                     "UPDATE endpoints SET preview = ?, preview_mine = ?, last_message_ms = ? WHERE id = ?");
    update.text(messagePreview(newest->body)).number(newest->mine).number(newest->timeMs).number(endpoint);
    return update.run().transform([&newest](Done) { return std::move(newest); });
}

Status MessageTable::markRead(const Jid &thread)
{
    const auto endpoint = m_keys.find(thread);
    if (!endpoint)
        return unexpected(endpoint.error());
    // The index is named because the planner, without statistics, takes the one that is unique and walks the
    // thread.
    Statement messages(m_connection, "UPDATE messages INDEXED BY messages_unread SET read = 1"
                                     " WHERE endpoint_id = ? AND mine = 0 AND read = 0");
    if (auto done = messages.number(*endpoint).run(); !done)
        return done;
    Statement summary(m_connection, "UPDATE endpoints SET unread = 0 WHERE id = ? AND unread <> 0");
    return summary.number(*endpoint).run();
}

} // namespace roost
