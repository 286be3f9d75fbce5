// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/vocabulary.h"

#include <QString>

namespace roost {

/// State of one message of ours on one Connection. A value.
struct Delivery
{
    QString resource;
    DeviceKind kind = DeviceKind::Unknown;
    QString label; ///< Name of the Connection's client at that time.
    DeliveryState state = DeliveryState::Sent;
    qint64 atMs = 0; ///< UTC, ms since the epoch.

    bool operator==(const Delivery &) const = default;
};

} // namespace roost
