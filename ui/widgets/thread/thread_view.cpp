// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/thread_view.h"

#include "domain/contacts/endpoint.h"
#include "domain/threads/thread.h"
#include "models/thread_model.h"
#include "widgets/controls/round_button.h"
#include "widgets/look/avatar_cache.h"
#include "widgets/look/theme.h"
#include "widgets/thread/blocks/text_block.h"
#include "widgets/thread/thread_accessible.h"
#include "widgets/thread/thread_focus.h"
#include "widgets/thread/thread_pointer.h"
#include "widgets/thread/thread_scroll.h"

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

} // namespace

ThreadView::ThreadView(const Theme &theme, AvatarCache &avatars, Clock &clock, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
    , m_avatars(avatars)
    , m_model(std::make_unique<ThreadModel>(clock))
    , m_rows(std::make_unique<MessageRows>(*m_model, theme))
    , m_scroll(new ThreadScroll(*this, *m_model, *m_rows, theme))
    , m_focus(new ThreadFocus(*this, *m_model, *m_rows, *m_scroll))
    , m_actions(new MessageActions(*this, *m_rows, *m_scroll, *m_focus))
    , m_pointer(new ThreadPointer(*this, *m_rows, *m_scroll, *m_focus, *m_actions))
    , m_toEnd(new RoundButton(theme, u"chevron-down"_s, this))
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
    m_toEnd->setObjectName(u"scrollToEnd"_s);
    m_toEnd->setFixedSize(buttonSize, buttonSize);
    m_toEnd->hide();
    retranslate();
    connect(m_toEnd, &QToolButton::clicked, this, &ThreadView::scrollToEnd);
    connect(m_scroll, &ThreadScroll::settled, this, &ThreadView::settled);
    followModel();
    connect(&theme, &Theme::changed, this, [this] {
        applyColors();
        layOutAgain();
    });
    applyColors();
    connect(&avatars, &AvatarCache::pictureReady, viewport(), qOverload<>(&QWidget::update));
}

// Its children refer to the rows and the model.
ThreadView::~ThreadView()
{
    delete m_pointer;
    delete m_actions;
    delete m_focus;
    delete m_scroll;
}

void ThreadView::followModel()
{
    m_pointer->follow(*m_model);
    connect(m_model.get(), &ThreadModel::opened, this, [this](int row) {
        if (row < 0)
            scrollToEnd();
        else
            m_scroll->goTo(row);
    });
}

void ThreadView::applyColors()
{
    // The area beside the scroll bar's handle has the thread's background too.
    QPalette colors = palette();
    colors.setColor(QPalette::Window, m_theme.color(Token::Window));
    colors.setColor(QPalette::Base, m_theme.color(Token::Window));
    setPalette(colors);
    setAutoFillBackground(true);
}

void ThreadView::retranslate()
{
    setAccessibleName(tr("Messages"));
    m_toEnd->setAccessibleName(tr("Go to the newest message"));
    m_toEnd->setToolTip(tr("Go to the newest message"));
}

Thread *ThreadView::thread() const { return m_model->thread(); }

void ThreadView::setThread(Thread *thread)
{
    if (Thread *before = m_model->thread(); before != nullptr && before != thread) {
        disconnect(before, nullptr, m_scroll, nullptr);
        before->jumpToEnd(); // for the next time
    }
    m_model->setThread(thread);
    if (thread != nullptr) {
        connect(thread, &Thread::loadFinished, m_scroll, &ThreadScroll::scheduleSettle, Qt::UniqueConnection);
        connect(thread, &Thread::coverageChanged, m_scroll, &ThreadScroll::scheduleSettle,
                Qt::UniqueConnection);
        thread->jumpToEnd();
    }
    m_scroll->settle();
}

void ThreadView::openAt(const MessageKey &key)
{
    if (Thread *thread = m_model->thread())
        thread->openAt(key);
}

void ThreadView::openAtFirstUnread()
{
    if (Thread *thread = m_model->thread())
        thread->openAtFirstUnread();
}

void ThreadView::settled()
{
    m_toEnd->setVisible(m_scroll->isFarFromEnd());
    if (m_scroll->isAtEnd() && m_rows->count() > 0)
        Q_EMIT endReached();
}

void ThreadView::layOutAgain() { m_scroll->layOutAgain(); }

void ThreadView::setRowBuilder(MessageRows::Builder builder)
{
    m_rows->setBuilder(builder);
    layOutAgain();
}

bool ThreadView::isAtEnd() const { return m_scroll->isAtEnd(); }

void ThreadView::scrollToEnd() { m_scroll->goToEnd(); }

QString ThreadView::selectedText() const { return m_focus->selectedText(); }

void ThreadView::selectAll() { m_focus->selectAll(); }

void ThreadView::clearSelection() { m_focus->clear(); }

void ThreadView::copy() const { m_focus->copy(); }

int ThreadView::focusedRow() const { return m_focus->row(); }

std::pair<int, int> ThreadView::visibleRows() const { return m_scroll->visibleRows(); }

int ThreadView::rowAt(int y) const { return m_scroll->rowAt(y); }

void ThreadView::showRow(int row) { m_scroll->ensureVisible(row); }

QRect ThreadView::bubbleRect(int row) const
{
    const MessageRow *found = m_rows->find(row);
    return found == nullptr ? QRect() : found->bubble().translated(0, m_scroll->yOf(row)).toAlignedRect();
}

void ThreadView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.setLayoutDirection(layoutDirection());
    painter.fillRect(event->rect(), m_theme.color(Token::Window));
    if (m_model->thread() == nullptr)
        return;
    if (m_rows->count() == 0) {
        paintEmpty(painter);
        return;
    }
    const int last = std::min(rowAt(event->rect().bottom()), m_rows->count() - 1);
    for (int row = rowAt(event->rect().top()); row <= last; ++row)
        paintRow(painter, row);
    paintEnd(painter);
}

void ThreadView::paintRow(QPainter &painter, int row)
{
    const MessageRow *found = m_rows->find(row);
    if (found == nullptr)
        return;
    BlockLook look;
    look.selection = m_focus->selection().rangeIn(row, std::numeric_limits<int>::max());
    look.isFocused = row == m_focus->row() && hasFocus();
    look.avatar = [this] {
        return m_avatars.pixmap(thread()->endpoint(), TextBlock::avatarSize, devicePixelRatioF());
    };
    found->paint(painter, QPointF(0, m_scroll->yOf(row)), look, m_pointer->hoveredBlock(row));
}

void ThreadView::paintEmpty(QPainter &painter) const
{
    const Thread &thread = *m_model->thread();
    if (!thread.isComplete())
        return;
    painter.setFont(m_theme.font(TextStyle::Small));
    painter.setPen(m_theme.readable(Token::TextDim, Token::Window));
    painter.drawText(viewport()->rect(), Qt::AlignCenter,
                     thread.coverage().isLoading ? tr("Messages are loading") : tr("No messages yet"));
}

void ThreadView::paintEnd(QPainter &painter) const
{
    painter.setFont(m_theme.font(TextStyle::Tiny));
    painter.setPen(m_theme.readable(Token::TextDim, Token::Window));
    const QRect box(20, m_scroll->yOf(m_rows->count()) + 10, viewport()->width() - 40, m_theme.scaled(20));
    if (const QString end = m_model->endText(); !end.isEmpty()) {
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
    m_toEnd->move(QStyle::visualRect(layoutDirection(), inside, button).topLeft());
    if (viewport()->width() != m_rows->width())
        layOutAgain();
    else
        m_scroll->settle();
}

void ThreadView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    if (viewport()->width() != m_rows->width())
        layOutAgain();
    else
        m_scroll->settle();
}

void ThreadView::scrollContentsBy(int, int)
{
    m_scroll->takeScrollValue();
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
        layOutAgain();
        break;
    default:
        break;
    }
}

void ThreadView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_pointer->press(*event);
    else
        event->ignore();
}

void ThreadView::mouseMoveEvent(QMouseEvent *event) { m_pointer->move(*event); }

void ThreadView::mouseReleaseEvent(QMouseEvent *event) { m_pointer->release(*event); }

void ThreadView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_pointer->doubleClick(*event);
}

void ThreadView::leaveEvent(QEvent *event)
{
    QAbstractScrollArea::leaveEvent(event);
    m_pointer->leave();
}

void ThreadView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKey && m_focus->row() < 0)
        m_focus->setRow(visibleRows().second);
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
        if (event.modifiers().testFlag(Qt::ShiftModifier))
            m_focus->extend(key, event.modifiers().testFlag(Qt::ControlModifier));
        else if (key == Qt::Key_Left || key == Qt::Key_Right)
            return false;
        else if (m_focus->move(key == Qt::Key_Up ? -1 : 1))
            ThreadAccessible::tellFocus(*this, m_focus->row());
    } else if (key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
        bar->setValue(bar->value() +
                      (key == Qt::Key_PageUp ? -1 : 1) * (bar->pageStep() - bar->singleStep()));
    } else if (key == Qt::Key_Home) {
        bar->setValue(0);
    } else if (key == Qt::Key_End) {
        scrollToEnd();
    } else if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_focus->row() >= 0) {
        pressEnter();
    } else if (key == Qt::Key_Escape && (!m_focus->selection().isEmpty() || m_focus->row() >= 0)) {
        m_focus->setRow(-1);
        clearSelection();
    } else {
        return false;
    }
    return true;
}

void ThreadView::pressEnter()
{
    ThreadHit hit;
    hit.row = m_focus->row();
    hit.inRow.part = m_rows->laidOut(hit.row).primary();
    if (hit.isOnPress())
        hit.inRow.part.link.clear();
    m_actions->activate(hit);
}

void ThreadView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() != QContextMenuEvent::Keyboard) {
        m_actions->openMenu(m_pointer->hitTest(viewport()->mapFromGlobal(event->globalPos())),
                            event->globalPos());
        return;
    }
    ThreadHit hit;
    hit.row = m_focus->row() >= 0 ? m_focus->row() : visibleRows().second;
    if (hit.row < 0)
        return;
    showRow(hit.row);
    hit.inRow.part.link = m_rows->laidOut(hit.row).primary().link;
    m_actions->openMenu(hit, viewport()->mapToGlobal(bubbleRect(hit.row).center()));
}

bool ThreadView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        m_actions->showToolTip(m_pointer->hitTest(help->pos()), help->globalPos());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace roost
