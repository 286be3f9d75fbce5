// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/command_line.h"

#include <QObject>

class QApplication;

namespace roost {

/// Changes by --test-mode around the program, so that two runs look the same on every machine: zone, locale,
/// scale, no blinking and sliding, Qt's own file dialogs, and no files outside the profile. Clock, ids,
/// secrets and notifications are set by the Program. Main thread.
class TestMode : public QObject
{
    Q_OBJECT

public:
    /// The environment; before the QApplication is made, and before the first thread.
    static void prepare(const CommandLine &line);

    /// The rest. `application` outlives it.
    explicit TestMode(QApplication &application);

    /// Seed of the ids of this run: the given seed and the number of starts of the profile, because an id
    /// must be unique in a profile. Counts the start.
    [[nodiscard]] static QString seedOf(const CommandLine &line);

protected:
    /// Gives a new dialog the focus, which a window manager would do, and restores it later.
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace roost
