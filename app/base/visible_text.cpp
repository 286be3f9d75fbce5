// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/visible_text.h"

#include <algorithm>

namespace roost {

namespace {

constexpr bool isJoiner(char32_t c) { return c == 0x200c || c == 0x200d; }

/// Letters and marks by category that are invisible.
constexpr bool isBlankLetter(char32_t c)
{
    return c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 || c == 0x2800 ||
           c == 0x3164 || c == 0xffa0;
}

constexpr bool isVariationSelector(char32_t c)
{
    return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0x180b && c <= 0x180d) || c == 0x180f ||
           (c >= 0xe0100 && c <= 0xe01ef);
}

constexpr bool isTag(char32_t c) { return c >= 0xe0020 && c <= 0xe007f; }

/// Invisible characters that change nothing visible except perhaps the direction.
bool isInvisible(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Format:
        // Signs above numbers (U+0600 …) are visible.
        return !isJoiner(c) && !isTag(c) && !(c >= 0x0600 && c <= 0x0605) && c != 0x06dd && c != 0x070f &&
               c != 0x08e2 && c != 0x110bd;
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
        return true;
    default:
        return isBlankLetter(c);
    }
}

bool isPlain(QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; }

/// True if singleLine() has nothing to do: the usual case, found by one scan.
bool isSingleLine(const QString &text)
{
    bool wasSpace = true;
    for (const QChar c : text) {
        const bool isSpace = c == u' ';
        if ((isSpace && wasSpace) ||
            (!isSpace && !isPlain(c) && (c.unicode() < 0xc0 || !c.isLetter() || isBlankLetter(c.unicode()))))
            return false;
        wasSpace = isSpace;
    }
    return text.isEmpty() || !wasSpace;
}

void appendPoint(QString &text, char32_t point)
{
    for (const char16_t unit : QChar::fromUcs4(point))
        text += QChar(unit);
}

/// Joiners and selectors alone are nothing.
bool showsSomething(char32_t c)
{
    return !isJoiner(c) && !isVariationSelector(c) && !isTag(c) && !QChar::isSpace(c) && !isInvisible(c);
}

} // namespace

QString withoutDirectionControls(const QString &text)
{
    if (std::none_of(text.begin(), text.end(), isDirectionControl))
        return text;
    QString kept = text;
    kept.removeIf(isDirectionControl);
    return kept;
}

QString singleLine(const QString &text)
{
    if (isSingleLine(text))
        return text;
    QString line;
    line.reserve(text.size());
    bool isVisible = false;
    char32_t space = 0;
    const QList<uint> points = text.toUcs4();
    for (const uint point : points) {
        if (QChar::isSpace(point)) {
            // A single no-break space is intended.
            const bool isNoBreak = point == 0xa0 || point == 0x202f;
            space = space == 0 && isNoBreak ? char32_t(point) : U' ';
            continue;
        }
        if (isInvisible(point))
            continue;
        if (space != 0 && !line.isEmpty())
            appendPoint(line, space);
        space = 0;
        appendPoint(line, point);
        isVisible = isVisible || showsSomething(point);
    }
    return isVisible ? line : QString();
}

QString typedAddress(QStringView text)
{
    const QList<uint> points = text.toUcs4();
    // A control inside is no accident of copying: the address is refused for it.
    const auto isKept = [](uint point) {
        return QChar::category(point) == QChar::Other_Control ||
               (!isInvisible(point) && !isVariationSelector(point));
    };
    const auto isEdge = [](uint point) {
        return isInvisible(point) || isVariationSelector(point) || QChar::isSpace(point) || isJoiner(point);
    };
    const auto first = std::find_if_not(points.begin(), points.end(), isEdge);
    const auto last = std::find_if_not(points.rbegin(), std::make_reverse_iterator(first), isEdge).base();
    QString address;
    address.reserve(text.size());
    for (auto point = first; point != last; ++point) {
        if (isKept(*point))
            appendPoint(address, *point);
    }
    return address;
}

} // namespace roost
