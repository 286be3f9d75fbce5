// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/thread/blocks/row_block.h"

namespace roost {

/// The line above a message before which messages may be missing, or above the first message.
class GapLine final : public RowBlock
{
public:
    /// Null for a message without a gap above it.
    [[nodiscard]] static std::unique_ptr<RowBlock> make(const RowSource &source);
    GapLine(const Theme &theme, const QString &text) : m_theme(theme), m_text(text) {}

    qreal layOut(BlockFrame &frame) override;
    void paint(QPainter &painter, const BlockLook &look) const override;
    [[nodiscard]] QString spokenText() const override { return m_text; }

private:
    const Theme &m_theme;
    QString m_text;
    QRectF m_box;
};

} // namespace roost
