// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/text_label.h"

#include "widgets/look/remote_text.h"

#include <QAbstractTextDocumentLayout>
#include <QEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>
#include <QTextDocument>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace roost {

namespace {
constexpr int widestInChars = 80; ///< QLabel's own limit for text that can wrap.
constexpr int narrowestInChars = 8;
} // namespace

TextLabel::TextLabel(const Theme &theme, TextStyle style, Token color, QWidget *parent)
    : QLabel(parent)
    , m_theme(theme)
    , m_style(style)
    , m_color(color)
{
    setTextFormat(Qt::PlainText);
    // The colour must not come from the parent: a field would impose its own.
    setForegroundRole(QPalette::WindowText);
    connect(&theme, &Theme::changed, this, &TextLabel::apply);
    apply();
    applyDirection();
}

void TextLabel::apply()
{
    setFont(m_theme.font(m_style));
    QPalette colors = m_theme.palette();
    colors.setColor(QPalette::WindowText, m_theme.color(m_color));
    setPalette(colors);
}

void TextLabel::setElided(bool elided)
{
    m_elided = elided;
    updateGeometry();
    update();
}

void TextLabel::setColor(Token color)
{
    if (std::exchange(m_color, color) != color)
        apply();
}

void TextLabel::applyDirection()
{
    // QLabel follows the direction of the text; a column of labels follows the window.
    if (alignment() & Qt::AlignHCenter)
        return;
    const auto side = layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    setAlignment(side | Qt::AlignAbsolute | (alignment() & Qt::AlignVertical_Mask));
}

void TextLabel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LayoutDirectionChange)
        applyDirection();
    QLabel::changeEvent(event);
}

/// By default a label has links only, for which there is no document in plain text.
bool TextLabel::isSelectable() const
{
    return (textInteractionFlags() & (Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard)) != 0;
}

bool TextLabel::needsOwnLayout(int width) const
{
    if (!wordWrap())
        return false;
    return QLabel::minimumSizeHint().width() > width ||
           (!isSelectable() && !m_theme.emoji().formats(text()).isEmpty());
}

qreal TextLabel::layOut(QTextLayout &layout, qreal width) const
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(text().isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    option.setAlignment(alignment() & Qt::AlignHorizontal_Mask);
    layout.setTextOption(option);
    layout.setFormats(m_theme.emoji().formats(layout.text()));
    const qreal gap = QFontMetricsF(layout.font()).leading();
    qreal height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(1.0, width));
        line.setPosition(QPointF(0, height));
        height += line.height() + gap;
    }
    layout.endLayout();
    return std::ceil(std::max(0.0, height - gap));
}

int TextLabel::heightForWidth(int width) const
{
    if (!needsOwnLayout(width))
        return QLabel::heightForWidth(width);
    const QMargins margins = contentsMargins();
    QTextLayout layout(QString(text()).replace(QLatin1Char('\n'), QChar::LineSeparator), font());
    return int(layOut(layout, width - margins.left() - margins.right())) + margins.top() + margins.bottom();
}

QSize TextLabel::sizeHint() const
{
    const QSize size = QLabel::sizeHint();
    const int widest = fontMetrics().averageCharWidth() * widestInChars;
    if (!wordWrap() || size.width() <= widest)
        return size;
    return {widest, heightForWidth(widest)};
}

QSize TextLabel::minimumSizeHint() const
{
    QSize size = QLabel::minimumSizeHint();
    const QMargins margins = contentsMargins();
    if (m_elided)
        size.setWidth(fontMetrics().averageCharWidth() * 4);
    else if (wordWrap())
        size.setWidth(std::min(size.width(), fontMetrics().averageCharWidth() * narrowestInChars +
                                                 margins.left() + margins.right()));
    return size;
}

void TextLabel::paintEvent(QPaintEvent *event)
{
    if (m_elided) {
        QPainter painter(this);
        paintElided(painter);
    } else if (isSelectable()) {
        breakSelectableText();
        QLabel::paintEvent(event);
    } else if (needsOwnLayout(width())) {
        QPainter painter(this);
        paintLines(painter);
    } else {
        QLabel::paintEvent(event);
    }
}

/// QLabel keeps selectable text in a document and sets the document's line breaking at each layout. A mouse
/// move without a button triggers this layout; afterwards QLabel leaves the document alone until the text or
/// the size changes.
void TextLabel::breakSelectableText()
{
    auto *document = findChild<QTextDocument *>();
    if (!document || !needsOwnLayout(width()))
        return;
    QMouseEvent nothing(QEvent::MouseMove, QPointF(-1, -1), mapToGlobal(QPointF(-1, -1)), Qt::NoButton,
                        Qt::NoButton, Qt::NoModifier);
    QLabel::mouseMoveEvent(&nothing);
    QTextOption option = document->defaultTextOption();
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document->setDefaultTextOption(option);
    document->setTextWidth(contentsRect().width());
}

void TextLabel::paintLines(QPainter &painter) const
{
    const QRect room = contentsRect();
    QTextLayout layout(QString(text()).replace(QLatin1Char('\n'), QChar::LineSeparator), font());
    const qreal height = layOut(layout, room.width());
    qreal top = room.top();
    if (alignment() & Qt::AlignVCenter)
        top += std::max(0.0, (room.height() - height) / 2);
    painter.setPen(
        palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    layout.draw(&painter, QPointF(room.left(), top));
}

void TextLabel::paintElided(QPainter &painter)
{
    const QRect room = contentsRect();
    const QString shown = m_theme.emoji().elided(font(), text(), Qt::ElideRight, room.width());
    const QString tip = shown == text() ? QString() : toolTipText({text()});
    if (toolTip() != tip)
        setToolTip(tip);
    if (m_theme.emoji().formats(shown).isEmpty()) {
        style()->drawItemText(&painter, room, int(QStyle::visualAlignment(layoutDirection(), alignment())),
                              palette(), isEnabled(), shown, QPalette::WindowText);
        return;
    }
    painter.setFont(font());
    painter.setPen(
        palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    m_theme.emoji().drawLine(painter, room, int(alignment()), shown);
}

} // namespace roost
