// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <QPointer>

#include <vector>

namespace roost {

/// A clock that moves only when a test moves it. Main thread only.
class FakeClock final : public Clock
{
public:
    /// Starts at 2026-01-01T12:00:00Z, monotonic zero.
    FakeClock();

    [[nodiscard]] qint64 nowMs() const override { return m_wallMs; }
    [[nodiscard]] qint64 monotonicMs() const override { return m_monotonicMs; }
    void after(std::chrono::milliseconds delay, QObject *context, std::function<void()> action) override;

    /// Moves both clocks forward and runs the actions that become due, in order of their time; nowMs() is an
    /// action's due time while it runs. Actions that are scheduled meanwhile and become due run too.
    void advance(std::chrono::milliseconds by);
    /// Moves to the next action that is due and runs it. False if nothing is waiting.
    bool advanceToNext();
    /// Moves only the wall clock, as a user or NTP does; negative goes back.
    void jumpWallClock(std::chrono::milliseconds by) { m_wallMs += by.count(); }
    /// Number of pending actions whose context exists.
    [[nodiscard]] int pendingCount() const;
    /// Milliseconds until the next action, or -1.
    [[nodiscard]] qint64 nextDelayMs() const;

private:
    struct Waiting
    {
        qint64 dueMs = 0;
        qint64 order = 0;
        QPointer<QObject> context;
        std::function<void()> action;
    };
    [[nodiscard]] std::vector<Waiting>::const_iterator earliest() const;

    qint64 m_wallMs = 0;
    qint64 m_monotonicMs = 0;
    qint64 m_order = 0;
    std::vector<Waiting> m_waiting;
};

} // namespace roost
