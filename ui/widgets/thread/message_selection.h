// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <utility>

namespace roost {

class MessageRows;
class ThreadModel;

/// A place between two letters of the thread: row and UTF-16 position in its shown text.
struct MessagePosition
{
    int row = -1;
    int at = 0;

    auto operator<=>(const MessagePosition &) const = default;
};

/// The selection in a thread, from its anchor to the cursor. A value.
struct MessageSelection
{
    MessagePosition anchor;
    MessagePosition cursor;

    [[nodiscard]] bool isEmpty() const { return anchor.row < 0 || anchor == cursor; }
    [[nodiscard]] MessagePosition first() const { return std::min(anchor, cursor); }
    [[nodiscard]] MessagePosition last() const { return std::max(anchor, cursor); }
    /// Start and end of the selection in `row`, whose text is `length` long; equal = nothing.
    [[nodiscard]] std::pair<int, int> rangeIn(int row, int length) const;
    /// Rows were put before `row`.
    void rowsInserted(int row, int count);
    /// The selected text: of one message unchanged, of several each as "[time] Name: text" on separate lines.
    [[nodiscard]] QString text(const ThreadModel &model, const MessageRows &rows) const;
};

} // namespace roost
