// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/blocks/gap_line.h"

#include "models/thread_model.h"
#include "widgets/look/theme.h"
#include "widgets/thread/blocks/block_shapes.h"

#include <QPainter>

#include <algorithm>

namespace roost {

std::unique_ptr<RowBlock> GapLine::make(const RowSource &source)
{
    const QString text = source.model.gapText(source.row);
    return text.isEmpty() ? nullptr : std::make_unique<GapLine>(source.theme, text);
}

qreal GapLine::layOut(BlockFrame &frame)
{
    const qreal wanted = BlockShape::advance(m_theme.font(TextStyle::Tiny), m_text) + 20;
    const qreal width = std::min<qreal>(wanted, frame.width - 2 * BlockShape::edge);
    const QRectF box((frame.width - width) / 2, 14, width, m_theme.scaled(19));
    m_box = placed(box, frame);
    return box.bottom();
}

void GapLine::paint(QPainter &painter, const BlockLook &) const
{
    painter.setFont(m_theme.font(TextStyle::Tiny));
    painter.setPen(m_theme.readable(Token::TextDim, Token::Window));
    painter.drawText(m_box, int(Qt::AlignCenter) | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(m_text, Qt::ElideRight, int(m_box.width())));
}

} // namespace roost
