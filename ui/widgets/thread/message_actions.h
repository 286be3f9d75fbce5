// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/thread/message_row.h"
#include "widgets/thread/message_selection.h"

#include <QObject>
#include <QPoint>

namespace roost {

class MessageRows;
class ThreadFocus;
class ThreadScroll;
class ThreadView;

/// The parts under a point of the viewport.
struct ThreadHit
{
    int row = -1;
    MessageRow::Hit inRow;

    [[nodiscard]] MessagePosition position() const { return {row, inRow.part.at}; }
    [[nodiscard]] const QUrl &link() const { return inRow.part.link; }
    [[nodiscard]] bool isOnPress() const { return bool(inRow.part.press); }
};

/// Clicks, context menu and tool tip of the messages in a ThreadView. Main thread; a child of its view.
class MessageActions : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this object.
    MessageActions(ThreadView &view, MessageRows &rows, ThreadScroll &scroll, ThreadFocus &focus);

    /// A click, or the Enter key, on a part.
    void activate(const ThreadHit &hit);
    void openMenu(const ThreadHit &hit, const QPoint &global);
    void showToolTip(const ThreadHit &hit, const QPoint &global) const;
    /// Shows the whole text of a row, here or in a window of its own.
    void showAll(int row);

private:
    ThreadView &m_view;
    MessageRows &m_rows;
    ThreadScroll &m_scroll;
    ThreadFocus &m_focus;
};

} // namespace roost
