// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QHash>
#include <QString>

namespace roost {

class SqlConnection;

/// Small settings of one account by key. Storage thread.
class SettingsTable
{
public:
    explicit SettingsTable(SqlConnection &connection) : m_connection(connection) {}

    Result<QHash<QString, QString>> load();
    /// Null if the key has no value.
    Result<QString> value(const QString &key);
    Status save(const QString &key, const QString &value);

private:
    SqlConnection &m_connection;
};

} // namespace roost
