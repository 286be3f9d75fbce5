// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_clock.h"

#include <algorithm>
#include <limits>

namespace roost {

FakeClock::FakeClock() : m_wallMs(QDateTime(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC).toMSecsSinceEpoch()) {}

void FakeClock::after(std::chrono::milliseconds delay, QObject *context, std::function<void()> action)
{
    const qint64 due = m_monotonicMs + std::max<qint64>(0, delay.count());
    m_waiting.push_back({due, m_order++, context, std::move(action)});
}

std::vector<FakeClock::Waiting>::const_iterator FakeClock::earliest() const
{
    auto best = m_waiting.cend();
    for (auto it = m_waiting.cbegin(); it != m_waiting.cend(); ++it) {
        if (!it->context)
            continue;
        if (best == m_waiting.cend() || it->dueMs < best->dueMs ||
            (it->dueMs == best->dueMs && it->order < best->order))
            best = it;
    }
    return best;
}

void FakeClock::advance(std::chrono::milliseconds by)
{
    const qint64 until = m_monotonicMs + by.count();
    for (auto next = earliest(); next != m_waiting.cend() && next->dueMs <= until; next = earliest())
        advanceToNext();
    m_wallMs += until - m_monotonicMs;
    m_monotonicMs = until;
}

bool FakeClock::advanceToNext()
{
    const auto next = earliest();
    if (next == m_waiting.cend())
        return false;
    const auto action = next->action;
    const qint64 due = std::max(next->dueMs, m_monotonicMs);
    m_waiting.erase(next);
    m_wallMs += due - m_monotonicMs;
    m_monotonicMs = due;
    action();
    return true;
}

int FakeClock::pendingCount() const
{
    return static_cast<int>(std::count_if(m_waiting.cbegin(), m_waiting.cend(),
                                          [](const Waiting &waiting) { return !waiting.context.isNull(); }));
}

qint64 FakeClock::nextDelayMs() const
{
    const auto next = earliest();
    return next == m_waiting.cend() ? -1 : std::max<qint64>(0, next->dueMs - m_monotonicMs);
}

} // namespace roost
