// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench.h"

#include <malloc.h>
#include <sys/resource.h>
#include <time.h>

namespace roost::bench {

double cpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

double childrenCpuMs()
{
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    const auto ms = [](const timeval &time) {
        return double(time.tv_sec) * 1e3 + double(time.tv_usec) / 1e3;
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

qint64 allocatedBytes()
{
    const auto info = mallinfo2();
    return qint64(info.uordblks + info.hblkhd);
}

} // namespace roost::bench
