// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/setting_row.h"

#include <QMap>
#include <QtGlobal>

#include <iterator>

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

inline constexpr SettingChoice languageChoices[] = {
    {QLatin1StringView(""), QT_TRANSLATE_NOOP("roost::PreferencesDialog", "Same as system")},
    // Each language is named in itself.
    {QLatin1StringView("en"), "English"},
    {QLatin1StringView("de"), "Deutsch"},
    {QLatin1StringView("ar"), "العربية"},
};

inline constexpr SettingChoice themeChoices[] = {
    {QLatin1StringView("system"), QT_TRANSLATE_NOOP("roost::PreferencesDialog", "Same as system")},
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
     .label = QT_TRANSLATE_NOOP("roost::PreferencesDialog", "Notify me about new &messages")},
    {.key = SettingKey::NotifyText,
     .iniKey = "notifications/text",
     .policy = "NotifyText",
     .fallback = true,
     .section = SettingSection::Notifications,
     .id = "notifyText",
     .label = QT_TRANSLATE_NOOP("roost::PreferencesDialog", "Show message &text"),
     .spoken = QT_TRANSLATE_NOOP("roost::PreferencesDialog", "Show message text in notifications"),
     .needs = SettingKey::NotifyMessages},
    {.key = SettingKey::TellTyping,
     .iniKey = "privacy/tellTyping",
     .policy = "TellTyping",
     .scope = SettingScope::Account,
     .fallback = true,
     .section = SettingSection::Privacy,
     .id = "tellTyping",
     .label = QT_TRANSLATE_NOOP("roost::PreferencesDialog", "When I’m t&yping"),
     .spoken = QT_TRANSLATE_NOOP("roost::PreferencesDialog", "Show my contacts when I’m typing")},
    {.key = SettingKey::TellReading,
     .iniKey = "privacy/tellReading",
     .policy = "TellReading",
     .scope = SettingScope::Account,
     .fallback = true,
     .section = SettingSection::Privacy,
     .id = "tellReading",
     .label = QT_TRANSLATE_NOOP("roost::PreferencesDialog", "When I’ve &read their messages"),
     .spoken =
         QT_TRANSLATE_NOOP("roost::PreferencesDialog", "Show my contacts when I’ve read their messages")},
    {.key = SettingKey::AwayMinutes,
     .iniKey = "presence/awayMinutes",
     .policy = "AwayMinutes",
     .scope = SettingScope::Account,
     .fallback = 10,
     .section = SettingSection::Privacy,
     .id = "away",
     .label = QT_TRANSLATE_NOOP("roost::PreferencesDialog", "Show me as &away when I’m inactive"),
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

} // namespace roost
