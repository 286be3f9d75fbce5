// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QPointF>

#include <utility>

class QPainter;

namespace roost {

class MessageLayout;
class Theme;

/// Temporary state of a message while it is painted.
struct MessageLook
{
    std::pair<int, int> selection{0, 0}; ///< Chosen text: start, end.
    bool isFocused = false;              ///< The keyboard is on it.
    bool isActionHovered = false;
    QPixmap avatar; ///< Picture of the sender; used if the layout has a place for it.
};

/// Paints a message with its row's corner at `origin`. Only paints.
void paintMessage(QPainter &painter, const MessageLayout &layout, const QPointF &origin, const Theme &theme,
                  const MessageLook &look);

} // namespace roost
