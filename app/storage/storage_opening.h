// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

namespace roost {

struct StorageTables;

/// Opens the database file, and repairs a damaged one. Storage thread.
class StorageOpening
{
public:
    /// Opens or creates `file` and migrates it. A damaged file is repaired first (then StorageTables::repair
    /// is set), unless it is a database of another program. `wasLeftOpen`: the last run did not close the
    /// file.
    static Status open(StorageTables &tables, const QString &file, bool &wasLeftOpen);
    /// Replaces the open file by a repaired one. After an error the damaged file is open again, if possible.
    static Status repair(StorageTables &tables);
};

} // namespace roost
