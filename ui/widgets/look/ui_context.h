// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace roost {

class AppSettings;
class AvatarCache;
class Clock;
class Language;
class Theme;

/// Objects that the Program passes to every window; all of them outlive every widget.
struct UiContext
{
    Theme &theme;
    AvatarCache &avatars;
    Clock &clock;
    AppSettings &settings;
    Language &language;
};

} // namespace roost
