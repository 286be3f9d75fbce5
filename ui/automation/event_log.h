// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/contacts/endpoint_ref.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>

#include <deque>

namespace roost {

/// Log of events for scripts: each entry is a JSON object with its number "n", the milliseconds "ms" since
/// the log began, and its "kind". Keeps the last `most` entries. Main thread.
class EventLog
{
public:
    static constexpr std::size_t most = 20000;

    EventLog() { m_since.start(); }

    void add(const QString &kind, QJsonObject facts = {});
    /// "address" and "account" of an Endpoint.
    [[nodiscard]] static QJsonObject factsOf(const EndpointRef &ref);
    /// The entries from number `n` on.
    [[nodiscard]] QJsonArray since(qint64 n) const;
    /// The number that the next entry gets.
    [[nodiscard]] qint64 next() const { return m_next; }

private:
    std::deque<QJsonObject> m_entries;
    QElapsedTimer m_since;
    qint64 m_next = 0;
};

} // namespace roost
