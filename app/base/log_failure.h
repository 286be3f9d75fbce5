// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QFuture>

class QObject;

namespace roost {

/// For an answer of which only a failure matters, and that only for the log (what a person must know comes by
/// UserDatabase::writableChanged()). Logs `what` and the error; `context` as in QFuture::then().
void logFailure(QFuture<Status> answer, QObject *context, const char *what);

} // namespace roost
