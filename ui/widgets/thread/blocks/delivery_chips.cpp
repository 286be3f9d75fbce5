// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/blocks/delivery_chips.h"

#include "models/message_wording.h"
#include "models/thread_model.h"
#include "widgets/look/presence_mark.h"
#include "widgets/look/theme.h"
#include "widgets/thread/blocks/block_shapes.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal topGap = 5;
constexpr qreal chipGap = 6;
constexpr qreal lineGap = 4;
constexpr int mostChips = 8;
constexpr int widestName = 160; ///< Maximum width of a Connection's name in a chip, in px of the design.

} // namespace

bool DeliveryChips::showsDeliveries(const RowSource &source)
{
    const Message &message = source.model.messageAt(source.row);
    return message.target.isEmpty() && source.model.showsDeliveries(source.row) &&
           !MessageWording::deliveries(message).isEmpty();
}

std::unique_ptr<RowBlock> DeliveryChips::make(const RowSource &source)
{
    const Message &message = source.model.messageAt(source.row);
    if (message.target.isEmpty() && !showsDeliveries(source))
        return nullptr;
    return std::make_unique<DeliveryChips>(source.theme, message);
}

qreal DeliveryChips::layOut(BlockFrame &frame)
{
    m_chips.clear();
    const qreal height = m_message.target.isEmpty() ? placeDeliveries(frame) : placeTarget(frame);
    for (Chip &chip : m_chips)
        chip.box = placed(chip.box, frame);
    return height;
}

qreal DeliveryChips::placeDeliveries(const BlockFrame &frame)
{
    const QFont font = m_theme.font(TextStyle::Tiny);
    const QList<Delivery> deliveries = MessageWording::deliveries(m_message);
    const qreal height = m_theme.scaled(18);
    const qreal icon = m_theme.scaled(13);
    qreal right = frame.bubble.right();
    qreal y = topGap;
    const qsizetype count = std::min<qsizetype>(deliveries.size(), mostChips);
    for (qsizetype i = count - 1; i >= 0; --i) {
        const Delivery &delivery = deliveries[i];
        Chip chip;
        chip.icon = deviceIconName(delivery.kind);
        chip.state = delivery.state;
        const QString name = m_theme.emoji().elided(font, MessageWording::deliveryTarget(delivery),
                                                    Qt::ElideRight, m_theme.scaled(widestName));
        chip.text = MessageWording::delivery(name, delivery.state);
        const qreal width = std::ceil(m_theme.emoji().advance(font, chip.text)) + icon + 4 + 16;
        if (right - width < BlockShape::edge && right < frame.bubble.right()) {
            right = frame.bubble.right();
            y += height + lineGap;
        }
        chip.box = QRectF(right - width, y, width, height);
        right = chip.box.left() - chipGap;
        m_chips.insert(m_chips.begin(), chip);
    }
    return y + height;
}

/// One chip names the only target; the tick next to the time shows the delivery state.
qreal DeliveryChips::placeTarget(const BlockFrame &frame)
{
    const bool isMine = m_message.isOwn();
    Chip chip;
    chip.icon = isMine ? deviceIconName(MessageWording::targetOf(m_message).kind) : u"laptop"_s;
    const bool hasArrived =
        m_message.state == MessageState::Delivered || m_message.state == MessageState::Read || !isMine;
    chip.state = hasArrived ? DeliveryState::Delivered : DeliveryState::Sent;
    const qreal height = m_theme.scaled(18);
    const QFont font = m_theme.font(TextStyle::Tiny);
    const qreal around = m_theme.scaled(13) + 4 + 16;
    chip.text = m_theme.emoji().elided(font, MessageWording::onlyTarget(m_message), Qt::ElideRight,
                                       int(BlockShape::widestBubble(frame.width) - around));
    const qreal width = std::ceil(m_theme.emoji().advance(font, chip.text)) + around;
    chip.box = QRectF(isMine ? frame.bubble.right() - width : frame.bubble.left(), topGap, width, height);
    m_chips.push_back(chip);
    return topGap + height;
}

void DeliveryChips::paint(QPainter &painter, const BlockLook &) const
{
    painter.setFont(m_theme.font(TextStyle::Tiny));
    const bool isRtl = painter.layoutDirection() == Qt::RightToLeft;
    for (const Chip &chip : m_chips) {
        BlockShape::fillRound(painter, chip.box, m_theme.color(Token::Chip), chip.box.height() / 2);
        const bool arrived = chip.state != DeliveryState::Sent;
        const QColor ink = m_theme.readable(arrived ? Token::Available : Token::TextDim, Token::Chip);
        const qreal side = m_theme.scaled(13);
        QRectF icon(chip.box.left() + 8, chip.box.center().y() - side / 2, side, side);
        QRectF text = chip.box.adjusted(8 + side + 4, 0, -8, 0);
        if (isRtl) {
            icon.moveLeft(chip.box.right() - 8 - side);
            text = chip.box.adjusted(8, 0, -8 - side - 4, 0);
        }
        BlockShape::drawIcon(painter, icon, chip.icon, ink, m_theme);
        painter.setPen(ink);
        m_theme.emoji().drawLine(painter, text, int(Qt::AlignCenter) | Qt::TextDontClip, chip.text);
    }
}

} // namespace roost
