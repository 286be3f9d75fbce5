// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log_failure.h"

#include "base/answer.h"
#include "base/log.h"

namespace roost {

void logFailure(QFuture<Status> answer, QObject *context, const char *what)
{
    onAnswer(std::move(answer), context, [what](const Status &status) {
        if (!status)
            qCWarning(lcDomain) << what << "failed:" << int(status.error().kind) << status.error().detail;
    });
}

} // namespace roost
