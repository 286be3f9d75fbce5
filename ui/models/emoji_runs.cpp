// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/emoji_runs.h"

#include <QChar>

#include <algorithm>
#include <iterator>

namespace roost {

namespace {

struct Range
{
    char32_t first;
    char32_t last;
};

/// Emoji_Presentation of the Unicode Character Database (emoji-data.txt), in order; the last block with the
/// places that are reserved for emoji to come.
constexpr Range colourRanges[] = {
    {0x231a, 0x231b},   {0x23e9, 0x23ec},   {0x23f0, 0x23f0},   {0x23f3, 0x23f3},   {0x25fd, 0x25fe},
    {0x2614, 0x2615},   {0x2648, 0x2653},   {0x267f, 0x267f},   {0x2693, 0x2693},   {0x26a1, 0x26a1},
    {0x26aa, 0x26ab},   {0x26bd, 0x26be},   {0x26c4, 0x26c5},   {0x26ce, 0x26ce},   {0x26d4, 0x26d4},
    {0x26ea, 0x26ea},   {0x26f2, 0x26f3},   {0x26f5, 0x26f5},   {0x26fa, 0x26fa},   {0x26fd, 0x26fd},
    {0x2705, 0x2705},   {0x270a, 0x270b},   {0x2728, 0x2728},   {0x274c, 0x274c},   {0x274e, 0x274e},
    {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},   {0x27b0, 0x27b0},   {0x27bf, 0x27bf},
    {0x2b1b, 0x2b1c},   {0x2b50, 0x2b50},   {0x2b55, 0x2b55},   {0x1f004, 0x1f004}, {0x1f0cf, 0x1f0cf},
    {0x1f18e, 0x1f18e}, {0x1f191, 0x1f19a}, {0x1f1e6, 0x1f1ff}, {0x1f201, 0x1f201}, {0x1f21a, 0x1f21a},
    {0x1f22f, 0x1f22f}, {0x1f232, 0x1f236}, {0x1f238, 0x1f23a}, {0x1f250, 0x1f251}, {0x1f300, 0x1f320},
    {0x1f32d, 0x1f335}, {0x1f337, 0x1f37c}, {0x1f37e, 0x1f393}, {0x1f3a0, 0x1f3ca}, {0x1f3cf, 0x1f3d3},
    {0x1f3e0, 0x1f3f0}, {0x1f3f4, 0x1f3f4}, {0x1f3f8, 0x1f43e}, {0x1f440, 0x1f440}, {0x1f442, 0x1f4fc},
    {0x1f4ff, 0x1f53d}, {0x1f54b, 0x1f54e}, {0x1f550, 0x1f567}, {0x1f57a, 0x1f57a}, {0x1f595, 0x1f596},
    {0x1f5a4, 0x1f5a4}, {0x1f5fb, 0x1f64f}, {0x1f680, 0x1f6c5}, {0x1f6cc, 0x1f6cc}, {0x1f6d0, 0x1f6d2},
    {0x1f6d5, 0x1f6d7}, {0x1f6dc, 0x1f6df}, {0x1f6eb, 0x1f6ec}, {0x1f6f4, 0x1f6fc}, {0x1f7e0, 0x1f7eb},
    {0x1f7f0, 0x1f7f0}, {0x1f90c, 0x1f93a}, {0x1f93c, 0x1f945}, {0x1f947, 0x1f9ff}, {0x1fa70, 0x1faff}};

constexpr char32_t joiner = 0x200d;
constexpr char32_t textStyle = 0xfe0e;
constexpr char32_t colourStyle = 0xfe0f;
constexpr char32_t keycap = 0x20e3;
/// The lowest character that can start an emoji without U+FE0F; U+00A9 and U+00AE need U+FE0F behind them.
constexpr char16_t lowest = 0x203c;

bool isColour(char32_t c)
{
    const auto *const at =
        std::lower_bound(std::begin(colourRanges), std::end(colourRanges), c,
                         [](const Range &range, char32_t wanted) { return range.last < wanted; });
    return at != std::end(colourRanges) && at->first <= c;
}

bool isSkinTone(char32_t c) { return c >= 0x1f3fb && c <= 0x1f3ff; }

bool isTag(char32_t c) { return c >= 0xe0020 && c <= 0xe007f; }

/// Signs that are emoji without being called symbols.
bool isOddSign(char32_t c)
{
    return c == 0x203c || c == 0x2049 || c == 0x2139 || c == 0x3030 || c == 0x303d || c == 0x3297 ||
           c == 0x3299;
}

/// A possible emoji; its neighbours decide.
bool isSign(char32_t c)
{
    if (c < lowest)
        return c == 0xa9 || c == 0xae;
    const QChar::Category category = QChar::category(c);
    return category == QChar::Symbol_Other || category == QChar::Symbol_Math ||
           category == QChar::Symbol_Modifier || category == QChar::Other_NotAssigned || isOddSign(c);
}

/// Reads a text character by character, and looks ahead.
class Reader
{
public:
    explicit Reader(QStringView text) : m_text(text) {}
    [[nodiscard]] char32_t at(int position) const
    {
        if (position >= m_text.size())
            return 0;
        const QChar unit = m_text[position];
        if (unit.isHighSurrogate() && position + 1 < m_text.size() && m_text[position + 1].isLowSurrogate())
            return QChar::surrogateToUcs4(unit, m_text[position + 1]);
        return unit.unicode();
    }
    [[nodiscard]] static int lengthOf(char32_t c) { return c > 0xffff ? 2 : 1; }
    /// Where the emoji that begins at `position` ends, or `position` itself.
    [[nodiscard]] int emojiEnd(int position) const;

private:
    [[nodiscard]] bool begins(char32_t c, int next) const;

    QStringView m_text;
};

bool Reader::begins(char32_t c, int next) const
{
    const char32_t behind = at(next);
    if (isColour(c))
        return behind != textStyle;
    if (!isSign(c))
        return false;
    return behind == colourStyle || isSkinTone(behind) ||
           (behind == joiner && c >= lowest && isSign(at(next + 1)));
}

int Reader::emojiEnd(int position) const
{
    const char32_t first = at(position);
    const bool isKey = (first >= u'0' && first <= u'9') || first == u'#' || first == u'*';
    if (isKey)
        return at(position + 1) == colourStyle && at(position + 2) == keycap ? position + 3 : position;
    int end = position + lengthOf(first);
    if (!begins(first, end))
        return position;
    while (true) {
        for (char32_t c = at(end); c == colourStyle || c == keycap || isSkinTone(c) || isTag(c); c = at(end))
            end += lengthOf(c);
        const char32_t joined = at(end + 1);
        if (at(end) != joiner || !isSign(joined))
            break;
        end += 1 + lengthOf(joined);
    }
    return end;
}

} // namespace

QList<TextRun> emojiRuns(QStringView text)
{
    QList<TextRun> runs;
    const Reader reader(text);
    const int size = int(text.size());
    for (int i = 0; i < size;) {
        const char16_t unit = text[i].unicode();
        // Nothing below can be one without U+FE0F right behind it.
        if (unit < lowest && (i + 1 >= size || text[i + 1].unicode() != colourStyle)) {
            ++i;
            continue;
        }
        const int end = reader.emojiEnd(i);
        if (end == i) {
            i += Reader::lengthOf(reader.at(i));
            continue;
        }
        if (!runs.isEmpty() && runs.back().start + runs.back().length == i)
            runs.back().length += end - i;
        else
            runs.append({i, end - i});
        i = end;
    }
    return runs;
}

} // namespace roost
