// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/theme.h"

#include <QLabel>

class QTextLayout;

namespace roost {

/// A label in a type style and a colour of the design, following the theme. Always plain text, since the text
/// may be external: with word wrap, a word that is wider than the label breaks anywhere, and never widens the
/// label's parent. Emoji are in colour, except in selectable text.
class TextLabel : public QLabel
{
    Q_OBJECT

public:
    TextLabel(const Theme &theme, TextStyle style, Token color, QWidget *parent = nullptr);

    /// One line that ends in "…" where there is no room; the whole text is the tooltip then.
    void setElided(bool elided);
    void setColor(Token color);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] bool isSelectable() const;
    /// QLabel, which breaks between words only, is not enough at this width.
    [[nodiscard]] bool needsOwnLayout(int width) const;
    /// Breaks the text into lines; returns their height.
    qreal layOut(QTextLayout &layout, qreal width) const;
    void paintLines(QPainter &painter) const;
    void paintElided(QPainter &painter);
    void breakSelectableText();
    void apply();
    void applyDirection();

    const Theme &m_theme;
    TextStyle m_style;
    Token m_color;
    bool m_elided = false;
};

} // namespace roost
