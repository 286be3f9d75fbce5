// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/thread/message_actions.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QObject>

#include <utility>

class QAbstractItemModel;
class QAbstractScrollArea;
class QMouseEvent;

namespace roost {

/// The mouse in a ThreadView: selects text, scrolls while text is dragged beyond the viewport, presses parts
/// of messages. Main thread; a child of its area.
class ThreadPointer : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this object.
    ThreadPointer(QAbstractScrollArea &area, MessageRows &rows, ThreadScroll &scroll, ThreadFocus &focus,
                  MessageActions &actions);

    /// Forgets the places of the pointer whenever rows of `model` come or go.
    void follow(const QAbstractItemModel &model);
    [[nodiscard]] ThreadHit hitTest(const QPoint &point) const;
    /// The left button.
    void press(const QMouseEvent &event);
    void move(const QMouseEvent &event);
    void release(const QMouseEvent &event);
    void doubleClick(const QMouseEvent &event);
    void leave();
    /// The block of `row` with a press under the pointer; -1 = none.
    [[nodiscard]] int hoveredBlock(int row) const { return row == m_hovered.first ? m_hovered.second : -1; }

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void hover(const QPoint &point);
    void dragTo(const QPoint &point);

    QAbstractScrollArea &m_area;
    MessageRows &m_rows;
    ThreadScroll &m_scroll;
    ThreadFocus &m_focus;
    MessageActions &m_actions;
    ThreadHit m_pressed;
    QPoint m_pressedAt;
    QPoint m_draggedTo;
    bool m_isDragging = false;
    std::pair<int, int> m_hovered{-1, -1}; ///< Row and block.
    QElapsedTimer m_sinceDoubleClick;
    QBasicTimer m_autoScroll;
};

} // namespace roost
