// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace roost {
Q_DECLARE_LOGGING_CATEGORY(lcStream)  ///< roost.stream: state of the stream, never stanza bodies or secrets.
Q_DECLARE_LOGGING_CATEGORY(lcWire)    ///< roost.wire: every frame, secrets blanked; off by default.
Q_DECLARE_LOGGING_CATEGORY(lcDomain)  ///< roost.domain: session, endpoints, messages.
Q_DECLARE_LOGGING_CATEGORY(lcStorage) ///< roost.storage: the database.
Q_DECLARE_LOGGING_CATEGORY(lcUi)      ///< roost.ui
} // namespace roost
