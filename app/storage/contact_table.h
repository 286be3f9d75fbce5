// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/records.h"

#include "base/result.h"

namespace roost {

class EndpointKeys;
class SqlConnection;

/// The contact side of the table `endpoints`. Storage thread.
class ContactTable
{
public:
    ContactTable(SqlConnection &connection, EndpointKeys &keys) : m_connection(connection), m_keys(keys) {}

    /// All that are listed, with the summaries of their threads.
    Result<QList<ContactRecord>> load();
    /// Those of `some` that are listed, in the same order.
    Result<QList<ContactRecord>> load(const QList<Jid> &some);
    /// Writes the contact's own facts; the summary of the thread stays. Last seen only grows.
    Status save(const ContactRecord &contact);
    /// Writes what is missing of one that was here before, its summary included; what is there stays.
    Status restore(const ContactRecord &contact);
    /// The row goes, or is only unlisted and emptied when messages refer to it.
    Status remove(const Jid &jid);
    Status saveLastSeen(const Jid &jid, qint64 lastSeenMs);
    Status saveAvatarHash(const Jid &jid, const QString &hash);
    Status saveDraft(const Jid &jid, const QString &draft);

private:
    SqlConnection &m_connection;
    EndpointKeys &m_keys;
};

} // namespace roost
