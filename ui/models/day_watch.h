// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <QDate>
#include <QObject>

namespace roost {

/// Reports that words such as "Today" mean another day. It detects the end of the day by itself while the
/// machine runs. Timers stand still during sleep, and the wall clock and the time zone can be changed: an
/// owner that learns of such an event calls look(). Main thread.
class DayWatch : public QObject
{
    Q_OBJECT

public:
    /// `clock` must outlive it.
    explicit DayWatch(Clock &clock, QObject *parent = nullptr);

    /// Compares with the clock now.
    void look();

Q_SIGNALS:
    /// It is another day, or the local time is another one (time zone, summer time).
    void dayChanged();

private:
    void waitForMidnight();

    Clock &m_clock;
    QDate m_today;
    int m_offsetSeconds = 0; ///< From UTC.
    int m_waits = 0;         ///< So that an earlier timer does nothing.
};

} // namespace roost
