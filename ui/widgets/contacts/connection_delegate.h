// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace roost {

class Theme;

/// Paints one Connection of the panel's list: device, client, and time. For a ConnectionListModel. Main
/// thread.
class ConnectionDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit ConnectionDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace roost
