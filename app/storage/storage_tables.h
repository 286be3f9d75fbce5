// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/archive_ranges.h"
#include "storage/archive_table.h"
#include "storage/contact_table.h"
#include "storage/endpoint_keys.h"
#include "storage/list_head_table.h"
#include "storage/mark_table.h"
#include "storage/message_places.h"
#include "storage/message_table.h"
#include "storage/outgoing_remark_table.h"
#include "storage/position_sequence.h"
#include "storage/read_table.h"
#include "storage/settings_table.h"
#include "storage/sql_connection.h"
#include "storage/storage_repair.h"
#include "storage/thread_table.h"

#include <optional>

namespace roost {

/// The connection and the tables that a StorageJob works on. Lives in the storage thread.
struct StorageTables
{
    SqlConnection connection;
    EndpointKeys keys{connection};
    ContactTable contacts{connection, keys};
    PositionSequence positions{connection};
    ThreadTable threads{connection, keys};
    MessageTable messages{connection, keys, threads, positions};
    MarkTable marks{connection};
    OutgoingRemarkTable outgoingRemarks{connection};
    MessagePlaces places{connection, keys};
    SettingsTable settings{connection};
    ListHeadTable head{connection, contacts, settings};
    ReadTable reads{connection, keys, marks, threads};
    ArchiveRanges ranges{connection};
    ArchiveTable archive{connection, keys, messages, threads, reads, ranges, positions};

    QString file; ///< The file that is open, or could not be opened.
    /// A repair that has not been reported yet.
    std::optional<StorageRepair> repair;
};

} // namespace roost
