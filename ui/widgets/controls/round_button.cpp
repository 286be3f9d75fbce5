// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/round_button.h"

#include "widgets/look/theme.h"

#include <QPainter>

namespace roost {

RoundButton::RoundButton(const Theme &theme, const QString &icon, QWidget *parent)
    : QToolButton(parent)
    , m_theme(theme)
    , m_icon(icon)
{
    setCursor(Qt::ArrowCursor);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void RoundButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isLit = underMouse() || isDown();
    painter.setBrush(m_theme.color(isLit ? Token::Hover : Token::Window));
    painter.setPen(hasFocus() ? QPen(m_theme.color(Token::Accent), 1.5)
                              : QPen(m_theme.color(Token::Line), 1));
    painter.drawEllipse(QRectF(rect()).adjusted(1, 1, -1, -1));
    constexpr int side = 20;
    painter.drawPixmap((width() - side) / 2, (height() - side) / 2,
                       m_theme.pixmap(m_icon, side, devicePixelRatioF(), m_theme.color(Token::TextDim)));
}

} // namespace roost
