// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/delivery_table.h"

#include "storage/sql_connection.h"

namespace roost {

Status DeliveryTable::save(qint64 messageRow, const QList<DeliveryRecord> &deliveries)
{
    for (const auto &delivery : deliveries) {
        Statement upsert(m_connection,
                         "INSERT INTO deliveries (message_id, resource, kind, label, state, at_ms)"
                         " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (message_id, resource) DO UPDATE SET"
                         " kind = excluded.kind, label = excluded.label, state = excluded.state,"
                         " at_ms = excluded.at_ms WHERE excluded.state > state");
        upsert.number(messageRow)
            .text(delivery.resource)
            .number(delivery.kind)
            .text(delivery.label)
            .number(delivery.state)
            .number(delivery.atMs);
        if (auto done = upsert.run(); !done)
            return done;
    }
    return Done{};
}

Status DeliveryTable::fill(QList<MessageRecord> &messages)
{
    for (auto &message : messages) {
        if (!message.mine)
            continue;
        Statement select(m_connection, "SELECT resource, kind, label, state, at_ms FROM deliveries"
                                       " WHERE message_id = ? ORDER BY resource");
        select.number(message.rowId);
        while (select.next()) {
            message.deliveries.append(DeliveryRecord{select.textAt(0), select.enumAt<DeviceKind>(1),
                                                     select.textAt(2), select.enumAt<DeliveryState>(3),
                                                     select.numberAt(4)});
        }
        if (auto ended = select.ended(); !ended)
            return ended;
    }
    return Done{};
}

} // namespace roost
