// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessible>
#include <QPoint>

class QObject;

namespace roost {

/// From a place on the screen, or the keyboard's, to the element there and how a script calls it. Main
/// thread.
class PointedElement
{
public:
    /// The element of the top-level `window` (a QWindow, as events name it) at `global`; nullptr when there
    /// is none.
    [[nodiscard]] static QAccessibleInterface *at(const QObject *window, const QPoint &global);
    /// The element of `widget`; nullptr when it is none.
    [[nodiscard]] static QAccessibleInterface *of(QObject *widget);
    /// The shortest css selector that means it: by address, id, or role and name.
    [[nodiscard]] static QString selectorOf(QAccessibleInterface &element);
};

} // namespace roost
