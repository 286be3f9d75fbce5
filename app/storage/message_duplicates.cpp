// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/message_duplicates.h"

#include "storage/sql_connection.h"

#include <cmath>

namespace roost {

namespace {

/// A redelivery without a stamp arrives while the server keeps the lost session, which is up to 10 minutes.
constexpr qint64 sameTimeMs = 15 * 60 * 1'000;

#define ROOST_COPY_COLUMNS "id, position, time_ms, stanza_id, key, mine, resource, body, notice"

MessageRecord copyFrom(const Statement &row)
{
    MessageRecord message;
    message.rowId = row.numberAt(0);
    message.position = row.numberAt(1);
    message.timeMs = row.numberAt(2);
    message.stanzaId = row.textAt(3);
    message.id = row.textAt(4);
    message.mine = row.numberAt(5) != 0;
    message.resource = row.textAt(6);
    message.body = row.textAt(7);
    message.notice = row.enumAt<MessageNotice>(8);
    return message;
}

} // namespace

bool isSameMessage(const MessageRecord &known, const MessageRecord &message)
{
    // A message that was typed here has an id of ours, which no other message has.
    const bool isTypedHere = known.mine && known.resource.isEmpty();
    const bool areBothArchived = !known.stanzaId.isEmpty() && !message.stanzaId.isEmpty();
    if (isTypedHere || (areBothArchived && known.stanzaId == message.stanzaId))
        return true;
    // A deleted message has no text left to compare.
    if (known.body != message.body && known.notice != MessageNotice::Deleted)
        return false;
    // A sender that repeated an unconfirmed message: the archive holds it twice.
    if (known.isIdUnique || message.isIdUnique)
        return true;
    if (areBothArchived && !message.isNoteToSelf)
        return false;
    if (known.resource != message.resource)
        return false;
    // The copy without an archive id has the time of our clock, which may be wrong by years.
    if (known.stanzaId.isEmpty() != message.stanzaId.isEmpty())
        return true;
    return std::abs(known.timeMs - message.timeMs) <= sameTimeMs;
}

MessageDuplicates::Found MessageDuplicates::find(qint64 endpoint, const MessageRecord &message)
{
    if (message.senderId.isEmpty())
        return findByStanzaId(endpoint, message);
    auto found = findLikely(endpoint, message);
    const bool mayBeArchived = message.isIdUnique || message.isNoteToSelf || message.stanzaId.isEmpty();
    if (!found || *found || !mayBeArchived)
        return found;
    return findAmongArchived(endpoint, message);
}

// Without a sender's id, only the archive id identifies the message; then it is the key.
MessageDuplicates::Found MessageDuplicates::findByStanzaId(qint64 endpoint, const MessageRecord &message)
{
    std::optional<MessageRecord> found;
    if (message.stanzaId.isEmpty())
        return found;
    Statement select(m_connection, "SELECT " ROOST_COPY_COLUMNS
                                   " FROM messages WHERE endpoint_id = ? AND mine = ? AND key = ?"
                                   " AND sender_id = ''");
    select.number(endpoint).number(message.mine).text(message.stanzaId);
    if (select.next())
        found = copyFrom(select);
    return select.ended().transform([&found](Done) { return std::move(found); });
}

MessageDuplicates::Found MessageDuplicates::findLikely(qint64 endpoint, const MessageRecord &message)
{
    Statement select(m_connection,
                     "SELECT " ROOST_COPY_COLUMNS " FROM messages"
                     " WHERE endpoint_id = ?1 AND mine = ?2 AND key = ?3 AND sender_id = ?3"
                     " UNION ALL SELECT * FROM (SELECT " ROOST_COPY_COLUMNS
                     " FROM messages INDEXED BY messages_by_sender_id WHERE endpoint_id = ?1 AND mine = ?2"
                     "  AND sender_id = ?3 AND stanza_id = ?4 AND sender_id <> key LIMIT 1)"
                     " UNION ALL SELECT * FROM (SELECT " ROOST_COPY_COLUMNS
                     " FROM messages INDEXED BY messages_by_sender_id WHERE endpoint_id = ?1 AND mine = ?2"
                     "  AND sender_id = ?3 AND stanza_id IS NULL AND sender_id <> key"
                     "  ORDER BY id DESC LIMIT 64)");
    select.number(endpoint).number(message.mine).text(message.senderId).textOrNull(message.stanzaId);
    return firstSame(select, message);
}

MessageDuplicates::Found MessageDuplicates::findAmongArchived(qint64 endpoint, const MessageRecord &message)
{
    Statement select(m_connection,
                     "SELECT " ROOST_COPY_COLUMNS " FROM messages INDEXED BY messages_by_sender_id"
                     " WHERE endpoint_id = ? AND mine = ? AND sender_id = ? AND sender_id <> key"
                     " AND stanza_id IS NOT NULL ORDER BY id DESC LIMIT 64");
    select.number(endpoint).number(message.mine).text(message.senderId);
    return firstSame(select, message);
}

MessageDuplicates::Found MessageDuplicates::firstSame(Statement &select, const MessageRecord &message)
{
    std::optional<MessageRecord> found;
    while (select.next()) {
        found = copyFrom(select);
        if (isSameMessage(*found, message))
            return found;
    }
    return select.ended().transform([](Done) { return std::optional<MessageRecord>(); });
}

} // namespace roost
