// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIconEngine>
#include <QPixmap>

namespace roost {

/// A line icon of the program in one colour, rendered for every size. Main thread.
class TintedIcon final : public QIconEngine
{
public:
    TintedIcon(QString name, const QColor &color, const QColor &disabledColor);

    /// resources/icons/`name`.svg in `color`, `size` px at `ratio` device pixels each; transparent when there
    /// is no such icon.
    [[nodiscard]] static QPixmap render(const QString &name, int size, qreal ratio, const QColor &color);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QIconEngine *clone() const override;
    [[nodiscard]] QString key() const override;

private:
    QString m_name;
    QColor m_color;
    QColor m_disabledColor;
};

} // namespace roost
