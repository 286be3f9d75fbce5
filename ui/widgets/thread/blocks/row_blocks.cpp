// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/blocks/row_blocks.h"

#include "widgets/thread/blocks/action_line.h"
#include "widgets/thread/blocks/day_line.h"
#include "widgets/thread/blocks/delivery_chips.h"
#include "widgets/thread/blocks/gap_line.h"
#include "widgets/thread/blocks/text_block.h"

namespace roost {

namespace {

using Make = std::unique_ptr<RowBlock> (*)(const RowSource &);

/// All kinds of blocks, from top to bottom. A function returns null if the message has no such block.
constexpr Make kinds[] = {
    GapLine::make, DayLine::make, TextBlock::make, ActionLine::make, DeliveryChips::make,
};

} // namespace

RowBlocks makeRowBlocks(const RowSource &source)
{
    RowBlocks blocks;
    for (const Make make : kinds) {
        if (std::unique_ptr<RowBlock> block = make(source))
            blocks.push_back(std::move(block));
    }
    return blocks;
}

} // namespace roost
