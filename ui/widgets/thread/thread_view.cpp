// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/thread_view.h"

#include "domain/contacts/endpoint.h"
#include "domain/threads/thread.h"
#include "models/message_wording.h"
#include "widgets/controls/round_button.h"
#include "widgets/look/avatar_cache.h"
#include "widgets/look/theme.h"
#include "widgets/thread/message_painter.h"
#include "widgets/thread/thread_accessible.h"
#include "widgets/thread/thread_view_private.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <limits>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr int buttonSize = 36;
constexpr int scrollEveryMs = 30;

} // namespace

ThreadView::ThreadView(const Theme &theme, AvatarCache &avatars, Clock &clock, QWidget *parent)
    : QAbstractScrollArea(parent)
    , d(std::make_unique<Private>(*this, theme, avatars, clock))
{
    ThreadAccessible::install();
    setObjectName(u"threadView"_s);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // The space of the scroll bar is reserved; otherwise all text would be laid out again whenever the bar
    // appears or disappears.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    viewport()->setMouseTracking(true);
    viewport()->setObjectName(u"threadViewport"_s);
    d->toEnd = new RoundButton(theme, u"chevron-down"_s, this);
    d->toEnd->setObjectName(u"scrollToEnd"_s);
    d->toEnd->setFixedSize(buttonSize, buttonSize);
    d->toEnd->hide();
    retranslate();
    connect(d->toEnd, &QToolButton::clicked, this, &ThreadView::scrollToEnd);

    const ThreadModel &model = d->model;
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { d->reset(); });
    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { d->rowsInserted(first, last); });
    connect(&model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                d->rowsChanged(first.row(), last.row());
            });
    connect(&model, &QAbstractItemModel::layoutChanged, this, [this] {
        d->selection = {};
        d->relayout();
    });
    connect(&model, &ThreadModel::endTextChanged, this, [this] { d->scheduleSettle(); });
    connect(&model, &ThreadModel::loadFailed, this, [this] { d->loadHasFailed = true; });
    connect(&theme, &Theme::changed, this, [this] {
        applyColors();
        d->relayout();
    });
    applyColors();
    connect(&avatars, &AvatarCache::pictureReady, viewport(), qOverload<>(&QWidget::update));
}

ThreadView::~ThreadView() = default;

void ThreadView::applyColors()
{
    // The area beside the scroll bar's handle has the thread's background too.
    QPalette colors = palette();
    colors.setColor(QPalette::Window, d->theme.color(Token::Window));
    colors.setColor(QPalette::Base, d->theme.color(Token::Window));
    setPalette(colors);
    setAutoFillBackground(true);
}

void ThreadView::retranslate()
{
    setAccessibleName(tr("Messages"));
    d->toEnd->setAccessibleName(tr("Go to the newest message"));
    d->toEnd->setToolTip(tr("Go to the newest message"));
}

Thread *ThreadView::thread() const { return d->model.thread(); }

void ThreadView::setThread(Thread *thread)
{
    if (Thread *before = d->model.thread())
        disconnect(before, nullptr, this, nullptr);
    d->model.setThread(thread);
    if (thread != nullptr) {
        connect(thread, &Thread::loadFinished, this, [this] { d->scheduleSettle(); });
        connect(thread, &Thread::coverageChanged, this, [this] { d->scheduleSettle(); });
    }
    d->settle();
}

ThreadModel &ThreadView::model() const { return d->model; }

bool ThreadView::isAtEnd() const { return d->isAtEnd; }

void ThreadView::scrollToEnd()
{
    d->isAtEnd = true;
    d->settle();
}

QString ThreadView::selectedText() const { return d->selection.text(d->model); }

void ThreadView::selectAll()
{
    if (d->model.rowCount() > 0)
        d->select({0, 0}, {d->model.rowCount() - 1, std::numeric_limits<int>::max()});
}

void ThreadView::clearSelection() { d->select({}, {}); }

void ThreadView::copy() const
{
    if (!d->selection.isEmpty())
        d->copyText(selectedText());
    else if (d->focusRow >= 0)
        d->copyText(MessageWording::text(d->model.messageAt(d->focusRow)));
}

int ThreadView::focusedRow() const { return d->focusRow; }

std::pair<int, int> ThreadView::visibleRows() const
{
    if (d->heights.count() == 0 || viewport()->height() <= 0)
        return {-1, -1};
    return {d->rowAtY(0), d->rowAtY(viewport()->height() - 1)};
}

QRect ThreadView::bubbleRect(int row) const
{
    const MessageLayout *layout = d->laidOut(row);
    return layout == nullptr ? QRect() : layout->bubble().translated(0, d->yOf(row)).toAlignedRect();
}

void ThreadView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.setLayoutDirection(layoutDirection());
    painter.fillRect(event->rect(), d->theme.color(Token::Window));
    const Thread *thread = d->model.thread();
    if (thread == nullptr)
        return;
    if (d->heights.count() == 0) {
        if (thread->isComplete()) {
            painter.setFont(d->theme.font(TextStyle::Small));
            painter.setPen(d->theme.readable(Token::TextDim, Token::Window));
            painter.drawText(viewport()->rect(), Qt::AlignCenter,
                             thread->coverage().isLoading ? tr("Messages are loading")
                                                          : tr("No messages yet"));
        }
        return;
    }
    const int last = std::min(d->rowAtY(event->rect().bottom()), d->heights.count() - 1);
    for (int row = d->rowAtY(event->rect().top()); row <= last; ++row) {
        const MessageLayout *layout = d->laidOut(row);
        if (layout == nullptr)
            continue;
        MessageLook look;
        look.selection = d->selection.rangeIn(row, int(layout->textLayout().text().size()));
        look.isFocused = row == d->focusRow && hasFocus();
        look.isActionHovered = row == d->hoveredActionRow;
        if (!layout->avatar().isEmpty())
            look.avatar =
                d->avatars.pixmap(thread->endpoint(), MessageLayout::avatarSize, devicePixelRatioF());
        paintMessage(painter, *layout, QPointF(0, d->yOf(row)), d->theme, look);
    }
    paintEnd(painter);
}

void ThreadView::paintEnd(QPainter &painter) const
{
    painter.setFont(d->theme.font(TextStyle::Tiny));
    painter.setPen(d->theme.readable(Token::TextDim, Token::Window));
    const QRect box(20, d->yOf(d->heights.count()) + 10, viewport()->width() - 40, d->theme.scaled(20));
    if (const QString end = d->model.endText(); !end.isEmpty()) {
        painter.drawText(box, int(Qt::AlignCenter) | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(end, Qt::ElideRight, box.width()));
    }
}

void ThreadView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    const QRect inside = viewport()->geometry();
    const QRect button(inside.right() - buttonSize - 13, inside.bottom() - buttonSize - 13, buttonSize,
                       buttonSize);
    d->toEnd->move(QStyle::visualRect(layoutDirection(), inside, button).topLeft());
    if (viewport()->width() != d->width)
        d->relayout();
    else
        d->settle();
}

void ThreadView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    if (viewport()->width() != d->width)
        d->relayout();
    else
        d->settle();
}

void ThreadView::scrollContentsBy(int, int)
{
    if (!d->isSettling)
        d->takeScrollValue();
    viewport()->update();
}

void ThreadView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    switch (event->type()) {
    case QEvent::LanguageChange:
        retranslate();
        [[fallthrough]];
    case QEvent::LayoutDirectionChange:
    case QEvent::LocaleChange:
    case QEvent::FontChange:
        d->relayout();
        break;
    default:
        break;
    }
}

void ThreadView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    const QPoint point = event->position().toPoint();
    const Private::Hit hit = d->hitTest(point);
    d->focusRow = -1;
    d->pressed = hit;
    d->pressedAt = point;
    if (hit.row < 0)
        return;
    const bool isThird =
        d->sinceDoubleClick.isValid() && d->sinceDoubleClick.elapsed() < QApplication::doubleClickInterval();
    if (isThird) {
        d->selectMessage(hit.row);
        return;
    }
    if (event->modifiers().testFlag(Qt::ShiftModifier) && d->selection.anchor.row >= 0)
        d->select(d->selection.anchor, hit.position);
    else
        d->select(hit.position, hit.position);
    d->isDragging = true;
}

void ThreadView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    if (!d->isDragging) {
        d->hover(point);
        return;
    }
    const Private::Hit hit = d->hitTest(point);
    if (hit.row >= 0)
        d->select(d->selection.anchor, hit.position);
    d->draggedTo = point;
    if (viewport()->rect().contains(point))
        d->autoScroll.stop();
    else if (!d->autoScroll.isActive())
        d->autoScroll.start(scrollEveryMs, this);
}

void ThreadView::mouseReleaseEvent(QMouseEvent *event)
{
    d->autoScroll.stop();
    const bool wasDragging = std::exchange(d->isDragging, false);
    if (event->button() != Qt::LeftButton)
        return;
    const QPoint point = event->position().toPoint();
    const bool isClick = (point - d->pressedAt).manhattanLength() < QApplication::startDragDistance();
    const Private::Hit hit = d->hitTest(point);
    const bool isSamePlace =
        hit.row == d->pressed.row && hit.link == d->pressed.link && hit.isOnAction == d->pressed.isOnAction;
    if (isClick && isSamePlace && d->selection.isEmpty())
        d->activate(hit);
    else if (wasDragging)
        d->select(d->selection.anchor, d->selection.cursor); // Updates the clipboard.
}

void ThreadView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Private::Hit hit = d->hitTest(event->position().toPoint());
    if (hit.row >= 0 && hit.isOnBubble)
        d->selectWord(hit.position);
    d->sinceDoubleClick.start();
}

void ThreadView::leaveEvent(QEvent *event)
{
    QAbstractScrollArea::leaveEvent(event);
    if (std::exchange(d->hoveredActionRow, -1) >= 0)
        viewport()->update();
}

void ThreadView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != d->autoScroll.timerId()) {
        QAbstractScrollArea::timerEvent(event);
        return;
    }
    const int beyond =
        d->draggedTo.y() < 0 ? d->draggedTo.y() : std::max(0, d->draggedTo.y() - viewport()->height());
    verticalScrollBar()->setValue(verticalScrollBar()->value() + std::clamp(beyond, -60, 60));
    const Private::Hit hit =
        d->hitTest({d->draggedTo.x(), std::clamp(d->draggedTo.y(), 0, viewport()->height() - 1)});
    if (hit.row >= 0)
        d->select(d->selection.anchor, hit.position);
}

void ThreadView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKey && d->focusRow < 0)
        d->focusRow = visibleRows().second;
    viewport()->update();
}

void ThreadView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void ThreadView::keyPressEvent(QKeyEvent *event)
{
    if (handleKey(*event))
        return;
    const bool isPlain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (isPlain && !event->text().isEmpty() && event->text().at(0).isPrint()) {
        Q_EMIT textTyped(event->text());
        return;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

bool ThreadView::handleKey(const QKeyEvent &event)
{
    QScrollBar *bar = verticalScrollBar();
    const int key = event.key();
    if (event.matches(QKeySequence::Copy)) {
        copy();
    } else if (event.matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Left || key == Qt::Key_Right) {
        const bool isShift = event.modifiers().testFlag(Qt::ShiftModifier);
        if (isShift)
            d->extend(key, event.modifiers().testFlag(Qt::ControlModifier));
        else if (key == Qt::Key_Up || key == Qt::Key_Down)
            d->moveFocus(key == Qt::Key_Up ? -1 : 1);
        else
            return false;
    } else if (key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
        bar->setValue(bar->value() +
                      (key == Qt::Key_PageUp ? -1 : 1) * (bar->pageStep() - bar->singleStep()));
    } else if (key == Qt::Key_Home) {
        bar->setValue(0);
    } else if (key == Qt::Key_End) {
        scrollToEnd();
    } else if ((key == Qt::Key_Return || key == Qt::Key_Enter) && d->focusRow >= 0) {
        Private::Hit hit;
        hit.row = d->focusRow;
        const MessageLayout &layout = d->layoutOf(hit.row);
        hit.isOnAction = !layout.action().isEmpty();
        if (!hit.isOnAction && !layout.links().isEmpty())
            hit.link = layout.links().first().url;
        d->activate(hit);
    } else if (key == Qt::Key_Escape && (!d->selection.isEmpty() || d->focusRow >= 0)) {
        d->focusRow = -1;
        clearSelection();
    } else {
        return false;
    }
    return true;
}

void ThreadView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() != QContextMenuEvent::Keyboard) {
        d->openMenu(d->hitTest(viewport()->mapFromGlobal(event->globalPos())), event->globalPos());
        return;
    }
    Private::Hit hit;
    hit.row = d->focusRow >= 0 ? d->focusRow : visibleRows().second;
    if (hit.row < 0)
        return;
    d->ensureVisible(hit.row);
    if (const QList<MessageLink> &links = d->layoutOf(hit.row).links(); !links.isEmpty())
        hit.link = links.first().url;
    d->openMenu(hit, viewport()->mapToGlobal(bubbleRect(hit.row).center()));
}

bool ThreadView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        d->showToolTip(d->hitTest(help->pos()), help->globalPos());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace roost
