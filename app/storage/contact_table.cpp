// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/contact_table.h"

#include "storage/endpoint_keys.h"
#include "storage/sql_connection.h"

#include <QSet>

namespace roost {

namespace {

// XML 1.0 §2.2 has no U+001F, so no label from the wire can hold it.
constexpr QChar labelSeparator(0x1f);

// Plain columns: an expression costs more than another column.
#define ROOST_CONTACT_COLUMNS                                                                                \
    "e.jid, e.name, e.nickname, e.labels, e.in_roster, e.ask, e.wants_us, e.tell_when_online, e.blocked,"    \
    " e.subscription, e.avatar_hash, e.last_seen_ms, e.wants_us_message"

#define ROOST_SUMMARY_COLUMNS                                                                                \
    "t.preview_mine, t.preview_notice, t.unread, t.last_message_ms, t.preview, t.draft"

QString joinedLabels(const QStringList &labels)
{
    QStringList clean;
    for (QString label : labels) {
        label.replace(labelSeparator, u' ');
        if (!label.isEmpty())
            clean << label;
    }
    return clean.join(labelSeparator);
}

/// Splits the labels of many contacts; contacts with equal labels share one list.
class LabelLists
{
public:
    QStringList split(const QString &text)
    {
        if (text.isEmpty())
            return {};
        const auto known = m_known.constFind(text);
        if (known != m_known.constEnd())
            return *known;
        QStringList labels = text.split(labelSeparator);
        for (QString &label : labels)
            label = *m_single.insert(label);
        return *m_known.insert(text, labels);
    }

private:
    QHash<QString, QStringList> m_known;
    QSet<QString> m_single;
};

ContactRecord contactFrom(const Statement &row, LabelLists &labels)
{
    ContactRecord contact;
    contact.jid = Jid::fromTrusted(row.textAt(0));
    contact.name = row.textAt(1);
    contact.nickname = row.textAt(2);
    contact.labels = labels.split(row.textAt(3));
    contact.inRoster = row.numberAt(4) != 0;
    contact.ask = row.numberAt(5) != 0;
    contact.wantsUs = row.numberAt(6) != 0;
    contact.tellWhenOnline = row.numberAt(7) != 0;
    contact.blocked = row.numberAt(8) != 0;
    contact.subscription = static_cast<Subscription>(row.numberAt(9));
    contact.avatarHash = row.textAt(10);
    contact.lastSeenMs = row.numberAt(11);
    contact.wantsUsMessage = row.textAt(12);
    return contact;
}

/// `first`: index of the first of ROOST_SUMMARY_COLUMNS. NULL reads as 0 or an empty text.
void readSummary(const Statement &row, int first, ContactRecord &contact)
{
    contact.previewMine = row.numberAt(first) != 0;
    contact.previewNotice = row.enumAt<MessageNotice>(first + 1);
    contact.unread = int(row.numberAt(first + 2));
    contact.lastMessageMs = row.numberAt(first + 3);
    contact.preview = row.textAt(first + 4);
    contact.draft = row.textAt(first + 5);
}

} // namespace

Result<QList<ContactRecord>> ContactTable::load()
{
    QList<ContactRecord> contacts;
    Statement most(m_connection, "SELECT coalesce(max(id), 0) FROM endpoints");
    if (most.next())
        contacts.reserve(most.numberAt(0));
    // Both tables are read once, in the order of the same key: a join would search for each row.
    Statement select(m_connection, "SELECT " ROOST_CONTACT_COLUMNS ", e.id FROM endpoints e"
                                   " WHERE e.listed = 1 ORDER BY e.id");
    Statement summaries(m_connection, "SELECT " ROOST_SUMMARY_COLUMNS ", t.endpoint_id FROM threads t"
                                      " ORDER BY t.endpoint_id");
    LabelLists labels;
    bool hasSummary = summaries.next();
    while (select.next()) {
        contacts.append(contactFrom(select, labels));
        const qint64 endpoint = select.numberAt(13);
        while (hasSummary && summaries.numberAt(6) < endpoint)
            hasSummary = summaries.next();
        if (hasSummary && summaries.numberAt(6) == endpoint)
            readSummary(summaries, 0, contacts.last());
    }
    if (auto ended = select.ended(); !ended)
        return unexpected(ended.error());
    while (hasSummary)
        hasSummary = summaries.next();
    return summaries.ended().transform([&contacts](Done) { return std::move(contacts); });
}

Result<QList<ContactRecord>> ContactTable::load(const QList<Jid> &some)
{
    QList<ContactRecord> contacts;
    contacts.reserve(some.size());
    LabelLists labels;
    for (const Jid &jid : some) {
        Statement select(m_connection, "SELECT " ROOST_CONTACT_COLUMNS ", " ROOST_SUMMARY_COLUMNS
                                       " FROM endpoints e LEFT JOIN threads t ON t.endpoint_id = e.id"
                                       " WHERE e.listed = 1 AND e.jid = ?");
        if (select.text(jid.toString()).next()) {
            contacts.append(contactFrom(select, labels));
            readSummary(select, 13, contacts.last());
        } else if (auto ended = select.ended(); !ended) {
            return unexpected(ended.error());
        }
    }
    return contacts;
}

Status ContactTable::save(const ContactRecord &contact)
{
    Statement upsert(
        m_connection,
        "INSERT INTO endpoints (jid, name, nickname, labels, subscription, in_roster, ask, wants_us,"
        " wants_us_message, tell_when_online, blocked, avatar_hash, last_seen_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (jid) DO UPDATE SET listed = 1, name = excluded.name,"
        " nickname = excluded.nickname, labels = excluded.labels,"
        " subscription = excluded.subscription, in_roster = excluded.in_roster, ask = excluded.ask,"
        " wants_us = excluded.wants_us, wants_us_message = excluded.wants_us_message,"
        " tell_when_online = excluded.tell_when_online, blocked = excluded.blocked,"
        " avatar_hash = excluded.avatar_hash,"
        " last_seen_ms = max(last_seen_ms, excluded.last_seen_ms)");
    upsert.text(contact.jid.toString())
        .text(contact.name)
        .text(contact.nickname)
        .text(joinedLabels(contact.labels))
        .number(contact.subscription)
        .number(contact.inRoster)
        .number(contact.ask)
        .number(contact.wantsUs)
        .text(contact.wantsUsMessage)
        .number(contact.tellWhenOnline)
        .number(contact.blocked)
        .text(contact.avatarHash)
        .number(contact.lastSeenMs);
    return upsert.run();
}

Status ContactTable::restore(const ContactRecord &contact)
{
    if (auto done = save(contact); !done)
        return done;
    const auto id = m_keys.find(contact.jid);
    if (!id)
        return unexpected(id.error());
    Statement upsert(
        m_connection,
        "INSERT INTO threads (endpoint_id, last_message_ms, preview, preview_mine, unread, draft,"
        " preview_notice) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (endpoint_id)"
        " DO UPDATE SET preview = iif(last_message_ms < ?2, ?3, preview),"
        " preview_notice = iif(last_message_ms < ?2, ?7, preview_notice),"
        " preview_mine = iif(last_message_ms < ?2, ?4, preview_mine),"
        " last_message_ms = max(last_message_ms, ?2), unread = max(unread, ?5),"
        " draft = iif(draft = '', ?6, draft)");
    return upsert.number(*id)
        .number(contact.lastMessageMs)
        .text(contact.preview)
        .number(contact.previewMine)
        .number(contact.unread)
        .text(contact.draft)
        .number(contact.previewNotice)
        .run();
}

Status ContactTable::remove(const Jid &jid)
{
    const auto id = m_keys.find(jid);
    if (!id)
        return unexpected(id.error());
    if (*id == 0)
        return Done{};
    Statement erase(m_connection,
                    "DELETE FROM endpoints WHERE id = ?"
                    " AND NOT EXISTS (SELECT 1 FROM messages WHERE endpoint_id = endpoints.id)");
    if (auto done = erase.number(*id).run(); !done)
        return done;
    if (erase.hasChangedRows()) {
        m_keys.forget();
        return Done{};
    }
    m_keys.noteRemoval();
    Statement read(m_connection, "UPDATE messages INDEXED BY messages_unread SET read = 1"
                                 " WHERE endpoint_id = ? AND mine = 0 AND read = 0");
    if (auto done = read.number(*id).run(); !done)
        return done;
    Statement forget(m_connection, "DELETE FROM threads WHERE endpoint_id = ?");
    if (auto done = forget.number(*id).run(); !done)
        return done;
    Statement unlist(
        m_connection,
        "UPDATE endpoints SET listed = 0, name = '', nickname = '', labels = '', subscription = 0,"
        " in_roster = 0, ask = 0, wants_us = 0, wants_us_message = '', tell_when_online = 0,"
        " blocked = 0, avatar_hash = '' WHERE id = ?");
    return unlist.number(*id).run();
}

Status ContactTable::saveLastSeen(const Jid &jid, qint64 lastSeenMs)
{
    Statement update(m_connection, "UPDATE endpoints SET last_seen_ms = max(last_seen_ms, ?) WHERE jid = ?");
    return update.number(lastSeenMs).text(jid.toString()).run();
}

Status ContactTable::saveAvatarHash(const Jid &jid, const QString &hash)
{
    Statement update(m_connection, "UPDATE endpoints SET avatar_hash = ? WHERE jid = ?");
    return update.text(hash).text(jid.toString()).run();
}

} // namespace roost
