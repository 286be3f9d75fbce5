// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/records.h"

namespace roost {

class ContactTable;
class SettingsTable;
class SqlConnection;

/// The head of the contact list, kept as one setting from the end of one run to the start of the next. It is
/// the last thing that a run writes, and gone before the next one writes anything else: what is found is
/// right, and after a crash nothing is found. Storage thread.
class ListHeadTable
{
public:
    ListHeadTable(SqlConnection &connection, ContactTable &contacts, SettingsTable &settings)
        : m_connection(connection)
        , m_contacts(contacts)
        , m_settings(settings)
    {
    }

    /// Without contacts when none is kept for `order`. Else `self` comes along if it is known.
    Result<ListHead> load(const QString &order, const Jid &self);
    Status forget();
    /// Threads first, newest first, as the database has them; then of `byName` those who have none. Nothing
    /// is kept of a small list, or when `byName` is needed and too short.
    Status save(const QString &order, const QList<Jid> &byName);

private:
    Result<QList<Jid>> newestThreads();

    SqlConnection &m_connection;
    ContactTable &m_contacts;
    SettingsTable &m_settings;
};

} // namespace roost
