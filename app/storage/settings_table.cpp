// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/settings_table.h"

#include "storage/sql_connection.h"

namespace roost {

Result<QHash<QString, QString>> SettingsTable::load()
{
    Statement select(m_connection, "SELECT key, value FROM settings");
    QHash<QString, QString> settings;
    while (select.next())
        settings.insert(select.textAt(0), select.textAt(1));
    return select.ended().transform([&settings](Done) { return std::move(settings); });
}

Result<QString> SettingsTable::value(const QString &key)
{
    Statement select(m_connection, "SELECT value FROM settings WHERE key = ?");
    if (select.text(key).next())
        return select.textAt(0);
    return select.ended().transform([](Done) { return QString(); });
}

Status SettingsTable::save(const QString &key, const QString &value)
{
    Statement upsert(m_connection, "INSERT INTO settings (key, value) VALUES (?, ?)"
                                   " ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    return upsert.text(key).text(value).run();
}

} // namespace roost
