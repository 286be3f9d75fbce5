// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/presence_mark.h"

#include "widgets/look/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace roost {

using namespace Qt::StringLiterals;

QString deviceIconName(DeviceKind kind)
{
    switch (kind) {
    case DeviceKind::Laptop:
        return u"laptop"_s;
    case DeviceKind::Phone:
        return u"phone"_s;
    case DeviceKind::Tablet:
        return u"tablet"_s;
    case DeviceKind::Web:
        return u"web"_s;
    case DeviceKind::Bot:
        return u"bot"_s;
    case DeviceKind::Console:
        return u"console"_s;
    case DeviceKind::Thing:
        return u"thing"_s;
    case DeviceKind::Unknown:
        break;
    }
    return u"device"_s;
}

void paintPresence(QPainter &painter, const QRectF &dot, Show show, const Theme &theme, const QColor &around)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(around);
    painter.drawEllipse(dot.adjusted(-2, -2, 2, 2));
    const qreal unit = dot.width() / 10.0;
    switch (show) {
    case Show::Chat:
    case Show::Available:
        painter.setBrush(theme.color(Token::Available));
        painter.drawEllipse(dot);
        break;
    case Show::Away:
    case Show::ExtendedAway: { // A moon.
        QPainterPath moon;
        moon.addEllipse(dot);
        QPainterPath bite;
        bite.addEllipse(dot.center() - QPointF(2.4 * unit, 2.2 * unit), 3.8 * unit, 3.8 * unit);
        painter.setBrush(theme.color(Token::Away));
        painter.drawPath(moon.subtracted(bite));
        break;
    }
    case Show::DoNotDisturb: // A no-entry sign.
        painter.setBrush(theme.color(Token::Dnd));
        painter.drawEllipse(dot);
        painter.setBrush(around);
        painter.drawRoundedRect(
            QRectF(dot.center().x() - 3 * unit, dot.center().y() - unit, 6 * unit, 2 * unit), unit, unit);
        break;
    case Show::Offline: // A ring.
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(Token::Offline), 2.0 * unit));
        painter.drawEllipse(dot.adjusted(unit, unit, -unit, -unit));
        break;
    }
    painter.restore();
}

} // namespace roost
