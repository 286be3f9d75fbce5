// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/vocabulary.h"

#include <QString>

#include <functional>
#include <vector>

namespace roost {

class Connection;

/// An Endpoint's presence, resolved from all its Connections. A value; no sentence in it: the view says
/// "available on laptop; phone away 4 min" from the Connections themselves.
struct Presence
{
    Show show = Show::Offline;
    QString status;    ///< Status text of the Connection that decided.
    QString decidedBy; ///< Resource of the Connection that decided; empty when offline.

    bool operator==(const Presence &) const = default;
};

/// The rule: all Connections of an Endpoint to one Presence. Pure; no Connection = offline.
using PresenceRule = std::function<Presence(const std::vector<Connection> &)>;

/// The default rule: the best show wins in the order chat, available, away, dnd, extended away (as the
/// Respoke platform did); among equals the higher priority, then the most recently active, then the
/// resource's order.
[[nodiscard]] Presence resolvePresence(const std::vector<Connection> &connections);

} // namespace roost
