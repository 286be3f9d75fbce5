// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/thread/blocks/row_block.h"

#include <optional>
#include <utility>

namespace roost {

/// One message of a thread: a column of blocks. Positions count in shownText(). Pixels from the row's upper
/// left corner. Main thread.
class MessageRow
{
public:
    /// The parts of a row under a point.
    struct Hit
    {
        int block = -1; ///< Index of the block under the point.
        BlockHit part;  ///< With the position in the text of the row.
    };

    explicit MessageRow(RowBlocks blocks);

    /// The texts of all blocks; no layout is needed.
    [[nodiscard]] QString shownText() const;
    [[nodiscard]] QString copiedText() const;
    [[nodiscard]] QString spokenText() const;

    /// Lays out all blocks. The functions below need it.
    void layOut(int width, Qt::LayoutDirection direction, bool isExpanded);
    [[nodiscard]] int height() const { return m_height; }
    /// Place of the bubble; empty without one.
    [[nodiscard]] const QRectF &bubble() const { return m_bubble; }
    /// Paints the row with its corner at `origin`. `look` is that of the row; the pointer is on block
    /// `hoveredBlock`, -1 = on none.
    void paint(QPainter &painter, const QPointF &origin, const BlockLook &look, int hoveredBlock) const;
    [[nodiscard]] Hit hitTest(const QPointF &point) const;
    /// The first press and the first link of the blocks; the Enter key triggers them.
    [[nodiscard]] BlockHit primary() const;

    /// Position beside `at` in the order of the text; none at the end of the row.
    [[nodiscard]] std::optional<int> step(int at, bool forward, bool byWord) const;
    /// Position in the line above or below; none in the first or last line.
    [[nodiscard]] std::optional<int> lineStep(int at, bool forward) const;
    /// Start and end of the word at a position.
    [[nodiscard]] std::pair<int, int> wordAt(int at) const;
    /// The text at a position is written from right to left.
    [[nodiscard]] bool isRightToLeftAt(int at) const;
    /// Last position that can be shown: a long text may be cut.
    [[nodiscard]] int lastPosition() const;

    /// The first block of this class, or null; for tests.
    template <typename Block> [[nodiscard]] const Block *find() const
    {
        for (const Part &part : m_parts) {
            if (const auto *found = dynamic_cast<const Block *>(part.block.get()))
                return found;
        }
        return nullptr;
    }

private:
    struct Part
    {
        std::unique_ptr<RowBlock> block;
        qreal y = 0;
        qreal height = 0;
        int start = 0;        ///< Position of its text in shownText().
        int size = 0;         ///< Size of its text; 0 = it has none.
        int lastPosition = 0; ///< Last position in its text that can be shown.
    };
    /// Index of the part with this position; -1 if no part has a text.
    [[nodiscard]] int partAt(int at) const;
    /// Index of the next part with a text in that direction, or -1.
    [[nodiscard]] int nextPart(int part, bool forward) const;
    [[nodiscard]] QString join(QString (RowBlock::*text)() const, QChar separator) const;

    std::vector<Part> m_parts;
    QRectF m_bubble;
    int m_height = 0;
};

} // namespace roost
