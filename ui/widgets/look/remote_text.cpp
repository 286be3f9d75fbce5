// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/remote_text.h"

#include <QFontMetrics>
#include <QTextBoundaryFinder>

namespace roost {

using namespace Qt::StringLiterals;

namespace {
constexpr int longestWord = 24;
constexpr QChar breakHere(0x200b);
} // namespace

QString breakable(const QString &text)
{
    if (text.size() <= longestWord)
        return text;
    QString result;
    result.reserve(text.size() + text.size() / longestWord);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    int sinceBreak = 0;
    qsizetype from = 0;
    for (qsizetype to = finder.toNextBoundary(); to > from; to = finder.toNextBoundary()) {
        if (text.at(from).isSpace() || text.at(from) == breakHere)
            sinceBreak = 0;
        else if (++sinceBreak > longestWord) {
            result += breakHere;
            sinceBreak = 1;
        }
        result += QStringView(text).sliced(from, to - from);
        from = to;
    }
    return result;
}

QString toolTipText(const QStringList &lines)
{
    QStringList shown;
    for (const QString &line : lines) {
        // Escaped, because a tool tip would take remote text for rich text.
        if (!line.isEmpty())
            shown += breakable(line).toHtmlEscaped();
    }
    return shown.isEmpty() ? QString() : u"<qt>"_s + shown.join(u"<br>"_s) + u"</qt>"_s;
}

QString entryText(const QString &text, const QFontMetrics &metrics, int width)
{
    return metrics.elidedText(text, Qt::ElideRight, width).replace(u'&', u"&&"_s);
}

} // namespace roost
