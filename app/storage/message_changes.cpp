// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/message_changes.h"

#include "storage/sql_connection.h"

namespace roost {

namespace {

Result<std::optional<MessageRecord>> onlyRow(Statement &select)
{
    std::optional<MessageRecord> row;
    if (select.next()) {
        row.emplace();
        row->rowId = select.numberAt(0);
        row->position = select.numberAt(1);
        row->timeMs = select.numberAt(2);
        row->id = select.textAt(3);
        row->senderId = select.textAt(4);
    }
    return select.ended().transform([&row](Done) { return std::move(row); });
}

} // namespace

Result<std::optional<MessageRecord>> MessageChanges::target(qint64 endpoint, const MessageRecord &change)
{
    // A notice has no text to correct. Only a call (3, 5, 6) can be answered. Anything can be deleted (4).
    Statement select(m_connection,
                     "SELECT id, position, time_ms, key, sender_id FROM ("
                     " SELECT * FROM messages WHERE endpoint_id = ?1 AND mine = ?2 AND key = ?3"
                     "  AND sender_id = ?3"
                     " UNION ALL SELECT * FROM messages INDEXED BY messages_by_sender_id"
                     "  WHERE endpoint_id = ?1 AND mine = ?2 AND sender_id = ?3 AND sender_id <> key"
                     " UNION ALL SELECT * FROM messages INDEXED BY messages_by_replaced"
                     "  WHERE endpoint_id = ?1 AND mine = ?2 AND replaces = ?3)"
                     " WHERE ?4 = 4 OR notice IN (3, 5, 6) AND ?4 IN (5, 6)"
                     " OR notice IN (0, 4) AND ?4 NOT IN (5, 6) ORDER BY position DESC, id DESC LIMIT 1");
    select.number(endpoint).number(change.mine).text(change.replaces).number(change.notice);
    return onlyRow(select);
}

Result<bool> MessageChanges::apply(qint64 rowId, const MessageRecord &change)
{
    if (change.notice == MessageNotice::Deleted) {
        Statement update(m_connection, "UPDATE messages SET notice = 4, body = '', detail = '', subject = '',"
                                       " correction = NULL, changed_ms = ?2 WHERE id = ?1 AND notice <> 4");
        const auto done = update.number(rowId).number(change.timeMs).run();
        return done.transform([&update](Done) { return update.hasChangedRows(); });
    }
    if (isCallAnswer(change.notice)) {
        // The first answer counts.
        Statement update(m_connection, "UPDATE messages SET notice = ?2, changed_ms = ?3"
                                       " WHERE id = ?1 AND notice = 3");
        const auto done = update.number(rowId).number(change.notice).number(change.timeMs).run();
        return done.transform([&update](Done) { return update.hasChangedRows(); });
    }
    Statement update(m_connection, "UPDATE messages SET correction = ?2, changed_ms = ?3"
                                   " WHERE id = ?1 AND notice = 0 AND changed_ms <= ?3"
                                   " AND coalesce(correction, body) <> ?2");
    const auto done = update.number(rowId).text(change.body).number(change.timeMs).run();
    return done.transform([&update](Done) { return update.hasChangedRows(); });
}

Result<std::optional<MessageRecord>> MessageChanges::standIn(qint64 endpoint, const MessageRecord &message)
{
    if (!m_hasStandIns) {
        const auto any = m_connection.number("SELECT EXISTS (SELECT 1 FROM messages"
                                             " INDEXED BY messages_by_replaced WHERE replaces IS NOT NULL)");
        if (!any)
            return unexpected(any.error());
        m_hasStandIns = *any != 0;
    }
    if (!*m_hasStandIns || message.senderId.isEmpty() || !message.replaces.isEmpty())
        return std::optional<MessageRecord>();
    Statement select(m_connection, "SELECT id, position, time_ms, key, sender_id FROM messages"
                                   " INDEXED BY messages_by_replaced"
                                   " WHERE endpoint_id = ? AND mine = ? AND replaces = ? LIMIT 1");
    select.number(endpoint).number(message.mine).text(message.senderId);
    return onlyRow(select);
}

} // namespace roost
