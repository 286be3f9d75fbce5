// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/row_heights.h"
#include "models/thread_model.h"
#include "widgets/thread/message_layout.h"
#include "widgets/thread/message_selection.h"
#include "widgets/thread/thread_view.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QSet>

#include <memory>
#include <vector>

class QToolButton;

namespace roost {

/// The layout state and the selection of a ThreadView. ThreadAccessible reads it too.
class ThreadView::Private
{
public:
    /// The parts under a point of the viewport.
    struct Hit
    {
        int row = -1;
        MessagePosition position;
        bool isOnBubble = false;
        bool isOnAction = false;
        bool isOnTime = false;
        QUrl link;
    };

    Private(ThreadView &owner, const Theme &usedTheme, AvatarCache &usedAvatars, Clock &clock);

    // Places (thread_view_private.cpp)
    void reset();
    void rowsInserted(int first, int last);
    void rowsChanged(int first, int last);
    /// All heights are guesses again (another width, font or language).
    void relayout();
    /// Later in this turn: settle().
    void scheduleSettle();
    /// Lays out the visible messages, keeps the place, requests older messages, updates the scroll bar.
    void settle();
    void fillFromEnd();
    void fillFromAnchor();
    MessageLayout &layoutOf(int row);
    /// nullptr when it is not laid out.
    [[nodiscard]] const MessageLayout *laidOut(int row) const;
    void forgetFar();
    void takeScrollValue();
    void updateScrollBar();
    void loadOlderIfNear();
    /// Requests the messages of a visible gap first.
    void fetchSeenGap();
    void ensureVisible(int row);
    /// Content above the first row when all fits into the viewport.
    [[nodiscard]] int slack() const;
    [[nodiscard]] int contentHeight() const;
    /// Height of the parts below the last message while newer ones may be missing.
    [[nodiscard]] int endHeight() const;
    [[nodiscard]] int footHeight() const;
    /// y of `row` in the viewport.
    [[nodiscard]] int yOf(int row) const;
    [[nodiscard]] int rowAtY(int y) const;
    [[nodiscard]] MessageFrame frameOf(int row) const;
    [[nodiscard]] static QString keyOf(const Message &message);

    // Choosing (thread_view_selection.cpp)
    [[nodiscard]] Hit hitTest(const QPoint &point) const;
    void select(const MessagePosition &anchor, const MessagePosition &cursor);
    void selectWord(const MessagePosition &at);
    void selectMessage(int row);
    void extend(int key, bool byWord);
    void hover(const QPoint &point);
    void activate(const Hit &hit);
    void moveFocus(int step);
    void openMenu(const Hit &hit, const QPoint &global);
    void showToolTip(const Hit &hit, const QPoint &global) const;
    void copyText(const QString &text) const;
    [[nodiscard]] QString wholeText(int row) const;
    [[nodiscard]] int textLength(int row) const;

    ThreadView &view;
    const Theme &theme;
    AvatarCache &avatars;
    ThreadModel model;
    QToolButton *toEnd = nullptr;

    RowHeights heights;
    std::vector<std::unique_ptr<MessageLayout>> layouts; ///< By row; null = not laid out.
    int laidOutCount = 0;
    QSet<QString> expanded; ///< Long messages that are shown whole.
    int width = 0;          ///< That the layouts are made for.
    bool isAtEnd = true;
    int anchorRow = 0;   ///< First visible row …
    int anchorShift = 0; ///< … and how much of it is above the viewport.
    bool settleWaits = false;
    bool isSettling = false;
    bool loadHasFailed = false;

    MessageSelection selection;
    int focusRow = -1;
    QPoint pressedAt;
    QPoint draggedTo;
    Hit pressed;
    bool isDragging = false;
    int hoveredActionRow = -1;
    QElapsedTimer sinceDoubleClick;
    QBasicTimer autoScroll;
};

} // namespace roost
