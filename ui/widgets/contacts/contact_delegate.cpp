// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/contacts/contact_delegate.h"

#include "base/visible_text.h"
#include "domain/contacts/endpoint.h"
#include "models/endpoint_columns.h"
#include "models/wording.h"
#include "widgets/look/avatar_cache.h"
#include "widgets/look/presence_mark.h"
#include "widgets/look/remote_text.h"
#include "widgets/look/theme.h"

#include <QAbstractItemView>
#include <QCoreApplication>
#include <QDateTime>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowHeight = 60;
constexpr int rowMargin = 6; ///< From the view's edge to the coloured row.
constexpr int padding = 12;  ///< From there to the picture and the times.
constexpr int avatarSize = 40;
constexpr int avatarGap = 11;
constexpr int glyphSize = 14;
constexpr int glyphGap = 5;
constexpr int mostGlyphs = 4;
constexpr int dotSize = 10;

/// The places of a row, for left to right; mirrored by `at`.
struct RowLayout
{
    QRect whole;
    QRect row;
    QRect avatar;
    QRect upper; ///< Name and time.
    QRect lower; ///< Preview, glyphs, badge.
    Qt::LayoutDirection direction;

    RowLayout(const QRect &rect, Qt::LayoutDirection layoutDirection, const Theme &theme)
        : whole(rect)
        , direction(layoutDirection)
    {
        row = rect.adjusted(rowMargin, 0, -rowMargin, 0);
        avatar = QRect(row.left() + padding, row.center().y() - avatarSize / 2 + 1, avatarSize, avatarSize);
        const int left = avatar.right() + 1 + avatarGap;
        const int right = row.right() - padding;
        const int line = theme.scaled(19);
        upper = QRect(QPoint(left, row.center().y() - line), QSize(right - left + 1, line));
        lower = QRect(QPoint(left, row.center().y() + 1), QSize(right - left + 1, line));
    }
    [[nodiscard]] QRect at(const QRect &logical) const
    {
        return QStyle::visualRect(direction, whole, logical);
    }
};

/// Draws one line of text in its own direction, aligned to the row's start.
void drawLine(QPainter &painter, const Theme &theme, const QRect &rect, const QString &text,
              Qt::LayoutDirection row, Qt::TextElideMode elide = Qt::ElideRight)
{
    if (rect.width() <= 0 || text.isEmpty())
        return;
    const QString shown = theme.emoji().elided(painter.font(), text, elide, rect.width());
    const bool isRtl = text.isRightToLeft();
    const auto side = row == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    theme.emoji().drawLine(painter, rect,
                           int(side | Qt::AlignAbsolute | Qt::AlignVCenter) |
                               (isRtl ? Qt::TextForceRightToLeft : Qt::TextForceLeftToRight),
                           shown);
}

/// Remote text for one line: no line breaks, no controls, not endless.
QString oneLine(const QString &text) { return text.left(200).simplified(); }

} // namespace

ContactDelegate::ContactDelegate(const Theme &theme, AvatarCache &avatars, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_avatars(avatars)
{
}

QSize ContactDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {m_theme.scaled(200), std::max(rowHeight, m_theme.scaled(44) + 12)};
}

void ContactDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const RowLayout layout(option.rect, option.direction, m_theme);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const Token back = selected ? Token::Selection : hovered ? Token::Hover : Token::Sidebar;
    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    paintRow(*painter, layout.row, back,
             option.state.testFlag(QStyle::State_HasFocus) &&
                 option.state.testFlag(QStyle::State_KeyboardFocusChange));
    paintAvatar(*painter, layout.at(layout.avatar), option.direction, index, m_theme.color(back));

    // Upper line: the time first, the name gets the remaining space.
    const QString time = index.data(EndpointRole::TimeText).toString();
    QRect name = layout.upper;
    if (!time.isEmpty()) {
        painter->setFont(m_theme.font(TextStyle::Tiny));
        const int width = painter->fontMetrics().horizontalAdvance(time) + 1;
        const QRect box(layout.upper.right() - width + 1, layout.upper.top(), width, layout.upper.height());
        painter->setPen(m_theme.readable(Token::TextFaint, back));
        painter->drawText(layout.at(box), Qt::AlignCenter | Qt::TextSingleLine, time);
        name.setRight(box.left() - 8);
    }
    painter->setFont(m_theme.font(TextStyle::BodyStrong));
    painter->setPen(index.data(EndpointRole::Blocked).toBool() ? m_theme.readable(Token::TextDim, back)
                                                               : m_theme.color(Token::Text));
    paintName(*painter, name, layout.whole, option.direction, index, back);

    QRect preview = layout.lower;
    preview.setRight(paintMarks(*painter, layout.lower, layout.whole, option.direction, index, back));
    paintPreview(*painter, preview, layout.whole, option.direction, index, back);
    painter->restore();
}

void ContactDelegate::paintRow(QPainter &painter, const QRect &row, Token back, bool focused) const
{
    if (back != Token::Sidebar) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(back));
        painter.drawRoundedRect(row, 8, 8);
    }
    if (focused) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.color(Token::Accent), 1.5));
        painter.drawRoundedRect(QRectF(row).adjusted(1, 1, -1, -1), 8, 8);
    }
}

void ContactDelegate::paintAvatar(QPainter &painter, const QRect &box, Qt::LayoutDirection direction,
                                  const QModelIndex &index, const QColor &around) const
{
    const auto *endpoint = index.data(EndpointRole::Object).value<const Endpoint *>();
    if (endpoint == nullptr)
        return;
    painter.drawPixmap(box.topLeft(),
                       m_avatars.pixmap(*endpoint, box.width(), painter.device()->devicePixelRatio()));
    const QRect dot(box.right() - dotSize + 1, box.bottom() - dotSize + 1, dotSize, dotSize);
    paintPresence(painter, QStyle::visualRect(direction, box, dot),
                  Show(index.data(EndpointRole::ShowValue).toInt()), m_theme, around);
}

/// Paints the name and next to it the name that a stranger claims: the real name has priority, a warning is
/// always shown.
void ContactDelegate::paintName(QPainter &painter, QRect room, const QRect &whole,
                                Qt::LayoutDirection direction, const QModelIndex &index, Token back) const
{
    const QString name = oneLine(index.data(EndpointRole::Name).toString());
    const bool isDoubtful = index.data(EndpointRole::IsDoubtful).toBool();
    const int sign = isDoubtful ? m_theme.scaled(glyphSize) : 0;
    const int most = room.width() - (isDoubtful ? sign + glyphGap : 0);
    const int width = std::min(int(std::ceil(m_theme.emoji().advance(painter.font(), name))) + 1, most);
    const auto at = [&](const QRect &logical) { return QStyle::visualRect(direction, whole, logical); };
    // The end of an address names its domain and must stay visible.
    const bool isAddress = name == index.data(EndpointRole::ShownAddress).toString();
    drawLine(painter, m_theme, at(QRect(room.topLeft(), QSize(width, room.height()))), name, direction,
             isAddress ? Qt::ElideMiddle : Qt::ElideRight);
    room.setLeft(room.left() + width + glyphGap);
    if (isDoubtful) {
        const QRect box(room.left(), room.center().y() - sign / 2, sign, sign);
        painter.drawPixmap(at(box).topLeft(),
                           m_theme.pixmap(u"warning"_s, sign, painter.device()->devicePixelRatio(),
                                          m_theme.readable(Token::Dnd, back)));
        room.setLeft(box.right() + glyphGap);
    }
    if (room.width() < m_theme.scaled(24))
        return;
    painter.setFont(m_theme.font(TextStyle::Small));
    painter.setPen(m_theme.readable(Token::TextDim, back));
    drawLine(painter, m_theme, at(room), oneLine(index.data(EndpointRole::ClaimedName).toString()),
             direction);
}

int ContactDelegate::paintMarks(QPainter &painter, const QRect &lower, const QRect &whole,
                                Qt::LayoutDirection direction, const QModelIndex &index, Token back) const
{
    int right = lower.right();
    const auto place = [&](int width, int height) {
        const QRect box(right - width + 1, lower.center().y() - height / 2 + 1, width, height);
        right = box.left() - glyphGap;
        return QStyle::visualRect(direction, whole, box);
    };
    if (const int unread = index.data(EndpointRole::Unread).toInt(); unread > 0) {
        const QString text = unread > 999 ? u"999+"_s : QLocale().toString(unread);
        painter.setFont(m_theme.font(TextStyle::TinyStrong));
        const int height = m_theme.scaled(17);
        const int width =
            std::max(height, painter.fontMetrics().horizontalAdvance(text) + m_theme.scaled(11));
        const QRect box = place(width, height);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Token::Accent));
        painter.drawRoundedRect(box, height / 2.0, height / 2.0);
        painter.setPen(m_theme.color(Token::OnAccent));
        painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, text);
    }
    const auto kinds = index.data(EndpointRole::ConnectionKinds).value<QList<int>>();
    const int count = int(std::min<qsizetype>(kinds.size(), mostGlyphs));
    const int size = m_theme.scaled(glyphSize);
    const QColor tint = m_theme.readable(Token::TextFaint, back);
    for (int i = count - 1; i >= 0; --i) {
        const QRect box = place(size, size);
        painter.drawPixmap(box.topLeft(), m_theme.pixmap(deviceIconName(DeviceKind(kinds[i])), size,
                                                         painter.device()->devicePixelRatio(), tint));
    }
    return right == lower.right() ? right : right - 3;
}

void ContactDelegate::paintPreview(QPainter &painter, QRect box, const QRect &whole,
                                   Qt::LayoutDirection direction, const QModelIndex &index, Token back) const
{
    painter.setFont(m_theme.font(TextStyle::Small));
    if (index.data(EndpointRole::HasDraft).toBool()) {
        // By its full name: lupdate loses the namespace in this file.
        const QString draft = QCoreApplication::translate("roost::ContactDelegate", "Draft:");
        const int width = painter.fontMetrics().horizontalAdvance(draft + u' ');
        painter.setPen(m_theme.readable(Token::Accent, back));
        drawLine(painter, m_theme,
                 QStyle::visualRect(direction, whole, QRect(box.topLeft(), QSize(width, box.height()))),
                 draft, direction);
        box.setLeft(box.left() + width);
    }
    const bool unread = index.data(EndpointRole::Unread).toInt() > 0;
    painter.setPen(unread ? m_theme.color(Token::Text) : m_theme.readable(Token::TextDim, back));
    drawLine(painter, m_theme, QStyle::visualRect(direction, whole, box),
             oneLine(index.data(EndpointRole::Preview).toString()), direction);
}

bool ContactDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                                const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto *endpoint = index.data(EndpointRole::Object).value<const Endpoint *>();
    if (event->type() != QEvent::ToolTip || endpoint == nullptr)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QStringList lines{endpoint->displayName(), endpoint->id().toDisplayString()};
    lines.removeDuplicates();
    lines += Wording::nameClaim(*endpoint);
    lines += Wording::presenceReason(*endpoint, QDateTime::currentMSecsSinceEpoch());
    lines += singleLine(endpoint->presence().status);
    lines.removeAll(QString());
    for (QString &line : lines)
        line = oneLine(line);
    QToolTip::showText(event->globalPos(), toolTipText(lines), view, option.rect);
    return true;
}

} // namespace roost
