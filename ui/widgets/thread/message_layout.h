// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/vocabulary.h"
#include "models/message_links.h"

#include <QRectF>
#include <QString>
#include <QTextLayout>

#include <memory>
#include <vector>

namespace roost {

class Theme;
class ThreadModel;
struct Message;

/// Parameters of a layout.
struct MessageFrame
{
    int width = 0; ///< Width of the viewport.
    Qt::LayoutDirection direction = Qt::LeftToRight;
    bool isExpanded = false; ///< The whole text, however long.
};

/// One message with all its parts in place: day divider, picture, bubble, text, time, delivery chips. Made
/// near the viewport only; painting needs nothing else. Pixels from the row's upper left corner. Main thread.
class MessageLayout
{
public:
    /// One Connection under a message.
    struct Chip
    {
        QRectF box;
        QString icon;
        QString text;
        DeliveryState state = DeliveryState::Sent;
    };
    /// Width and height of a sender's picture, px.
    static constexpr int avatarSize = 28;
    /// Longer texts are shown up to here, with "Show all".
    static constexpr int longestShown = 4000;
    /// Texts beyond this are not shown whole in a bubble: Qt lays out a whole text at once, in quadratic time
    /// where nothing breaks it.
    static constexpr int longestExpanded = 10'000;

    MessageLayout(const ThreadModel &model, int row, const MessageFrame &frame, const Theme &theme);

    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] bool isMine() const { return m_mine; }
    /// Its text is Roost's own, in place of the message.
    [[nodiscard]] bool isNotice() const { return m_isNotice; }
    [[nodiscard]] MessageState state() const { return m_state; }
    /// The text as it is laid out: line breaks as U+2028, no blanks at the end.
    [[nodiscard]] QString text() const { return m_text->text(); }
    [[nodiscard]] const QTextLayout &textLayout() const { return *m_text; }
    [[nodiscard]] QPointF textOrigin() const { return m_textOrigin; }
    [[nodiscard]] const QList<MessageLink> &links() const { return m_links; }

    [[nodiscard]] const QRectF &bubble() const { return m_bubble; }
    [[nodiscard]] const QRectF &avatar() const { return m_avatar; }   ///< Empty without one.
    [[nodiscard]] const QRectF &divider() const { return m_divider; } ///< Empty without one.
    [[nodiscard]] const QString &dividerText() const { return m_dividerText; }
    /// Place of the gap in the archive above the message; empty without one.
    [[nodiscard]] const QRectF &gap() const { return m_gap; }
    [[nodiscard]] const QString &gapText() const { return m_gapText; }
    [[nodiscard]] const QRectF &time() const { return m_time; }
    [[nodiscard]] const QString &timeText() const { return m_timeText; }
    /// Icon next to the time ("clock", "check" …) and its place; empty for none.
    [[nodiscard]] const QString &stateIcon() const { return m_stateIcon; }
    [[nodiscard]] const QRectF &stateBox() const { return m_stateBox; }
    [[nodiscard]] const std::vector<Chip> &chips() const { return m_chips; }
    /// "Not sent", and the clickable action: "Send again" or "Show all"; empty without one.
    [[nodiscard]] const QRectF &note() const { return m_note; }
    [[nodiscard]] const QString &noteText() const { return m_noteText; }
    [[nodiscard]] const QRectF &action() const { return m_action; }
    [[nodiscard]] const QString &actionText() const { return m_actionText; }

    /// Position in text() that is nearest to `point`.
    [[nodiscard]] int positionAt(const QPointF &point) const;
    /// The link under `point`, or null.
    [[nodiscard]] const MessageLink *linkAt(const QPointF &point) const;

    /// `body` as it is laid out, with honest links (see withHonestLinks()); positions of selections count in
    /// it.
    [[nodiscard]] static QString shownText(const QString &body);
    /// About how high it will be, from its length only.
    [[nodiscard]] static int estimatedHeight(const QString &body, int width, const Theme &theme);

private:
    void placeText(const QString &shown, const Theme &theme, qreal widest);
    void placeTime(const ThreadModel &model, int row, const Theme &theme);
    [[nodiscard]] qreal placeUnder(const ThreadModel &model, int row, const Theme &theme, qreal y);
    [[nodiscard]] qreal placeTarget(const Message &message, const Theme &theme, qreal y);
    /// Maximum width of the parts below the bubble: that of the widest bubble.
    [[nodiscard]] qreal widestUnder() const;
    void mirror(int width);

    std::unique_ptr<QTextLayout> m_text;
    QPointF m_textOrigin;
    QSizeF m_textSize;
    qreal m_lastLineWidth = 0;
    qreal m_widestText = 0;
    QList<MessageLink> m_links;
    QRectF m_bubble;
    QRectF m_avatar;
    QRectF m_divider;
    QRectF m_gap;
    QRectF m_time;
    QRectF m_stateBox;
    QRectF m_note;
    QRectF m_action;
    QString m_dividerText;
    QString m_gapText;
    QString m_timeText;
    QString m_stateIcon;
    QString m_noteText;
    QString m_actionText;
    std::vector<Chip> m_chips;
    int m_height = 0;
    MessageState m_state = MessageState::Received;
    bool m_mine = false;
    bool m_isNotice = false;
    bool m_againstDirection = false; ///< The text runs against the window's direction.
};

} // namespace roost
