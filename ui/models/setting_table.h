// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QVariant>
#include <QtGlobal>

#include <iterator>
#include <optional>
#include <span>
#include <variant>

class QJsonValue;

/// All settings of the program, declared once. A new setting is a SettingKey and a row of settingTable; its
/// storage, policy, `--set`, change signal and place in the preferences follow from the row.
namespace roost {

/// The settings, in the order of settingTable.
enum class SettingKey : quint8 {
    Language,
    Theme,
    NotifyMessages,
    NotifyText,
    TellTyping,
    TellReading,
    AwayMinutes,
    StayInTray,
};

/// Whether each account has a value of its own. The one account of a profile shares `settings.ini` with the
/// machine.
enum class SettingScope : quint8 { Machine, Account };

/// Groups of the preferences page, from top to bottom. Settings of group None are not on the page.
enum class SettingSection : quint8 { None, Look, Notifications, Privacy, System };

/// A value in the table. The alternative is the type of the setting: switch, number or text.
using SettingConstant = std::variant<bool, int, QLatin1StringView>;

/// A value that a number or text may have.
struct SettingChoice
{
    SettingConstant value;
    const char *label; ///< Source text, see settingText().
};

/// Declaration of one setting.
struct SettingRow
{
    SettingKey key;
    const char *iniKey; ///< "group/name" in settings.ini. Never changes.
    const char *policy; ///< Name in policy files and after --set. Never changes.
    SettingScope scope = SettingScope::Machine;
    SettingConstant fallback; ///< Default value.
    SettingSection section = SettingSection::None;
    const char *id = nullptr;     ///< Object names of the page are `id` + "Box", and "Label" for choices.
    const char *label = nullptr;  ///< Source text with mnemonic.
    const char *spoken = nullptr; ///< Accessible name; null = the label.
    std::span<const SettingChoice> choices = {}; ///< Empty for switches, else all valid values.
    std::optional<SettingKey> needs = {};        ///< The row is enabled only while this switch is on.
};

inline constexpr SettingChoice languageChoices[] = {
    {QLatin1StringView(""), QT_TRANSLATE_NOOP("roost::PreferencesDialog", "As the system")},
    // Each language is named in itself.
    {QLatin1StringView("en"), "English"},
    {QLatin1StringView("de"), "Deutsch"},
    {QLatin1StringView("ar"), "العربية"},
};

inline constexpr SettingChoice themeChoices[] = {
    {QLatin1StringView("system"), QT_TRANSLATE_NOOP("roost::PreferencesDialog", "As the system")},
    {QLatin1StringView("light"), QT_TRANSLATE_NOOP("roost::PreferencesDialog", "Light")},
    {QLatin1StringView("dark"), QT_TRANSLATE_NOOP("roost::PreferencesDialog", "Dark")},
};

inline constexpr SettingChoice awayChoices[] = {
    {0, QT_TRANSLATE_NOOP("roost::PreferencesDialog", "Never")},
    {5, QT_TRANSLATE_N_NOOP("roost::PreferencesDialog", "After %Ln minute(s)")},
    {10, "After %Ln minute(s)"},
    {15, "After %Ln minute(s)"},
    {30, "After %Ln minute(s)"},
    {60, "After %Ln minute(s)"},
};

inline constexpr SettingRow settingTable[] = {
    {.key = SettingKey::Language,
     .iniKey = "look/language",
     .policy = "Language",
     .fallback = QLatin1StringView(""),
     .section = SettingSection::Look,
     .id = "language",
     .label = QT_TRANSLATE_NOOP("roost::PreferencesDialog", "&Language"),
     .choices = languageChoices},
    {.key = SettingKey::Theme,
     .iniKey = "look/theme",
     .policy = "Theme",
     .fallback = QLatin1StringView("system"),
     .section = SettingSection::Look,
     .id = "theme",
     .label = QT_TRANSLATE_NOOP("roost::PreferencesDialog", "C&olours"),
     .choices = themeChoices},
    {.key = SettingKey::NotifyMessages,
     .iniKey = "notifications/messages",
     .policy = "NotifyMessages",
     .fallback = true,
     .section = SettingSection::Notifications,
     .id = "notifyMessages",
     .label = QT_TRANSLATE_NOOP("roost::PreferencesDialog", "Tell me of new &messages")},
    {.key = SettingKey::NotifyText,
     .iniKey = "notifications/text",
     .policy = "NotifyText",
     .fallback = true,
     .section = SettingSection::Notifications,
     .id = "notifyText",
     .label = QT_TRANSLATE_NOOP("roost::PreferencesDialog", "Show their &text too"),
     .spoken = QT_TRANSLATE_NOOP("roost::PreferencesDialog", "Show the text of messages in notifications"),
     .needs = SettingKey::NotifyMessages},
    {.key = SettingKey::TellTyping,
     .iniKey = "privacy/tellTyping",
     .policy = "TellTyping",
     .scope = SettingScope::Account,
     .fallback = true,
     .section = SettingSection::Privacy,
     .id = "tellTyping",
     .label = QT_TRANSLATE_NOOP("roost::PreferencesDialog", "When I am t&yping"),
     .spoken = QT_TRANSLATE_NOOP("roost::PreferencesDialog", "Tell my contacts when I am typing")},
    {.key = SettingKey::TellReading,
     .iniKey = "privacy/tellReading",
     .policy = "TellReading",
     .scope = SettingScope::Account,
     .fallback = true,
     .section = SettingSection::Privacy,
     .id = "tellReading",
     .label = QT_TRANSLATE_NOOP("roost::PreferencesDialog", "When I have &read their messages"),
     .spoken =
         QT_TRANSLATE_NOOP("roost::PreferencesDialog", "Tell my contacts when I have read their messages")},
    {.key = SettingKey::AwayMinutes,
     .iniKey = "presence/awayMinutes",
     .policy = "AwayMinutes",
     .scope = SettingScope::Account,
     .fallback = 10,
     .section = SettingSection::Privacy,
     .id = "away",
     .label =
         QT_TRANSLATE_NOOP("roost::PreferencesDialog", "Show me as &away when I do not touch the computer"),
     .choices = awayChoices},
    {.key = SettingKey::StayInTray,
     .iniKey = "tray/shown",
     .policy = "StayInTray",
     .fallback = true,
     .section = SettingSection::System,
     .id = "tray",
     .label = QT_TRANSLATE_NOOP("roost::PreferencesDialog",
                                "&Stay in the notification area when the window is closed")},
};

/// Values of some settings. Each value is a bool, an int or a QString, as its row says.
using SettingValues = QMap<SettingKey, QVariant>;

[[nodiscard]] constexpr const SettingRow &settingRow(SettingKey key)
{
    return settingTable[std::size_t(key)];
}
/// The row with this policy name; null if there is none. Case counts.
[[nodiscard]] const SettingRow *settingNamed(QStringView policy);
/// The constant as bool, int or QString.
[[nodiscard]] QVariant settingVariant(const SettingConstant &constant);
/// The value if `row` can have it, in its type; else nothing. Conversions: none.
[[nodiscard]] std::optional<QVariant> settingValue(const SettingRow &row, const QVariant &value);
/// The same from JSON, whose type must be that of the row.
[[nodiscard]] std::optional<QVariant> settingFromJson(const SettingRow &row, const QJsonValue &value);
/// The same from settings.ini and the command line: switches are "true" or "false" (also "1" and "0").
[[nodiscard]] std::optional<QVariant> settingFromText(const SettingRow &row, const QString &text);
/// The values that settingFromText() takes for `row`, for --help: "true, false".
[[nodiscard]] QString settingValuesText(const SettingRow &row);
/// A source text of the table in the language of the program; `number` replaces %Ln.
[[nodiscard]] QString settingText(const char *source, int number = -1);

} // namespace roost
