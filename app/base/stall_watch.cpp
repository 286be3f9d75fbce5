// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/stall_watch.h"

#include <ctime>

namespace roost {

namespace {

constexpr int everyMs = 10;

/// CPU time of this thread in milliseconds; 0 on systems that report only the time of the whole program.
qint64 threadBusyMs()
{
#ifdef CLOCK_THREAD_CPUTIME_ID
    timespec spent{};
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent) == 0)
        return qint64(spent.tv_sec) * 1'000 + qint64(spent.tv_nsec) / 1'000'000;
#endif
    return 0;
}

} // namespace

StallWatch::StallWatch(QObject *parent) : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(everyMs);
    connect(&m_timer, &QTimer::timeout, this, &StallWatch::look);
    m_elapsed.start();
    m_busyMs = threadBusyMs();
    m_timer.start();
}

void StallWatch::look()
{
    const qint64 late = m_elapsed.restart() - everyMs;
    const qint64 busy = threadBusyMs();
    const qint64 spent = busy - std::exchange(m_busyMs, busy);
    if (late <= m_longest.wallMs)
        return;
    m_longest = {late, spent};
    Q_EMIT longestChanged(m_longest);
}

} // namespace roost
