// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace roost {

/// Outcome of a database repair. A value.
struct StorageRepair
{
    QString setAside;        ///< New name of the damaged file, without its folder.
    qint64 messages = 0;     ///< Number of messages in the repaired file.
    bool isComplete = false; ///< All rows were readable.
    /// The database was in use: memory may hold rows that were not readable.
    bool wasInUse = false;

    bool operator==(const StorageRepair &) const = default;
};

} // namespace roost

Q_DECLARE_METATYPE(roost::StorageRepair)
