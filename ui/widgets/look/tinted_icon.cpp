// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/tinted_icon.h"

#include <QPainter>
#include <QSvgRenderer>

#include <cmath>

namespace roost {

using namespace Qt::StringLiterals;

TintedIcon::TintedIcon(QString name, const QColor &color, const QColor &disabledColor)
    : m_name(std::move(name))
    , m_color(color)
    , m_disabledColor(disabledColor)
{
}

QPixmap TintedIcon::render(const QString &name, int size, qreal ratio, const QColor &color)
{
    const int pixels = int(std::ceil(size * ratio));
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QSvgRenderer svg(u":/icons/"_s + name + u".svg"_s);
    QPainter painter(&pixmap);
    svg.render(&painter, QRectF(0, 0, pixels, pixels));
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), color);
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

void TintedIcon::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State)
{
    const int side = std::min(rect.width(), rect.height());
    const qreal ratio = painter->device() == nullptr ? 1.0 : painter->device()->devicePixelRatio();
    const QColor &color = mode == QIcon::Disabled ? m_disabledColor : m_color;
    const QPoint corner = rect.center() - QPoint(side / 2, side / 2) + QPoint(side % 2 == 0 ? 1 : 0, 0);
    painter->drawPixmap(corner, render(m_name, side, ratio, color));
}

QPixmap TintedIcon::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State)
{
    return render(m_name, std::min(size.width(), size.height()), 1.0,
                  mode == QIcon::Disabled ? m_disabledColor : m_color);
}

QIconEngine *TintedIcon::clone() const { return new TintedIcon(*this); }

QString TintedIcon::key() const { return u"roost-tinted"_s; }

} // namespace roost
