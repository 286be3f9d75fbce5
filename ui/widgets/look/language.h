// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <QTranslator>

namespace roost {

/// Sets the language of the whole program at run time: texts (Roost's and Qt's), numbers and dates, and the
/// direction of writing. Every widget gets a QEvent::LanguageChange. Main thread.
class Language : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    /// Takes the translators out again.
    ~Language() override;

    /// Codes of the complete translations: "en", "de", "ar".
    [[nodiscard]] static QStringList codes();
    /// "Deutsch": the language's name in the language itself.
    [[nodiscard]] static QString nativeName(const QString &code);

    /// `code` is one of codes(), or empty for the system's choice.
    void use(const QString &code);
    /// The language in use now; never empty after use().
    [[nodiscard]] const QString &current() const { return m_current; }

private:
    [[nodiscard]] static QString systemCode();

    QTranslator m_roost;
    QTranslator m_qt;
    QString m_current;
};

} // namespace roost
