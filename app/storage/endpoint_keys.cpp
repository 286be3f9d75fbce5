// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/endpoint_keys.h"

#include "storage/sql_connection.h"

namespace roost {

namespace {
constexpr qsizetype mostRemembered = 16384;
}

Result<qint64> EndpointKeys::find(const Jid &jid)
{
    if (const auto known = m_known.constFind(jid); known != m_known.constEnd())
        return *known;
    Statement select(m_connection, "SELECT id FROM endpoints WHERE jid = ?");
    select.text(jid.toString());
    if (!select.next())
        return select.ended().transform([](Done) { return qint64(0); });
    if (m_known.size() >= mostRemembered)
        m_known.clear();
    const qint64 id = select.numberAt(0);
    m_known.insert(jid, id);
    return id;
}

Result<qint64> EndpointKeys::findOrMake(const Jid &jid)
{
    auto id = find(jid);
    if (!id || *id != 0)
        return id;
    Statement insert(m_connection, "INSERT INTO endpoints (jid) VALUES (?)");
    if (auto done = insert.text(jid.toString()).run(); !done)
        return unexpected(done.error());
    const qint64 made = insert.insertedRowId();
    m_known.insert(jid, made);
    return made;
}

} // namespace roost
