// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/read_table.h"

#include "storage/endpoint_keys.h"
#include "storage/mark_table.h"
#include "storage/sql_connection.h"
#include "storage/thread_table.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace roost {

namespace {
/// Number of messages at the end of a thread among which a read mark is looked up if nothing is unread.
constexpr int lookBack = 60;

/// Reports messages that became read because of another device of ours.
Status report(const Result<int> &count, const Jid &thread, ChangeList &changes)
{
    return count.transform([&](int read) {
        if (read > 0)
            changes.becameRead[thread] += read;
        return Done{};
    });
}

} // namespace

Status ReadTable::apply(const MarkRecord &mark, ChangeList &changes)
{
    if (mark.ref.isEmpty() || mark.thread.isEmpty())
        return Done{};
    const auto endpoint = m_keys.findOrMakeUnlisted(mark.thread);
    if (!endpoint)
        return unexpected(endpoint.error());
    if (mark.kind == MarkKind::ReadSenderId || mark.kind == MarkKind::ReadStanzaId)
        return readElsewhere(*endpoint, mark, changes);
    return mark.isUpTo ? displayed(*endpoint, mark, changes) : delivered(*endpoint, mark);
}

// Read on our devices

Result<ReadTable::Place> ReadTable::oldestUnread(qint64 endpoint)
{
    Statement select(m_connection, "SELECT position, id FROM messages INDEXED BY messages_unread"
                                   " WHERE endpoint_id = ? AND mine = 0 AND read = 0"
                                   " ORDER BY position, id LIMIT 1");
    select.number(endpoint);
    if (select.next())
        return Place{select.numberAt(0), select.numberAt(1)};
    return select.ended().transform([](Done) { return Place{}; });
}

Result<ReadTable::Place> ReadTable::find(qint64 endpoint, const MarkRecord &mark, const Place &from)
{
    // These ids need no index: only the few messages newer than the oldest unread one are scanned.
    Statement select(m_connection, "SELECT position, id FROM messages INDEXED BY messages_by_position"
                                   " WHERE endpoint_id = ?1 AND (position, id) >= (?2, ?3)"
                                   " AND iif(?5, stanza_id = ?4, mine = 0 AND sender_id = ?4)"
                                   " ORDER BY position DESC, id DESC LIMIT 1");
    select.number(endpoint).number(from.position).number(from.row).text(mark.ref);
    if (select.number(mark.kind == MarkKind::ReadStanzaId).next())
        return Place{select.numberAt(0), select.numberAt(1)};
    return select.ended().transform([](Done) { return Place{}; });
}

Result<ReadTable::Place> ReadTable::findAtEnd(qint64 endpoint, const MarkRecord &mark)
{
    Place first;
    {
        Statement select(m_connection, "SELECT position, id FROM messages INDEXED BY messages_by_position"
                                       " WHERE endpoint_id = ? ORDER BY position DESC, id DESC"
                                       " LIMIT 1 OFFSET ?");
        if (select.number(endpoint).number(lookBack).next())
            first = {select.numberAt(0), select.numberAt(1)};
        else if (auto ended = select.ended(); !ended)
            return unexpected(ended.error());
        else
            first.position = std::numeric_limits<qint64>::min();
    }
    return find(endpoint, mark, first);
}

Status ReadTable::readElsewhere(qint64 endpoint, const MarkRecord &mark, ChangeList &changes)
{
    const auto oldest = oldestUnread(endpoint);
    if (!oldest)
        return unexpected(oldest.error());
    auto place = oldest->row == 0 ? findAtEnd(endpoint, mark) : find(endpoint, mark, *oldest);
    if (place && place->row == 0 && oldest->row != 0) {
        if (mark.kind == MarkKind::ReadStanzaId)
            changes.unknownMarks.append(mark.thread);
        place = findAtEnd(endpoint, mark);
    }
    if (!place)
        return unexpected(place.error());
    if (place->row == 0)
        return m_marks.keepEarly(endpoint, mark);
    const auto known = m_threads.readPosition(endpoint);
    if (!known)
        return unexpected(known.error());
    if (place->position > *known) {
        if (auto done = m_threads.setReadRow(endpoint, place->row); !done)
            return done;
    }
    return report(markUpTo(endpoint, mark.thread, *place), mark.thread, changes);
}

Result<int> ReadTable::markUpTo(qint64 endpoint, const Jid &thread, const Place &place)
{
    Statement messages(m_connection,
                       "UPDATE messages INDEXED BY messages_unread SET read = 1 WHERE endpoint_id = ?"
                       " AND mine = 0 AND read = 0 AND (position, id) <= (?, ?)");
    if (auto done = messages.number(endpoint).number(place.position).number(place.row).run(); !done)
        return unexpected(done.error());
    const auto count = m_connection.number("SELECT changes()");
    if (!count || *count == 0)
        return count.transform([](qint64) { return 0; });
    const auto summary = m_threads.edit(endpoint, thread);
    if (!summary)
        return unexpected(summary.error());
    (*summary)->unread = std::max(0, (*summary)->unread - int(*count));
    return int(*count);
}

Result<int> ReadTable::markAll(const Jid &thread)
{
    const auto endpoint = m_keys.find(thread);
    if (!endpoint || *endpoint == 0)
        return endpoint.transform([](qint64) { return 0; });
    const Place end{std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::max()};
    return markUpTo(*endpoint, thread, end);
}

Status ReadTable::markSeenElsewhere(const Jid &thread, ChangeList &changes)
{
    return report(markAll(thread), thread, changes);
}

Status ReadTable::markHere(const ReadHere &read)
{
    if (read.isAll) {
        if (auto marked = markAll(read.thread); !marked)
            return unexpected(marked.error());
    }
    return read.count > 0 ? m_threads.addUntold(read.thread, read.count) : Status(Done{});
}

bool ReadTable::isNamed(const MessageRecord &message, const MarkRecord &mark)
{
    return mark.kind == MarkKind::ReadStanzaId ? message.stanzaId == mark.ref
                                               : !message.mine && message.senderId == mark.ref;
}

Result<QList<MarkRecord>> ReadTable::earlyReads(qint64 endpoint, const Jid &thread)
{
    const auto hasEarly = m_marks.hasEarly(endpoint);
    if (!hasEarly || !*hasEarly)
        return hasEarly.transform([](bool) { return QList<MarkRecord>(); });
    auto marks = m_marks.earlyReads(endpoint);
    if (marks) {
        for (MarkRecord &mark : *marks)
            mark.thread = thread;
    }
    return marks;
}

Result<QList<MarkRecord>> ReadTable::applyEarly(QList<MessageRecord> &messages)
{
    QList<MarkRecord> met;
    QHash<Jid, QList<MarkRecord>> waiting;
    QSet<Jid> reached;
    for (auto message = messages.rbegin(); message != messages.rend(); ++message) {
        const Jid &thread = message->thread;
        if (!waiting.contains(thread)) {
            const auto endpoint = m_keys.find(thread);
            if (!endpoint)
                return unexpected(endpoint.error());
            auto marks = earlyReads(*endpoint, thread);
            if (!marks)
                return marks;
            waiting.insert(thread, *std::move(marks));
        }
        for (const MarkRecord &mark : std::as_const(waiting[thread])) {
            if (!isNamed(*message, mark))
                continue;
            reached.insert(thread);
            met.append(mark);
        }
        message->read = message->read || reached.contains(thread);
    }
    return met;
}

Status ReadTable::applyMet(const MarkRecord &mark, ChangeList &changes)
{
    const auto endpoint = m_keys.find(mark.thread);
    if (!endpoint)
        return unexpected(endpoint.error());
    if (auto done = m_marks.forgetEarlyRead(*endpoint, mark); !done)
        return done;
    return readElsewhere(*endpoint, mark, changes);
}

Status ReadTable::markAnswered(ChangeList &changes)
{
    QHash<Jid, Place> answers;
    for (const MessageRecord &message : std::as_const(changes.inserted)) {
        Place &answer = answers[message.thread];
        // A message that was typed here (no resource) is no answer: it may wait since long ago.
        if (message.mine && !message.resource.isEmpty() && message.position > answer.position)
            answer = {message.position, message.rowId};
    }
    for (auto answer = answers.cbegin(); answer != answers.cend(); ++answer) {
        if (answer->row == 0)
            continue;
        const auto endpoint = m_keys.find(answer.key());
        if (!endpoint)
            return unexpected(endpoint.error());
        const auto count = markUpTo(*endpoint, answer.key(), *answer);
        if (auto done = report(count, answer.key(), changes); !done)
            return done;
    }
    return Done{};
}

// Read by the other side

Status ReadTable::delivered(qint64 endpoint, const MarkRecord &mark)
{
    const auto here = isHere(endpoint, mark.ref);
    if (!here)
        return unexpected(here.error());
    if (!*here)
        return m_marks.keepEarly(endpoint, mark);
    return m_marks.saveDeliveries(endpoint, mark.ref, {mark.delivery});
}

Status ReadTable::deliverEarly(qint64 endpoint, MessageRecord &message, ChangeList &changes)
{
    const auto hasEarly = m_marks.hasEarly(endpoint);
    if (!hasEarly || !*hasEarly || message.senderId != message.id)
        return hasEarly.transform([](bool) { return Done{}; });
    const auto deliveries = m_marks.takeEarlyDeliveries(endpoint, message.senderId);
    if (!deliveries)
        return unexpected(deliveries.error());
    for (const DeliveryRecord &delivery : *deliveries) {
        const bool isRead = delivery.state == DeliveryState::Read;
        message.state = std::max(message.state, isRead ? MessageState::Read : MessageState::Delivered);
        if (!delivery.resource.isEmpty())
            message.deliveries.append(delivery);
        const MarkRecord mark{message.thread, MarkKind::Delivery, message.senderId, delivery, isRead};
        // The earlier messages are read too.
        const auto done = isRead ? markOwn(endpoint, mark, changes)
                                 : m_marks.saveDeliveries(endpoint, mark.ref, {delivery});
        if (!done)
            return done;
    }
    if (deliveries->isEmpty())
        return Done{};
    Statement update(m_connection, "UPDATE messages SET state = ? WHERE id = ?");
    return update.number(message.state).number(message.rowId).run();
}

Result<bool> ReadTable::isUnread(qint64 endpoint, const QString &id, const QString &resource)
{
    // The archive may hold a marker for each message, newest first: after the first one the others are known.
    Statement select(m_connection, "SELECT m.state, coalesce(d.state, 0) FROM messages m"
                                   " LEFT JOIN marks d ON d.endpoint_id = ?1 AND d.mine = 1 AND d.ref = ?2"
                                   "  AND d.kind = 0 AND d.author = ?3"
                                   " WHERE m.endpoint_id = ?1 AND m.mine = 1 AND m.key = ?2");
    select.number(endpoint).text(id).text(resource);
    if (!select.next())
        return select.ended().transform([](Done) { return false; });
    return resource.isEmpty() ? select.enumAt<MessageState>(0) != MessageState::Read
                              : select.enumAt<DeliveryState>(1) != DeliveryState::Read;
}

Result<QList<ReadTable::OwnMessage>> ReadTable::ownUpTo(qint64 endpoint, const QString &id,
                                                        const QString &resource)
{
    // Newest first, until a message that this Connection has read: older ones are read too. States: 0 queued,
    // 1 at the server, 2 delivered, 3 read. The limit counts all messages of the thread, so that one marker
    // never scans a long thread.
    Statement select(
        m_connection,
        "SELECT m.id, m.key, m.state, coalesce(d.state, 0) FROM"
        " (SELECT all_of.* FROM messages named"
        "  JOIN messages all_of INDEXED BY messages_by_position ON all_of.endpoint_id = ?1"
        "   AND (all_of.position, all_of.id) <= (named.position, named.id)"
        "  WHERE named.endpoint_id = ?1 AND named.mine = 1 AND named.key = ?2"
        "  ORDER BY all_of.position DESC, all_of.id DESC LIMIT ?4) m"
        " LEFT JOIN marks d ON d.endpoint_id = ?1 AND d.mine = 1 AND d.ref = m.key AND d.kind = 0"
        "  AND d.author = ?3"
        " WHERE m.mine = 1 AND (m.state IN (1, 2, 3) OR m.key = ?2)"
        " AND m.target IN ('', ?3)"
        " ORDER BY m.position DESC, m.id DESC");
    select.number(endpoint).text(id).text(resource).number(furthestBack);
    QList<OwnMessage> messages;
    while (select.next()) {
        const bool isRead = select.enumAt<MessageState>(2) == MessageState::Read;
        if (resource.isEmpty() ? isRead : select.enumAt<DeliveryState>(3) == DeliveryState::Read)
            return messages;
        messages.append({select.numberAt(0), select.textAt(1), !isRead});
    }
    return select.ended().transform([&messages](Done) { return std::move(messages); });
}

Result<bool> ReadTable::isHere(qint64 endpoint, const QString &id)
{
    Statement select(m_connection, "SELECT 1 FROM messages WHERE endpoint_id = ? AND mine = 1 AND key = ?");
    if (select.number(endpoint).text(id).next())
        return true;
    return select.ended().transform([](Done) { return false; });
}

Status ReadTable::displayed(qint64 endpoint, const MarkRecord &mark, ChangeList &changes)
{
    const auto here = isHere(endpoint, mark.ref);
    if (!here)
        return unexpected(here.error());
    if (!*here)
        return m_marks.keepEarly(endpoint, mark);
    const auto isNews = isUnread(endpoint, mark.ref, mark.delivery.resource);
    if (!isNews || !*isNews)
        return isNews.transform([](bool) { return Done{}; });
    return markOwn(endpoint, mark, changes);
}

Status ReadTable::markOwn(qint64 endpoint, const MarkRecord &mark, ChangeList &changes)
{
    const auto messages = ownUpTo(endpoint, mark.ref, mark.delivery.resource);
    if (!messages)
        return unexpected(messages.error());
    for (const OwnMessage &message : *messages) {
        if (message.isNew) {
            Statement update(m_connection, "UPDATE messages SET state = 3, failure_kind = 0, failure = ''"
                                           " WHERE id = ?");
            if (auto done = update.number(message.row).run(); !done)
                return done;
        }
        if (!mark.delivery.resource.isEmpty()) {
            if (auto done = m_marks.saveDeliveries(endpoint, message.id, {mark.delivery}); !done)
                return done;
        }
        changes.deliveries.append({mark.thread, message.id, MessageState::Read, mark.delivery});
    }
    return Done{};
}

} // namespace roost
