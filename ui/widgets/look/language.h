// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <QTranslator>

namespace roost {

class AppSettings;

/// Sets the language of the whole program while it runs: texts (Roost's and Qt's), numbers and dates, and the
/// direction of writing. Every widget hears of it as QEvent::LanguageChange. Main thread.
class Language : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    /// Takes the translators out again.
    ~Language() override;

    /// "en", "de", "ar": the choices of the setting.
    [[nodiscard]] static QStringList codes();

    /// `code` is one of codes(), or empty for the system's choice.
    void use(const QString &code);
    /// Uses the language of the settings, now and after every change. `settings` outlives this object.
    void follow(const AppSettings &settings);
    /// The language in use now; never empty after use().
    [[nodiscard]] const QString &current() const { return m_current; }

private:
    [[nodiscard]] static QString systemCode();

    QTranslator m_roost;
    QTranslator m_qt;
    QString m_current;
};

} // namespace roost
