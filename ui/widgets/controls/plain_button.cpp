// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/plain_button.h"

#include "widgets/look/theme.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOption>

namespace roost {

PlainButton::PlainButton(const Theme &theme, Kind kind, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_kind(kind)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(kind == Kind::Link ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setSizePolicy(kind == Kind::Strip ? QSizePolicy::Expanding : QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QFont PlainButton::textFont() const
{
    const bool strong = m_kind == Kind::Pill ? isChecked() : m_kind == Kind::Strip;
    return m_theme.font(strong ? TextStyle::BodyStrong : TextStyle::Body);
}

int PlainButton::padding() const { return m_theme.scaled(m_kind == Kind::Link ? 4 : 12); }

/// Tabs of a long language stand closer in a narrow window, before their texts are cut.
int PlainButton::leastPadding() const { return m_kind == Kind::Pill ? m_theme.scaled(4) : padding(); }

QSize PlainButton::sizeHint() const
{
    // As wide as if it were checked, so that a tab does not move its neighbours.
    const QFontMetrics metrics(m_theme.font(m_kind == Kind::Link ? TextStyle::Body : TextStyle::BodyStrong));
    const QSize shown = metrics.size(Qt::TextShowMnemonic, text());
    const int height = m_theme.scaled(m_kind == Kind::Strip ? 36 : m_kind == Kind::Pill ? 24 : 28);
    return {shown.width() + 2 * padding() + 4, std::max(height, shown.height() + 4)};
}

QSize PlainButton::minimumSizeHint() const
{
    const QSize size = sizeHint();
    if (m_kind == Kind::Strip)
        return {m_theme.scaled(96), size.height()};
    return {size.width() - 2 * (padding() - leastPadding()), size.height()};
}

void PlainButton::enterEvent(QEnterEvent *event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void PlainButton::leaveEvent(QEvent *event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

void PlainButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const qreal radius =
        m_kind == Kind::Pill ? box.height() / 2 : m_theme.scaled(m_kind == Kind::Link ? 4 : 8);
    const bool filled = m_kind == Kind::Strip || (m_kind == Kind::Pill && (isChecked() || underMouse()));
    painter.setPen(hasFocus() ? QPen(m_theme.color(Token::Accent), 1) : QPen(Qt::NoPen));
    painter.setBrush(Qt::NoBrush);
    const bool strong = isChecked() || (m_kind == Kind::Strip && !underMouse());
    const Token ground = strong ? Token::Chip : Token::Hover;
    if (filled)
        painter.setBrush(m_theme.color(ground));
    painter.drawRoundedRect(box, radius, radius);

    QFont font = textFont();
    QColor color = m_theme.color(isChecked() || m_kind == Kind::Strip ? Token::Text : Token::TextDim);
    if (m_kind == Kind::Link) {
        font.setUnderline(underMouse() && isEnabled());
        color = m_theme.readable(Token::Accent, Token::Window);
    }
    if (!isEnabled())
        color = m_theme.color(Token::TextFaint);
    painter.setFont(font);
    painter.setPen(color);
    const QRect room = rect().adjusted(leastPadding(), 0, -leastPadding(), 0);
    QStyleOption option;
    option.initFrom(this);
    const bool underlines = style()->styleHint(QStyle::SH_UnderlineShortcut, &option, this) != 0;
    const int mnemonic = underlines ? Qt::TextShowMnemonic : Qt::TextHideMnemonic;
    int flags = int(Qt::AlignVCenter) | mnemonic;
    if (m_kind == Kind::Strip)
        flags |=
            int(Qt::AlignAbsolute) | (layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    else
        flags |= Qt::AlignHCenter;
    // elidedText() counts the & of a hidden mnemonic: only where there is too little room.
    const QFontMetrics metrics = painter.fontMetrics();
    const bool fits = metrics.size(mnemonic, text()).width() <= room.width() + 2;
    painter.drawText(room, flags,
                     fits ? text() : metrics.elidedText(text(), Qt::ElideRight, room.width(), mnemonic));
}

} // namespace roost
