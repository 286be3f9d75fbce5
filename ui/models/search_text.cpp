// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search_text.h"

#include <algorithm>

namespace roost {

namespace {

/// Letters with a stroke or ligatures: Unicode does not decompose them, people type them plainly.
QLatin1StringView plainLetter(QChar letter)
{
    using namespace Qt::StringLiterals;
    switch (letter.unicode()) {
    case u'ø':
        return "o"_L1;
    case u'đ':
    case u'ð':
        return "d"_L1;
    case u'ł':
        return "l"_L1;
    case u'æ':
        return "ae"_L1;
    case u'ß':
        return "ss"_L1;
    case u'œ':
        return "oe"_L1;
    case u'þ':
        return "th"_L1;
    case u'ħ':
        return "h"_L1;
    case u'ı':
        return "i"_L1;
    default:
        return {};
    }
}

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

} // namespace

QString foldForSearch(QStringView text)
{
    if (isAscii(text))
        return text.toString().toLower();
    const QString apart = text.toString().normalized(QString::NormalizationForm_KD).toCaseFolded();
    QString folded;
    folded.reserve(apart.size());
    for (const QChar c : apart) {
        if (c.isMark())
            continue;
        if (const QLatin1StringView plain = plainLetter(c); !plain.isEmpty())
            folded += plain;
        else
            folded += c;
    }
    return folded;
}

} // namespace roost
