// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/blocks/text_block.h"

#include "models/message_wording.h"
#include "widgets/thread/blocks/block_shapes.h"
#include "widgets/thread/blocks/delivery_chips.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal farEdge = 10; ///< From own bubbles to the viewport's other edge, beside the scroll bar.
constexpr qreal theirsLeft = BlockShape::edge + TextBlock::avatarSize + 8;
constexpr qreal padX = 12;
constexpr qreal padY = 8;
constexpr qreal groupGap = 10;
constexpr qreal bubbleGap = 3;
constexpr qreal timeGap = 12;
constexpr qreal corner = 12;

QString stateIconOf(MessageState state, bool hasChips)
{
    switch (state) {
    case MessageState::Queued:
        return u"clock"_s;
    case MessageState::Failed:
        return u"warning"_s;
    case MessageState::AtServer:
        return hasChips ? QString() : u"check"_s;
    case MessageState::Delivered:
    case MessageState::Read:
        return hasChips ? QString() : u"check-double"_s;
    case MessageState::Received:
        break;
    }
    return {};
}

} // namespace

std::unique_ptr<RowBlock> TextBlock::make(const RowSource &source)
{
    return std::make_unique<TextBlock>(source);
}

TextBlock::TextBlock(const RowSource &source)
    : m_theme(source.theme)
    , m_message(source.model.messageAt(source.row))
    , m_place(source.model.placeAt(source.row))
    , m_sender(source.model.senderName(source.row))
    , m_stateIcon(stateIconOf(m_message.state, DeliveryChips::showsDeliveries(source)))
{
}

int TextBlock::estimatedHeight(qsizetype length, int width, const Theme &theme)
{
    const qreal perLine = std::max(8.0, (BlockShape::widestBubble(width) - 2 * padX) / theme.scaled(7));
    const int lines = 1 + int(qreal(std::min<qsizetype>(length, longestShown)) / perLine);
    return int(lines * theme.scaled(18) + 2 * padY + bubbleGap + 3);
}

QString TextBlock::shownText() const
{
    if (!m_shown.isNull())
        return m_shown;
    QString text = MessageWording::text(m_message);
    text.remove(u'\r');
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    text.replace(u'\n', QChar::LineSeparator);
    m_shown = withHonestLinks(text);
    return m_shown;
}

QString TextBlock::copiedText() const { return MessageWording::text(m_message); }

QString TextBlock::spokenText() const { return MessageWording::row(m_message, m_sender); }

qreal TextBlock::layOut(BlockFrame &frame)
{
    QString shown = shownText();
    m_isCut = !frame.isExpanded && shown.size() > longestShown;
    if (m_isCut)
        shown.truncate(shown.at(longestShown - 1).isHighSurrogate() ? longestShown - 1 : longestShown);
    m_isAgainstDirection = shown.isRightToLeft() != (frame.direction == Qt::RightToLeft);
    placeText(shown, BlockShape::widestBubble(frame.width) - 2 * padX);

    // A day line has its own space below it.
    const qreal y = m_place.startsDay ? 0 : m_place.startsGroup ? groupGap : bubbleGap;
    m_bubble = QRectF(0, y, m_textSize.width() + 2 * padX, m_textSize.height() + 2 * padY);
    placeTime();
    const bool isMine = m_message.isOwn();
    const qreal left = isMine ? frame.width - farEdge - m_bubble.width() : theirsLeft;
    for (QRectF *box : {&m_bubble, &m_time, &m_stateBox})
        box->translate(left, 0);
    m_avatar = {};
    if (!isMine && m_place.startsGroup)
        m_avatar = QRectF(BlockShape::edge, m_bubble.top(), avatarSize, avatarSize);
    frame.bubble = m_bubble;
    frame.isCut = m_isCut;
    for (QRectF *box : {&m_bubble, &m_avatar, &m_time, &m_stateBox})
        *box = placed(*box, frame);
    // A text that is narrower than its bubble is aligned to the bubble's start.
    m_textOrigin = m_bubble.topLeft() + QPointF(padX, padY);
    if (frame.direction == Qt::RightToLeft)
        m_textOrigin.setX(m_bubble.right() - padX - m_textSize.width());
    return m_bubble.bottom();
}

void TextBlock::placeText(const QString &shown, qreal widest)
{
    m_text = std::make_unique<QTextLayout>(shown, m_theme.font(TextStyle::Body));
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(shown.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    m_text->setTextOption(option);
    m_text->setCacheEnabled(true);
    m_links = findLinks(shown);
    // A link at the cut may go on behind it.
    if (m_isCut && !m_links.isEmpty() && m_links.last().start + m_links.last().length == shown.size())
        m_links.removeLast();
    QList<QTextLayout::FormatRange> formats;
    for (const MessageLink &link : std::as_const(m_links)) {
        QTextCharFormat format;
        format.setForeground(m_theme.readable(Token::Accent, bubbleToken()));
        format.setFontUnderline(true);
        formats.append({int(link.start), int(link.length), format});
    }
    formats += m_theme.emoji().formats(shown);
    m_text->setFormats(formats);

    m_widestText = widest;
    const qreal lineGap = m_theme.scaled(2);
    qreal width = 0;
    qreal height = 0;
    // Two passes: a right-to-left text is aligned to the end of its lines, so the lines must be as narrow as
    // the text.
    for (const bool isFinal : {false, true}) {
        const qreal lineWidth = isFinal ? std::ceil(width) : widest;
        height = 0;
        width = 0;
        m_text->beginLayout();
        for (QTextLine line = m_text->createLine(); line.isValid(); line = m_text->createLine()) {
            line.setLineWidth(lineWidth);
            line.setPosition(QPointF(0, height));
            height += line.height() + lineGap;
            width = std::max(width, line.naturalTextWidth());
            m_lastLineWidth = line.naturalTextWidth();
        }
        m_text->endLayout();
        if (!shown.isRightToLeft())
            break;
    }
    m_textSize = QSizeF(std::ceil(width), std::max(0.0, height - lineGap));
}

/// Places the time next to the last line if there is room, otherwise below it. Grows the bubble.
void TextBlock::placeTime()
{
    const QFont font = m_theme.font(TextStyle::Tiny);
    m_timeText = MessageWording::time(m_message);
    const qreal icon = m_stateIcon.isEmpty() ? 0 : m_theme.scaled(14) + 3;
    const qreal timeWidth = BlockShape::advance(font, m_timeText);
    const qreal height = std::ceil(QFontMetricsF(font).height());
    const qreal needed = timeWidth + icon;
    const qreal withTime = m_lastLineWidth + timeGap + needed;
    const bool fits = !m_isAgainstDirection && withTime <= m_widestText;
    if (fits)
        m_bubble.setWidth(std::max(m_bubble.width(), std::ceil(withTime) + 2 * padX));
    if (!fits) {
        m_bubble.setWidth(std::max(m_bubble.width(), needed + 2 * padX));
        m_bubble.setHeight(m_bubble.height() + height);
    }
    m_time =
        QRectF(m_bubble.right() - padX - needed, m_bubble.bottom() - padY - height + 2, timeWidth, height);
    m_stateBox = {};
    if (icon > 0)
        m_stateBox = QRectF(m_time.right() + 3, m_time.center().y() - m_theme.scaled(7), m_theme.scaled(14),
                            m_theme.scaled(14));
}

Token TextBlock::bubbleToken() const { return m_message.isOwn() ? Token::BubbleMine : Token::BubbleTheirs; }

int TextBlock::positionAt(const QPointF &point) const
{
    const QPointF inside = point - m_textOrigin;
    if (inside.y() < 0)
        return 0;
    for (int i = 0; i < m_text->lineCount(); ++i) {
        const QTextLine line = m_text->lineAt(i);
        if (inside.y() < line.y() + line.height() + 2)
            return line.xToCursor(inside.x());
    }
    return int(m_text->text().size());
}

const MessageLink *TextBlock::linkAt(const QPointF &point) const
{
    if (m_links.isEmpty() || !QRectF(m_textOrigin, m_textSize).contains(point))
        return nullptr;
    const QPointF inside = point - m_textOrigin;
    for (int i = 0; i < m_text->lineCount(); ++i) {
        const QTextLine line = m_text->lineAt(i);
        if (!line.naturalTextRect().contains(inside))
            continue;
        const int at = line.xToCursor(inside.x(), QTextLine::CursorOnCharacter);
        for (const MessageLink &link : m_links) {
            if (at >= link.start && at < link.start + link.length)
                return &link;
        }
    }
    return nullptr;
}

BlockHit TextBlock::hitTest(const QPointF &point) const
{
    BlockHit hit;
    hit.at = positionAt(point);
    hit.isOnBubble = m_bubble.contains(point);
    hit.isOnTime = m_time.contains(point) || m_stateBox.contains(point);
    if (const MessageLink *link = linkAt(point))
        hit.link = link->url;
    return hit;
}

BlockHit TextBlock::primary() const
{
    BlockHit hit;
    if (!m_links.isEmpty())
        hit.link = m_links.first().url;
    return hit;
}

void TextBlock::paint(QPainter &painter, const BlockLook &look) const
{
    if (!m_avatar.isEmpty() && look.avatar)
        painter.drawPixmap(m_avatar.topLeft(), look.avatar());
    BlockShape::fillRound(painter, m_bubble, m_theme.color(bubbleToken()), corner);
    if (look.isFocused) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.color(Token::Accent), 1.5));
        painter.drawRoundedRect(m_bubble.adjusted(0.75, 0.75, -0.75, -0.75), corner, corner);
    }
    // Piled up marks must not run over other messages.
    painter.save();
    painter.setClipRect(m_bubble);
    paintText(painter, look);
    painter.restore();
    paintTime(painter);
}

void TextBlock::paintText(QPainter &painter, const BlockLook &look) const
{
    QList<QTextLayout::FormatRange> chosen;
    const auto [from, to] = look.selection;
    if (to > from) {
        QTextCharFormat format;
        format.setBackground(m_theme.color(Token::Accent));
        format.setForeground(m_theme.color(Token::OnAccent));
        chosen.append({from, to - from, format});
    }
    const bool isNotice = m_message.notice() != nullptr;
    painter.setPen(isNotice ? m_theme.readable(Token::TextDim, bubbleToken()) : m_theme.color(Token::Text));
    m_text->draw(&painter, m_textOrigin, chosen);
}

void TextBlock::paintTime(QPainter &painter) const
{
    painter.setFont(m_theme.font(TextStyle::Tiny));
    painter.setPen(m_theme.readable(Token::TextFaint, bubbleToken()));
    painter.drawText(m_time, int(Qt::AlignCenter) | Qt::TextSingleLine | Qt::TextDontClip, m_timeText);
    if (m_stateIcon.isEmpty())
        return;
    const Token tint = m_message.state == MessageState::Failed ? Token::Dnd
                       : m_message.state == MessageState::Read ? Token::Available
                                                               : Token::TextFaint;
    BlockShape::drawIcon(painter, m_stateBox, m_stateIcon, m_theme.readable(tint, bubbleToken()), m_theme);
}

} // namespace roost
