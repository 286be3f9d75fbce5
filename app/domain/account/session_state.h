// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace roost {

/// Where the session stands, for the banner.
enum class SessionState : quint8 {
    Closed,  ///< Before open().
    Loading, ///< Reading the user database.
    Offline, ///< The user is signed out (the list is there all the same).
    Connecting,
    Online,
    Waiting, ///< Lost; see Session::nextAttemptInMs().
    Failed,  ///< A final error; see Session::lastError().
};

/// `state` as a word for programs: "closed", "loading", "offline", "connecting", "online", "waiting",
/// "failed". Part of what scripts read; never shown to users. Any thread.
[[nodiscard]] QLatin1StringView stateWord(SessionState state);

} // namespace roost
