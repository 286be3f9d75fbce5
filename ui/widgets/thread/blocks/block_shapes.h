// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

namespace roost {

class Theme;

/// Measures that several blocks share, in pixels.
namespace BlockShape {

inline constexpr qreal edge = 18; ///< From the viewport's edge to pictures and chips.

/// Maximum width of a bubble, and of the parts below it, in a view of `width`.
[[nodiscard]] qreal widestBubble(int width);
/// Width of `text`, rounded up.
[[nodiscard]] qreal advance(const QFont &font, const QString &text);
/// Fills a rectangle with round corners.
void fillRound(QPainter &painter, const QRectF &box, const QColor &color, qreal radius);
void drawIcon(QPainter &painter, const QRectF &box, const QString &name, const QColor &tint,
              const Theme &theme);

} // namespace BlockShape

} // namespace roost
