// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/threads/message.h"
#include "models/message_links.h"
#include "models/thread_model.h"
#include "widgets/look/theme.h"
#include "widgets/thread/blocks/row_block.h"

#include <QTextLayout>

namespace roost {

/// The bubble of a message: its text with links, the time with the delivery state, and the picture of the
/// sender beside it.
class TextBlock final : public RowBlock
{
public:
    /// Width and height of a sender's picture, px.
    static constexpr int avatarSize = 28;
    /// Longer texts are shown up to here, with "Show all".
    static constexpr int longestShown = 4000;
    /// Texts beyond this are not shown whole in a bubble: Qt lays out a whole text at once, in quadratic time
    /// where nothing breaks it.
    static constexpr int longestExpanded = 10'000;

    [[nodiscard]] static std::unique_ptr<RowBlock> make(const RowSource &source);
    explicit TextBlock(const RowSource &source);

    qreal layOut(BlockFrame &frame) override;
    void paint(QPainter &painter, const BlockLook &look) const override;
    [[nodiscard]] BlockHit hitTest(const QPointF &point) const override;
    /// The first link.
    [[nodiscard]] BlockHit primary() const override;
    /// The whole text, with honest links (see withHonestLinks()) and no blanks at the end.
    [[nodiscard]] QString shownText() const override;
    [[nodiscard]] const QTextLayout *textLayout() const override { return m_text.get(); }
    [[nodiscard]] QString copiedText() const override;
    [[nodiscard]] QString spokenText() const override;
    /// After layOut().
    [[nodiscard]] const QList<MessageLink> &links() const { return m_links; }

    /// About how high a row with a text of this length will be.
    [[nodiscard]] static int estimatedHeight(qsizetype length, int width, const Theme &theme);

private:
    void placeText(const QString &shown, qreal widest);
    void placeTime();
    [[nodiscard]] int positionAt(const QPointF &point) const;
    [[nodiscard]] const MessageLink *linkAt(const QPointF &point) const;
    [[nodiscard]] Token bubbleToken() const;
    void paintText(QPainter &painter, const BlockLook &look) const;
    void paintTime(QPainter &painter) const;

    const Theme &m_theme;
    Message m_message;
    MessagePlace m_place;
    QString m_sender;
    QString m_stateIcon;     ///< Icon next to the time ("clock", "check" …); empty for none.
    mutable QString m_shown; ///< shownText() once it was asked for.
    std::unique_ptr<QTextLayout> m_text;
    QList<MessageLink> m_links;
    QString m_timeText;
    QPointF m_textOrigin;
    QSizeF m_textSize;
    qreal m_lastLineWidth = 0;
    qreal m_widestText = 0;
    QRectF m_bubble;
    QRectF m_avatar; ///< Empty without one.
    QRectF m_time;
    QRectF m_stateBox;
    bool m_isCut = false;
    bool m_isAgainstDirection = false; ///< The text runs against the window's direction.
};

} // namespace roost
