// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/row_heights.h"

#include <algorithm>

namespace roost {

void RowHeights::clear()
{
    m_heights.clear();
    m_tops.assign(1, 0);
    m_valid = 0;
}

void RowHeights::insert(int at, const std::vector<int> &heights)
{
    m_heights.insert(m_heights.begin() + at, heights.begin(), heights.end());
    m_tops.resize(m_heights.size() + 1);
    m_valid = std::min(m_valid, at);
}

void RowHeights::setHeight(int row, int height)
{
    int &kept = m_heights[std::size_t(row)];
    if (kept == height)
        return;
    kept = height;
    m_valid = std::min(m_valid, row);
}

int RowHeights::top(int row) const
{
    for (; m_valid < row; ++m_valid)
        m_tops[std::size_t(m_valid) + 1] = m_tops[std::size_t(m_valid)] + m_heights[std::size_t(m_valid)];
    return m_tops[std::size_t(row)];
}

int RowHeights::rowAt(int y) const
{
    if (m_heights.empty())
        return -1;
    (void)total();
    const auto above = std::upper_bound(m_tops.begin(), m_tops.end(), y);
    return std::clamp(int(above - m_tops.begin()) - 1, 0, count() - 1);
}

} // namespace roost
