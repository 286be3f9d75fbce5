// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/blocks/action_line.h"

#include "domain/threads/thread.h"
#include "models/message_wording.h"
#include "models/thread_model.h"
#include "widgets/look/theme.h"
#include "widgets/thread/blocks/block_shapes.h"

#include <QPainter>

namespace roost {

namespace {

void press(const Message &message, RowActions &actions)
{
    if (hasTargetGone(message))
        actions.thread().sendToAll(message.key.id);
    else if (message.state == MessageState::Failed)
        actions.thread().sendAgain(message.key.id);
    else
        actions.showAll();
}

} // namespace

std::unique_ptr<RowBlock> ActionLine::make(const RowSource &source)
{
    return std::make_unique<ActionLine>(source.theme, source.model.messageAt(source.row));
}

qreal ActionLine::layOut(BlockFrame &frame)
{
    m_noteText.clear();
    m_actionText = frame.isCut ? tr("Show all") : QString();
    if (m_message.state == MessageState::Failed) {
        m_noteText = tr("Not sent");
        m_actionText = tr("Send again");
        if (hasTargetGone(m_message)) {
            m_noteText = MessageWording::targetQuestion(m_message);
            m_actionText = tr("Send to all");
        }
    }
    m_note = {};
    m_action = {};
    if (m_noteText.isEmpty() && m_actionText.isEmpty())
        return 0;
    const QFont font = m_theme.font(TextStyle::Tiny);
    const qreal height = m_theme.scaled(18);
    const qreal action = BlockShape::advance(m_theme.font(TextStyle::TinyStrong), m_actionText) + 4;
    // A long name in the note must not push the action out of the window.
    m_noteText = m_theme.emoji().elided(font, m_noteText, Qt::ElideMiddle,
                                        int(BlockShape::widestBubble(frame.width) - action - 8));
    const qreal note = m_noteText.isEmpty() ? 0 : m_theme.emoji().advance(font, m_noteText) + 8;
    const qreal left = m_message.isOwn() ? frame.bubble.right() - note - action : frame.bubble.left();
    m_note = placed(QRectF(left, 4, note, m_noteText.isEmpty() ? 0 : height), frame);
    m_action = placed(QRectF(left + note, 4, action, height), frame);
    return m_action.bottom();
}

void ActionLine::paint(QPainter &painter, const BlockLook &look) const
{
    painter.setFont(m_theme.font(TextStyle::Tiny));
    if (!m_note.isEmpty()) {
        painter.setPen(m_theme.readable(Token::Dnd, Token::Window));
        m_theme.emoji().drawLine(painter, m_note, int(Qt::AlignVCenter) | Qt::TextDontClip, m_noteText);
    }
    if (!m_action.isEmpty()) {
        QFont font = m_theme.font(TextStyle::TinyStrong);
        font.setUnderline(look.isHovered);
        painter.setFont(font);
        painter.setPen(m_theme.readable(Token::Accent, Token::Window));
        painter.drawText(m_action, int(Qt::AlignVCenter) | Qt::TextSingleLine | Qt::TextDontClip,
                         m_actionText);
    }
}

BlockHit ActionLine::hitTest(const QPointF &point) const
{
    return m_action.contains(point) ? primary() : BlockHit();
}

BlockHit ActionLine::primary() const
{
    BlockHit hit;
    if (!m_action.isEmpty())
        hit.press = [message = m_message](RowActions &actions) { press(message, actions); };
    return hit;
}

} // namespace roost
