// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariant>

#include <optional>
#include <span>
#include <variant>

class QJsonValue;

namespace roost {

enum class SettingKey : quint8;

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

/// The constant as bool, int or QString.
[[nodiscard]] QVariant settingVariant(const SettingConstant &constant);
/// `value` if its type is that of `row` and it is one of the choices, else nothing.
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
