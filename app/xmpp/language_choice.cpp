// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/language_choice.h"

#include <QLocale>

namespace roost {

namespace {

QStringView primaryOf(QStringView language) { return language.left(language.indexOf(u'-')); }

bool isSame(QStringView a, QStringView b) { return a.compare(b, Qt::CaseInsensitive) == 0; }

} // namespace

int languageRank(QStringView language, QStringView fallback)
{
    if (language.isEmpty())
        return 1;
    const QString person = QLocale().bcp47Name();
    if (isSame(language, person))
        return 5;
    if (isSame(primaryOf(language), primaryOf(person)))
        return 4;
    if (isSame(language, fallback))
        return 3;
    return !fallback.isEmpty() && isSame(primaryOf(language), primaryOf(fallback)) ? 2 : 0;
}

const XmlElement *childInLanguage(const XmlElement &parent, QStringView name, QStringView ns,
                                  QStringView streamLanguage)
{
    const XmlElement *best = nullptr;
    int bestRank = -1;
    QString inherited;
    for (const XmlElement &child : parent.children()) {
        if (!child.is(name, ns) || child.text().isEmpty())
            continue;
        if (!best) { // mostly the only one
            best = &child;
            continue;
        }
        if (bestRank < 0) {
            inherited =
                parent.hasAttribute(u"xml:lang") ? parent.attribute(u"xml:lang") : streamLanguage.toString();
            const QString language =
                best->hasAttribute(u"xml:lang") ? best->attribute(u"xml:lang") : inherited;
            bestRank = languageRank(language, inherited);
        }
        const QString language = child.hasAttribute(u"xml:lang") ? child.attribute(u"xml:lang") : inherited;
        if (const int rank = languageRank(language, inherited); rank > bestRank) {
            best = &child;
            bestRank = rank;
        }
    }
    return best;
}

} // namespace roost
