// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/setting_row.h"

#include <QCoreApplication>
#include <QJsonValue>
#include <QStringList>

#include <algorithm>
#include <cstring>

namespace roost {

using namespace Qt::StringLiterals;

QVariant settingVariant(const SettingConstant &constant)
{
    if (const bool *on = std::get_if<bool>(&constant))
        return *on;
    if (const int *number = std::get_if<int>(&constant))
        return *number;
    return QString(std::get<QLatin1StringView>(constant));
}

std::optional<QVariant> settingValue(const SettingRow &row, const QVariant &value)
{
    if (value.metaType() != settingVariant(row.fallback).metaType())
        return std::nullopt;
    const bool isChoice = std::any_of(row.choices.begin(), row.choices.end(), [&](const auto &choice) {
        return settingVariant(choice.value) == value;
    });
    if (!row.choices.empty() && !isChoice)
        return std::nullopt;
    return value;
}

std::optional<QVariant> settingFromJson(const SettingRow &row, const QJsonValue &value)
{
    if (!value.isDouble())
        return settingValue(row, value.toVariant());
    // JSON has one type for all numbers.
    const int number = value.toInt(-1);
    return number == value.toDouble() ? settingValue(row, number) : std::nullopt;
}

std::optional<QVariant> settingFromText(const SettingRow &row, const QString &text)
{
    if (std::holds_alternative<bool>(row.fallback)) {
        if (text == "true"_L1 || text == "1"_L1)
            return settingValue(row, true);
        if (text == "false"_L1 || text == "0"_L1)
            return settingValue(row, false);
        return std::nullopt;
    }
    if (std::holds_alternative<int>(row.fallback)) {
        bool isNumber = false;
        const int number = text.toInt(&isNumber);
        return isNumber ? settingValue(row, number) : std::nullopt;
    }
    return settingValue(row, text);
}

QString settingValuesText(const SettingRow &row)
{
    if (row.choices.empty())
        return u"true, false"_s;
    QStringList texts;
    for (const SettingChoice &choice : row.choices) {
        const QString text = settingVariant(choice.value).toString();
        if (!text.isEmpty())
            texts.append(text);
    }
    return texts.join(u", "_s);
}

QString settingText(const char *source, int number)
{
    // A text without %Ln has one form; with a number Qt would look for a plural form of it.
    const bool hasNumber = std::strstr(source, "%Ln") != nullptr;
    return QCoreApplication::translate("roost::PreferencesDialog", source, nullptr, hasNumber ? number : -1);
}

} // namespace roost
