// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/vocabulary.h"

#include <QString>

#include <functional>
#include <vector>

namespace roost {

class Connection;

/// An Endpoint's presence, resolved from all its Connections. A value. The view makes a sentence such as
/// "available on laptop; phone away 4 min" from the Connections themselves.
struct Presence
{
    Show show = Show::Offline;
    QString status;    ///< Status text of the deciding Connection.
    QString decidedBy; ///< Resource of the deciding Connection; empty when offline.

    bool operator==(const Presence &) const = default;
};

/// A rule that resolves the Presence of an Endpoint from all its Connections. Pure; no Connection = offline.
using PresenceRule = std::function<Presence(const std::vector<Connection> &)>;

/// The default rule: the best show wins in the order chat, available, away, dnd, extended away (as the
/// Respoke platform did); among equals the higher priority, then the most recently active, then the
/// resource's order.
[[nodiscard]] Presence resolvePresence(const std::vector<Connection> &connections);

} // namespace roost
