// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/blocks/day_line.h"

#include "models/thread_model.h"
#include "widgets/look/theme.h"
#include "widgets/thread/blocks/block_shapes.h"

#include <QPainter>

namespace roost {

std::unique_ptr<RowBlock> DayLine::make(const RowSource &source)
{
    if (!source.model.placeAt(source.row).startsDay)
        return nullptr;
    return std::make_unique<DayLine>(source.theme, source.model.dayText(source.row));
}

qreal DayLine::layOut(BlockFrame &frame)
{
    const qreal width = BlockShape::advance(m_theme.font(TextStyle::Tiny), m_text) + 20;
    const QRectF box((frame.width - width) / 2, 14, width, m_theme.scaled(19));
    m_box = placed(box, frame);
    return box.bottom() + 16;
}

void DayLine::paint(QPainter &painter, const BlockLook &) const
{
    BlockShape::fillRound(painter, m_box, m_theme.color(Token::Chip), m_box.height() / 2);
    painter.setFont(m_theme.font(TextStyle::Tiny));
    painter.setPen(m_theme.readable(Token::TextDim, Token::Chip));
    painter.drawText(m_box, int(Qt::AlignCenter) | Qt::TextSingleLine, m_text);
}

} // namespace roost
