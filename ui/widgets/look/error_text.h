// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QString>

namespace roost {

/// The sentences that a user reads about `error`: what happened and, where there is something to do, what to
/// do. Plain text (an error's detail may be remote text). `server` is the domain concerned, "example.com";
/// may be empty. Main thread.
[[nodiscard]] QString errorText(const Error &error, const QString &server = {});

} // namespace roost
