// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/visible_text.h"
#include "domain/threads/thread.h"
#include "models/link_target.h"
#include "models/message_wording.h"
#include "widgets/look/error_text.h"
#include "widgets/look/remote_text.h"
#include "widgets/look/theme.h"
#include "widgets/thread/thread_accessible.h"
#include "widgets/thread/thread_view_private.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QLocale>
#include <QMenu>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

ThreadView::Private::Hit ThreadView::Private::hitTest(const QPoint &point) const
{
    Hit hit;
    hit.row = rowAtY(point.y());
    if (hit.row < 0)
        return hit;
    hit.position = {hit.row, 0};
    const MessageLayout *layout = laidOut(hit.row);
    if (layout == nullptr)
        return hit;
    const QPointF inside = QPointF(point) - QPointF(0, yOf(hit.row));
    hit.position.at = layout->positionAt(inside);
    hit.isOnBubble = layout->bubble().contains(inside);
    hit.isOnAction = layout->action().contains(inside);
    hit.isOnTime = layout->time().contains(inside) || layout->stateBox().contains(inside);
    if (const MessageLink *link = layout->linkAt(inside))
        hit.link = link->url;
    return hit;
}

QString ThreadView::Private::wholeText(int row) const
{
    return MessageLayout::shownText(MessageWording::text(model.messageAt(row)));
}

int ThreadView::Private::textLength(int row) const { return int(wholeText(row).size()); }

void ThreadView::Private::select(const MessagePosition &anchor, const MessagePosition &cursor)
{
    selection = {anchor, cursor};
    view.viewport()->update();
    QClipboard *clipboard = QApplication::clipboard();
    if (clipboard->supportsSelection() && !selection.isEmpty() && !isDragging)
        clipboard->setText(selection.text(model), QClipboard::Selection);
}

void ThreadView::Private::selectWord(const MessagePosition &at)
{
    const MessageLayout *layout = laidOut(at.row);
    if (layout == nullptr)
        return;
    const QTextLayout &text = layout->textLayout();
    int start = at.at;
    const auto isWord = [&](int position) {
        return position >= 0 && position < text.text().size() && !text.text().at(position).isSpace();
    };
    int end = start;
    if (isWord(start))
        end = text.nextCursorPosition(start, QTextLayout::SkipWords);
    if (start > 0 && isWord(start - 1))
        start = text.previousCursorPosition(start, QTextLayout::SkipWords);
    while (end > start && !isWord(end - 1))
        --end;
    select({at.row, start}, {at.row, end});
}

void ThreadView::Private::selectMessage(int row) { select({row, 0}, {row, textLength(row)}); }

/// Shift and an arrow: moves the free end of the selection.
void ThreadView::Private::extend(int key, bool byWord)
{
    if (model.rowCount() == 0)
        return;
    if (selection.anchor.row < 0) {
        const int row = focusRow >= 0 ? focusRow : model.rowCount() - 1;
        const int at = key == Qt::Key_Left || key == Qt::Key_Up ? textLength(row) : 0;
        selection = {{row, at}, {row, at}};
    }
    MessagePosition to = selection.cursor;
    const QTextLayout &text = layoutOf(to.row).textLayout();
    const int length = int(text.text().size());
    const bool isRtl = text.text().isRightToLeft();
    const auto mode = byWord ? QTextLayout::SkipWords : QTextLayout::SkipCharacters;
    const bool forward = key == Qt::Key_Right ? !isRtl : key == Qt::Key_Left ? isRtl : key == Qt::Key_Down;
    const bool byLine = key == Qt::Key_Up || key == Qt::Key_Down;
    if (byLine) {
        const QTextLine line = text.lineForTextPosition(std::min(to.at, length));
        const int next = line.lineNumber() + (forward ? 1 : -1);
        if (next >= 0 && next < text.lineCount())
            to.at = text.lineAt(next).xToCursor(line.cursorToX(to.at));
        else if (forward && to.row + 1 < model.rowCount())
            to = {to.row + 1, to.at < length ? 0 : textLength(to.row + 1)};
        else if (!forward && to.row > 0)
            to = {to.row - 1, to.at > 0 ? textLength(to.row - 1) : 0};
        else
            to.at = forward ? length : 0;
    } else if (forward) {
        to = to.at < length                  ? MessagePosition{to.row, text.nextCursorPosition(to.at, mode)}
             : to.row + 1 < model.rowCount() ? MessagePosition{to.row + 1, 0}
                                             : to;
    } else {
        to = to.at > 0 ? MessagePosition{to.row, text.previousCursorPosition(std::min(to.at, length), mode)}
             : to.row > 0 ? MessagePosition{to.row - 1, textLength(to.row - 1)}
                          : to;
    }
    select(selection.anchor, to);
    ensureVisible(to.row);
}

void ThreadView::Private::hover(const QPoint &point)
{
    const Hit hit = hitTest(point);
    const bool isActive = !hit.link.isEmpty() || hit.isOnAction;
    view.viewport()->setCursor(isActive         ? Qt::PointingHandCursor
                               : hit.isOnBubble ? Qt::IBeamCursor
                                                : Qt::ArrowCursor);
    const int action = hit.isOnAction ? hit.row : -1;
    if (std::exchange(hoveredActionRow, action) != action)
        view.viewport()->update();
}

/// A click, or Enter, on a clickable part.
void ThreadView::Private::activate(const Hit &hit)
{
    if (!hit.link.isEmpty()) {
        Q_EMIT view.linkActivated(hit.link);
        return;
    }
    const MessageLayout *layout = hit.isOnAction ? laidOut(hit.row) : nullptr;
    if (layout == nullptr)
        return;
    const Message &message = model.messageAt(hit.row);
    if (hasTargetGone(message)) {
        model.thread()->sendToAll(message.key.id);
        return;
    }
    if (layout->state() == MessageState::Failed) {
        model.thread()->sendAgain(message.key.id);
        return;
    }
    if (const QString text = MessageWording::text(message); text.size() > MessageLayout::longestExpanded) {
        Q_EMIT view.wholeTextRequested(text);
        return;
    }
    expanded.insert(keyOf(message));
    rowsChanged(hit.row, hit.row);
}

void ThreadView::Private::moveFocus(int step)
{
    const int count = model.rowCount();
    if (count == 0)
        return;
    const int height = view.viewport()->height();
    // A message higher than the view is read through first.
    if (const MessageLayout *layout = laidOut(focusRow); layout != nullptr && layout->height() > height) {
        const int y = yOf(focusRow);
        QScrollBar *bar = view.verticalScrollBar();
        if ((step > 0 && y + layout->height() > height) || (step < 0 && y < 0)) {
            bar->setValue(bar->value() + step * height / 2);
            return;
        }
    }
    focusRow = focusRow < 0 ? (step < 0 ? count - 1 : view.visibleRows().first)
                            : std::clamp(focusRow + step, 0, count - 1);
    ensureVisible(focusRow);
    view.viewport()->update();
    ThreadAccessible::tellFocus(view, focusRow);
}

void ThreadView::Private::copyText(const QString &text) const
{
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

void ThreadView::Private::openMenu(const Hit &hit, const QPoint &global)
{
    if (hit.row < 0)
        return;
    auto *menu = new QMenu(&view);
    menu->setObjectName(u"messageMenu"_s);
    menu->setAccessibleName(ThreadView::tr("Message"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &name, const QString &text, const auto &action) {
        QAction *item = menu->addAction(text);
        item->setObjectName(name);
        QObject::connect(item, &QAction::triggered, &view, action);
    };
    if (!hit.link.isEmpty()) {
        add(u"openLink"_s, ThreadView::tr("Open link"), [this, hit] { Q_EMIT view.linkActivated(hit.link); });
        add(u"copyLink"_s, ThreadView::tr("Copy link"),
            [this, hit] { copyText(QString::fromUtf8(hit.link.toEncoded())); });
        menu->addSeparator();
    }
    if (!selection.isEmpty())
        add(u"copySelection"_s, ThreadView::tr("Copy selected text"), [this] { view.copy(); });
    const Message &message = model.messageAt(hit.row);
    add(u"copyMessage"_s, ThreadView::tr("Copy message"),
        [this, text = MessageWording::text(message)] { copyText(text); });
    if (message.isOwn() && message.state == MessageState::Failed)
        add(u"sendAgain"_s, ThreadView::tr("Send again"), [this, id = message.key.id] {
            if (model.thread() != nullptr)
                model.thread()->sendAgain(id);
        });
    if (hasTargetGone(message))
        add(u"sendToAll"_s, ThreadView::tr("Send to all"), [this, id = message.key.id] {
            if (model.thread() != nullptr)
                model.thread()->sendToAll(id);
        });
    menu->addSeparator();
    add(u"selectAll"_s, ThreadView::tr("Select all"), [this] { view.selectAll(); });
    menu->popup(global);
}

void ThreadView::Private::showToolTip(const Hit &hit, const QPoint &global) const
{
    const MessageLayout *layout = laidOut(hit.row);
    QStringList lines;
    if (!hit.link.isEmpty()) {
        lines += linkTarget(hit.link);
    } else if (layout != nullptr && (hit.isOnTime || hit.isOnAction)) {
        const Message &message = model.messageAt(hit.row);
        lines += QLocale().toString(QDateTime::fromMSecsSinceEpoch(message.timeMs), QLocale::LongFormat);
        lines += model.index(hit.row).data(ThreadModel::DeliveryTexts).toStringList();
        if (message.state == MessageState::Failed && message.failure.kind != ErrorKind::None)
            lines += errorText(message.failure);
        else if (message.deliveries.isEmpty())
            lines += MessageWording::state(message.state);
    }
    for (QString &line : lines)
        line.truncate(300);
    QToolTip::showText(global, toolTipText(lines), view.viewport());
}

} // namespace roost
