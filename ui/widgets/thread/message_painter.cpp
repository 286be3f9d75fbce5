// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/message_painter.h"

#include "widgets/look/theme.h"
#include "widgets/thread/message_layout.h"

#include <QPainter>
#include <QTextLayout>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal corner = 12;

void fillRound(QPainter &painter, const QRectF &box, const QColor &color, qreal radius)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(box, radius, radius);
}

void drawIcon(QPainter &painter, const QRectF &box, const QString &name, const QColor &tint,
              const Theme &theme)
{
    const qreal ratio = painter.device()->devicePixelRatio();
    painter.drawPixmap(box.topLeft(), theme.pixmap(name, int(box.width()), ratio, tint));
}

void paintText(QPainter &painter, const MessageLayout &layout, const Theme &theme, const MessageLook &look)
{
    QList<QTextLayout::FormatRange> chosen;
    const auto [from, to] = look.selection;
    if (to > from) {
        QTextCharFormat format;
        format.setBackground(theme.color(Token::Accent));
        format.setForeground(theme.color(Token::OnAccent));
        chosen.append({from, to - from, format});
    }
    const Token bubble = layout.isMine() ? Token::BubbleMine : Token::BubbleTheirs;
    painter.setPen(layout.isNotice() ? theme.readable(Token::TextDim, bubble) : theme.color(Token::Text));
    layout.textLayout().draw(&painter, layout.textOrigin(), chosen);
}

void paintTime(QPainter &painter, const MessageLayout &layout, const Theme &theme, Token bubble)
{
    const bool failed = layout.state() == MessageState::Failed;
    painter.setFont(theme.font(TextStyle::Tiny));
    painter.setPen(theme.readable(Token::TextFaint, bubble));
    painter.drawText(layout.time(), int(Qt::AlignCenter) | Qt::TextSingleLine | Qt::TextDontClip,
                     layout.timeText());
    if (layout.stateIcon().isEmpty())
        return;
    const Token tint = failed                                 ? Token::Dnd
                       : layout.state() == MessageState::Read ? Token::Available
                                                              : Token::TextFaint;
    drawIcon(painter, layout.stateBox(), layout.stateIcon(), theme.readable(tint, bubble), theme);
}

void paintChips(QPainter &painter, const MessageLayout &layout, const Theme &theme)
{
    painter.setFont(theme.font(TextStyle::Tiny));
    const bool isRtl = painter.layoutDirection() == Qt::RightToLeft;
    for (const MessageLayout::Chip &chip : layout.chips()) {
        fillRound(painter, chip.box, theme.color(Token::Chip), chip.box.height() / 2);
        const bool arrived = chip.state != DeliveryState::Sent;
        const QColor ink = theme.readable(arrived ? Token::Available : Token::TextDim, Token::Chip);
        const qreal side = theme.scaled(13);
        QRectF icon(chip.box.left() + 8, chip.box.center().y() - side / 2, side, side);
        QRectF text = chip.box.adjusted(8 + side + 4, 0, -8, 0);
        if (isRtl) {
            icon.moveLeft(chip.box.right() - 8 - side);
            text = chip.box.adjusted(8, 0, -8 - side - 4, 0);
        }
        drawIcon(painter, icon, chip.icon, ink, theme);
        painter.setPen(ink);
        theme.emoji().drawLine(painter, text, int(Qt::AlignCenter) | Qt::TextDontClip, chip.text);
    }
}

void paintNote(QPainter &painter, const MessageLayout &layout, const Theme &theme, const MessageLook &look)
{
    painter.setFont(theme.font(TextStyle::Tiny));
    if (!layout.note().isEmpty()) {
        painter.setPen(theme.readable(Token::Dnd, Token::Window));
        theme.emoji().drawLine(painter, layout.note(), int(Qt::AlignVCenter) | Qt::TextDontClip,
                               layout.noteText());
    }
    if (!layout.action().isEmpty()) {
        QFont font = theme.font(TextStyle::TinyStrong);
        font.setUnderline(look.isActionHovered);
        painter.setFont(font);
        painter.setPen(theme.readable(Token::Accent, Token::Window));
        painter.drawText(layout.action(), int(Qt::AlignVCenter) | Qt::TextSingleLine | Qt::TextDontClip,
                         layout.actionText());
    }
}

} // namespace

void paintMessage(QPainter &painter, const MessageLayout &layout, const QPointF &origin, const Theme &theme,
                  const MessageLook &look)
{
    painter.save();
    painter.translate(origin);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    if (!layout.divider().isEmpty()) {
        fillRound(painter, layout.divider(), theme.color(Token::Chip), layout.divider().height() / 2);
        painter.setFont(theme.font(TextStyle::Tiny));
        painter.setPen(theme.readable(Token::TextDim, Token::Chip));
        painter.drawText(layout.divider(), int(Qt::AlignCenter) | Qt::TextSingleLine, layout.dividerText());
    }
    if (!layout.gap().isEmpty()) {
        painter.setFont(theme.font(TextStyle::Tiny));
        painter.setPen(theme.readable(Token::TextDim, Token::Window));
        painter.drawText(
            layout.gap(), int(Qt::AlignCenter) | Qt::TextSingleLine,
            painter.fontMetrics().elidedText(layout.gapText(), Qt::ElideRight, int(layout.gap().width())));
    }
    if (!layout.avatar().isEmpty())
        painter.drawPixmap(layout.avatar().topLeft(), look.avatar);

    const Token bubble = layout.isMine() ? Token::BubbleMine : Token::BubbleTheirs;
    fillRound(painter, layout.bubble(), theme.color(bubble), corner);
    if (look.isFocused) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(Token::Accent), 1.5));
        painter.drawRoundedRect(layout.bubble().adjusted(0.75, 0.75, -0.75, -0.75), corner, corner);
    }
    // Piled up marks must not run over other messages.
    painter.save();
    painter.setClipRect(layout.bubble());
    paintText(painter, layout, theme, look);
    painter.restore();
    paintTime(painter, layout, theme, bubble);
    paintChips(painter, layout, theme);
    paintNote(painter, layout, theme, look);
    painter.restore();
}

} // namespace roost
