// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/outgoing_remark_table.h"

#include "storage/sql_connection.h"

namespace roost {

Status OutgoingRemarkTable::add(qint64 endpoint, const OutgoingRemark &remark)
{
    Statement insert(m_connection,
                     "INSERT OR REPLACE INTO outgoing_remarks (endpoint_id, id, kind, ref, value, previous,"
                     " at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)");
    const MarkRecord &mark = remark.mark;
    return insert.number(endpoint)
        .text(mark.stanzaId)
        .number(mark.kind)
        .text(mark.ref)
        .text(mark.value)
        .text(remark.previous)
        .number(mark.delivery.atMs)
        .run();
}

Status OutgoingRemarkTable::remove(qint64 endpoint, const QString &id)
{
    Statement drop(m_connection, "DELETE FROM outgoing_remarks WHERE endpoint_id = ? AND id = ?");
    return drop.number(endpoint).text(id).run();
}

Result<QList<OutgoingRemark>> OutgoingRemarkTable::load()
{
    QList<OutgoingRemark> remarks;
    Statement select(m_connection,
                     "SELECT e.jid, r.kind, r.ref, r.at_ms, r.value, r.id, r.previous FROM outgoing_remarks r"
                     " JOIN endpoints e ON e.id = r.endpoint_id ORDER BY r.row");
    while (select.next()) {
        MarkRecord mark{Jid::fromTrusted(select.textAt(0)), select.enumAt<MarkKind>(1), select.textAt(2), {}};
        mark.delivery.atMs = select.numberAt(3);
        mark.value = select.textAt(4);
        mark.stanzaId = select.textAt(5);
        remarks.append({mark, select.textAt(6)});
    }
    return select.ended().transform([&remarks](Done) { return std::move(remarks); });
}

} // namespace roost
