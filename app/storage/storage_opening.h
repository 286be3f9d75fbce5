// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

namespace roost {

struct StorageTables;

/// How the storage thread gets at the file, and what it does about a damaged one. Storage thread.
class StorageOpening
{
public:
    /// Opens, makes, migrates; a damaged file is repaired first (StorageTables::repair tells so), unless it
    /// is a database of another program's. `wasLeftOpen`: the last run did not close it.
    static Status open(StorageTables &tables, const QString &file, bool &wasLeftOpen);
    /// Replaces the file that is open. On an error it is open again, damaged as it is, if it can be.
    static Status repair(StorageTables &tables);
};

} // namespace roost
