// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/message_table.h"

#include "storage/endpoint_keys.h"
#include "storage/position_sequence.h"
#include "storage/sql_connection.h"
#include "storage/thread_table.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

/// Maximum number of messages that a delayed message may be moved ahead of.
constexpr int furthestBack = 1'000;
/// Maximum delay of a message on a dead stream that has not been detected yet.
constexpr qint64 longestHoldUpMs = 10'000;
/// A simple client counts shorter ids ("1", "2") from the start in every session: such an id is no key.
constexpr qsizetype shortestUniqueId = 8;

#define ROOST_MESSAGE_COLUMNS                                                                                \
    "m.id, m.key, m.stanza_id, m.mine, m.resource, m.body, m.time_ms, m.state, m.failure_kind, m.failure,"   \
    " m.read, m.markable, m.target, m.position, m.sender_id, m.notice, m.detail, m.subject, m.correction,"   \
    " m.replaces, m.archive"

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
    message.position = row.numberAt(13);
    message.senderId = row.textAt(14);
    message.notice = row.enumAt<MessageNotice>(15);
    message.detail = row.textAt(16);
    message.subject = row.textAt(17);
    message.correction = row.textOrNullAt(18);
    message.replaces = row.textAt(19);
    if (const QString archive = row.textAt(20); !archive.isEmpty())
        message.archive = Jid::fromTrusted(archive);
    return message;
}

/// The key of a new message; may be taken already. Empty if nothing identifies the message.
QString keyOf(const MessageRecord &message)
{
    if (!message.id.isEmpty())
        return message.id;
    if (message.senderId.isEmpty())
        return message.stanzaId;
    if (message.senderId.size() >= shortestUniqueId || message.stanzaId.isEmpty())
        return message.senderId;
    return message.senderId + u'/' + message.stanzaId;
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
        const auto outcome = storeOne(*endpoint, message);
        if (!outcome)
            return unexpected(outcome.error());
        outcomes.append(*outcome);
        if (!outcome->inserted && !outcome->changed)
            continue;
        if (auto done = summarize(*endpoint, message, *outcome); !done)
            return unexpected(done.error());
    }
    return outcomes;
}

Status MessageTable::summarize(qint64 endpoint, const MessageRecord &message, const StoreOutcome &outcome)
{
    const auto edited = m_threads.edit(endpoint, message.thread);
    if (!edited)
        return unexpected(edited.error());
    ThreadSummary &summary = **edited;
    summary.unread += outcome.inserted && !message.mine && !message.read;
    if (!outcome.isLast && summary.lastMessageMs != 0)
        return Done{};
    summary.preview = previewOf(message);
    summary.previewNotice = message.notice;
    summary.previewMine = message.mine;
    // A corrected message keeps its time.
    if (!outcome.changed)
        summary.lastMessageMs = message.timeMs;
    return Done{};
}

Result<StoreOutcome> MessageTable::storeOne(qint64 endpoint, const MessageRecord &message)
{
    if (!message.replaces.isEmpty()) {
        const auto changed = change(endpoint, message);
        if (!changed)
            return unexpected(changed.error());
        if (*changed)
            return **changed;
    }
    const auto place = placeOf(endpoint, message);
    if (!place)
        return unexpected(place.error());
    return insert(endpoint, message, *place, false);
}

Result<std::optional<StoreOutcome>> MessageTable::change(qint64 endpoint, const MessageRecord &message)
{
    std::optional<StoreOutcome> outcome;
    const auto target = m_changes.target(endpoint, message);
    if (!target)
        return unexpected(target.error());
    if (!*target)
        return outcome;
    outcome = StoreOutcome{false, (*target)->rowId, (*target)->position, false, (*target)->id};
    if ((*target)->senderId == message.senderId) // the target is this very correction: a duplicate
        return outcome;
    const auto changed = m_changes.apply((*target)->rowId, message);
    if (!changed)
        return unexpected(changed.error());
    outcome->changed = *changed;
    Statement newer(m_connection, "SELECT 1 FROM messages INDEXED BY messages_by_position"
                                  " WHERE endpoint_id = ?1 AND (position, id) > (?2, ?3) LIMIT 1");
    newer.number(endpoint).number(outcome->position).number(outcome->rowId);
    outcome->isLast = !newer.next();
    return newer.ended().transform([&outcome](Done) { return outcome; });
}

Result<MessageTable::Place> MessageTable::placeOf(qint64 endpoint, const MessageRecord &message)
{
    if (message.isLate)
        return placeOfLate(endpoint, message);
    return m_positions.next().transform([](qint64 position) { return Place{position, true}; });
}

// A stamp of whole seconds counts as the end of its second. A message also follows the earlier messages of
// the same Connection, which may have been delayed on the way to us too.
Result<MessageTable::Place> MessageTable::placeOfLate(qint64 endpoint, const MessageRecord &message)
{
    const qint64 latestMs = message.timeMs % 1'000 == 0 ? message.timeMs + 999 : message.timeMs;
    Statement newestFirst(m_connection, "SELECT position, time_ms, mine = ?2 AND resource = ?3 FROM messages"
                                        " INDEXED BY messages_by_position WHERE endpoint_id = ?1"
                                        " ORDER BY position DESC, id DESC LIMIT ?4");
    newestFirst.number(endpoint).number(message.mine).text(message.resource).number(furthestBack);
    std::optional<qint64> above;
    std::optional<qint64> below;
    while (!below && newestFirst.next()) {
        const qint64 timeMs = newestFirst.numberAt(1);
        const bool isFollowed = newestFirst.numberAt(2) != 0 && timeMs - message.timeMs <= longestHoldUpMs;
        (timeMs <= latestMs || isFollowed ? below : above) = newestFirst.numberAt(0);
    }
    if (auto done = newestFirst.ended(); !done)
        return unexpected(done.error());
    if (!above)
        return m_positions.next().transform([](qint64 position) { return Place{position, true}; });
    const qint64 lowest = below.value_or(*above - PositionSequence::spacing);
    return Place{lowest + (*above - lowest) / 2, false};
}

Result<StoreOutcome> MessageTable::insertArchived(qint64 endpoint, const MessageRecord &message)
{
    return insert(endpoint, message, {message.position, false}, true);
}

Result<StoreOutcome> MessageTable::restore(const MessageRecord &message)
{
    const auto endpoint = m_keys.findOrMake(message.thread);
    if (!endpoint)
        return unexpected(endpoint.error());
    return insert(*endpoint, message, {message.position, false}, !message.stanzaId.isEmpty());
}

Result<StoreOutcome> MessageTable::insert(qint64 endpoint, const MessageRecord &message, Place place,
                                          bool isArchived)
{
    // A correction may stand in the place of this message, under another id.
    const auto standIn = m_changes.standIn(endpoint, message);
    if (!standIn)
        return unexpected(standIn.error());
    if (*standIn)
        return StoreOutcome{false, (*standIn)->rowId, (*standIn)->position, false, (*standIn)->id};
    const QString key = keyOf(message);
    bool isLookedUp = message.senderId != key;
    for (;;) {
        if (isLookedUp) {
            const auto known = m_duplicates.find(endpoint, message);
            if (!known)
                return unexpected(known.error());
            if (*known)
                return StoreOutcome{false, (*known)->rowId, (*known)->position, false, (*known)->id};
        }
        const auto outcome = key.isEmpty() ? Result<StoreOutcome>(StoreOutcome{})
                                           : insertAs(endpoint, key, message, place, isArchived);
        if (!outcome || outcome->inserted)
            return outcome;
        if (std::exchange(isLookedUp, true))
            return insertBeside(endpoint, message, place, isArchived);
    }
}

Result<StoreOutcome> MessageTable::insertBeside(qint64 endpoint, const MessageRecord &message, Place place,
                                                bool isArchived)
{
    const auto newest = m_connection.number("SELECT coalesce(max(id), 0) FROM messages");
    if (!newest)
        return unexpected(newest.error());
    // The suffix is the archive id or a row number. A sender's id with the same suffix is rare; the loop then
    // tries the next row number.
    QString suffix = message.stanzaId;
    for (qint64 row = *newest + 1;; ++row) {
        if (suffix.isEmpty())
            suffix = QString::number(row);
        const QString key = message.senderId + u'/' + suffix;
        const auto outcome = insertAs(endpoint, key, message, place, isArchived);
        if (!outcome || outcome->inserted)
            return outcome;
        suffix.clear();
    }
}

Result<StoreOutcome> MessageTable::insertAs(qint64 endpoint, const QString &key, const MessageRecord &message,
                                            Place place, bool isArchived)
{
    Statement insert(
        m_connection,
        "INSERT INTO messages (endpoint_id, mine, key, sender_id, stanza_id, archive, resource, body, "
        "time_ms,"
        " state, failure_kind, failure, read, markable, target, position, archived, notice, detail, subject,"
        " changed_ms, replaces)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    insert.number(endpoint)
        .number(message.mine)
        .text(key)
        .text(message.senderId)
        .textOrNull(message.stanzaId)
        .text(message.archive.toString())
        .text(message.resource)
        .text(message.body)
        .number(message.timeMs)
        .number(message.state)
        .number(message.failureKind)
        .text(message.failure)
        .number(message.read)
        .number(message.markable)
        .text(message.target)
        .number(place.position)
        .number(isArchived)
        .number(message.notice)
        .text(message.detail)
        .text(message.subject)
        .number(message.replaces.isEmpty() ? 0 : message.timeMs)
        .textOrNull(message.replaces);
    if (auto done = insert.run(); !done)
        return unexpected(done.error());
    if (!insert.hasChangedRows())
        return StoreOutcome{};
    if (!message.replaces.isEmpty())
        m_changes.noteStandIn();
    return StoreOutcome{true, insert.insertedRowId(), place.position, place.isLast, key};
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
                     "SELECT " ROOST_MESSAGE_COLUMNS " FROM messages m INDEXED BY messages_by_position"
                     " WHERE m.endpoint_id = ? AND (m.position, m.id) < (?, ?)"
                     " ORDER BY m.position DESC, m.id DESC LIMIT ?");
    select.number(*endpoint).number(before.position).number(before.rowId).number(limit);
    while (select.next())
        messages.append(messageFrom(select, thread));
    std::reverse(messages.begin(), messages.end());
    return select.ended().transform([&messages](Done) { return std::move(messages); });
}

Result<QList<MessageRecord>> MessageTable::loadAfter(const Jid &thread, MessageCursor after, int limit)
{
    const auto endpoint = m_keys.find(thread);
    if (!endpoint)
        return unexpected(endpoint.error());
    QList<MessageRecord> messages;
    Statement select(m_connection,
                     "SELECT " ROOST_MESSAGE_COLUMNS " FROM messages m INDEXED BY messages_by_position"
                     " WHERE m.endpoint_id = ? AND (m.position, m.id) > (?, ?)"
                     " ORDER BY m.position, m.id LIMIT ?");
    select.number(*endpoint).number(after.position).number(after.rowId).number(limit);
    while (select.next())
        messages.append(messageFrom(select, thread));
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
        messages.append(messageFrom(select, Jid::fromTrusted(select.textAt(21))));
    return select.ended().transform([&messages](Done) { return std::move(messages); });
}

Status MessageTable::setState(const Jid &thread, const QString &id, MessageState state, ErrorKind kind,
                              const QString &failure)
{
    const auto row = findMine(thread, id);
    if (!row)
        return unexpected(row.error());
    // A late report never lowers the state of a message that is delivered or read.
    Statement update(m_connection,
                     "UPDATE messages SET state = ?1, failure_kind = ?2, failure = ?3 WHERE id = ?4"
                     " AND NOT (state IN (2, 3) AND ?1 IN (1, 2) AND state > ?1)");
    return update.number(state).number(kind).text(failure).number(*row).run();
}

Result<QString> MessageTable::dropTarget(const Jid &thread, const QString &id)
{
    const auto row = findMine(thread, id);
    if (!row)
        return unexpected(row.error());
    QString target;
    {
        Statement select(m_connection, "SELECT target FROM messages WHERE id = ?");
        if (select.number(*row).next())
            target = select.textAt(0);
        else if (auto ended = select.ended(); !ended)
            return unexpected(ended.error());
    }
    Statement update(m_connection, "UPDATE messages SET target = '' WHERE id = ?");
    return update.number(*row).run().transform([&target](Done) { return target; });
}

Result<qint64> MessageTable::findMine(const Jid &thread, const QString &id)
{
    const auto endpoint = m_keys.find(thread);
    if (!endpoint || *endpoint == 0)
        return endpoint;
    Statement select(m_connection, "SELECT id FROM messages WHERE endpoint_id = ? AND mine = 1 AND key = ?");
    select.number(*endpoint).text(id);
    if (!select.next())
        return select.ended().transform([](Done) { return qint64(0); });
    return select.numberAt(0);
}

Status MessageTable::place(qint64 rowId, const MessageRecord &archived)
{
    Statement update(m_connection,
                     "UPDATE messages SET archived = 1, position = ?, stanza_id = ?, time_ms = ?"
                     " WHERE id = ?");
    return update.number(archived.position)
        .textOrNull(archived.stanzaId)
        .number(archived.timeMs)
        .number(rowId)
        .run();
}

Result<QList<MessageTable::Placed>> MessageTable::between(qint64 endpoint, qint64 from, qint64 before)
{
    Statement select(m_connection,
                     "SELECT id, position, archived, key, mine, time_ms, state, resource"
                     " FROM messages INDEXED BY messages_by_position WHERE endpoint_id = ? AND position >= ?"
                     " AND position < ? ORDER BY position, id");
    select.number(endpoint).number(from).number(before);
    QList<Placed> placed;
    while (select.next()) {
        placed.append(
            {select.numberAt(0),
             select.numberAt(2) != 0,
             select.numberAt(4) != 0 && select.enumAt<MessageState>(6) == MessageState::Queued,
             select.textAt(7),
             {{}, select.textAt(3), select.numberAt(4) != 0, select.numberAt(1), select.numberAt(5)}});
    }
    return select.ended().transform([&placed](Done) { return std::move(placed); });
}

Status MessageTable::move(qint64 rowId, qint64 position)
{
    Statement update(m_connection, "UPDATE messages SET position = ? WHERE id = ?");
    return update.number(position).number(rowId).run();
}

Result<QList<MovedMessage>> MessageTable::liftQueued()
{
    // A message that the archive holds keeps its position, although it is not acknowledged yet.
    Statement select(m_connection, "SELECT m.id, e.jid, m.key, m.time_ms"
                                   " FROM messages m INDEXED BY messages_queued"
                                   " JOIN endpoints e ON e.id = m.endpoint_id"
                                   " WHERE m.state = 0 AND m.mine = 1 AND m.archived = 0"
                                   " ORDER BY m.position, m.id");
    QList<qint64> rows;
    QList<MovedMessage> queued;
    while (select.next()) {
        rows.append(select.numberAt(0));
        queued.append({Jid::fromTrusted(select.textAt(1)), select.textAt(2), true, 0, select.numberAt(3)});
    }
    if (auto done = select.ended(); !done)
        return unexpected(done.error());
    for (qsizetype i = 0; i < queued.size(); ++i) {
        const auto position = m_positions.next();
        if (!position)
            return unexpected(position.error());
        queued[i].position = *position;
        if (auto done = move(rows.at(i), *position); !done)
            return unexpected(done.error());
    }
    return queued;
}

Status MessageTable::summarizeAnew(const Jid &thread, qint64 endpoint)
{
    const auto last = load(thread, {}, 1);
    if (!last || last->isEmpty())
        return last.transform([](const QList<MessageRecord> &) { return Done{}; });
    const MessageRecord &message = last->constFirst();
    const auto edited = m_threads.edit(endpoint, thread);
    if (!edited)
        return unexpected(edited.error());
    ThreadSummary &summary = **edited;
    summary.preview = previewOf(message);
    summary.previewNotice = message.notice;
    summary.previewMine = message.mine;
    summary.lastMessageMs = message.timeMs;
    return Done{};
}

} // namespace roost
