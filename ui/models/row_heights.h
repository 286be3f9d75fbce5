// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace roost {

/// Positions of rows with different heights: row to y and back. After a change, the rows behind it are
/// recomputed once, at the next query. Pixels; any single thread.
class RowHeights
{
public:
    void clear();
    [[nodiscard]] int count() const { return int(m_heights.size()); }
    /// Puts `heights` before row `at`.
    void insert(int at, const std::vector<int> &heights);
    void setHeight(int row, int height);
    [[nodiscard]] int height(int row) const { return m_heights[std::size_t(row)]; }
    /// Upper edge of `row`; of count(): the end.
    [[nodiscard]] int top(int row) const;
    [[nodiscard]] int total() const { return top(count()); }
    /// The row at `y`, the first or last one when it is outside; -1 when there is none.
    [[nodiscard]] int rowAt(int y) const;

private:
    std::vector<int> m_heights;
    mutable std::vector<int> m_tops{0}; ///< One entry more than rows.
    mutable int m_valid = 0;            ///< m_tops is right up to here.
};

} // namespace roost
