// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace roost {

/// When the program crashes while scripts drive it, standard error says by which signal, where (a stack of
/// addresses, for addr2line), and what the last events of the log were; then it ends by that signal as ever.
/// Where there is no backtrace(), and under sanitizers, which tell more, it does nothing. Main thread.
class CrashReport
{
public:
    static constexpr int mostEvents = 50;

    /// From now on, for the whole process; there is only one place for a signal's handler.
    static void install();
    /// One more event; only the last ones are kept, and of each what fits into a line. Without effect before
    /// install().
    static void note(const QByteArray &event);
};

} // namespace roost
