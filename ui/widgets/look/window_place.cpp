// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/window_place.h"

#include <QGuiApplication>
#include <QScreen>
#include <QWidget>

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

QRect placedWithin(const QRect &available, const QMargins &frame, const QRect &wanted)
{
    const QRect room = available.marginsRemoved(frame);
    QRect placed(wanted.topLeft(), wanted.size().boundedTo(room.size()));
    placed.moveLeft(std::clamp(placed.left(), room.left(), room.right() - placed.width() + 1));
    placed.moveTop(std::clamp(placed.top(), room.top(), room.bottom() - placed.height() + 1));
    return placed;
}

void keepOnScreen(QWidget &window, const QMargins &frame)
{
    const QString platform = QGuiApplication::platformName();
    if (platform == "offscreen"_L1 || platform == "minimal"_L1 ||
        window.windowState().testAnyFlags(Qt::WindowMaximized | Qt::WindowFullScreen))
        return;
    const QScreen *screen = QGuiApplication::screenAt(window.geometry().center());
    if (!screen)
        screen = QGuiApplication::primaryScreen();
    if (!screen)
        return;
    const QRect available = screen->availableGeometry();
    const QRect placed = placedWithin(available, frame, window.geometry());
    window.setMinimumSize(window.minimumSize().boundedTo(available.marginsRemoved(frame).size()));
    if (placed.size() != window.size())
        window.resize(placed.size());
    // A window that was never moved is placed by the window manager when it is shown.
    const bool isPlaced = window.isVisible() || window.testAttribute(Qt::WA_Moved);
    if (placed.topLeft() != window.geometry().topLeft() && isPlaced)
        window.move(placed.topLeft() - QPoint(frame.left(), frame.top()));
}

} // namespace roost
