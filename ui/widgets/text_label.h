// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QLabel>

namespace roost {

/// A label in a type style and a colour of the design, following the theme. Plain text always, as it may come
/// from outside.
class TextLabel : public QLabel
{
    Q_OBJECT

public:
    TextLabel(const Theme &theme, TextStyle style, Token color, QWidget *parent = nullptr);

    /// One line that ends in "…" where there is no room; the whole text is the tooltip then.
    void setElided(bool elided);
    void setColor(Token color);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void apply();
    void applyDirection();

    const Theme &m_theme;
    TextStyle m_style;
    Token m_color;
    bool m_elided = false;
};

} // namespace roost
