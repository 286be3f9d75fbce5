// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace roost {

class SqlConnection;

/// Brings an open file to the newest version by the numbered files of storage/migrations, each in one
/// transaction. The version is `PRAGMA user_version`; `PRAGMA application_id` says that a file is ours.
class SchemaMigration
{
public:
    /// The version that this program writes.
    static constexpr int newestVersion = 6;
    /// "Roos" in ASCII.
    static constexpr int applicationId = 0x526f6f73;

    /// Up to that version. StorageTooNew for a newer file, StorageCorrupt for one that is no database or not
    /// ours; both stay as they are.
    [[nodiscard]] static Status migrate(SqlConnection &connection, int upTo = newestVersion);
    /// The SQL of a file of ours (":/roost/storage/…").
    [[nodiscard]] static QByteArray scriptOf(const QString &resource);
};

} // namespace roost
