// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/command_line.h"

#include <QObject>

class QApplication;

namespace roost {

/// What --test-mode changes around the program, so that two runs look the same on every machine: zone,
/// locale, scale, no blinking and sliding, Qt's own file dialogs, and nothing written outside the profile.
/// Clock, ids, secrets and notifications are the Program's part. Main thread.
class TestMode : public QObject
{
    Q_OBJECT

public:
    /// The environment; before the QApplication is made, and before the first thread.
    static void prepare(const CommandLine &line);

    /// The rest. `application` outlives it.
    explicit TestMode(QApplication &application);

    /// What the ids of this run are made from: the seed and how often the profile was started, as an id must
    /// never come twice in one profile. Counts the start.
    [[nodiscard]] static QString seedOf(const CommandLine &line);

protected:
    /// Without a window manager nobody else gives a new dialog the focus, and takes it back.
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace roost
