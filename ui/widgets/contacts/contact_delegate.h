// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/vocabulary.h"

#include <QStyledItemDelegate>

namespace roost {

class AvatarCache;
class Theme;
enum class Token : quint8;

/// Paints one Endpoint: picture with presence, name and time, preview with the glyphs of its Connections and
/// the unread badge. Mirrored for right-to-left languages; names keep their own direction. Only paints: all
/// it shows comes from the model's roles. Main thread.
class ContactDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    ContactDelegate(const Theme &theme, AvatarCache &avatars, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    void paintRow(QPainter &painter, const QRect &row, Token back, bool focused) const;
    void paintAvatar(QPainter &painter, const QRect &box, Qt::LayoutDirection direction,
                     const QModelIndex &index, const QColor &around) const;
    /// Badge and glyphs, from the far end; returns where the text must end.
    void paintName(QPainter &painter, QRect room, const QRect &whole, Qt::LayoutDirection direction,
                   const QModelIndex &index, Token back) const;
    [[nodiscard]] int paintMarks(QPainter &painter, const QRect &lower, const QRect &whole,
                                 Qt::LayoutDirection direction, const QModelIndex &index, Token back) const;
    void paintPreview(QPainter &painter, QRect box, const QRect &whole, Qt::LayoutDirection direction,
                      const QModelIndex &index, Token back) const;

    const Theme &m_theme;
    AvatarCache &m_avatars;
};

} // namespace roost
