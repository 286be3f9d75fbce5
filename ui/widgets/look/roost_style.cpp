// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/roost_style.h"

#include "widgets/look/theme.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QPainter>
#include <QStyleOption>

namespace roost {

namespace {

constexpr qreal corner = 8.0;
constexpr int scrollBarWidth = 10;
constexpr int shortestHandle = 28;
constexpr int buttonPadding = 16; ///< At each side of the text of a push button, at least.

QRectF inside(const QRect &rect, qreal pen) { return QRectF(rect).adjusted(pen, pen, -pen, -pen); }

void roundRect(QPainter &painter, const QRectF &rect, const QColor &fill, const QColor &border,
               qreal width = 1.0, qreal radius = corner)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill);
    painter.setPen(border.isValid() ? QPen(border, width) : QPen(Qt::NoPen));
    painter.drawRoundedRect(rect, radius, radius);
    painter.restore();
}

bool isToggle(const QWidget *widget) { return widget != nullptr && widget->property("toggle").toBool(); }

} // namespace

RoostStyle::RoostStyle(const Theme &theme) : QProxyStyle(QStringLiteral("Fusion")), m_theme(theme) {}

bool RoostStyle::isPrimary(const QStyleOption &option, const QWidget *widget)
{
    if (widget != nullptr && widget->property("primary").toBool())
        return true;
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option);
    return button != nullptr && button->features.testFlag(QStyleOptionButton::DefaultButton);
}

void RoostStyle::drawInput(const QStyleOption &option, QPainter &painter) const
{
    const bool focused = option.state.testFlag(State_HasFocus) && option.state.testFlag(State_Enabled);
    const qreal width = focused ? 1.5 : 1.0;
    roundRect(painter, inside(option.rect, width / 2), m_theme.color(Token::Window),
              m_theme.color(focused ? Token::Accent : Token::Line), width);
}

void RoostStyle::drawButton(const QStyleOption &option, QPainter &painter, const QWidget *widget) const
{
    const bool enabled = option.state.testFlag(State_Enabled);
    const bool pressed = option.state.testFlag(State_Sunken) || option.state.testFlag(State_On);
    const bool hovered = option.state.testFlag(State_MouseOver);
    if (isPrimary(option, widget)) {
        QColor fill = m_theme.color(enabled ? Token::Accent : Token::Chip);
        if (enabled && (pressed || hovered))
            fill = fill.darker(pressed ? 118 : 108);
        roundRect(painter, inside(option.rect, 0.5), fill, {});
        // Accent on accent would not be seen.
        if (option.state.testFlag(State_HasFocus) && option.state.testFlag(State_KeyboardFocusChange))
            roundRect(painter, inside(option.rect, 3), Qt::transparent, m_theme.color(Token::OnAccent), 1.5,
                      corner - 2.5);
        return;
    }
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option);
    const bool flat = button != nullptr && button->features.testFlag(QStyleOptionButton::Flat);
    QColor fill = flat ? QColor(Qt::transparent) : m_theme.color(Token::Window);
    if (enabled && (pressed || hovered))
        fill = m_theme.color(pressed ? Token::Chip : Token::Hover);
    roundRect(painter, inside(option.rect, 0.5), fill, flat ? QColor() : m_theme.color(Token::Line));
    if (option.state.testFlag(State_HasFocus))
        drawFocusRing(option, painter);
}

void RoostStyle::drawToolButton(const QStyleOption &option, QPainter &painter) const
{
    if (!option.state.testFlag(State_Enabled))
        return;
    const bool on = option.state.testFlag(State_On) || option.state.testFlag(State_Sunken);
    if (on || option.state.testFlag(State_MouseOver))
        roundRect(painter, inside(option.rect, 0.5), m_theme.color(on ? Token::Chip : Token::Hover), {});
}

void RoostStyle::drawCheckBox(const QStyleOption &option, QPainter &painter, const QWidget *widget) const
{
    const bool on = option.state.testFlag(State_On);
    const bool enabled = option.state.testFlag(State_Enabled);
    const QColor accent = m_theme.color(enabled ? Token::Accent : Token::TextFaint);
    if (isToggle(widget)) {
        const QRectF track = inside(option.rect, 0.5);
        roundRect(painter, track, on ? accent : m_theme.color(Token::Offline), {}, 0, track.height() / 2);
        const qreal side = track.height() - 4;
        const bool right = on != (option.direction == Qt::RightToLeft);
        const QRectF knob(right ? track.right() - side - 2 : track.left() + 2, track.top() + 2, side, side);
        roundRect(painter, knob, Qt::white, {}, 0, side / 2);
        return;
    }
    const bool partly = option.state.testFlag(State_NoChange);
    roundRect(painter, inside(option.rect, 0.75), on || partly ? accent : m_theme.color(Token::Window),
              on || partly ? accent : m_theme.readable(Token::TextFaint, Token::Window), 1.2, 4);
    if (partly) {
        painter.fillRect(QRectF(option.rect)
                             .adjusted(4, option.rect.height() / 2.0 - 1, -4, 1 - option.rect.height() / 2.0),
                         m_theme.color(Token::OnAccent));
    } else if (on) {
        const qreal ratio = painter.device()->devicePixelRatio();
        painter.drawPixmap(option.rect.topLeft(), m_theme.pixmap(QStringLiteral("check"), option.rect.width(),
                                                                 ratio, m_theme.color(Token::OnAccent)));
    }
}

void RoostStyle::drawFocusRing(const QStyleOption &option, QPainter &painter) const
{
    if (option.state.testFlag(State_KeyboardFocusChange))
        roundRect(painter, inside(option.rect, 1), Qt::transparent, m_theme.color(Token::Accent), 1.5,
                  std::min(corner, option.rect.height() / 3.0));
}

void RoostStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                               const QWidget *widget) const
{
    switch (element) {
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        const bool inside = widget != nullptr && qobject_cast<QComboBox *>(widget->parentWidget()) != nullptr;
        if (frame != nullptr && frame->lineWidth > 0 && !inside)
            drawInput(*option, *painter);
        return;
    }
    case PE_FrameLineEdit:
        return;
    case PE_Frame:
        if (qobject_cast<const QAbstractScrollArea *>(widget) != nullptr) {
            drawInput(*option, *painter);
            return;
        }
        break;
    case PE_PanelButtonCommand:
        drawButton(*option, *painter, widget);
        return;
    case PE_PanelButtonTool:
        drawToolButton(*option, *painter);
        return;
    case PE_IndicatorCheckBox:
        drawCheckBox(*option, *painter, widget);
        return;
    case PE_PanelItemViewRow: // The branches of a tree, next to the columns.
        if (option->state.testFlag(State_Selected)) {
            painter->fillRect(option->rect, m_theme.color(Token::Selection));
            return;
        }
        break;
    case PE_FrameFocusRect:
        drawFocusRing(*option, *painter);
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void RoostStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                             const QWidget *widget) const
{
    if (element == CE_PushButtonLabel && isPrimary(*option, widget)) {
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            QStyleOptionButton copy = *button;
            const bool enabled = option->state.testFlag(State_Enabled);
            copy.palette.setColor(QPalette::ButtonText,
                                  m_theme.color(enabled ? Token::OnAccent : Token::TextFaint));
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
    }
    if (element == CE_HeaderSection) {
        drawHeader(*option, *painter);
        return;
    }
    if (element == CE_MenuItem || element == CE_ItemViewItem || element == CE_HeaderLabel) {
        drawTinted(element, *option, *painter, widget);
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

/// Draws elements in Fusion's style with quieter colours.
void RoostStyle::drawTinted(ControlElement element, const QStyleOption &option, QPainter &painter,
                            const QWidget *widget) const
{
    const auto draw = [&](auto copy, Token back, QPalette::ColorRole ink, Token inkToken) {
        copy.palette.setColor(QPalette::Highlight, m_theme.color(back));
        copy.palette.setColor(QPalette::HighlightedText, m_theme.color(Token::Text));
        copy.palette.setColor(QPalette::Active, ink, m_theme.readable(inkToken, back));
        QProxyStyle::drawControl(element, &copy, &painter, widget);
    };
    if (const auto *menuItem = qstyleoption_cast<const QStyleOptionMenuItem *>(&option))
        draw(*menuItem, Token::Hover, QPalette::HighlightedText, Token::Text);
    else if (const auto *viewItem = qstyleoption_cast<const QStyleOptionViewItem *>(&option))
        draw(*viewItem, Token::Selection, QPalette::HighlightedText, Token::Text);
    else if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(&option))
        draw(*header, Token::Sidebar, QPalette::ButtonText, Token::TextDim);
    else
        QProxyStyle::drawControl(element, &option, &painter, widget);
}

void RoostStyle::drawHeader(const QStyleOption &option, QPainter &painter) const
{
    painter.fillRect(option.rect, m_theme.color(Token::Sidebar));
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                     m_theme.color(Token::Line));
}

void RoostStyle::drawScrollBar(const QStyleOptionComplex &option, QPainter &painter,
                               const QWidget *widget) const
{
    const QRect handle = subControlRect(CC_ScrollBar, &option, SC_ScrollBarSlider, widget);
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(&option);
    if (slider == nullptr || slider->maximum <= slider->minimum)
        return;
    QColor color = m_theme.color(Token::TextFaint);
    color.setAlphaF(option.state.testFlag(State_MouseOver) || option.state.testFlag(State_Sunken) ? 0.8F
                                                                                                  : 0.45F);
    const QRectF bar = QRectF(handle).adjusted(2, 2, -2, -2);
    roundRect(painter, bar, color, {}, 0, std::min(bar.width(), bar.height()) / 2);
}

void RoostStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                    QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        drawScrollBar(*option, *painter, widget);
        return;
    }
    const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    if (control == CC_ToolButton && button != nullptr) {
        // An icon of three dots already indicates a menu; no arrow next to it.
        QStyleOptionToolButton copy = *button;
        copy.features &= ~QStyleOptionToolButton::HasMenu;
        QProxyStyle::drawComplexControl(control, &copy, painter, widget);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect RoostStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                 const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return QProxyStyle::subControlRect(control, option, part, widget).adjusted(6, 0, -6, 0);
    if (control != CC_ScrollBar || slider == nullptr)
        return QProxyStyle::subControlRect(control, option, part, widget);
    // No arrows: the handle has the whole length.
    const QRect whole = slider->rect;
    const bool upright = slider->orientation == Qt::Vertical;
    const int length = upright ? whole.height() : whole.width();
    const int range = slider->maximum - slider->minimum;
    int handle = length;
    if (range > 0)
        handle = int(qint64(length) * slider->pageStep / (qint64(range) + slider->pageStep));
    handle = std::min(length, std::max(handle, shortestHandle));
    const int start = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition,
                                              length - handle, slider->upsideDown);
    QRect rect;
    if (part == SC_ScrollBarSlider)
        rect = upright ? QRect(0, start, whole.width(), handle) : QRect(start, 0, handle, whole.height());
    else if (part == SC_ScrollBarSubPage)
        rect = upright ? QRect(0, 0, whole.width(), start) : QRect(0, 0, start, whole.height());
    else if (part == SC_ScrollBarAddPage)
        rect = upright ? QRect(0, start + handle, whole.width(), length - start - handle)
                       : QRect(start + handle, 0, length - start - handle, whole.height());
    else if (part == SC_ScrollBarGroove)
        rect = QRect(0, 0, whole.width(), whole.height());
    rect.translate(whole.topLeft());
    return upright ? rect : visualRect(slider->direction, whole, rect);
}

QRect RoostStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    const bool hasFrame = frame != nullptr && frame->lineWidth > 0;
    return element == SE_LineEditContents && hasFrame ? rect.adjusted(6, 0, -6, 0) : rect;
}

QSize RoostStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                   const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton) {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (button != nullptr && !button->text.isEmpty()) {
            // Fusion gives short texts a wide button, but long texts only a few pixels at their sides.
            const int padded = size.width() + 2 * m_theme.scaled(buttonPadding);
            result = QSize(std::max(result.width() + m_theme.scaled(8), padded),
                           std::max(result.height(), m_theme.scaled(32)));
        }
    } else if (type == CT_LineEdit) {
        result.setHeight(std::max(result.height(), m_theme.scaled(32)));
    } else if (type == CT_ComboBox) {
        result = QSize(result.width() + 12, std::max(result.height(), m_theme.scaled(32)));
    } else if (type == CT_ItemViewItem) {
        result.setHeight(std::max(result.height(), m_theme.scaled(28)));
    } else if (type == CT_HeaderSection) {
        result = QSize(result.width() + 8, std::max(result.height(), m_theme.scaled(30)));
    } else if (type == CT_MenuItem && result.height() > m_theme.scaled(12)) {
        result.setHeight(std::max(result.height(), m_theme.scaled(28)));
    }
    return result;
}

int RoostStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return scrollBarWidth;
    case PM_ScrollView_ScrollBarSpacing:
        return 0;
    case PM_DefaultFrameWidth: // Room for the round corners, which the content would cover.
        if (qobject_cast<const QAbstractScrollArea *>(widget) != nullptr)
            return 4;
        return QProxyStyle::pixelMetric(metric, option, widget);
    case PM_IndicatorWidth:
        return m_theme.scaled(isToggle(widget) ? 32 : 16);
    case PM_IndicatorHeight:
        return m_theme.scaled(isToggle(widget) ? 18 : 16);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

void RoostStyle::polish(QApplication *application)
{
    QProxyStyle::polish(application);
    for (QObject *filter : std::initializer_list<QObject *>{this, &m_graphemes, &m_latinKeys})
        application->installEventFilter(filter);
}

void RoostStyle::unpolish(QApplication *application)
{
    for (QObject *filter : std::initializer_list<QObject *>{this, &m_graphemes, &m_latinKeys})
        application->removeEventFilter(filter);
    QProxyStyle::unpolish(application);
}

bool RoostStyle::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    if (type != QEvent::KeyPress && type != QEvent::KeyRelease && type != QEvent::WindowDeactivate)
        return QProxyStyle::eventFilter(watched, event);
    bool held = m_altHeld && type != QEvent::WindowDeactivate;
    if (type != QEvent::WindowDeactivate && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Alt)
        held = type == QEvent::KeyPress;
    if (std::exchange(m_altHeld, held) != held) {
        const QWidgetList windows = QApplication::topLevelWidgets();
        for (QWidget *window : windows) {
            const QList<QWidget *> all = window->findChildren<QWidget *>();
            for (QWidget *widget : all)
                widget->update();
        }
    }
    return QProxyStyle::eventFilter(watched, event);
}

int RoostStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                          QStyleHintReturn *data) const
{
    if (hint == SH_ScrollBar_LeftClickAbsolutePosition)
        return 1;
    if (hint == SH_UnderlineShortcut)
        return m_altHeld ? 1 : 0;
    if (m_theme.isFixed() && (hint == SH_Widget_Animation_Duration || hint == SH_Widget_Animate ||
                              hint == SH_ToolTip_WakeUpDelay || hint == SH_ToolTip_FallAsleepDelay))
        return 0;
    if (hint == SH_EtchDisabledText || hint == SH_DitherDisabledText ||
        hint == SH_DialogButtonBox_ButtonsHaveIcons)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, data);
}

} // namespace roost
