// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/icon_button.h"

#include <QEvent>
#include <QPainter>
#include <QStyleOptionToolButton>
#include <QStylePainter>

namespace roost {

using namespace Qt::StringLiterals;

IconButton::IconButton(const Theme &theme, QString icon, QWidget *parent)
    : QToolButton(parent)
    , m_theme(theme)
    , m_icon(std::move(icon))
{
    setFocusPolicy(Qt::StrongFocus);
    connect(&theme, &Theme::changed, this, &IconButton::apply);
    apply();
}

void IconButton::apply()
{
    // The details stand at the end of the line of reading.
    if (m_icon == "panel"_L1 && layoutDirection() == Qt::RightToLeft) {
        const QPixmap drawn =
            m_theme.pixmap(m_icon, m_theme.scaled(20), devicePixelRatioF(), m_theme.color(m_tint));
        setIcon(QIcon(drawn.transformed(QTransform::fromScale(-1, 1))));
    } else {
        setIcon(m_theme.icon(m_icon, m_tint));
    }
    setIconSize(QSize(m_theme.scaled(20), m_theme.scaled(20)));
    setFixedSize(m_theme.scaled(36), m_theme.scaled(36));
}

void IconButton::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LayoutDirectionChange)
        apply();
    QToolButton::changeEvent(event);
}

void IconButton::setTint(Token tint)
{
    m_tint = tint;
    apply();
}

void IconButton::setLabel(const QString &label)
{
    setAccessibleName(label);
    setToolTip(label.toHtmlEscaped());
}

void IconButton::setMarked(bool marked)
{
    m_marked = marked;
    update();
}

void IconButton::setPrimary()
{
    m_primary = true;
    setTint(Token::OnAccent);
}

void IconButton::paintPrimary()
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = m_theme.color(Token::Accent);
    QColor ground = underMouse() ? accent.darker(m_theme.isDark() ? 95 : 110) : accent;
    if (!isEnabled())
        ground = m_theme.color(Token::Chip);
    const qreal radius = m_theme.scaled(10);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect(), radius, radius);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.color(Token::OnAccent), 1.5));
        painter.drawRoundedRect(QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5), radius - 2, radius - 2);
    }
    const QColor tint = m_theme.color(isEnabled() ? Token::OnAccent : Token::TextFaint);
    const QPixmap drawn = m_theme.pixmap(m_icon, iconSize().width(), devicePixelRatioF(), tint);
    const int x = (width() - iconSize().width()) / 2;
    const int y = (height() - iconSize().height()) / 2;
    if (layoutDirection() == Qt::RightToLeft) {
        painter.translate(width(), 0);
        painter.scale(-1, 1);
    }
    painter.drawPixmap(x, y, drawn);
}

void IconButton::paintEvent(QPaintEvent *)
{
    if (m_primary) {
        paintPrimary();
        return;
    }
    // Hides the menu arrow.
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.features &= ~(QStyleOptionToolButton::HasMenu | QStyleOptionToolButton::Menu |
                         QStyleOptionToolButton::MenuButtonPopup);
    QStylePainter(this).drawComplexControl(QStyle::CC_ToolButton, option);
    if (!m_marked)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Token::Accent));
    const int size = m_theme.scaled(8);
    const int x =
        layoutDirection() == Qt::RightToLeft ? m_theme.scaled(4) : width() - size - m_theme.scaled(4);
    painter.drawEllipse(x, m_theme.scaled(4), size, size);
}

} // namespace roost
