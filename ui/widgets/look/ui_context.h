// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace roost {

class AppSettings;
class AvatarCache;
class Clock;
class Language;
class Theme;

/// What every window is handed by main(): all of it outlives every widget.
struct UiContext
{
    Theme &theme;
    AvatarCache &avatars;
    Clock &clock;
    AppSettings &settings;
    Language &language;
};

} // namespace roost
