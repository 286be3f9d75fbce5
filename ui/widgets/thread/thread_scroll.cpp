// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/thread_scroll.h"

#include "domain/threads/thread.h"
#include "models/thread_model.h"
#include "widgets/look/theme.h"
#include "widgets/thread/message_rows.h"

#include <QAbstractScrollArea>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace roost {

namespace {

constexpr int bottomGap = 12;
/// Laid out beyond the viewport, in its heights.
constexpr double margin = 0.5;
/// Pages are requested at this distance from the end of the window, in heights of the viewport.
constexpr int pageAhead = 2;

} // namespace

ThreadScroll::ThreadScroll(QAbstractScrollArea &area, ThreadModel &model, MessageRows &rows,
                           const Theme &theme)
    : QObject(&area)
    , m_area(area)
    , m_model(model)
    , m_rows(rows)
    , m_theme(theme)
{
    connect(&model, &QAbstractItemModel::modelReset, this, &ThreadScroll::reset);
    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { inserted(first, last); });
    connect(&model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                m_rows.changed(first.row(), last.row());
                scheduleSettle();
            });
    connect(&model, &QAbstractItemModel::layoutChanged, this, &ThreadScroll::layOutAgain);
    connect(&model, &ThreadModel::endTextChanged, this, &ThreadScroll::scheduleSettle);
    connect(&model, &ThreadModel::loadFailed, this, [this] { m_loadHasFailed = true; });
}

QScrollBar &ThreadScroll::bar() const { return *m_area.verticalScrollBar(); }

int ThreadScroll::viewHeight() const { return m_area.viewport()->height(); }

bool ThreadScroll::isWindowAtEnd() const
{
    return m_model.thread() == nullptr || m_model.thread()->isAtEnd();
}

bool ThreadScroll::isAtEnd() const { return m_isAtEnd && isWindowAtEnd(); }

void ThreadScroll::reset()
{
    m_rows.reset();
    m_isAtEnd = true;
    m_anchorRow = 0;
    m_anchorShift = 0;
    m_loadHasFailed = false;
    if (m_model.rowCount() > 0)
        inserted(0, m_model.rowCount() - 1);
    scheduleSettle();
}

void ThreadScroll::inserted(int first, int last)
{
    const int count = last - first + 1;
    m_rows.inserted(first, last);
    // The visible messages keep their place; at the end of the thread the view stays at the end.
    if (m_anchorRow >= first && m_rows.count() > count)
        m_anchorRow += count;
    scheduleSettle();
}

void ThreadScroll::layOutAgain()
{
    m_rows.layOutAgain(m_area.viewport()->width(), m_area.layoutDirection());
    settle();
}

void ThreadScroll::goToEnd()
{
    if (!isWindowAtEnd()) {
        m_model.thread()->jumpToEnd(); // reset() follows
        return;
    }
    m_isAtEnd = true;
    settle();
}

void ThreadScroll::goTo(int row)
{
    m_isAtEnd = false;
    m_anchorRow = row;
    m_anchorShift = -viewHeight() / 4;
    // settle() holds the lower edge of a row whose height was a guess.
    if (m_rows.width() > 0)
        (void)m_rows.laidOut(row);
    settle();
}

void ThreadScroll::scheduleSettle()
{
    if (std::exchange(m_settleWaits, true))
        return;
    QMetaObject::invokeMethod(
        this, [this] { settle(); }, Qt::QueuedConnection);
}

void ThreadScroll::settle()
{
    m_settleWaits = false;
    if (m_isSettling || !m_area.isVisible() || viewHeight() <= 0)
        return;
    m_isSettling = true;
    if (m_rows.count() > 0) {
        if (m_isAtEnd)
            fillFromEnd();
        else
            fillFromAnchor();
        m_rows.forgetFar(m_anchorRow);
    }
    updateScrollBar();
    m_isSettling = false;
    loadIfNear();
    fetchSeenGap();
    m_area.viewport()->update();
    Q_EMIT settled();
}

void ThreadScroll::fillFromEnd()
{
    const int wanted = int(viewHeight() * (1 + margin));
    int filled = footHeight();
    for (int row = m_rows.count() - 1; row >= 0 && filled < wanted; --row)
        filled += m_rows.laidOut(row).height();
    const int top = contentHeight() - viewHeight();
    m_anchorRow = std::max(0, m_rows.heights().rowAt(std::max(0, top)));
    m_anchorShift = std::max(0, top) - m_rows.heights().top(m_anchorRow);
}

void ThreadScroll::fillFromAnchor()
{
    const int wanted = viewHeight();
    const int spare = int(wanted * margin);
    m_anchorRow = std::clamp(m_anchorRow, 0, m_rows.count() - 1);
    // Its lower edge holds: when its height was a guess, or its day line goes because older ones came, all
    // below it stays where it is.
    m_anchorShift -= m_rows.heights().height(m_anchorRow);
    m_anchorShift += m_rows.laidOut(m_anchorRow).height();
    while (m_anchorShift < 0 && m_anchorRow > 0)
        m_anchorShift += m_rows.laidOut(--m_anchorRow).height();
    m_anchorShift = std::max(0, m_anchorShift);
    int filled = -m_anchorShift;
    for (int row = m_anchorRow; row < m_rows.count() && filled < wanted + spare; ++row)
        filled += m_rows.laidOut(row).height();
    // Above: the exact heights move the content, but not the visible part (the anchor stays).
    int above = m_anchorShift;
    for (int row = m_anchorRow - 1; row >= 0 && above < spare; --row)
        above += m_rows.laidOut(row).height();
    const int most = std::max(0, contentHeight() - wanted);
    // At the end of a detached window the place holds, because newer rows follow.
    if (isWindowAtEnd() && m_rows.heights().top(m_anchorRow) + m_anchorShift >= most)
        m_isAtEnd = true;
}

int ThreadScroll::footHeight() const
{
    return bottomGap + (m_model.endText().isEmpty() ? 0 : m_theme.scaled(30));
}

int ThreadScroll::contentHeight() const { return m_rows.heights().total() + footHeight(); }

int ThreadScroll::slack() const { return std::max(0, viewHeight() - contentHeight()); }

int ThreadScroll::yOf(int row) const { return m_rows.heights().top(row) - bar().value() + slack(); }

int ThreadScroll::rowAt(int y) const { return m_rows.heights().rowAt(y + bar().value() - slack()); }

std::pair<int, int> ThreadScroll::visibleRows() const
{
    if (m_rows.count() == 0 || viewHeight() <= 0)
        return {-1, -1};
    return {rowAt(0), rowAt(viewHeight() - 1)};
}

void ThreadScroll::updateScrollBar()
{
    QScrollBar &bar = this->bar();
    const int most = std::max(0, contentHeight() - viewHeight());
    bar.setPageStep(viewHeight());
    bar.setSingleStep(m_theme.scaled(24));
    bar.setRange(0, most);
    bar.setValue(m_isAtEnd || m_rows.count() == 0 ? most : m_rows.heights().top(m_anchorRow) + m_anchorShift);
    m_isFarFromEnd = !isWindowAtEnd() || (!m_isAtEnd && most - bar.value() > viewHeight() / 3);
}

void ThreadScroll::takeScrollValue()
{
    if (m_isSettling)
        return;
    m_isAtEnd = isWindowAtEnd() && bar().value() >= bar().maximum() - 2;
    if (m_rows.count() == 0)
        return;
    m_anchorRow = m_rows.heights().rowAt(bar().value());
    m_anchorShift = std::max(0, bar().value() - m_rows.heights().top(m_anchorRow));
    m_loadHasFailed = false;
    settle();
}

void ThreadScroll::loadIfNear()
{
    Thread *thread = m_model.thread();
    if (thread == nullptr || m_loadHasFailed || thread->isLoading())
        return;
    const int ahead = pageAhead * viewHeight();
    if (!thread->isComplete() && bar().value() < ahead)
        thread->loadOlder();
    else if (bar().maximum() - bar().value() < ahead)
        thread->loadNewer();
}

void ThreadScroll::fetchSeenGap()
{
    const auto [first, last] = visibleRows();
    for (int row = std::max(0, first); row <= last; ++row) {
        if (m_model.hasGap(row)) {
            m_model.thread()->askForGap();
            return;
        }
    }
}

void ThreadScroll::ensureVisible(int row)
{
    if (row < 0 || row >= m_rows.count())
        return;
    (void)m_rows.laidOut(row);
    updateScrollBar();
    const int top = m_rows.heights().top(row);
    const int bottom = top + m_rows.heights().height(row);
    if (top < bar().value())
        bar().setValue(top);
    else if (bottom > bar().value() + viewHeight())
        bar().setValue(row + 1 == m_rows.count() ? bar().maximum() : bottom - viewHeight());
}

} // namespace roost
