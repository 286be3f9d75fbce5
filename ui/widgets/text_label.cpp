// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/text_label.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>

namespace roost {

TextLabel::TextLabel(const Theme &theme, TextStyle style, Token color, QWidget *parent)
    : QLabel(parent)
    , m_theme(theme)
    , m_style(style)
    , m_color(color)
{
    setTextFormat(Qt::PlainText);
    // Not that of what it stands in: a field would give it its own.
    setForegroundRole(QPalette::WindowText);
    connect(&theme, &Theme::changed, this, &TextLabel::apply);
    apply();
    applyDirection();
}

void TextLabel::apply()
{
    setFont(m_theme.font(m_style));
    QPalette colors = m_theme.palette();
    colors.setColor(QPalette::WindowText, m_theme.color(m_color));
    setPalette(colors);
}

void TextLabel::setElided(bool elided)
{
    m_elided = elided;
    updateGeometry();
    update();
}

void TextLabel::setColor(Token color)
{
    m_color = color;
    apply();
}

void TextLabel::applyDirection()
{
    // QLabel follows the direction of the text; a column of labels follows the window.
    if (alignment() & Qt::AlignHCenter)
        return;
    const auto side = layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    setAlignment(side | Qt::AlignAbsolute | (alignment() & Qt::AlignVertical_Mask));
}

void TextLabel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LayoutDirectionChange)
        applyDirection();
    QLabel::changeEvent(event);
}

QSize TextLabel::minimumSizeHint() const
{
    QSize size = QLabel::minimumSizeHint();
    if (m_elided)
        size.setWidth(fontMetrics().averageCharWidth() * 4);
    return size;
}

void TextLabel::paintEvent(QPaintEvent *event)
{
    if (!m_elided) {
        QLabel::paintEvent(event);
        return;
    }
    const QRect room = contentsRect();
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, room.width());
    const QString tip = shown == text() ? QString() : text().toHtmlEscaped();
    if (toolTip() != tip)
        setToolTip(tip);
    QPainter painter(this);
    style()->drawItemText(&painter, room, int(QStyle::visualAlignment(layoutDirection(), alignment())),
                          palette(), isEnabled(), shown, QPalette::WindowText);
}

} // namespace roost
