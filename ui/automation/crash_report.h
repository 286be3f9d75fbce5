// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace roost {

/// Writes a report to standard error when the program crashes during automation: the signal, a stack of
/// addresses (for addr2line), and the last events of the log. The signal then ends the program as usual.
/// Disabled on systems without backtrace() and under sanitizers, which report more. Main thread.
class CrashReport
{
public:
    static constexpr int mostEvents = 50;

    /// From now on, for the whole process; there is only one place for a signal's handler.
    static void install();
    /// Adds an event; only the last events are kept, each cut to one line. Without effect before install().
    static void note(const QByteArray &event);
};

} // namespace roost
