// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/thread_pointer.h"

#include "widgets/thread/message_rows.h"
#include "widgets/thread/thread_focus.h"
#include "widgets/thread/thread_scroll.h"

#include <QAbstractItemModel>
#include <QAbstractScrollArea>
#include <QApplication>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTimerEvent>

#include <algorithm>

namespace roost {

namespace {

constexpr int scrollEveryMs = 30;
constexpr int furthestScroll = 60; ///< Maximum distance in pixels of one step.

} // namespace

ThreadPointer::ThreadPointer(QAbstractScrollArea &area, MessageRows &rows, ThreadScroll &scroll,
                             ThreadFocus &focus, MessageActions &actions)
    : QObject(&area)
    , m_area(area)
    , m_rows(rows)
    , m_scroll(scroll)
    , m_focus(focus)
    , m_actions(actions)
{
}

void ThreadPointer::follow(const QAbstractItemModel &model)
{
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        m_hovered = {-1, -1};
        m_pressed = {};
        m_isDragging = false;
    });
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this] { m_hovered = {-1, -1}; });
}

ThreadHit ThreadPointer::hitTest(const QPoint &point) const
{
    ThreadHit hit;
    hit.row = m_scroll.rowAt(point.y());
    if (const MessageRow *row = m_rows.find(hit.row))
        hit.inRow = row->hitTest(QPointF(point) - QPointF(0, m_scroll.yOf(hit.row)));
    return hit;
}

void ThreadPointer::hover(const QPoint &point)
{
    const ThreadHit hit = hitTest(point);
    const bool isActive = !hit.link().isEmpty() || hit.isOnPress();
    m_area.viewport()->setCursor(isActive                    ? Qt::PointingHandCursor
                                 : hit.inRow.part.isOnBubble ? Qt::IBeamCursor
                                                             : Qt::ArrowCursor);
    const std::pair hovered = hit.isOnPress() ? std::pair(hit.row, hit.inRow.block) : std::pair(-1, -1);
    if (std::exchange(m_hovered, hovered) != hovered)
        m_area.viewport()->update();
}

void ThreadPointer::press(const QMouseEvent &event)
{
    m_pressedAt = event.position().toPoint();
    m_pressed = hitTest(m_pressedAt);
    m_focus.setRow(-1);
    if (m_pressed.row < 0)
        return;
    const bool isThird =
        m_sinceDoubleClick.isValid() && m_sinceDoubleClick.elapsed() < QApplication::doubleClickInterval();
    if (isThird) {
        m_focus.selectMessage(m_pressed.row);
        return;
    }
    const MessagePosition at = m_pressed.position();
    const MessagePosition anchor = m_focus.selection().anchor;
    const bool isExtended = event.modifiers().testFlag(Qt::ShiftModifier) && anchor.row >= 0;
    m_focus.select(isExtended ? anchor : at, at);
    m_isDragging = true;
}

void ThreadPointer::dragTo(const QPoint &point)
{
    const ThreadHit hit = hitTest(point);
    if (hit.row >= 0)
        m_focus.select(m_focus.selection().anchor, hit.position(), true);
}

void ThreadPointer::move(const QMouseEvent &event)
{
    const QPoint point = event.position().toPoint();
    if (!m_isDragging) {
        hover(point);
        return;
    }
    dragTo(point);
    m_draggedTo = point;
    if (m_area.viewport()->rect().contains(point))
        m_autoScroll.stop();
    else if (!m_autoScroll.isActive())
        m_autoScroll.start(scrollEveryMs, this);
}

void ThreadPointer::release(const QMouseEvent &event)
{
    m_autoScroll.stop();
    const bool wasDragging = std::exchange(m_isDragging, false);
    if (event.button() != Qt::LeftButton)
        return;
    const QPoint point = event.position().toPoint();
    const bool isClick = (point - m_pressedAt).manhattanLength() < QApplication::startDragDistance();
    const ThreadHit hit = hitTest(point);
    const bool isSamePlace = hit.row == m_pressed.row && hit.link() == m_pressed.link() &&
                             hit.isOnPress() == m_pressed.isOnPress();
    const MessageSelection selection = m_focus.selection();
    if (isClick && isSamePlace && selection.isEmpty())
        m_actions.activate(hit);
    else if (wasDragging)
        m_focus.select(selection.anchor, selection.cursor); // Updates the clipboard.
}

void ThreadPointer::doubleClick(const QMouseEvent &event)
{
    const ThreadHit hit = hitTest(event.position().toPoint());
    if (hit.row >= 0 && hit.inRow.part.isOnBubble)
        m_focus.selectWord(hit.position());
    m_sinceDoubleClick.start();
}

void ThreadPointer::leave()
{
    if (std::exchange(m_hovered, {-1, -1}).first >= 0)
        m_area.viewport()->update();
}

void ThreadPointer::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_autoScroll.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    const int height = m_area.viewport()->height();
    const int beyond = m_draggedTo.y() < 0 ? m_draggedTo.y() : std::max(0, m_draggedTo.y() - height);
    QScrollBar *bar = m_area.verticalScrollBar();
    bar->setValue(bar->value() + std::clamp(beyond, -furthestScroll, furthestScroll));
    dragTo({m_draggedTo.x(), std::clamp(m_draggedTo.y(), 0, height - 1)});
}

} // namespace roost
