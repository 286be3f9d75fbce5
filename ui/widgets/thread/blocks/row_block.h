// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QRectF>
#include <QString>
#include <QUrl>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

class QPainter;
class QTextLayout;

namespace roost {

class Theme;
class Thread;
class ThreadModel;

/// The message that blocks are made for. Blocks copy the values that they need.
struct RowSource
{
    const ThreadModel &model;
    int row;
    const Theme &theme;
};

/// Parameters of a layout, passed from block to block downwards. Rectangles are laid out from left to right;
/// see RowBlock::placed().
struct BlockFrame
{
    int width = 0; ///< Width of the viewport.
    Qt::LayoutDirection direction = Qt::LeftToRight;
    bool isExpanded = false; ///< The user wants the whole text, however long.
    /// Set by the block that is the bubble of the message, in its own coordinates. The blocks below are
    /// aligned with its edges.
    QRectF bubble = {};
    bool isCut = false; ///< Set by a block that shows only the beginning of its content.
};

/// Temporary state of a block while it is painted.
struct BlockLook
{
    std::pair<int, int> selection{0, 0}; ///< Selected part of shownText(): start, end.
    bool isFocused = false;              ///< The keyboard is on the message.
    bool isHovered = false;              ///< The pointer is on a part of the block that can be pressed.
    std::function<QPixmap()> avatar;     ///< Picture of the sender.
};

/// Services for a block that was pressed.
class RowActions
{
public:
    virtual ~RowActions() = default;
    [[nodiscard]] virtual Thread &thread() = 0;
    /// Shows the whole text of the message.
    virtual void showAll() = 0;
};

/// The parts of a block under a point.
struct BlockHit
{
    int at = 0; ///< Position in shownText() that is nearest to the point.
    bool isOnBubble = false;
    bool isOnTime = false;                   ///< Shows the details of the message as a tool tip.
    std::function<void(RowActions &)> press; ///< Action of a click; empty if there is none.
    QUrl link;                               ///< Target of a click; empty if there is none.
};

/// One part of a message row: text, delivery chips, day line … The blocks of a row stand below each other in
/// the order of makeRowBlocks(), over the whole width of the view. A block is made for one message and
/// replaced when the message changes. Coordinates are pixels from the upper left corner of the block. Main
/// thread.
class RowBlock
{
public:
    virtual ~RowBlock() = default;

    /// Places all parts for the width of `frame` and returns the height of the block, with the space above
    /// it; 0 if it shows nothing. The functions that follow need no layout, unless stated.
    virtual qreal layOut(BlockFrame &frame) = 0;
    /// After layOut(). Only paints.
    virtual void paint(QPainter &painter, const BlockLook &look) const = 0;
    /// After layOut().
    [[nodiscard]] virtual BlockHit hitTest(const QPointF &) const { return {}; }
    /// After layOut(): the press or the link that the Enter key triggers.
    [[nodiscard]] virtual BlockHit primary() const { return {}; }
    /// The text that can be selected, lines separated by U+2028; selections count in it. Empty if there is
    /// none.
    [[nodiscard]] virtual QString shownText() const { return {}; }
    /// After layOut(): the caret positions of shownText(), or of its visible beginning. Null: the text is
    /// selected as a whole.
    [[nodiscard]] virtual const QTextLayout *textLayout() const { return nullptr; }
    /// The text in the clipboard when the message is copied as a whole; empty if there is none.
    [[nodiscard]] virtual QString copiedText() const { return shownText(); }
    /// The words of a screen reader; empty if other blocks say it.
    [[nodiscard]] virtual QString spokenText() const { return {}; }

protected:
    /// `box`, laid out from left to right, in the direction of `frame`.
    [[nodiscard]] static QRectF placed(QRectF box, const BlockFrame &frame)
    {
        if (frame.direction == Qt::RightToLeft && !box.isEmpty())
            box.moveLeft(frame.width - box.right());
        return box;
    }
};

/// The blocks of a row, from top to bottom.
using RowBlocks = std::vector<std::unique_ptr<RowBlock>>;

} // namespace roost
