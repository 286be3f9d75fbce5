// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/read_table.h"

#include "storage/delivery_table.h"
#include "storage/endpoint_keys.h"
#include "storage/sql_connection.h"

namespace roost {

Result<QHash<Jid, int>> ReadTable::markUpTo(const QList<ReadMark> &marks)
{
    QHash<Jid, int> counts;
    for (const ReadMark &mark : marks) {
        const auto endpoint = m_keys.find(mark.thread);
        if (!endpoint)
            return unexpected(endpoint.error());
        if (*endpoint == 0)
            continue;
        const auto count = markUpTo(*endpoint, mark);
        if (!count)
            return unexpected(count.error());
        if (*count >= 0)
            counts[mark.thread] += *count;
    }
    return counts;
}

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

Result<ReadTable::Place> ReadTable::find(qint64 endpoint, const ReadMark &mark, const Place &from)
{
    // These ids need no index: only the few messages newer than the oldest unread one are scanned.
    Statement select(m_connection, "SELECT position, id FROM messages INDEXED BY messages_by_position"
                                   " WHERE endpoint_id = ?1 AND (position, id) >= (?2, ?3)"
                                   " AND ((?4 <> '' AND stanza_id = ?4) OR (?5 <> '' AND mine = 0"
                                   "  AND coalesce(sender_id, message_id) = ?5))"
                                   " ORDER BY position DESC, id DESC LIMIT 1");
    select.number(endpoint).number(from.position).number(from.row).text(mark.stanzaId).text(mark.messageId);
    if (select.next())
        return Place{select.numberAt(0), select.numberAt(1)};
    return select.ended().transform([](Done) { return Place{}; });
}

Result<int> ReadTable::markUpTo(qint64 endpoint, const ReadMark &mark)
{
    const auto oldest = oldestUnread(endpoint);
    if (!oldest || oldest->row == 0)
        return oldest.transform([](const Place &) { return nothingToDo; });
    const auto place = find(endpoint, mark, *oldest);
    if (!place || place->row == 0)
        return place.transform([&mark](const Place &) { return mark.stanzaId.isEmpty() ? nothingToDo : 0; });
    Statement messages(m_connection,
                       "UPDATE messages INDEXED BY messages_unread SET read = 1 WHERE endpoint_id = ?"
                       " AND mine = 0 AND read = 0 AND (position, id) <= (?, ?)");
    if (auto done = messages.number(endpoint).number(place->position).number(place->row).run(); !done)
        return unexpected(done.error());
    const auto count = m_connection.number("SELECT changes()");
    if (!count)
        return unexpected(count.error());
    Statement summary(m_connection, "UPDATE endpoints SET unread = max(0, unread - ?) WHERE id = ?");
    return summary.number(*count).number(endpoint).run().transform([&count](Done) { return int(*count); });
}

Result<bool> ReadTable::isUnread(qint64 endpoint, const QString &id, const QString &resource)
{
    // The archive may hold a marker for each message, newest first: after the first one the others are known.
    Statement select(m_connection, "SELECT m.state, coalesce(d.state, 0) FROM messages m"
                                   " LEFT JOIN deliveries d ON d.message_id = m.id AND d.resource = ?3"
                                   " WHERE m.endpoint_id = ?1 AND m.mine = 1 AND m.message_id = ?2");
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
    Statement select(m_connection,
                     "SELECT m.id, m.message_id, m.state, coalesce(d.state, 0) FROM"
                     " (SELECT all_of.* FROM messages named"
                     "  JOIN messages all_of INDEXED BY messages_by_position ON all_of.endpoint_id = ?1"
                     "   AND (all_of.position, all_of.id) <= (named.position, named.id)"
                     "  WHERE named.endpoint_id = ?1 AND named.mine = 1 AND named.message_id = ?2"
                     "  ORDER BY all_of.position DESC, all_of.id DESC LIMIT ?4) m"
                     " LEFT JOIN deliveries d ON d.message_id = m.id AND d.resource = ?3"
                     " WHERE m.mine = 1 AND (m.state IN (1, 2, 3) OR m.message_id = ?2)"
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

Result<QStringList> ReadTable::markOwn(const Jid &thread, const QString &id, const DeliveryRecord &delivery)
{
    const auto endpoint = m_keys.find(thread);
    if (!endpoint)
        return unexpected(endpoint.error());
    QStringList ids;
    if (*endpoint == 0 || id.isEmpty())
        return ids;
    const auto isNews = isUnread(*endpoint, id, delivery.resource);
    if (!isNews || !*isNews)
        return isNews.transform([](bool) { return QStringList(); });
    const auto messages = ownUpTo(*endpoint, id, delivery.resource);
    if (!messages)
        return unexpected(messages.error());
    for (const OwnMessage &message : *messages) {
        if (message.isNew) {
            Statement update(m_connection, "UPDATE messages SET state = 3, failure_kind = 0, failure = ''"
                                           " WHERE id = ?");
            if (auto done = update.number(message.row).run(); !done)
                return unexpected(done.error());
        }
        if (!delivery.resource.isEmpty()) {
            if (auto done = m_deliveries.save(message.row, {delivery}); !done)
                return unexpected(done.error());
        }
        ids.append(message.id);
    }
    return ids;
}

} // namespace roost
