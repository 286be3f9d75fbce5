// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/records.h"

#include "base/result.h"

namespace roost {

class EndpointKeys;
class SqlConnection;

/// The table `endpoints`, read together with the summaries of the threads. Storage thread.
class ContactTable
{
public:
    ContactTable(SqlConnection &connection, EndpointKeys &keys) : m_connection(connection), m_keys(keys) {}

    /// All listed contacts, with the summaries of their threads.
    Result<QList<ContactRecord>> load();
    /// The listed contacts among `some`, in the same order.
    Result<QList<ContactRecord>> load(const QList<Jid> &some);
    /// Writes the contact's own facts, not the summary of its thread. The time "last seen" only grows.
    Status save(const ContactRecord &contact);
    /// Writes a contact that the database held before, with its summary. A newer stored summary, a greater
    /// unread count and a stored draft stay.
    Status restore(const ContactRecord &contact);
    /// Deletes the row. If messages refer to it, the row is emptied and no longer listed instead.
    Status remove(const Jid &jid);
    Status saveLastSeen(const Jid &jid, qint64 lastSeenMs);
    Status saveAvatarHash(const Jid &jid, const QString &hash);

private:
    SqlConnection &m_connection;
    EndpointKeys &m_keys;
};

} // namespace roost
