// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/contacts/connection_delegate.h"

#include "models/connection_list_model.h"
#include "widgets/look/presence_mark.h"
#include "widgets/look/theme.h"

#include <QPainter>

namespace roost {

using namespace Qt::StringLiterals;

ConnectionDelegate::ConnectionDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize ConnectionDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {m_theme.scaled(160), m_theme.scaled(48)};
}

void ConnectionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool mirrored = option.direction == Qt::RightToLeft;
    const QRect room = option.rect;
    QColor ground = m_theme.color(Token::Panel);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    if (option.state.testFlag(QStyle::State_MouseOver) || focused) {
        ground = m_theme.color(Token::Hover);
        painter->setPen(focused ? QPen(m_theme.color(Token::Accent)) : QPen(Qt::NoPen));
        painter->setBrush(ground);
        painter->drawRoundedRect(QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    }
    const auto placed = [&](const QRect &box) { return QStyle::visualRect(option.direction, room, box); };

    const int chip = m_theme.scaled(32);
    const int gap = m_theme.scaled(8);
    const QRect box = placed(QRect(room.left() + gap, room.top() + (room.height() - chip) / 2, chip, chip));
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme.color(Token::Chip));
    painter->drawRoundedRect(box, 8, 8);
    const auto kind = DeviceKind(index.data(ConnectionListModel::Kind).toInt());
    const int icon = m_theme.scaled(18);
    const qreal ratio = painter->device()->devicePixelRatioF();
    painter->drawPixmap(box.left() + (chip - icon) / 2, box.top() + (chip - icon) / 2,
                        m_theme.pixmap(deviceIconName(kind), icon, ratio, m_theme.color(Token::TextDim)));
    const qreal dot = 9;
    paintPresence(*painter,
                  QRectF(mirrored ? box.left() - 2 : box.right() - dot + 3, box.bottom() - dot + 3, dot, dot),
                  Show(index.data(ConnectionListModel::ShowValue).toInt()), m_theme, ground);

    const bool isActive = option.state.testFlag(QStyle::State_MouseOver) || focused;
    if (isActive) {
        const QRect more =
            placed(QRect(room.right() - gap - icon, room.top() + (room.height() - icon) / 2, icon, icon));
        painter->drawPixmap(more.topLeft(),
                            m_theme.pixmap(u"more"_s, icon, ratio, m_theme.color(Token::TextDim)));
    }
    const int textLeft = room.left() + gap + chip + m_theme.scaled(10);
    const QRect lines = placed(QRect(
        textLeft, room.top(), room.right() - gap - textLeft - (isActive ? icon + gap : 0), room.height()));
    const QFont titleFont = m_theme.font(TextStyle::BodyStrong);
    const QFont detailFont = m_theme.font(TextStyle::Small);
    const QFontMetrics title(titleFont);
    const QFontMetrics detail(detailFont);
    const int top = lines.top() + (lines.height() - title.height() - detail.height()) / 2;
    const int flags =
        int(Qt::AlignVCenter) | (mirrored ? Qt::AlignRight : Qt::AlignLeft) | int(Qt::AlignAbsolute);
    const auto draw = [&](const QFont &font, Token color, int y, int height, int role) {
        painter->setFont(font);
        painter->setPen(m_theme.color(color));
        const QString shown =
            m_theme.emoji().elided(font, index.data(role).toString(), Qt::ElideRight, lines.width());
        m_theme.emoji().drawLine(*painter, QRect(lines.left(), y, lines.width(), height), flags, shown);
    };
    draw(titleFont, Token::Text, top, title.height(), ConnectionListModel::Title);
    draw(detailFont, Token::TextDim, top + title.height(), detail.height(), ConnectionListModel::Detail);
    painter->restore();
}

} // namespace roost
