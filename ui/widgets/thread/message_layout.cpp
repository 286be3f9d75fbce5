// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/message_layout.h"

#include "models/message_wording.h"
#include "models/thread_model.h"
#include "widgets/look/presence_mark.h"
#include "widgets/look/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal edge = 18;    ///< From the viewport's edge to pictures.
constexpr qreal farEdge = 10; ///< From own bubbles to the viewport's other edge, beside the scroll bar.
constexpr qreal theirsLeft = edge + MessageLayout::avatarSize + 8;
constexpr qreal padX = 12;
constexpr qreal padY = 8;
constexpr qreal groupGap = 10;
constexpr qreal bubbleGap = 3;
constexpr qreal timeGap = 12;
constexpr qreal chipGap = 6;
constexpr int mostChips = 8;
constexpr int widestName = 160; ///< Maximum width of a Connection's name in a chip, in px of the design.

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(roost::MessageLayout)
};

qreal widestBubble(int width) { return std::clamp(width * 0.70, 120.0, 640.0); }

qreal advance(const QFont &font, const QString &text)
{
    return std::ceil(QFontMetricsF(font).horizontalAdvance(text));
}

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

QString MessageLayout::shownText(const QString &body)
{
    QString text = body;
    text.remove(u'\r');
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    text.replace(u'\n', QChar::LineSeparator);
    return withHonestLinks(text);
}

int MessageLayout::estimatedHeight(const QString &body, int width, const Theme &theme)
{
    const qreal perLine = std::max(8.0, (widestBubble(width) - 2 * padX) / theme.scaled(7));
    const qsizetype length = std::min<qsizetype>(body.size(), longestShown);
    const int lines = 1 + int(qreal(length) / perLine);
    return int(lines * theme.scaled(18) + 2 * padY + bubbleGap + 3);
}

MessageLayout::MessageLayout(const ThreadModel &model, int row, const MessageFrame &frame, const Theme &theme)
{
    const Message &message = model.messageAt(row);
    const MessagePlace place = model.placeAt(row);
    m_mine = message.isOwn();
    m_state = message.state;
    qreal y = place.startsGroup ? groupGap : bubbleGap;
    qreal top = 0;
    m_gapText = model.gapText(row);
    if (!m_gapText.isEmpty()) {
        const qreal width =
            std::min<qreal>(advance(theme.font(TextStyle::Tiny), m_gapText) + 20, frame.width - 2 * edge);
        m_gap = QRectF((frame.width - width) / 2, 14, width, theme.scaled(19));
        top = m_gap.bottom();
        y += top;
    }
    if (place.startsDay) {
        m_dividerText = model.dayText(row);
        const QFont font = theme.font(TextStyle::Tiny);
        const qreal height = theme.scaled(19);
        const qreal width = advance(font, m_dividerText) + 20;
        m_divider = QRectF((frame.width - width) / 2, top + 14, width, height);
        y = m_divider.bottom() + 16;
    }

    QString shown = shownText(MessageWording::text(message));
    m_isNotice = message.notice() != nullptr;
    const bool isCut = !frame.isExpanded && shown.size() > longestShown;
    if (isCut) {
        shown.truncate(shown.at(longestShown - 1).isHighSurrogate() ? longestShown - 1 : longestShown);
        m_actionText = Words::tr("Show all");
    }
    m_againstDirection = shown.isRightToLeft() != (frame.direction == Qt::RightToLeft);
    m_stateIcon = stateIconOf(m_state, message.target.isEmpty() && model.showsDeliveries(row) &&
                                           !MessageWording::deliveries(message).isEmpty());
    placeText(shown, theme, widestBubble(frame.width) - 2 * padX);

    m_bubble = QRectF(0, y, m_textSize.width() + 2 * padX, m_textSize.height() + 2 * padY);
    m_textOrigin = QPointF(padX, y + padY);
    placeTime(model, row, theme);
    const qreal left = m_mine ? frame.width - farEdge - m_bubble.width() : theirsLeft;
    for (QRectF *box : {&m_bubble, &m_time, &m_stateBox})
        box->translate(left, 0);
    m_textOrigin.rx() += left;
    if (!m_mine && place.startsGroup)
        m_avatar = QRectF(edge, m_bubble.top(), avatarSize, avatarSize);

    m_height = int(std::ceil(placeUnder(model, row, theme, m_bubble.bottom())));
    if (frame.direction == Qt::RightToLeft)
        mirror(frame.width);
}

void MessageLayout::placeText(const QString &shown, const Theme &theme, qreal widest)
{
    m_text = std::make_unique<QTextLayout>(shown, theme.font(TextStyle::Body));
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(shown.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    m_text->setTextOption(option);
    m_text->setCacheEnabled(true);
    m_links = findLinks(shown);
    // A link at the cut may go on behind it.
    if (!m_actionText.isEmpty() && !m_links.isEmpty() &&
        m_links.last().start + m_links.last().length == shown.size())
        m_links.removeLast();
    QList<QTextLayout::FormatRange> formats;
    for (const MessageLink &link : std::as_const(m_links)) {
        QTextCharFormat format;
        format.setForeground(theme.readable(Token::Accent, m_mine ? Token::BubbleMine : Token::BubbleTheirs));
        format.setFontUnderline(true);
        formats.append({int(link.start), int(link.length), format});
    }
    formats += theme.emoji().formats(shown);
    m_text->setFormats(formats);

    m_widestText = widest;
    const qreal lineGap = theme.scaled(2);
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
void MessageLayout::placeTime(const ThreadModel &model, int row, const Theme &theme)
{
    const QFont font = theme.font(TextStyle::Tiny);
    m_timeText = MessageWording::time(model.messageAt(row));
    const qreal icon = m_stateIcon.isEmpty() ? 0 : theme.scaled(14) + 3;
    const qreal timeWidth = advance(font, m_timeText);
    const qreal height = std::ceil(QFontMetricsF(font).height());
    const qreal needed = timeWidth + icon;
    const qreal withTime = m_lastLineWidth + timeGap + needed;
    const bool fits = !m_againstDirection && withTime <= m_widestText;
    if (fits)
        m_bubble.setWidth(std::max(m_bubble.width(), std::ceil(withTime) + 2 * padX));
    if (!fits) {
        m_bubble.setWidth(std::max(m_bubble.width(), needed + 2 * padX));
        m_bubble.setHeight(m_bubble.height() + height);
    }
    m_time =
        QRectF(m_bubble.right() - padX - needed, m_bubble.bottom() - padY - height + 2, timeWidth, height);
    if (icon > 0)
        m_stateBox = QRectF(m_time.right() + 3, m_time.center().y() - theme.scaled(7), theme.scaled(14),
                            theme.scaled(14));
}

/// Chips, the note of a failure, "Show all"; returns where the row ends.
qreal MessageLayout::placeUnder(const ThreadModel &model, int row, const Theme &theme, qreal y)
{
    const Message &message = model.messageAt(row);
    const QFont font = theme.font(TextStyle::Tiny);
    const qreal height = theme.scaled(18);
    if (m_state == MessageState::Failed) {
        m_noteText = Words::tr("Not sent");
        m_actionText = Words::tr("Send again");
        if (hasTargetGone(message)) {
            m_noteText = MessageWording::targetQuestion(message);
            m_actionText = Words::tr("Send to all");
        }
    }
    if (!m_noteText.isEmpty() || !m_actionText.isEmpty()) {
        const qreal action = advance(theme.font(TextStyle::TinyStrong), m_actionText) + 4;
        // A long name in the note must not push the action out of the window.
        m_noteText = theme.emoji().elided(font, m_noteText, Qt::ElideMiddle, int(widestUnder() - action - 8));
        const qreal note = m_noteText.isEmpty() ? 0 : theme.emoji().advance(font, m_noteText) + 8;
        const qreal left = m_mine ? m_bubble.right() - note - action : m_bubble.left();
        m_note = QRectF(left, y + 4, note, m_noteText.isEmpty() ? 0 : height);
        m_action = QRectF(left + note, y + 4, action, height);
        y = m_action.bottom();
    }
    if (!message.target.isEmpty())
        return placeTarget(message, theme, y + 5);
    const QList<Delivery> deliveries = MessageWording::deliveries(message);
    if (!model.showsDeliveries(row) || deliveries.isEmpty())
        return y;
    qreal right = m_bubble.right();
    const qreal icon = theme.scaled(13);
    y += 5;
    const qsizetype count = std::min<qsizetype>(deliveries.size(), mostChips);
    for (qsizetype i = count - 1; i >= 0; --i) {
        const Delivery &delivery = deliveries[i];
        Chip chip;
        chip.icon = deviceIconName(delivery.kind);
        chip.state = delivery.state;
        const QString name = theme.emoji().elided(font, MessageWording::deliveryTarget(delivery),
                                                  Qt::ElideRight, theme.scaled(widestName));
        chip.text = MessageWording::delivery(name, delivery.state);
        const qreal width = std::ceil(theme.emoji().advance(font, chip.text)) + icon + 4 + 16;
        if (right - width < edge && right < m_bubble.right()) {
            right = m_bubble.right();
            y += height + 4;
        }
        chip.box = QRectF(right - width, y, width, height);
        right = chip.box.left() - chipGap;
        m_chips.insert(m_chips.begin(), chip);
    }
    return y + height;
}

/// One chip names the only target; the tick next to the time shows the delivery state.
qreal MessageLayout::placeTarget(const Message &message, const Theme &theme, qreal y)
{
    Chip chip;
    chip.icon = message.isOwn() ? deviceIconName(MessageWording::targetOf(message).kind) : u"laptop"_s;
    chip.text = MessageWording::onlyTarget(message);
    const bool hasArrived =
        m_state == MessageState::Delivered || m_state == MessageState::Read || !message.isOwn();
    chip.state = hasArrived ? DeliveryState::Delivered : DeliveryState::Sent;
    const qreal height = theme.scaled(18);
    const QFont font = theme.font(TextStyle::Tiny);
    const qreal around = theme.scaled(13) + 4 + 16;
    chip.text = theme.emoji().elided(font, chip.text, Qt::ElideRight, int(widestUnder() - around));
    const qreal width = std::ceil(theme.emoji().advance(font, chip.text)) + around;
    chip.box = QRectF(m_mine ? m_bubble.right() - width : m_bubble.left(), y, width, height);
    m_chips.push_back(chip);
    return y + height;
}

qreal MessageLayout::widestUnder() const { return m_widestText + 2 * padX; }

void MessageLayout::mirror(int width)
{
    const auto flip = [width](QRectF &box) {
        if (!box.isEmpty())
            box.moveLeft(width - box.right());
    };
    const qreal inBubble = m_textOrigin.x() - m_bubble.left();
    for (QRectF *box : {&m_bubble, &m_avatar, &m_divider, &m_gap, &m_time, &m_stateBox, &m_note, &m_action})
        flip(*box);
    for (Chip &chip : m_chips)
        flip(chip.box);
    // A text that is narrower than its bubble is aligned to the bubble's start.
    m_textOrigin.setX(m_bubble.right() - inBubble - m_textSize.width());
}

int MessageLayout::positionAt(const QPointF &point) const
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

const MessageLink *MessageLayout::linkAt(const QPointF &point) const
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

} // namespace roost
