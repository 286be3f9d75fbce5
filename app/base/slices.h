// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDeadlineTimer>
#include <QMetaObject>
#include <QObject>

#include <algorithm>
#include <chrono>
#include <utility>

namespace roost {

/// A turn of inSlices() ends at the earlier of the two limits.
inline constexpr std::chrono::milliseconds sliceTime{4};
inline constexpr qsizetype mostInASlice = 8'192;

/// Calls `step(index)` for 0 to `count` - 1, as many in each turn of the event loop as go in 4 ms, so that
/// 100,000 of them do not hold up the thread of `context`; then `done()`. The first turn is a later one than
/// that of this call. A step that returns false ends it without `done()`, as does the end of `context`. Call
/// in the thread of `context`.
template <typename Step, typename Done>
void inSlices(QObject *context, qsizetype count, Step step, Done done, qsizetype begin = 0)
{
    auto turn = [context, count, begin, step = std::move(step), done = std::move(done)]() mutable {
        constexpr qsizetype betweenLooks = 64; // at the clock
        const QDeadlineTimer deadline(sliceTime);
        const qsizetype end = std::min(count, begin + mostInASlice);
        qsizetype at = begin;
        while (at < end && ((at - begin) % betweenLooks != 0 || at == begin || !deadline.hasExpired())) {
            if (!step(at++))
                return;
        }
        if (at < count)
            inSlices(context, count, std::move(step), std::move(done), at);
        else
            done();
    };
    QMetaObject::invokeMethod(context, std::move(turn), Qt::QueuedConnection);
}

} // namespace roost
