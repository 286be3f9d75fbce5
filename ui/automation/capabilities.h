// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/driver_answer.h"

namespace roost {

/// Capabilities that a client requests and gets (W3C WebDriver 7). Vendor capabilities of others ("wdio:…",
/// "goog:…") are accepted and ignored, as are webSocketUrl and proxy. Roost has one of its own:
/// "roost:messageBoxes" is "alerts" (the default: an open box is a user prompt that affects every other
/// command) or "elements" (a box is an ordinary window; unhandledPromptBehavior has no effect, and the
/// commands about alerts still work).
class Capabilities
{
public:
    /// The agreed set, or why there is none. `request` is the body of New Session.
    [[nodiscard]] static std::variant<QJsonObject, DriverError> agree(const QJsonObject &request);
};

} // namespace roost
