// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/setting_table.h"

#include <algorithm>

namespace roost {

namespace {

constexpr bool isWellFormed()
{
    for (std::size_t i = 0; i < std::size(settingTable); ++i) {
        const SettingRow &row = settingTable[i];
        if (row.key != SettingKey(i) || row.choices.empty() != std::holds_alternative<bool>(row.fallback))
            return false;
    }
    return true;
}
static_assert(isWellFormed(), "the rows are in the order of SettingKey; all but switches have choices");

} // namespace

const SettingRow *settingNamed(QStringView policy)
{
    const auto *found = std::find_if(std::begin(settingTable), std::end(settingTable), [&](const auto &row) {
        return policy == QLatin1StringView(row.policy);
    });
    return found == std::end(settingTable) ? nullptr : found;
}

} // namespace roost
