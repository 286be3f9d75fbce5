// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/emoji_font.h"

#include "models/emoji_runs.h"

#include <QPainter>
#include <QStyle>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <cmath>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// Lays it out as one line, no longer than the text; returns its width.
qreal layOut(QTextLayout &layout, const QList<QTextLayout::FormatRange> &formats,
             Qt::LayoutDirection direction)
{
    constexpr qreal endless = 1e6;
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(direction);
    layout.setTextOption(option);
    layout.setFormats(formats);
    layout.setCacheEnabled(true);
    const auto layOutIn = [&layout](qreal room) {
        layout.beginLayout();
        QTextLine line = layout.createLine();
        line.setLineWidth(room);
        layout.endLayout();
        return line.naturalTextWidth();
    };
    const qreal width = layOutIn(endless);
    // A right-to-left text is placed at the far end of its line.
    return direction == Qt::RightToLeft ? layOutIn(std::ceil(width)) : width;
}

qreal widthOf(const QFont &font, const QString &text, const QList<QTextLayout::FormatRange> &formats)
{
    QTextLayout layout(text, font);
    return layOut(layout, formats, text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
}

} // namespace

QStringList textFamilies(const QString &resolved, bool isBare, const HasFamily &has)
{
    QStringList families;
    if (const QString own = u"Inter"_s; isBare && has(own))
        families.append(own);
    if (!resolved.isEmpty() && !families.contains(resolved))
        families.append(resolved);
    return families;
}

QString emojiFamily(const HasFamily &has)
{
    for (const QString &family : {u"Noto Color Emoji"_s, u"Segoe UI Emoji"_s, u"Apple Color Emoji"_s,
                                  u"Twemoji"_s, u"Twitter Color Emoji"_s, u"JoyPixels"_s, u"EmojiOne Color"_s,
                                  u"Blobmoji"_s, u"OpenMoji Color"_s}) {
        if (has(family))
            return family;
    }
    return {};
}

EmojiFont::EmojiFont(QString family) : m_family(std::move(family)) {}

bool EmojiFont::hasGlyphsFor(const QString &emoji) const
{
    if (!m_raw) {
        QFont font;
        font.setFamilies({m_family});
        font.setStyleStrategy(QFont::NoFontMerging);
        m_raw = QRawFont::fromFont(font);
    }
    const QList<uint> characters = emoji.toUcs4();
    const auto isMissing = [this](uint c) {
        const bool isInvisible = c == 0x200d || c == 0xfe0f || (c >= 0xe0020 && c <= 0xe007f);
        return !isInvisible && !m_raw->supportsCharacter(c);
    };
    return std::none_of(characters.begin(), characters.end(), isMissing);
}

QList<QTextLayout::FormatRange> EmojiFont::formats(const QString &text) const
{
    QList<QTextLayout::FormatRange> formats;
    if (m_family.isEmpty())
        return formats;
    const QList<TextRun> runs = emojiRuns(text);
    for (const TextRun &run : runs) {
        if (!hasGlyphsFor(text.mid(run.start, run.length)))
            continue;
        QTextCharFormat format;
        format.setFontFamilies({m_family});
        // With others behind it, U+FE0F would come from one of them and cut the sequence in two.
        format.setFontStyleStrategy(QFont::NoFontMerging);
        formats.append({run.start, run.length, format});
    }
    return formats;
}

qreal EmojiFont::advance(const QFont &font, const QString &text) const
{
    const auto wanted = formats(text);
    return wanted.isEmpty() ? QFontMetricsF(font).horizontalAdvance(text) : widthOf(font, text, wanted);
}

QString EmojiFont::elided(const QFont &font, const QString &text, Qt::TextElideMode mode, int width) const
{
    const auto wanted = formats(text);
    if (wanted.isEmpty() || mode == Qt::ElideNone)
        return QFontMetrics(font).elidedText(text, mode, width);
    if (std::ceil(widthOf(font, text, wanted)) <= width)
        return text;
    // The longest part that fits together with the ellipsis, never cut within a character.
    constexpr QChar more(0x2026);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    QList<qsizetype> ends;
    for (qsizetype at = finder.toNextBoundary(); at > 0; at = finder.toNextBoundary())
        ends.append(at);
    const auto fits = [&](qsizetype end) {
        const QString part = text.first(end) + more;
        return std::ceil(widthOf(font, part, formats(part))) <= width;
    };
    const auto firstTooLong =
        std::partition_point(ends.cbegin(), ends.cend(), [&fits](qsizetype end) { return fits(end); });
    return firstTooLong == ends.cbegin() ? QString(more) : text.first(*std::prev(firstTooLong)) + more;
}

void EmojiFont::drawLine(QPainter &painter, const QRectF &box, int flags, const QString &text) const
{
    const auto wanted = formats(text);
    if (wanted.isEmpty()) {
        painter.drawText(box, flags | int(Qt::TextSingleLine), text);
        return;
    }
    const bool isRtl = (flags & Qt::TextForceRightToLeft) != 0 ||
                       ((flags & Qt::TextForceLeftToRight) == 0 && text.isRightToLeft());
    QTextLayout layout(text, painter.font());
    const qreal width = layOut(layout, wanted, isRtl ? Qt::RightToLeft : Qt::LeftToRight);
    const auto alignment = QStyle::visualAlignment(
        painter.layoutDirection(),
        Qt::Alignment(flags & int(Qt::AlignHorizontal_Mask | Qt::AlignVertical_Mask)));
    qreal x = box.left();
    if (alignment & Qt::AlignRight)
        x += box.width() - width;
    else if (alignment & Qt::AlignHCenter)
        x += (box.width() - width) / 2;
    // By the text font: emoji that are taller do not move the line.
    const QFontMetricsF metrics(painter.font());
    qreal baseline = box.top() + metrics.ascent();
    if (alignment & Qt::AlignVCenter)
        baseline += (box.height() - metrics.height()) / 2;
    else if (alignment & Qt::AlignBottom)
        baseline += box.height() - metrics.height();
    const QTextLine line = layout.lineAt(0);
    line.draw(&painter, QPointF(x, std::round(baseline) - line.ascent()));
}

} // namespace roost
