// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QObject>

#include <chrono>
#include <functional>

namespace roost {

/// Where time comes from, so that tests can move it. Main thread.
class Clock
{
public:
    virtual ~Clock() = default;
    /// Wall clock, UTC, milliseconds since the epoch.
    [[nodiscard]] virtual qint64 nowMs() const = 0;
    /// Never goes back; milliseconds from an arbitrary start.
    [[nodiscard]] virtual qint64 monotonicMs() const = 0;
    /// Calls `action` once after `delay` in the thread of `context`, unless the context has been destroyed by
    /// then.
    virtual void after(std::chrono::milliseconds delay, QObject *context, std::function<void()> action) = 0;

    [[nodiscard]] QDateTime now() const { return QDateTime::fromMSecsSinceEpoch(nowMs(), Qt::UTC); }
};

/// The real time.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] qint64 nowMs() const override;
    [[nodiscard]] qint64 monotonicMs() const override;
    void after(std::chrono::milliseconds delay, QObject *context, std::function<void()> action) override;
};

} // namespace roost
