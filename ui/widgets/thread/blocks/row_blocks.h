// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/thread/blocks/row_block.h"

namespace roost {

/// The blocks of a message, from top to bottom.
[[nodiscard]] RowBlocks makeRowBlocks(const RowSource &source);

} // namespace roost
