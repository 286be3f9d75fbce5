// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/list_head_table.h"

#include "storage/contact_table.h"
#include "storage/settings_table.h"
#include "storage/sql_connection.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

/// Lines: order, number of listed contacts, number of those with unread messages, then the addresses.
const QString headKey = u"list-head"_s;
constexpr qsizetype headerLines = 3;

} // namespace

Result<ListHead> ListHeadTable::load(const QString &order, const Jid &self)
{
    const auto kept = m_settings.value(headKey);
    if (!kept)
        return unexpected(kept.error());
    const QStringList lines = kept->split(u'\n');
    ListHead head;
    head.order = order;
    head.isKept = !kept->isEmpty();
    if (lines.size() <= headerLines || order.isEmpty() || lines.at(0) != order)
        return head;
    bool areNumbers[2] = {};
    head.listed = lines.at(1).toInt(&areNumbers[0]);
    head.unread = lines.at(2).toInt(&areNumbers[1]);
    // Ignore a head that save() cannot have written: a wrong list is worse than a late one.
    const bool isSane = areNumbers[0] && areNumbers[1] && head.listed >= ListHead::fewestListed &&
                        head.unread >= 0 && head.unread <= head.listed &&
                        lines.size() <= headerLines + ListHead::mostRows;
    if (!isSane) {
        head.listed = head.unread = 0;
        return head;
    }
    QList<Jid> addresses;
    for (const QString &line : lines.mid(headerLines))
        addresses.append(Jid::fromTrusted(line));
    addresses.append(self);
    auto contacts = m_contacts.load(addresses);
    if (!contacts)
        return unexpected(contacts.error());
    head.contacts = *std::move(contacts);
    return head;
}

Status ListHeadTable::forget()
{
    Statement erase(m_connection, "DELETE FROM settings WHERE key = ?");
    return erase.text(headKey).run();
}

Status ListHeadTable::save(const QString &order, const QList<Jid> &byName)
{
    Statement count(m_connection, "SELECT count(*), total(t.unread > 0) FROM endpoints e"
                                  " LEFT JOIN threads t ON t.endpoint_id = e.id WHERE e.listed = 1"
                                  " AND (e.in_roster = 1 OR t.last_message_ms <> 0)");
    if (!count.next())
        return count.ended();
    const qint64 listed = count.numberAt(0);
    const qint64 unread = count.numberAt(1);
    if (listed < ListHead::fewestListed)
        return forget();
    auto addresses = newestThreads();
    if (!addresses)
        return unexpected(addresses.error());
    // Contacts of `byName` that have a thread by now were added above.
    for (const Jid &jid : byName) {
        if (addresses->size() >= ListHead::mostRows)
            break;
        Statement isWithout(m_connection, "SELECT 1 FROM endpoints e LEFT JOIN threads t"
                                          " ON t.endpoint_id = e.id WHERE e.jid = ? AND e.listed = 1"
                                          " AND e.in_roster = 1 AND ifnull(t.last_message_ms, 0) = 0");
        if (isWithout.text(jid.toString()).next())
            addresses->append(jid);
    }
    if (addresses->size() < ListHead::mostRows)
        return forget();
    QStringList lines{order, QString::number(listed), QString::number(unread)};
    for (const Jid &jid : std::as_const(*addresses))
        lines.append(jid.toString());
    return m_settings.save(headKey, lines.join(u'\n'));
}

Result<QList<Jid>> ListHeadTable::newestThreads()
{
    Statement select(m_connection, "SELECT e.jid FROM threads t JOIN endpoints e"
                                   " ON e.id = t.endpoint_id WHERE e.listed = 1 AND t.last_message_ms <> 0"
                                   " ORDER BY t.last_message_ms DESC LIMIT ?");
    select.number(ListHead::mostRows);
    QList<Jid> addresses;
    while (select.next())
        addresses.append(Jid::fromTrusted(select.textAt(0)));
    return select.ended().transform([&addresses](Done) { return std::move(addresses); });
}

} // namespace roost
