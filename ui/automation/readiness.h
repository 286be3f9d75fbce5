// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/driver_answer.h"

#include <QAccessible>
#include <QPoint>
#include <QPointer>
#include <QRect>
#include <QWidget>

namespace roost {

/// Whether an element can be used as a person would use it, and if not, why.
struct Readiness
{
    /// State of the element that a command requires.
    enum class Need : quint8 {
        Seen,    ///< Displayed and scrolled into view.
        Enabled, ///< And it takes input.
        Hit,     ///< And a click at its middle reaches it.
    };

    bool isReady = false;
    DriverErrorKind kind = DriverErrorKind::ElementNotInteractable;
    QString obstacle; ///< "it is disabled", "dialog #about covers it" …
    QPointer<QWidget> window;
    QRect part; ///< Visible part of the element; global.

    [[nodiscard]] QPoint middle() const { return part.center(); }

    /// Looks once. Does not scroll.
    [[nodiscard]] static Readiness of(QAccessibleInterface &element, Need need);
    /// Scrolls it into view if it is not.
    static void bringIntoView(QAccessibleInterface &element);
};

} // namespace roost
