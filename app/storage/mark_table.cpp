// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/mark_table.h"

#include "storage/sql_connection.h"

namespace roost {

namespace {

DeliveryRecord deliveryFrom(const Statement &row)
{
    return {row.textAt(0), row.enumAt<DeviceKind>(1), row.textAt(2), row.enumAt<DeliveryState>(3),
            row.numberAt(4)};
}

} // namespace

Status MarkTable::saveDelivery(qint64 endpoint, const QString &ref, const DeliveryRecord &delivery,
                               bool isEarly)
{
    Statement upsert(m_connection,
                     "INSERT INTO marks (endpoint_id, mine, ref, kind, author, device, label, state, at_ms,"
                     " early) SELECT ?1, 1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?8 WHERE ?9 > (SELECT count(*)"
                     "  FROM marks WHERE endpoint_id = ?1 AND mine = 1 AND ref = ?2 AND kind = 0"
                     "  AND author <> ?3)"
                     " ON CONFLICT DO UPDATE SET device = excluded.device, label = excluded.label,"
                     " state = excluded.state, at_ms = excluded.at_ms WHERE excluded.state > state");
    return upsert.number(endpoint)
        .text(ref)
        .text(delivery.resource)
        .number(delivery.kind)
        .text(delivery.label)
        .number(delivery.state)
        .number(delivery.atMs)
        .number(isEarly)
        .number(maxDeliveries)
        .run();
}

Status MarkTable::saveDeliveries(qint64 endpoint, const QString &ref, const QList<DeliveryRecord> &deliveries)
{
    for (const DeliveryRecord &delivery : deliveries) {
        if (auto done = saveDelivery(endpoint, ref, delivery, false); !done)
            return done;
    }
    return Done{};
}

Status MarkTable::fill(qint64 endpoint, MessageRecord &message)
{
    // A delivery belongs to the first message with the id that it names.
    const bool hasDeliveries = message.mine && message.senderId == message.id;
    Statement select(m_connection, "SELECT author, device, label, state, at_ms, kind, value FROM marks"
                                   " WHERE endpoint_id = ? AND mine = ? AND ref = ? AND early = 0"
                                   " AND (kind = 0 AND author <> '' OR kind >= 3 AND value <> '')"
                                   " ORDER BY kind, author");
    select.number(endpoint).number(message.mine).text(message.id);
    while (select.next()) {
        const auto kind = select.enumAt<MarkKind>(5);
        if (isRemark(kind))
            message.remarks.append({kind, select.textAt(0), select.textAt(6), select.numberAt(4)});
        else if (hasDeliveries)
            message.deliveries.append(deliveryFrom(select));
    }
    return select.ended();
}

Result<bool> MarkTable::hasAboutTheirs(qint64 endpoint)
{
    Statement select(m_connection, "SELECT 1 FROM marks WHERE endpoint_id = ? AND mine = 0 LIMIT 1");
    if (select.number(endpoint).next())
        return true;
    return select.ended().transform([](Done) { return false; });
}

Result<std::optional<MessageRecord>> MarkTable::named(qint64 endpoint, const QString &senderId,
                                                      qint64 position)
{
    Statement select(m_connection,
                     "SELECT mine, key FROM ("
                     " SELECT * FROM messages WHERE endpoint_id = ?1 AND mine IN (0, 1) AND key = ?2"
                     "  AND sender_id = ?2"
                     " UNION ALL SELECT * FROM messages INDEXED BY messages_by_sender_id"
                     "  WHERE endpoint_id = ?1 AND mine IN (0, 1) AND sender_id = ?2 AND sender_id <> key)"
                     " ORDER BY position <= ?3 DESC, position DESC, id DESC LIMIT 1");
    std::optional<MessageRecord> message;
    if (select.number(endpoint).text(senderId).number(position).next()) {
        message.emplace();
        message->mine = select.numberAt(0) != 0;
        message->id = select.textAt(1);
    }
    return select.ended().transform([&message](Done) { return std::move(message); });
}

Result<QString> MarkTable::ownRemark(qint64 endpoint, const MessageRecord &about, MarkKind kind)
{
    QString value;
    Statement select(m_connection, "SELECT value FROM marks WHERE endpoint_id = ? AND mine = ? AND ref = ?"
                                   " AND kind = ? AND author = ''");
    if (select.number(endpoint).number(about.mine).text(about.id).number(kind).next()) {
        value = select.textAt(0);
        return value;
    }
    return select.ended().transform([&value](Done) { return value; });
}

Result<bool> MarkTable::saveRemark(qint64 endpoint, bool mine, const QString &ref, const MarkRecord &mark,
                                   bool isEarly)
{
    // The archive gives older remarks after newer ones. A withdrawn remark stays as an empty row, so that
    // they do not revive it.
    Statement upsert(m_connection,
                     "INSERT INTO marks (endpoint_id, mine, ref, kind, author, value, at_ms, early, position)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value,"
                     " at_ms = excluded.at_ms, position = excluded.position"
                     " WHERE (excluded.position, excluded.at_ms) > (position, at_ms)"
                     " OR (excluded.position, excluded.at_ms) = (position, at_ms)"
                     "  AND excluded.value <> value");
    upsert.number(endpoint)
        .number(mine)
        .text(ref)
        .number(mark.kind)
        .text(mark.author)
        .text(mark.value)
        .number(mark.delivery.atMs)
        .number(isEarly)
        .number(mark.position);
    const auto done = upsert.run();
    return done.transform([&upsert](Done) { return upsert.hasChangedRows(); });
}

Status MarkTable::adoptRemarks(qint64 endpoint, MessageRecord &message)
{
    const auto waits = hasEarly(endpoint);
    if (!waits || !*waits || message.senderId.isEmpty())
        return waits.transform([](bool) { return Done{}; });
    // An early remark does not know the direction of its message.
    Statement adopt(m_connection, "UPDATE OR REPLACE marks SET mine = ?, ref = ?, early = 0"
                                  " WHERE endpoint_id = ? AND mine = 0 AND ref = ? AND kind >= 3"
                                  " AND early = 1");
    adopt.number(message.mine).text(message.id).number(endpoint).text(message.senderId);
    if (auto done = adopt.run(); !done || !adopt.hasChangedRows())
        return done;
    MessageRecord filled;
    filled.mine = message.mine;
    filled.id = message.id;
    return fill(endpoint, filled).transform([&](Done) {
        message.remarks = filled.remarks;
        return Done{};
    });
}

Status MarkTable::dropUnconfirmed(qint64 endpoint, const QString &ref, const QString &resource)
{
    Statement drop(m_connection, "DELETE FROM marks WHERE endpoint_id = ? AND mine = 1 AND ref = ?"
                                 " AND kind = 0 AND author = ? AND state = 0");
    return drop.number(endpoint).text(ref).text(resource).run();
}

Status MarkTable::loadEarly()
{
    if (m_withEarly)
        return Done{};
    QSet<qint64> endpoints;
    Statement select(m_connection, "SELECT DISTINCT endpoint_id FROM marks INDEXED BY marks_early"
                                   " WHERE early = 1");
    while (select.next())
        endpoints.insert(select.numberAt(0));
    if (auto ended = select.ended(); !ended)
        return ended;
    m_withEarly = std::move(endpoints);
    return Done{};
}

Result<bool> MarkTable::hasEarly(qint64 endpoint)
{
    return loadEarly().transform([this, endpoint](Done) { return m_withEarly->contains(endpoint); });
}

Status MarkTable::keepEarly(qint64 endpoint, const MarkRecord &mark)
{
    if (auto loaded = loadEarly(); !loaded)
        return loaded;
    m_withEarly->insert(endpoint);
    if (mark.kind == MarkKind::Delivery) {
        if (auto done = saveDelivery(endpoint, mark.ref, mark.delivery, true); !done)
            return done;
    } else if (isRemark(mark.kind)) {
        if (auto done = saveRemark(endpoint, false, mark.ref, mark, true); !done)
            return unexpected(done.error());
    } else {
        Statement upsert(m_connection,
                         "INSERT INTO marks (endpoint_id, mine, ref, kind, author, at_ms, early)"
                         " VALUES (?, 0, ?, ?, '', ?, 1) ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms"
                         " WHERE excluded.at_ms > at_ms");
        upsert.number(endpoint).text(mark.ref).number(mark.kind).number(mark.delivery.atMs);
        if (auto done = upsert.run(); !done)
            return done;
    }
    Statement drop(m_connection,
                   "DELETE FROM marks WHERE (endpoint_id, mine, ref, kind, author) IN"
                   " (SELECT endpoint_id, mine, ref, kind, author FROM marks INDEXED BY marks_early"
                   "  WHERE endpoint_id = ? AND early = 1 ORDER BY at_ms DESC LIMIT -1 OFFSET ?)");
    return drop.number(endpoint).number(maxEarly).run();
}

Result<QList<DeliveryRecord>> MarkTable::takeEarlyDeliveries(qint64 endpoint, const QString &ref)
{
    QList<DeliveryRecord> deliveries;
    {
        Statement select(m_connection, "SELECT author, device, label, state, at_ms FROM marks"
                                       " WHERE endpoint_id = ? AND mine = 1 AND ref = ? AND kind = 0"
                                       " AND early = 1 ORDER BY author");
        select.number(endpoint).text(ref);
        while (select.next())
            deliveries.append(deliveryFrom(select));
        if (auto ended = select.ended(); !ended)
            return unexpected(ended.error());
    }
    if (deliveries.isEmpty())
        return deliveries;
    Statement take(m_connection, "DELETE FROM marks WHERE endpoint_id = ? AND mine = 1 AND ref = ?"
                                 " AND kind = 0 AND early = 1");
    return take.number(endpoint).text(ref).run().transform(
        [&deliveries](Done) { return std::move(deliveries); });
}

Result<QList<MarkRecord>> MarkTable::earlyReads(qint64 endpoint)
{
    QList<MarkRecord> marks;
    Statement select(m_connection, "SELECT ref, kind, at_ms FROM marks INDEXED BY marks_early"
                                   " WHERE endpoint_id = ? AND early = 1 AND kind IN (1, 2)");
    select.number(endpoint);
    while (select.next()) {
        MarkRecord mark;
        mark.ref = select.textAt(0);
        mark.kind = select.enumAt<MarkKind>(1);
        mark.delivery.atMs = select.numberAt(2);
        marks.append(mark);
    }
    return select.ended().transform([&marks](Done) { return std::move(marks); });
}

Status MarkTable::forgetEarlyRead(qint64 endpoint, const MarkRecord &mark)
{
    Statement drop(m_connection, "DELETE FROM marks WHERE endpoint_id = ? AND mine = 0 AND ref = ?"
                                 " AND kind = ? AND early = 1");
    return drop.number(endpoint).text(mark.ref).number(mark.kind).run();
}

} // namespace roost
