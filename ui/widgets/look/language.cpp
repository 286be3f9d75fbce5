// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/language.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace roost {

using namespace Qt::StringLiterals;

Language::~Language()
{
    QCoreApplication::removeTranslator(&m_roost);
    QCoreApplication::removeTranslator(&m_qt);
}

QStringList Language::codes() { return {u"en"_s, u"de"_s, u"ar"_s}; }

QString Language::nativeName(const QString &code)
{
    if (code == "de"_L1)
        return u"Deutsch"_s;
    if (code == "ar"_L1)
        return u"العربية"_s;
    return u"English"_s;
}

QString Language::systemCode()
{
    const QStringList wanted = QLocale::system().uiLanguages();
    for (const QString &name : wanted) {
        const QString code = name.section(u'-', 0, 0).section(u'_', 0, 0).toLower();
        if (codes().contains(code))
            return code;
    }
    return u"en"_s;
}

void Language::use(const QString &code)
{
    const bool known = codes().contains(code);
    m_current = known ? code : systemCode();
    // The system's own territory (clock, digits) where its language is the one in use.
    const QLocale system = QLocale::system();
    const bool same = system.language() == QLocale(m_current).language();
    QLocale::setDefault(same ? system : QLocale(m_current));

    QCoreApplication::removeTranslator(&m_roost);
    QCoreApplication::removeTranslator(&m_qt);
    const QString qtFolder = QLibraryInfo::path(QLibraryInfo::TranslationsPath);
    if (m_qt.load(u"qtbase_"_s + m_current, qtFolder))
        QCoreApplication::installTranslator(&m_qt);
    if (m_roost.load(u":/i18n/roost_"_s + m_current + u".qm"_s))
        QCoreApplication::installTranslator(&m_roost);
    QGuiApplication::setLayoutDirection(QLocale(m_current).textDirection());
}

} // namespace roost
