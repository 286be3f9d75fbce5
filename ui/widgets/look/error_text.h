// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QString>

namespace roost {

/// One or two sentences for the user: the error, the other side, and the consequence. Plain text (an error's
/// detail may be remote text). `server` is the domain, "example.com"; may be empty.
[[nodiscard]] QString errorText(const Error &error, const QString &server = {});

/// Short text below a message of ours that failed.
[[nodiscard]] QString messageFailureText(ErrorKind kind);

} // namespace roost
