// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/grapheme_deletion.h"
#include "widgets/look/latin_keys.h"

#include <QProxyStyle>

namespace roost {

class Theme;

/// The design on top of Fusion: inputs, buttons and menu rows with round corners, a focus ring in the accent
/// colour, slim scroll bars. A button with the property "primary" (or a dialog's default one) is filled; a
/// check box with the property "toggle" is a switch. Only colours of the Theme; mirrored by Qt. Main thread.
class RoostStyle final : public QProxyStyle
{
    Q_OBJECT

public:
    /// `theme` must outlive the style.
    explicit RoostStyle(const Theme &theme);

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                       SubControl part, const QWidget *widget) const override;
    [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption *option,
                                       const QWidget *widget) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                         const QWidget *widget) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option,
                                  const QWidget *widget) const override;
    void polish(QApplication *application) override;
    void unpolish(QApplication *application) override;
    using QProxyStyle::polish;
    using QProxyStyle::unpolish;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                                QStyleHintReturn *data) const override;

protected:
    /// Watches for Alt: the letters of shortcuts are underlined while it is held.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void drawTinted(ControlElement element, const QStyleOption &option, QPainter &painter,
                    const QWidget *widget) const;
    void drawHeader(const QStyleOption &option, QPainter &painter) const;
    void drawInput(const QStyleOption &option, QPainter &painter) const;
    void drawButton(const QStyleOption &option, QPainter &painter, const QWidget *widget) const;
    void drawToolButton(const QStyleOption &option, QPainter &painter) const;
    void drawCheckBox(const QStyleOption &option, QPainter &painter, const QWidget *widget) const;
    void drawFocusRing(const QStyleOption &option, QPainter &painter) const;
    void drawScrollBar(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const;
    [[nodiscard]] static bool isPrimary(const QStyleOption &option, const QWidget *widget);

    const Theme &m_theme;
    bool m_altHeld = false;
    GraphemeDeletion m_graphemes;
    LatinKeys m_latinKeys;
};

} // namespace roost
