// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <QAbstractScrollArea>
#include <QUrl>

#include <memory>
#include <utility>

namespace roost {

class AvatarCache;
class Thread;
class ThreadModel;
class Theme;

/// The messages of a Thread: bubbles painted by hand on QTextLayout, laid out only near the viewport. The
/// view keeps its place when older messages arrive or heights change, and stays at the end when it is there.
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
    [[nodiscard]] ThreadModel &model() const;

    [[nodiscard]] bool isAtEnd() const;
    void scrollToEnd();
    /// The chosen text, messages apart by line breaks; empty when none is.
    [[nodiscard]] QString selectedText() const;
    void selectAll();
    void clearSelection();
    void copy() const;
    /// First and last message that can be seen, even in part; -1, -1 when there is none.
    [[nodiscard]] std::pair<int, int> visibleRows() const;
    /// The message that the keyboard is on; -1 = none.
    [[nodiscard]] int focusedRow() const;
    /// Place of the bubble of message `row` in the viewport; empty if the message is not laid out.
    [[nodiscard]] QRect bubbleRect(int row) const;

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
    void timerEvent(QTimerEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    friend class ThreadAccessible;
    void applyColors();
    void retranslate();
    bool handleKey(const QKeyEvent &event);
    void paintEnd(QPainter &painter) const;

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace roost
