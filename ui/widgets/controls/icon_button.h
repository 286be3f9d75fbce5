// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/theme.h"

#include <QToolButton>

namespace roost {

/// A square button with a line icon that follows the theme. Its accessible name is its tooltip.
class IconButton : public QToolButton
{
    Q_OBJECT

public:
    IconButton(const Theme &theme, QString icon, QWidget *parent = nullptr);

    void setTint(Token tint);
    /// The name for screen readers, shown as a tooltip too.
    void setLabel(const QString &label);
    /// A small accent dot in the corner: something waits behind this button.
    void setMarked(bool marked);
    /// Filled with the accent: the one thing to do here.
    void setPrimary();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void apply();
    void paintPrimary();

    const Theme &m_theme;
    QString m_icon;
    Token m_tint = Token::TextDim;
    bool m_marked = false;
    bool m_primary = false;
};

} // namespace roost
