// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QRawFont>
#include <QString>
#include <QTextLayout>

#include <functional>
#include <optional>

class QPainter;

namespace roost {

/// Says whether a family is in the font database, under that very name.
using HasFamily = std::function<bool(const QString &)>;

/// The families for text, best first. `resolved` is the family that the system's font really comes from: the
/// name that the desktop gives may be an alias, which Qt 6.4 skips in a list, so that the next family of the
/// list would draw digits and spaces. `isBare`: no desktop chose it, so the design's own font goes first.
[[nodiscard]] QStringList textFamilies(const QString &resolved, bool isBare, const HasFamily &has);

/// The colour font of this system (Linux, Windows, macOS); empty if there is none.
[[nodiscard]] QString emojiFamily(const HasFamily &has);

/// Draws emoji in colour and all other characters in the text font, even if either font has glyphs for both:
/// Qt 6.4 decides by the characters alone and ignores U+FE0F. A text without emoji is left to Qt after one
/// check of each character. Main thread.
class EmojiFont
{
public:
    /// `family` is in the font database; an empty one disables the class.
    explicit EmojiFont(QString family = {});

    [[nodiscard]] const QString &family() const { return m_family; }
    /// Formats that a layout of `text` needs besides its font.
    [[nodiscard]] QList<QTextLayout::FormatRange> formats(const QString &text) const;
    /// Like QFontMetricsF::horizontalAdvance() and QFontMetrics::elidedText().
    [[nodiscard]] qreal advance(const QFont &font, const QString &text) const;
    [[nodiscard]] QString elided(const QFont &font, const QString &text, Qt::TextElideMode mode,
                                 int width) const;
    /// Like QPainter::drawText(), for one line: alignment, Qt::TextForceLeftToRight and
    /// Qt::TextForceRightToLeft are regarded.
    void drawLine(QPainter &painter, const QRectF &box, int flags, const QString &text) const;

private:
    [[nodiscard]] bool hasGlyphsFor(const QString &emoji) const;

    QString m_family;
    mutable std::optional<QRawFont> m_raw; ///< Loaded for the first emoji, not at start.
};

} // namespace roost
