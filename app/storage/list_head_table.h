// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/records.h"

namespace roost {

class ContactTable;
class SettingsTable;
class SqlConnection;

/// The head of the contact list, stored as one setting. It is the last write of a run of the program, and the
/// next run deletes it before any other write. So a stored head is always current, and after a crash there is
/// none. Storage thread.
class ListHeadTable
{
public:
    ListHeadTable(SqlConnection &connection, ContactTable &contacts, SettingsTable &settings)
        : m_connection(connection)
        , m_contacts(contacts)
        , m_settings(settings)
    {
    }

    /// The head that was stored for `order`, with the record of `self` if it is known. Without contacts if
    /// there is none.
    Result<ListHead> load(const QString &order, const Jid &self);
    Status forget();
    /// Stores the contacts with threads, newest first, then contacts of `byName` without a thread. Stores
    /// nothing for a small list, or if `byName` is too short to fill the head.
    Status save(const QString &order, const QList<Jid> &byName);

private:
    Result<QList<Jid>> newestThreads();

    SqlConnection &m_connection;
    ContactTable &m_contacts;
    SettingsTable &m_settings;
};

} // namespace roost
