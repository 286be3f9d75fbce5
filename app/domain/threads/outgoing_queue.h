// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/threads/outgoing_step.h"
#include "storage/records.h"

#include <QHash>

#include <map>
#include <optional>
#include <variant>

namespace roost {

/// The entries of the Outbox that the server has not acknowledged, in the order of sending. Main thread.
class OutgoingQueue
{
public:
    enum class Phase : quint8 {
        Storing,
        Waiting,   ///< For a session, the archive, presences, or an earlier entry of its thread.
        Preparing, ///< A step is under way.
        InFlight,
    };
    struct Entry
    {
        std::variant<MessageRecord, OutgoingRemark> content;
        Phase phase = Phase::Storing;
        int losses = 0;
        int ends = 0;
        std::size_t step = 0; ///< Index of the next step.
        QFuture<Result<Outgoing>> preparation;
        bool isSessionAwaited = false; ///< The step runs again in the next session.
        bool mayBeThere = false; ///< Maybe sent in an earlier session; it is not known whether it arrived.

        [[nodiscard]] MessageRecord *message() { return std::get_if<MessageRecord>(&content); }
        [[nodiscard]] const MessageRecord *message() const { return std::get_if<MessageRecord>(&content); }
        [[nodiscard]] const OutgoingRemark *remark() const { return std::get_if<OutgoingRemark>(&content); }
        [[nodiscard]] const QString &id() const;
        [[nodiscard]] const Jid &thread() const;
        /// Resource of the only recipient; empty = all Connections.
        [[nodiscard]] QString target() const;
        [[nodiscard]] qint64 timeMs() const;
    };

    /// Adds an entry at the end, or at `place`. Its id must be new.
    Entry &add(Entry entry, std::optional<qint64> place = {});
    /// Null if there is no such entry.
    [[nodiscard]] Entry *find(const QString &id);
    [[nodiscard]] bool contains(const QString &id) const { return m_order.contains(id); }
    void remove(const QString &id);
    /// Order of sending -> entry.
    [[nodiscard]] std::map<qint64, Entry> &entries() { return m_entries; }
    [[nodiscard]] const std::map<qint64, Entry> &entries() const { return m_entries; }

private:
    std::map<qint64, Entry> m_entries;
    QHash<QString, qint64> m_order; ///< Id to key in m_entries.
    qint64 m_next = 0;
};

} // namespace roost
