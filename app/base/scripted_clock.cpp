// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/scripted_clock.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <vector>

namespace roost {

namespace {

/// Real milliseconds per millisecond of the wall clock.
constexpr qint64 slowness = 100;

} // namespace

/// A pending action. Its QTimer is a child of the context and ends with it.
struct ScriptedClock::Timer
{
    qint64 dueMs = 0; ///< By monotonicMs().
    QPointer<QTimer> real;
    std::function<void()> action;
};

ScriptedClock::ScriptedClock(qint64 startMs, QObject *parent)
    : QObject(parent)
    , m_wallMs(startMs)
    , m_setMs(steadyMs())
{
}

qint64 ScriptedClock::steadyMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

qint64 ScriptedClock::nowMs() const { return m_wallMs + (steadyMs() - m_setMs) / slowness; }

qint64 ScriptedClock::monotonicMs() const { return steadyMs() + m_aheadMs; }

void ScriptedClock::after(std::chrono::milliseconds delay, QObject *context, std::function<void()> action)
{
    auto timer = std::make_shared<Timer>();
    timer->dueMs = monotonicMs() + delay.count();
    timer->action = std::move(action);
    timer->real = new QTimer(context);
    timer->real->setSingleShot(true);
    connect(timer->real, &QTimer::timeout, this, [this, timer] { fire(timer); });
    connect(timer->real, &QObject::destroyed, this, [this, timer] { m_timers.remove(timer); });
    m_timers.push_back(timer);
    timer->real->start(delay);
}

void ScriptedClock::fire(const std::shared_ptr<Timer> &timer)
{
    const std::shared_ptr<Timer> kept = timer; // Deleting its QTimer deletes the connection that holds it.
    m_timers.remove(kept);
    if (kept->real == nullptr)
        return;
    const std::function<void()> action = std::move(kept->action);
    kept->real->disconnect(this);
    kept->real->deleteLater();
    kept->real = nullptr;
    action();
}

void ScriptedClock::set(qint64 wallMs)
{
    m_wallMs = wallMs;
    m_setMs = steadyMs();
    Q_EMIT moved();
}

void ScriptedClock::advance(std::chrono::milliseconds by)
{
    m_wallMs = nowMs() + by.count();
    m_setMs = steadyMs();
    m_aheadMs += by.count();
    Q_EMIT moved();
    std::vector<std::shared_ptr<Timer>> due;
    const qint64 now = monotonicMs();
    for (const auto &timer : m_timers) {
        if (timer->real == nullptr)
            continue;
        if (timer->dueMs <= now)
            due.push_back(timer);
        else
            timer->real->start(int(timer->dueMs - now));
    }
    std::stable_sort(due.begin(), due.end(),
                     [](const auto &a, const auto &b) { return a->dueMs < b->dueMs; });
    for (const auto &timer : due) {
        if (timer->real != nullptr)
            fire(timer);
    }
}

qint64 ScriptedClock::nextDueMs() const
{
    qint64 next = -1;
    for (const auto &timer : m_timers) {
        const qint64 left = std::max<qint64>(0, timer->dueMs - monotonicMs());
        next = next < 0 ? left : std::min(next, left);
    }
    return next;
}

} // namespace roost
