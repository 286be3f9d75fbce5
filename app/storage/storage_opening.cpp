// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/storage_opening.h"

#include "storage/database_salvage.h"
#include "storage/schema_migration.h"
#include "storage/storage_tables.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

Status openOnce(StorageTables &tables)
{
    auto &connection = tables.connection;
    if (auto opened = connection.open(tables.file); !opened)
        return opened;
    auto migrated = SchemaMigration::migrate(connection);
    if (!migrated) {
        connection.closeUnmerged();
        return migrated;
    }
    // WAL: readers never wait for the writer, and a commit survives any end of the program. NORMAL saves the
    // disk a flush per transaction; jobs that must survive a power failure are durable writes (StorageJob).
    for (const char *pragma : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL",
                               "PRAGMA foreign_keys = ON", "PRAGMA temp_store = MEMORY"}) {
        if (auto done = connection.execute(pragma); !done) {
            connection.closeUnmerged();
            return done;
        }
    }
    return Done{};
}

bool isDamage(const Status &status) { return !status && status.error().kind == ErrorKind::StorageCorrupt; }

} // namespace

Status StorageOpening::open(StorageTables &tables, const QString &file, bool &wasLeftOpen)
{
    tables.connection.close();
    tables.file = file;
    DatabaseSalvage::finishInterrupted(file);
    wasLeftOpen = QFileInfo(file + u"-wal"_s).size() > 0;
    const auto opened = openOnce(tables);
    if (!isDamage(opened) || DatabaseSalvage::isForeign(file))
        return opened;
    const auto repaired = DatabaseSalvage(file).run();
    if (!repaired)
        return unexpected(repaired.error());
    tables.repair = *repaired;
    return openOnce(tables);
}

Status StorageOpening::repair(StorageTables &tables)
{
    // A merge of the log into a damaged file could make the damage worse.
    tables.connection.closeUnmerged();
    const auto repaired = DatabaseSalvage(tables.file).run();
    const auto opened = openOnce(tables);
    if (!repaired)
        return unexpected(repaired.error());
    tables.repair = *repaired;
    tables.repair->wasInUse = true;
    tables.ranges.distrust();
    return opened;
}

} // namespace roost
