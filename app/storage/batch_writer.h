// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/event_batch.h"

namespace roost {

struct StorageTables;

/// Writes one EventBatch and lists what it changed. Storage thread, inside a transaction.
class BatchWriter
{
public:
    explicit BatchWriter(StorageTables &tables) : m_tables(tables) {}

    Result<ChangeList> apply(const EventBatch &batch);

private:
    /// Stores messages of the stream, or one that was typed here.
    Status store(const EventBatch &batch);
    Status take(const MessageRecord &message, const StoreOutcome &outcome);
    /// Applies a correction, deletion or call answer to a message in m_changes, or reports it.
    Status takeChange(const MessageRecord &change, const StoreOutcome &outcome);
    /// The inserted messages take the remarks that waited for them.
    Status adoptRemarks();
    Status applyRemark(const MarkRecord &mark);

    StorageTables &m_tables;
    ChangeList m_changes;
};

} // namespace roost
