// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/thread/message_selection.h"

#include <QObject>

class QAbstractScrollArea;

namespace roost {

class MessageRows;
class ThreadModel;
class ThreadScroll;

/// The selection in a thread and the message that the keyboard is on. Main thread; a child of its area.
class ThreadFocus : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this object.
    ThreadFocus(QAbstractScrollArea &area, const ThreadModel &model, MessageRows &rows, ThreadScroll &scroll);

    [[nodiscard]] const MessageSelection &selection() const { return m_selection; }
    [[nodiscard]] QString selectedText() const { return m_selection.text(m_model, m_rows); }
    /// Selects what is between two positions. Unless `isDragging`, the selection goes to the clipboard of
    /// the mouse, if the system has one.
    void select(const MessagePosition &anchor, const MessagePosition &cursor, bool isDragging = false);
    void selectWord(const MessagePosition &at);
    void selectMessage(int row);
    void selectAll();
    void clear() { select({}, {}); }
    /// Moves the free end of the selection, as Shift and an arrow key do.
    void extend(int key, bool byWord);
    /// Copies the selection, or the message that the keyboard is on.
    void copy() const;

    /// Row that the keyboard is on; -1 = none.
    [[nodiscard]] int row() const { return m_row; }
    void setRow(int row) { m_row = row; }
    /// Goes to the message above (-1) or below (1), or scrolls within a high one. True if the row has
    /// changed.
    bool move(int step);

private:
    void reset();
    [[nodiscard]] int textLength(int row) const;
    [[nodiscard]] MessagePosition lineStep(const MessagePosition &from, bool forward) const;
    [[nodiscard]] MessagePosition step(const MessagePosition &from, bool forward, bool byWord) const;

    QAbstractScrollArea &m_area;
    const ThreadModel &m_model;
    MessageRows &m_rows;
    ThreadScroll &m_scroll;
    MessageSelection m_selection;
    int m_row = -1;
};

} // namespace roost
