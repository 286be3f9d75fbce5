// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/threads/message.h"
#include "widgets/thread/blocks/row_block.h"

#include <QCoreApplication>

namespace roost {

/// The line below a failed message ("Not sent", "Send again") or a long one ("Show all"). Other rows have no
/// such line; then its height is 0.
class ActionLine final : public RowBlock
{
    Q_DECLARE_TR_FUNCTIONS(roost::ActionLine)

public:
    [[nodiscard]] static std::unique_ptr<RowBlock> make(const RowSource &source);
    ActionLine(const Theme &theme, const Message &message) : m_theme(theme), m_message(message) {}

    qreal layOut(BlockFrame &frame) override;
    void paint(QPainter &painter, const BlockLook &look) const override;
    [[nodiscard]] BlockHit hitTest(const QPointF &point) const override;
    [[nodiscard]] BlockHit primary() const override;
    /// After layOut(): "Not sent", and the action: "Send again"; empty if there is none.
    [[nodiscard]] const QString &noteText() const { return m_noteText; }
    [[nodiscard]] const QString &actionText() const { return m_actionText; }

private:
    const Theme &m_theme;
    Message m_message;
    QString m_noteText;
    QString m_actionText;
    QRectF m_note;
    QRectF m_action;
};

} // namespace roost
