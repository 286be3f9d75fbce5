// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace roost {

/// Outcome of a database repair. A value.
struct StorageRepair
{
    QString setAside;        ///< Name, without its folder, under which the damaged file is kept.
    qint64 messages = 0;     ///< So many could be read, and are here.
    bool isComplete = false; ///< Nothing that was looked for was unreadable.
    /// The database was in use: what is in memory may be more than what could be read.
    bool wasInUse = false;

    bool operator==(const StorageRepair &) const = default;
};

} // namespace roost

Q_DECLARE_METATYPE(roost::StorageRepair)
