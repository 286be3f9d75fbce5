// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace roost {

/// A file of the administrator with policies for all users of this machine: a JSON object with values by
/// policy name. The names are those of settingTable, and automationAllowed. A value.
struct PolicyFile
{
    QString path;
    std::optional<QJsonObject> policies; ///< None: the file cannot be read, or is no JSON object.

    /// Boolean. Any other value than true forbids --automation and --record, see AutomationPolicy.
    static constexpr QLatin1StringView automationAllowed{"AutomationAllowed"};

    /// /etc/roost/policies/managed, or where the system keeps such things. No variable of the user's
    /// environment changes it, except on Windows.
    [[nodiscard]] static QString defaultFolder();
    /// All *.json files of the folder in the order of their names. Reads them at once; any thread.
    [[nodiscard]] static QList<PolicyFile> readAll(const QString &folder);
};

} // namespace roost
