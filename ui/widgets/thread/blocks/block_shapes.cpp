// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/blocks/block_shapes.h"

#include "widgets/look/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace roost {

qreal BlockShape::widestBubble(int width) { return std::clamp(width * 0.70, 120.0, 640.0); }

qreal BlockShape::advance(const QFont &font, const QString &text)
{
    return std::ceil(QFontMetricsF(font).horizontalAdvance(text));
}

void BlockShape::fillRound(QPainter &painter, const QRectF &box, const QColor &color, qreal radius)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(box, radius, radius);
}

void BlockShape::drawIcon(QPainter &painter, const QRectF &box, const QString &name, const QColor &tint,
                          const Theme &theme)
{
    const qreal ratio = painter.device()->devicePixelRatio();
    painter.drawPixmap(box.topLeft(), theme.pixmap(name, int(box.width()), ratio, tint));
}

} // namespace roost
