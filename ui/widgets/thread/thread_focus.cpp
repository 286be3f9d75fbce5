// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/thread_focus.h"

#include "models/thread_model.h"
#include "widgets/thread/message_rows.h"
#include "widgets/thread/thread_scroll.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QClipboard>
#include <QScrollBar>

#include <algorithm>
#include <limits>

namespace roost {

ThreadFocus::ThreadFocus(QAbstractScrollArea &area, const ThreadModel &model, MessageRows &rows,
                         ThreadScroll &scroll)
    : QObject(&area)
    , m_area(area)
    , m_model(model)
    , m_rows(rows)
    , m_scroll(scroll)
{
    connect(&model, &QAbstractItemModel::modelReset, this, &ThreadFocus::reset);
    connect(&model, &QAbstractItemModel::layoutChanged, this, [this] { m_selection = {}; });
    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) {
                m_selection.rowsInserted(first, last - first + 1);
                if (m_row >= first)
                    m_row += last - first + 1;
            });
}

void ThreadFocus::reset()
{
    m_selection = {};
    m_row = -1;
}

void ThreadFocus::select(const MessagePosition &anchor, const MessagePosition &cursor, bool isDragging)
{
    m_selection = {anchor, cursor};
    m_area.viewport()->update();
    QClipboard *clipboard = QApplication::clipboard();
    if (clipboard->supportsSelection() && !m_selection.isEmpty() && !isDragging)
        clipboard->setText(selectedText(), QClipboard::Selection);
}

void ThreadFocus::selectWord(const MessagePosition &at)
{
    const MessageRow *row = m_rows.find(at.row);
    if (row == nullptr)
        return;
    const auto [start, end] = row->wordAt(at.at);
    select({at.row, start}, {at.row, end});
}

int ThreadFocus::textLength(int row) const { return int(m_rows.shownText(row).size()); }

void ThreadFocus::selectMessage(int row) { select({row, 0}, {row, textLength(row)}); }

void ThreadFocus::selectAll()
{
    if (m_model.rowCount() > 0)
        select({0, 0}, {m_model.rowCount() - 1, std::numeric_limits<int>::max()});
}

void ThreadFocus::extend(int key, bool byWord)
{
    if (m_model.rowCount() == 0)
        return;
    if (m_selection.anchor.row < 0) {
        const int row = m_row >= 0 ? m_row : m_model.rowCount() - 1;
        const int at = key == Qt::Key_Left || key == Qt::Key_Up ? textLength(row) : 0;
        m_selection = {{row, at}, {row, at}};
    }
    const MessagePosition from = m_selection.cursor;
    const bool isRtl = m_rows.laidOut(from.row).isRightToLeftAt(from.at);
    const bool forward = key == Qt::Key_Right ? !isRtl : key == Qt::Key_Left ? isRtl : key == Qt::Key_Down;
    const bool byLine = key == Qt::Key_Up || key == Qt::Key_Down;
    const MessagePosition to = byLine ? lineStep(from, forward) : step(from, forward, byWord);
    select(m_selection.anchor, to);
    m_scroll.ensureVisible(to.row);
}

MessagePosition ThreadFocus::lineStep(const MessagePosition &from, bool forward) const
{
    const MessageRow &row = m_rows.laidOut(from.row);
    const int last = row.lastPosition();
    if (const std::optional<int> at = row.lineStep(from.at, forward))
        return {from.row, *at};
    if (forward && from.row + 1 < m_model.rowCount())
        return {from.row + 1, from.at < last ? 0 : textLength(from.row + 1)};
    if (!forward && from.row > 0)
        return {from.row - 1, from.at > 0 ? textLength(from.row - 1) : 0};
    return {from.row, forward ? last : 0};
}

MessagePosition ThreadFocus::step(const MessagePosition &from, bool forward, bool byWord) const
{
    if (const std::optional<int> at = m_rows.laidOut(from.row).step(from.at, forward, byWord))
        return {from.row, *at};
    if (forward && from.row + 1 < m_model.rowCount())
        return {from.row + 1, 0};
    if (!forward && from.row > 0)
        return {from.row - 1, textLength(from.row - 1)};
    return from;
}

void ThreadFocus::copy() const
{
    const QString text = !m_selection.isEmpty() ? selectedText()
                         : m_row >= 0           ? m_rows.copiedText(m_row)
                                                : QString();
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

bool ThreadFocus::move(int step)
{
    const int count = m_model.rowCount();
    if (count == 0)
        return false;
    const int height = m_area.viewport()->height();
    // A message higher than the view is read through first.
    if (const MessageRow *row = m_rows.find(m_row); row != nullptr && row->height() > height) {
        const int y = m_scroll.yOf(m_row);
        QScrollBar *bar = m_area.verticalScrollBar();
        if ((step > 0 && y + row->height() > height) || (step < 0 && y < 0)) {
            bar->setValue(bar->value() + step * height / 2);
            return false;
        }
    }
    m_row = m_row < 0 ? (step < 0 ? count - 1 : m_scroll.visibleRows().first)
                      : std::clamp(m_row + step, 0, count - 1);
    m_scroll.ensureVisible(m_row);
    m_area.viewport()->update();
    return true;
}

} // namespace roost
