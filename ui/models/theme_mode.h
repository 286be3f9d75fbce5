// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace roost {

/// The colour scheme: the system's, or a fixed one.
enum class ThemeMode : quint8 { System, Light, Dark };

/// The mode that the setting Theme names: "light", "dark"; System for any other text.
[[nodiscard]] inline ThemeMode themeModeOf(const QString &name)
{
    if (name == QLatin1StringView("light"))
        return ThemeMode::Light;
    return name == QLatin1StringView("dark") ? ThemeMode::Dark : ThemeMode::System;
}

} // namespace roost
