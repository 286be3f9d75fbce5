// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/patience.h"

#include <QWidget>

namespace roost {

// Without a window manager, as on a bare Xvfb, no window gets the focus by itself. On a busy machine a dialog
// was seen to lose the focus right after QTest::qWaitForWindowActive() had found it there. These functions
// therefore request the focus until the window has it.

/// Makes `window` the active one. False if it never becomes so.
[[nodiscard]] inline bool becomesActive(QWidget &window)
{
    const auto isActive = [&window] {
        if (!window.isActiveWindow())
            window.activateWindow();
        return window.isActiveWindow();
    };
    return QTest::qWaitForWindowExposed(&window, testPatienceMs) && QTest::qWaitFor(isActive, testPatienceMs);
}

/// True as soon as `widget` has the focus, which the program is to give to it; the test only keeps its window
/// active.
[[nodiscard]] inline bool getsFocus(QWidget &widget)
{
    const auto hasFocus = [&widget] {
        if (!widget.window()->isActiveWindow())
            widget.window()->activateWindow();
        return widget.hasFocus();
    };
    return QTest::qWaitFor(hasFocus, testPatienceMs);
}

} // namespace roost
