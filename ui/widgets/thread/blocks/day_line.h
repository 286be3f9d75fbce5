// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/thread/blocks/row_block.h"

namespace roost {

/// The day above its first message. Screen readers do not say it.
class DayLine final : public RowBlock
{
public:
    /// Null unless the message is the first one of its day.
    [[nodiscard]] static std::unique_ptr<RowBlock> make(const RowSource &source);
    DayLine(const Theme &theme, const QString &text) : m_theme(theme), m_text(text) {}

    qreal layOut(BlockFrame &frame) override;
    void paint(QPainter &painter, const BlockLook &look) const override;

private:
    const Theme &m_theme;
    QString m_text;
    QRectF m_box;
};

} // namespace roost
