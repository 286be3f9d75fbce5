// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <list>
#include <memory>

namespace roost {

/// The clock of --test-mode. The time of day almost stands still until a script moves it: one minute takes
/// 100 real minutes, just enough that later events have a later time. Timers run in real time; advance()
/// fires those that become due at once. Main thread.
class ScriptedClock final : public QObject, public Clock
{
    Q_OBJECT

public:
    /// `startMs`: wall clock, UTC, milliseconds since the epoch.
    explicit ScriptedClock(qint64 startMs, QObject *parent = nullptr);

    [[nodiscard]] qint64 nowMs() const override;
    [[nodiscard]] qint64 monotonicMs() const override;
    void after(std::chrono::milliseconds delay, QObject *context, std::function<void()> action) override;

    /// Another time of day; timers do not notice.
    void set(qint64 wallMs);
    /// Moves both clocks forward by `by` (not negative) and runs the actions that are due by then, in order,
    /// before it returns. Timers that an action starts count from the time after the step.
    void advance(std::chrono::milliseconds by);
    /// Timers that have not fired yet.
    [[nodiscard]] int pending() const { return int(m_timers.size()); }
    /// Milliseconds until the next timer fires without advance(); -1 = there is none.
    [[nodiscard]] qint64 nextDueMs() const;

Q_SIGNALS:
    /// set() or advance() was called: displays of the time should update.
    void moved();

private:
    struct Timer;

    void fire(const std::shared_ptr<Timer> &timer);
    [[nodiscard]] static qint64 steadyMs();

    qint64 m_wallMs;      ///< At m_setMs.
    qint64 m_setMs;       ///< steadyMs() when the wall clock was set.
    qint64 m_aheadMs = 0; ///< Lead over the real monotonic time.
    std::list<std::shared_ptr<Timer>> m_timers;
};

} // namespace roost
