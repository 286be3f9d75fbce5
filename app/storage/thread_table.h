// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/records.h"

#include <QHash>

namespace roost {

class EndpointKeys;
class SqlConnection;

/// The summaries of all threads. The only owner of preview, last time and unread count: each job edits them
/// here and reports them to the program. Storage thread.
class ThreadTable
{
public:
    /// Maximum number of messages at the end of a thread among which is the one to be reported as read.
    static constexpr int maxUntold = 60;

    ThreadTable(SqlConnection &connection, EndpointKeys &keys) : m_connection(connection), m_keys(keys) {}

    /// The summary to be edited; an Endpoint that was removed from the list starts with an empty one. The
    /// changes are collected in memory: call save() before any other job reads them, and before the commit.
    /// Valid until the next call.
    Result<ThreadSummary *> edit(qint64 endpoint, const Jid &thread);
    /// The summaries that the job has changed since the last call.
    [[nodiscard]] QList<ThreadSummary> takeChanged();
    Status save();
    /// To be called after a rollback.
    void forget() { m_edited.clear(); }

    /// Another device of ours has read up to the message in `row`.
    Status setReadRow(qint64 endpoint, qint64 row);
    /// Position of that message; 0 = not known.
    Result<qint64> readPosition(qint64 endpoint);
    Status saveDraft(const Jid &thread, const QString &draft);
    /// Adds to the number of messages that were read here and not reported yet.
    Status addUntold(const Jid &thread, int count);
    /// Threads with such messages.
    Result<QHash<Jid, int>> loadUntold();
    /// Subtracts the numbers in `told`.
    Status subtractUntold(const QHash<Jid, int> &told);

private:
    struct Edited
    {
        ThreadSummary now;
        ThreadSummary reported; ///< As the program knows it.
        bool wasListed = true;
        bool isReportDue = false; ///< Even if the summary is equal: the Endpoint is in the list again.
        ThreadSummary stored;
        bool isTouched = false; ///< By the running job.
    };
    Result<Edited> load(qint64 endpoint, const Jid &thread);

    SqlConnection &m_connection;
    EndpointKeys &m_keys;
    QHash<qint64, Edited> m_edited; ///< By row id of the Endpoint; of one transaction.
    QList<qint64> m_touched;        ///< In the order of the first edit.
};

} // namespace roost
