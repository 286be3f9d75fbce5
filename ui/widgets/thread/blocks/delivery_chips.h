// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/vocabulary.h"
#include "domain/threads/message.h"
#include "widgets/thread/blocks/row_block.h"

#include <vector>

namespace roost {

/// The Connections below a message: the deliveries of our last message, or the only target of a message.
/// Screen readers hear them with the text.
class DeliveryChips final : public RowBlock
{
public:
    /// One Connection.
    struct Chip
    {
        QRectF box;
        QString icon;
        QString text;
        DeliveryState state = DeliveryState::Sent;
    };

    /// Null for a message without chips.
    [[nodiscard]] static std::unique_ptr<RowBlock> make(const RowSource &source);
    /// The chips below the message show its deliveries, in place of ticks beside the time.
    [[nodiscard]] static bool showsDeliveries(const RowSource &source);
    DeliveryChips(const Theme &theme, const Message &message) : m_theme(theme), m_message(message) {}

    qreal layOut(BlockFrame &frame) override;
    void paint(QPainter &painter, const BlockLook &look) const override;
    /// After layOut().
    [[nodiscard]] const std::vector<Chip> &chips() const { return m_chips; }

private:
    [[nodiscard]] qreal placeDeliveries(const BlockFrame &frame);
    [[nodiscard]] qreal placeTarget(const BlockFrame &frame);

    const Theme &m_theme;
    Message m_message;
    std::vector<Chip> m_chips;
};

} // namespace roost
