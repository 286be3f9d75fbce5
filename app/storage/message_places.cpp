// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/message_places.h"

#include "storage/endpoint_keys.h"
#include "storage/sql_connection.h"

namespace roost {

namespace {

/// The place in the first row of `select`: position, row.
Result<std::optional<MessageCursor>> firstPlace(Statement &select)
{
    std::optional<MessageCursor> place;
    if (select.next()) {
        place = MessageCursor{select.numberAt(0), select.numberAt(1)};
        return place;
    }
    return select.ended().transform([&place](Done) { return place; });
}

} // namespace

Result<std::optional<MessageCursor>> MessagePlaces::find(const Jid &thread, const QString &id, bool mine)
{
    const auto endpoint = m_keys.find(thread);
    if (!endpoint)
        return unexpected(endpoint.error());
    Statement select(m_connection, "SELECT position, id FROM messages"
                                   " WHERE endpoint_id = ? AND mine = ? AND key = ?");
    select.number(*endpoint).number(mine).text(id);
    return firstPlace(select);
}

Result<std::optional<MessageCursor>> MessagePlaces::findFirstUnread(const Jid &thread)
{
    const auto endpoint = m_keys.find(thread);
    if (!endpoint)
        return unexpected(endpoint.error());
    Statement select(m_connection, "SELECT position, id FROM messages INDEXED BY messages_unread"
                                   " WHERE endpoint_id = ? AND mine = 0 AND read = 0"
                                   " ORDER BY position, id LIMIT 1");
    select.number(*endpoint);
    return firstPlace(select);
}

} // namespace roost
