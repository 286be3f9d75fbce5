// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/thread_view_private.h"

#include "widgets/look/theme.h"

#include <QScrollBar>
#include <QToolButton>

#include <algorithm>

namespace roost {

namespace {

constexpr int bottomGap = 12;
/// More layouts than this and the far ones go.
constexpr int mostLayouts = 300;
/// Laid out beyond the viewport, in its heights.
constexpr double margin = 0.5;

} // namespace

ThreadView::Private::Private(ThreadView &owner, const Theme &usedTheme, AvatarCache &usedAvatars,
                             Clock &clock)
    : view(owner)
    , theme(usedTheme)
    , avatars(usedAvatars)
    , model(clock)
{
}

QString ThreadView::Private::keyOf(const Message &message)
{
    const QString id = message.key.id.isEmpty() ? QString::number(message.rowId) : message.key.id;
    return (message.isOwn() ? QLatin1Char('>') : QLatin1Char('<')) + id;
}

MessageFrame ThreadView::Private::frameOf(int row) const
{
    return {width, view.layoutDirection(),
            !expanded.isEmpty() && expanded.contains(keyOf(model.messageAt(row)))};
}

void ThreadView::Private::reset()
{
    heights.clear();
    layouts.clear();
    laidOutCount = 0;
    expanded.clear();
    selection = {};
    focusRow = -1;
    hoveredActionRow = -1;
    pressed = {};
    isDragging = false;
    isAtEnd = true;
    anchorRow = 0;
    anchorShift = 0;
    loadHasFailed = false;
    if (model.rowCount() > 0)
        rowsInserted(0, model.rowCount() - 1);
    scheduleSettle();
}

void ThreadView::Private::rowsInserted(int first, int last)
{
    const int count = last - first + 1;
    width = view.viewport()->width();
    std::vector<int> guesses;
    guesses.reserve(std::size_t(count));
    for (int row = first; row <= last; ++row)
        guesses.push_back(MessageLayout::estimatedHeight(model.messageAt(row).text().text(), width, theme));
    heights.insert(first, guesses);
    std::vector<std::unique_ptr<MessageLayout>> none;
    none.resize(std::size_t(count));
    layouts.insert(layouts.begin() + first, std::make_move_iterator(none.begin()),
                   std::make_move_iterator(none.end()));
    selection.rowsInserted(first, count);
    if (focusRow >= first)
        focusRow += count;
    // The visible messages keep their place; at the end of the thread the view stays at the end.
    if (anchorRow >= first && heights.count() > count)
        anchorRow += count;
    hoveredActionRow = -1;
    scheduleSettle();
}

void ThreadView::Private::rowsChanged(int first, int last)
{
    for (int row = first; row <= last && row < int(layouts.size()); ++row) {
        if (layouts[std::size_t(row)] != nullptr) {
            layouts[std::size_t(row)].reset();
            --laidOutCount;
        }
    }
    scheduleSettle();
}

void ThreadView::Private::relayout()
{
    width = view.viewport()->width();
    const int count = model.rowCount();
    std::vector<int> guesses;
    guesses.reserve(std::size_t(count));
    for (int row = 0; row < count; ++row)
        guesses.push_back(MessageLayout::estimatedHeight(model.messageAt(row).text().text(), width, theme));
    heights.clear();
    heights.insert(0, guesses);
    layouts.clear();
    layouts.resize(std::size_t(count));
    laidOutCount = 0;
    settle();
}

void ThreadView::Private::scheduleSettle()
{
    if (std::exchange(settleWaits, true))
        return;
    QMetaObject::invokeMethod(
        &view, [this] { settle(); }, Qt::QueuedConnection);
}

MessageLayout &ThreadView::Private::layoutOf(int row)
{
    std::unique_ptr<MessageLayout> &kept = layouts[std::size_t(row)];
    if (kept == nullptr) {
        kept = std::make_unique<MessageLayout>(model, row, frameOf(row), theme);
        ++laidOutCount;
        heights.setHeight(row, kept->height());
    }
    return *kept;
}

const MessageLayout *ThreadView::Private::laidOut(int row) const
{
    return row < 0 || row >= int(layouts.size()) ? nullptr : layouts[std::size_t(row)].get();
}

void ThreadView::Private::settle()
{
    settleWaits = false;
    if (isSettling || !view.isVisible() || view.viewport()->height() <= 0)
        return;
    isSettling = true;
    if (heights.count() > 0) {
        if (isAtEnd)
            fillFromEnd();
        else
            fillFromAnchor();
        forgetFar();
    }
    updateScrollBar();
    isSettling = false;
    loadOlderIfNear();
    fetchSeenGap();
    view.viewport()->update();
    if (isAtEnd && heights.count() > 0)
        Q_EMIT view.endReached();
}

void ThreadView::Private::fillFromEnd()
{
    const int wanted = int(view.viewport()->height() * (1 + margin));
    int filled = footHeight();
    for (int row = heights.count() - 1; row >= 0 && filled < wanted; --row)
        filled += layoutOf(row).height();
    const int top = contentHeight() - view.viewport()->height();
    anchorRow = std::max(0, heights.rowAt(std::max(0, top)));
    anchorShift = std::max(0, top) - heights.top(anchorRow);
}

void ThreadView::Private::fillFromAnchor()
{
    const int wanted = view.viewport()->height();
    const int spare = int(wanted * margin);
    anchorRow = std::clamp(anchorRow, 0, heights.count() - 1);
    // Its lower edge holds: when its height was a guess, or its day divider goes because older ones came, all
    // below it stays where it is.
    anchorShift -= heights.height(anchorRow);
    anchorShift += layoutOf(anchorRow).height();
    while (anchorShift < 0 && anchorRow > 0)
        anchorShift += layoutOf(--anchorRow).height();
    anchorShift = std::max(0, anchorShift);
    int filled = -anchorShift;
    for (int row = anchorRow; row < heights.count() && filled < wanted + spare; ++row)
        filled += layoutOf(row).height();
    // Above: the exact heights move the content, but not the visible part (the anchor stays).
    int above = anchorShift;
    for (int row = anchorRow - 1; row >= 0 && above < spare; --row)
        above += layoutOf(row).height();
    const int most = std::max(0, contentHeight() - wanted);
    if (heights.top(anchorRow) + anchorShift >= most)
        isAtEnd = true;
}

/// Drops the layouts that are farthest from the viewport.
void ThreadView::Private::forgetFar()
{
    if (laidOutCount <= mostLayouts)
        return;
    const int from = anchorRow - mostLayouts / 4;
    const int to = anchorRow + mostLayouts / 2;
    for (int row = 0; row < int(layouts.size()); ++row) {
        if ((row < from || row > to) && layouts[std::size_t(row)] != nullptr) {
            layouts[std::size_t(row)].reset();
            --laidOutCount;
        }
    }
}

int ThreadView::Private::endHeight() const { return model.endText().isEmpty() ? 0 : theme.scaled(30); }

int ThreadView::Private::footHeight() const { return bottomGap + endHeight(); }

int ThreadView::Private::contentHeight() const { return heights.total() + footHeight(); }

int ThreadView::Private::slack() const { return std::max(0, view.viewport()->height() - contentHeight()); }

int ThreadView::Private::yOf(int row) const
{
    return heights.top(row) - view.verticalScrollBar()->value() + slack();
}

int ThreadView::Private::rowAtY(int y) const
{
    return heights.rowAt(y + view.verticalScrollBar()->value() - slack());
}

void ThreadView::Private::updateScrollBar()
{
    QScrollBar *bar = view.verticalScrollBar();
    const int most = std::max(0, contentHeight() - view.viewport()->height());
    bar->setPageStep(view.viewport()->height());
    bar->setSingleStep(theme.scaled(24));
    bar->setRange(0, most);
    bar->setValue(isAtEnd || heights.count() == 0 ? most : heights.top(anchorRow) + anchorShift);
    toEnd->setVisible(!isAtEnd && most - bar->value() > view.viewport()->height() / 3);
}

/// The user scrolled: the visible part is the new anchor.
void ThreadView::Private::takeScrollValue()
{
    const QScrollBar *bar = view.verticalScrollBar();
    isAtEnd = bar->value() >= bar->maximum() - 2;
    if (heights.count() == 0)
        return;
    anchorRow = heights.rowAt(bar->value());
    anchorShift = std::max(0, bar->value() - heights.top(anchorRow));
    loadHasFailed = false;
    settle();
}

void ThreadView::Private::loadOlderIfNear()
{
    Thread *thread = model.thread();
    if (thread == nullptr || loadHasFailed || thread->isLoading() || thread->isComplete())
        return;
    if (view.verticalScrollBar()->value() < 2 * view.viewport()->height())
        thread->loadOlder();
}

void ThreadView::Private::fetchSeenGap()
{
    const auto [first, last] = view.visibleRows();
    for (int row = std::max(0, first); row <= last; ++row) {
        if (model.hasGap(row)) {
            model.thread()->askForGap();
            return;
        }
    }
}

void ThreadView::Private::ensureVisible(int row)
{
    if (row < 0 || row >= heights.count())
        return;
    layoutOf(row);
    QScrollBar *bar = view.verticalScrollBar();
    updateScrollBar();
    const int top = heights.top(row);
    const int bottom = top + heights.height(row);
    if (top < bar->value())
        bar->setValue(top);
    else if (bottom > bar->value() + view.viewport()->height())
        bar->setValue(row + 1 == heights.count() ? bar->maximum() : bottom - view.viewport()->height());
}

} // namespace roost
