// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/driver_answer.h"

namespace roost {

/// What a client asks for and what it gets (W3C WebDriver 7). Vendor capabilities of others ("wdio:…",
/// "goog:…") are taken and ignored, as are webSocketUrl and proxy. Of our own there is one:
/// "roost:messageBoxes" is "alerts" (the default: a box that is open is a user prompt, which every other
/// command runs into) or "elements" (a box is a window like any other; unhandledPromptBehavior is without
/// effect, and the commands about alerts still work).
class Capabilities
{
public:
    /// The agreed set, or why there is none. `request` is the body of New Session.
    [[nodiscard]] static std::variant<QJsonObject, DriverError> agree(const QJsonObject &request);
};

} // namespace roost
