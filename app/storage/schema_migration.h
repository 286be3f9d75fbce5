// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace roost {

class SqlConnection;

/// Migrates an open file to the newest version with the numbered files of storage/migrations, each in one
/// transaction. `PRAGMA user_version` is the version; `PRAGMA application_id` identifies a file of ours.
class SchemaMigration
{
public:
    /// The version that this program writes.
    static constexpr int newestVersion = 8;
    /// "Roos" in ASCII.
    static constexpr int applicationId = 0x526f6f73;

    /// Migrates to version `upTo`. StorageTooNew for a newer file; StorageCorrupt for a file that is no
    /// database or not ours. Such files are not changed.
    [[nodiscard]] static Status migrate(SqlConnection &connection, int upTo = newestVersion);
    /// The SQL of a file of ours (":/roost/storage/…").
    [[nodiscard]] static QByteArray scriptOf(const QString &resource);
};

} // namespace roost
