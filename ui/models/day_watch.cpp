// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/day_watch.h"

#include <QDateTime>

#include <algorithm>

namespace roost {

DayWatch::DayWatch(Clock &clock, QObject *parent) : QObject(parent), m_clock(clock)
{
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_clock.nowMs());
    m_today = now.date();
    m_offsetSeconds = now.offsetFromUtc();
    waitForMidnight();
}

void DayWatch::look()
{
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_clock.nowMs());
    if (now.date() == m_today && now.offsetFromUtc() == m_offsetSeconds)
        return;
    m_today = now.date();
    m_offsetSeconds = now.offsetFromUtc();
    waitForMidnight();
    Q_EMIT dayChanged();
}

void DayWatch::waitForMidnight()
{
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_clock.nowMs());
    const qint64 left = std::max<qint64>(0, now.msecsTo(now.date().addDays(1).startOfDay()));
    m_clock.after(std::chrono::milliseconds(left + 1), this, [this, number = ++m_waits] {
        if (number != m_waits)
            return;
        look();
        if (number == m_waits) // The clock was set back meanwhile.
            waitForMidnight();
    });
}

} // namespace roost
