// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/switch_button.h"

#include "widgets/look/theme.h"

#include <QPainter>
#include <QStyle>

namespace roost {

SwitchButton::SwitchButton(const Theme &theme, QWidget *parent) : QAbstractButton(parent), m_theme(theme)
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize SwitchButton::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TextStyle::Body));
    return {metrics.horizontalAdvance(text()) + m_theme.scaled(64), m_theme.scaled(36)};
}

QSize SwitchButton::minimumSizeHint() const { return {m_theme.scaled(96), m_theme.scaled(36)}; }

void SwitchButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QSizeF size(m_theme.scaled(32), m_theme.scaled(18));
    const int gap = m_theme.scaled(8);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const QRectF track(mirrored ? gap : width() - gap - size.width(), (height() - size.height()) / 2.0,
                       size.width(), size.height());
    const qreal radius = track.height() / 2;

    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(!isEnabled()  ? Token::Chip
                                   : isChecked() ? Token::Accent
                                                 : Token::Offline));
    painter.drawRoundedRect(track, radius, radius);
    const qreal knob = track.height() - 4;
    const bool atRight = isChecked() != mirrored;
    painter.setBrush(m_theme.color(isChecked() ? Token::OnAccent : Token::Window));
    painter.drawEllipse(
        QRectF(atRight ? track.right() - knob - 2 : track.left() + 2, track.top() + 2, knob, knob));

    QRect room = rect().adjusted(gap, 0, -gap, 0);
    if (mirrored)
        room.setLeft(int(track.right()) + gap);
    else
        room.setRight(int(track.left()) - gap);
    painter.setFont(m_theme.font(TextStyle::Body));
    painter.setPen(m_theme.color(isEnabled() ? Token::Text : Token::TextFaint));
    const QString shown = painter.fontMetrics().elidedText(text(), Qt::ElideRight, room.width());
    painter.drawText(
        room, int(Qt::AlignVCenter | Qt::AlignAbsolute | (mirrored ? Qt::AlignRight : Qt::AlignLeft)), shown);

    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(m_theme.color(Token::Accent));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    }
}

} // namespace roost
