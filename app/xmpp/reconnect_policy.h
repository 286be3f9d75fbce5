// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <chrono>
#include <functional>

namespace roost {

/// Remedy for a stream error.
enum class Remedy : quint8 {
    Time,     ///< Temporary failure of the server, the network or a third party: a later attempt may succeed.
    Person,   ///< The person at this computer alone; no other URL and no later attempt changes it.
    Settings, ///< That person too, if the URL is one of the settings; else it is the server's, as Time.
};

/// Defined for every kind. Only errors that the user must fix are final; all other errors are retried.
[[nodiscard]] Remedy remedyOf(ErrorKind kind);

/// Delay before the next attempt: none after the first loss, then exponential with full jitter, so that the
/// clients of a restarted server do not return all at once. Pure; knows neither clock nor stream.
class ReconnectPolicy
{
public:
    using Milliseconds = std::chrono::milliseconds;
    /// Gives a number from 0 (included) to 1 (excluded).
    using Random = std::function<double()>;

    static constexpr Milliseconds firstCap{2'000};
    static constexpr Milliseconds lastCap{60'000};
    /// Not even luck makes us try more often than this (the first attempt apart).
    static constexpr Milliseconds floor{250};
    /// A session that lived this long was a good one: the next loss starts from the beginning.
    static constexpr Milliseconds stable{30'000};

    explicit ReconnectPolicy(Random random) : m_random(std::move(random)) {}

    /// The delay before the next attempt; counts it as failed.
    [[nodiscard]] Milliseconds next();
    /// A session was up for this long. Shorter ones change nothing: a server that accepts and throws out at
    /// once must not be asked in a loop.
    void sessionLasted(Milliseconds duration);
    /// The user asks, or the network changed: start from the beginning.
    void reset() { m_failures = 0; }

private:
    Random m_random;
    int m_failures = 0;
};

} // namespace roost
