// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/start_problem.h"

#include <QtGlobal>

namespace roost {

/// While it lives, Qt's end for want of a display (or of a plugin for it) is one line on standard error and
/// an exit code, not an abort with a core dump. Around the making of the QApplication. One at a time.
class DisplayWatch
{
    Q_DISABLE_COPY_MOVE(DisplayWatch)

public:
    /// `known` is a problem that has been reported already: its exit code counts, and no other report is
    /// added.
    explicit DisplayWatch(const StartProblem &known);
    ~DisplayWatch();
};

} // namespace roost
