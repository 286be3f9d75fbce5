// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "domain/threads/message.h"
#include "widgets/thread/message_rows.h"

#include <QAbstractScrollArea>
#include <QUrl>

#include <memory>
#include <utility>

class QToolButton;

namespace roost {

class AvatarCache;
class MessageActions;
class Thread;
class ThreadFocus;
class ThreadModel;
class ThreadPointer;
class ThreadScroll;
class Theme;

/// The messages of a Thread: rows of blocks painted by hand, laid out only near the viewport. The view keeps
/// its place when messages arrive at either end or heights change, and stays at the end when it is there.
/// Text is always plain: selectable over messages (mouse, Shift+arrows, Ctrl+A, Ctrl+C), with links to http,
/// https, mailto and xmpp only. Screen readers get the visible messages only. Main thread.
class ThreadView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    /// All must outlive the view.
    ThreadView(const Theme &theme, AvatarCache &avatars, Clock &clock, QWidget *parent = nullptr);
    ~ThreadView() override;

    [[nodiscard]] Thread *thread() const;
    /// Shows another thread, at its end; nullptr empties the view.
    void setThread(Thread *thread);
    [[nodiscard]] ThreadModel &model() const { return *m_model; }
    /// Shows a message of the thread, with messages around it; or the end if there is no such message. At
    /// once if the message is in memory.
    void openAt(const MessageKey &key);
    /// The same for the oldest message that the user has not read.
    void openAtFirstUnread();

    /// The end of the thread is visible.
    [[nodiscard]] bool isAtEnd() const;
    /// Shows the end of the thread; later if the newest messages are not in memory.
    void scrollToEnd();
    /// The chosen text, messages apart by line breaks; empty when none is.
    [[nodiscard]] QString selectedText() const;
    void selectAll();
    void clearSelection();
    void copy() const;
    /// First and last message that can be seen, even in part; -1, -1 when there is none.
    [[nodiscard]] std::pair<int, int> visibleRows() const;
    /// The message at `y` of the viewport, or the nearest one; -1 when there is none.
    [[nodiscard]] int rowAt(int y) const;
    /// Scrolls until the message can be seen.
    void showRow(int row);
    /// The message that the keyboard is on; -1 = none.
    [[nodiscard]] int focusedRow() const;
    /// Place of the bubble of message `row` in the viewport; empty if the message is not laid out.
    [[nodiscard]] QRect bubbleRect(int row) const;
    /// The words of a screen reader for message `row`.
    [[nodiscard]] QString spokenText(int row) const { return m_rows->spokenText(row); }
    /// The button that leads to the newest message.
    [[nodiscard]] QToolButton &endButton() const { return *m_toEnd; }
    /// Makes the rows that are laid out from now on; the default is makeRowBlocks().
    void setRowBuilder(MessageRows::Builder builder);

Q_SIGNALS:
    /// The person wants to read a text that is too long for a bubble.
    void wholeTextRequested(const QString &text);
    /// A link was clicked; its scheme is http, https, mailto or xmpp.
    void linkActivated(const QUrl &url);
    /// The end became visible, or a message arrived at the visible end: the thread counts as read if the
    /// window is active.
    void endReached();
    /// A printable key was pressed here: it belongs to the composer.
    void textTyped(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void followModel();
    void applyColors();
    void retranslate();
    void settled();
    void layOutAgain();
    bool handleKey(const QKeyEvent &event);
    void pressEnter();
    void paintRow(QPainter &painter, int row);
    void paintEmpty(QPainter &painter) const;
    void paintEnd(QPainter &painter) const;

    const Theme &m_theme;
    AvatarCache &m_avatars;
    std::unique_ptr<ThreadModel> m_model;
    std::unique_ptr<MessageRows> m_rows;
    ThreadScroll *m_scroll;
    ThreadFocus *m_focus;
    MessageActions *m_actions;
    ThreadPointer *m_pointer;
    QToolButton *m_toEnd;
};

} // namespace roost
