// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"

namespace roost {
Q_LOGGING_CATEGORY(lcStream, "roost.stream", QtInfoMsg)
Q_LOGGING_CATEGORY(lcWire, "roost.wire", QtCriticalMsg)
Q_LOGGING_CATEGORY(lcDomain, "roost.domain", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStorage, "roost.storage", QtInfoMsg)
Q_LOGGING_CATEGORY(lcUi, "roost.ui", QtInfoMsg)
} // namespace roost
