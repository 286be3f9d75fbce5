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

/// Signs that keyboards write in one way and typesetting in many: quotes, dashes. 0 = any other character.
char16_t plainSign(QChar sign)
{
    switch (sign.unicode()) {
    case u'`':
    case 0x00b4: // acute accent; Unicode would make it a space with an accent
    case 0x02b9:
    case 0x02bb: // ʻokina
    case 0x02bc:
    case 0x02bd:
    case 0x02be:
    case 0x02bf:
    case 0x02c8:
    case 0x02ca:
    case 0x02cb:
    case 0x05f3: // geresh
    case 0x2018:
    case 0x2019:
    case 0x201a:
    case 0x201b:
    case 0x2032:
    case 0x2035:
    case 0x2039:
    case 0x203a:
        return u'\'';
    case 0x00ab:
    case 0x00bb:
    case 0x05f4: // gershayim
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0x201f:
    case 0x2033: // double prime; Unicode would make it two
    case 0x2036:
    case 0x300c:
    case 0x300d:
    case 0x301d:
    case 0x301e:
    case 0x301f:
        return u'"';
    case 0x00ad: // soft hyphen: a hyphen that mostly is not there
        return 0;
    case 0x058a:
    case 0x05be: // maqaf
    case 0x2010:
    case 0x2011: // no-break hyphen
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2043:
    case 0x207b:
    case 0x208b:
    case 0x2212: // minus
    case 0x2e3a:
    case 0x2e3b:
        return u'-';
    default:
        return 0;
    }
}

/// Invisible characters (joiners, direction marks, soft hyphen, variation selectors), and the tatweel, which
/// only stretches a word.
bool isNothing(QChar c) { return c.isMark() || c.category() == QChar::Other_Format || c.unicode() == 0x0640; }

bool isPlain(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80 && c != u'`'; });
}

QString withPlainSigns(QStringView text)
{
    QString plain = text.toString();
    for (QChar &c : plain) {
        if (const char16_t sign = plainSign(c); sign != 0)
            c = sign;
    }
    return plain;
}

} // namespace

QString foldForSearch(QStringView text)
{
    if (isPlain(text))
        return text.toString().toLower();
    const QString apart = withPlainSigns(text).normalized(QString::NormalizationForm_KD).toCaseFolded();
    QString folded;
    folded.reserve(apart.size());
    for (const QChar c : apart) {
        if (isNothing(c))
            continue;
        if (const QLatin1StringView plain = plainLetter(c); !plain.isEmpty())
            folded += plain;
        else
            folded += c;
    }
    return folded;
}

} // namespace roost
