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
    Status applyRemark(const MarkRecord &mark, const EventBatch &batch);
    /// A remark of ours takes effect and is kept until it is settled.
    Status addOutgoing(const OutgoingRemark &remark);
    Status settle(const SettledRemark &settled);
    /// Stores a remark about `about`, which has direction and key, and reports it.
    Status saveRemark(qint64 endpoint, MessageRecord about, const MarkRecord &mark);
    /// The place of a remark among the messages: above all others, or on its page of the archive.
    Result<qint64> positionOf(const MarkRecord &mark, const EventBatch &batch);

    StorageTables &m_tables;
    ChangeList m_changes;
};

} // namespace roost
