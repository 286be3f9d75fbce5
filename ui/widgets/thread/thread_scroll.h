// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <utility>

class QAbstractScrollArea;
class QScrollBar;

namespace roost {

class MessageRows;
class Theme;
class ThreadModel;

/// The visible part of a thread. It keeps its place when rows come at either end or change their height, and
/// stays at the end when it is there. It requests the next page near both ends of the window. Coordinates are
/// pixels of the viewport. Main thread; a child of its area.
class ThreadScroll : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this object.
    ThreadScroll(QAbstractScrollArea &area, ThreadModel &model, MessageRows &rows, const Theme &theme);

    /// The end of the thread is visible, and stays visible.
    [[nodiscard]] bool isAtEnd() const;
    /// Newer messages are so far away that a button leads to them.
    [[nodiscard]] bool isFarFromEnd() const { return m_isFarFromEnd; }
    /// Goes to the end of the thread; later if the window does not reach it.
    void goToEnd();
    /// Shows the row in the upper part of the viewport.
    void goTo(int row);
    /// Scrolls as little as possible until the row is visible.
    void ensureVisible(int row);

    /// Later in this turn: settle().
    void scheduleSettle();
    /// Lays out the visible rows, keeps the place, requests pages, updates the scroll bar.
    void settle();
    /// All rows are laid out again: the width, fonts or words have changed.
    void layOutAgain();
    /// To be called after the scroll bar has moved: the visible part is the new place.
    void takeScrollValue();

    /// y of `row`; of the number of rows: the end.
    [[nodiscard]] int yOf(int row) const;
    /// The row at `y`, or the nearest one; -1 if there is none.
    [[nodiscard]] int rowAt(int y) const;
    /// First and last row that can be seen, even in part; -1, -1 if there is none.
    [[nodiscard]] std::pair<int, int> visibleRows() const;

Q_SIGNALS:
    /// The visible part, the number of rows or isFarFromEnd() may have changed.
    void settled();

private:
    void reset();
    void inserted(int first, int last);
    void fillFromEnd();
    void fillFromAnchor();
    void updateScrollBar();
    void loadIfNear();
    /// Requests the messages of a visible gap first.
    void fetchSeenGap();
    [[nodiscard]] QScrollBar &bar() const;
    [[nodiscard]] int viewHeight() const;
    [[nodiscard]] bool isWindowAtEnd() const;
    /// Space above the first row when all fits into the viewport.
    [[nodiscard]] int slack() const;
    [[nodiscard]] int contentHeight() const;
    /// Height of the parts below the last message.
    [[nodiscard]] int footHeight() const;

    QAbstractScrollArea &m_area;
    ThreadModel &m_model;
    MessageRows &m_rows;
    const Theme &m_theme;
    bool m_isAtEnd = true; ///< At the end of the window.
    int m_anchorRow = 0;   ///< First visible row …
    int m_anchorShift = 0; ///< … and how much of it is above the viewport.
    bool m_settleWaits = false;
    bool m_isSettling = false;
    bool m_isFarFromEnd = false;
    bool m_loadHasFailed = false;
};

} // namespace roost
