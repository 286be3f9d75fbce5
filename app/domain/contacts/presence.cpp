// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/presence.h"

#include "domain/contacts/connection.h"

#include <limits>

namespace roost {

namespace {

/// A greater value means more recent use. A Connection without an idle time counts as in use.
qint64 lastUsedMs(const Connection &connection)
{
    return connection.idleSinceMs() == 0 ? std::numeric_limits<qint64>::max() : connection.idleSinceMs();
}

bool isBetter(const Connection &a, const Connection &b)
{
    if (a.show() != b.show())
        return a.show() < b.show();
    if (a.priority() != b.priority())
        return a.priority() > b.priority();
    if (lastUsedMs(a) != lastUsedMs(b))
        return lastUsedMs(a) > lastUsedMs(b);
    return a.resource() < b.resource();
}

} // namespace

Presence resolvePresence(const std::vector<Connection> &connections)
{
    const Connection *best = nullptr;
    for (const Connection &connection : connections) {
        if (!best || isBetter(connection, *best))
            best = &connection;
    }
    if (!best)
        return {};
    return {best->show(), best->status(), best->resource()};
}

} // namespace roost
