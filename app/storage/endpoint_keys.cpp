// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/endpoint_keys.h"

#include "storage/sql_connection.h"

namespace roost {

namespace {
constexpr qsizetype mostRemembered = 16384;
/// Maximum number of Endpoints that have nothing but marks; checked after so many new ones.
constexpr int maxUnlisted = 512;
constexpr int unlistedBatch = 64;
} // namespace

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

Result<qint64> EndpointKeys::findOrMakeUnlisted(const Jid &jid)
{
    auto id = find(jid);
    if (!id || *id != 0)
        return id;
    if (++m_unlisted >= unlistedBatch) {
        m_unlisted = 0;
        Statement prune(m_connection, "DELETE FROM endpoints WHERE id IN (SELECT id FROM endpoints e"
                                      " WHERE listed = 0 AND NOT EXISTS"
                                      "  (SELECT 1 FROM messages m WHERE m.endpoint_id = e.id)"
                                      " ORDER BY id DESC LIMIT -1 OFFSET ?)");
        if (auto done = prune.number(maxUnlisted).run(); !done)
            return unexpected(done.error());
        forget();
    }
    Statement insert(m_connection, "INSERT INTO endpoints (jid, listed) VALUES (?, 0)");
    if (auto done = insert.text(jid.toString()).run(); !done)
        return unexpected(done.error());
    const qint64 made = insert.insertedRowId();
    m_known.insert(jid, made);
    return made;
}

} // namespace roost
