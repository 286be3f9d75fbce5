// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <Qt>

namespace roost {

/// A key as Qt knows it.
struct KeyStroke
{
    int key = 0;
    Qt::KeyboardModifiers
        modifiers; ///< Beside those that are held: of the number pad, or Shift for capitals.
    QString text;
};

/// U+E000 of W3C WebDriver 17.4.2: lets all modifiers go.
inline constexpr char32_t nullKey = 0xe000;

/// Key stroke that types the character `key` or is the special key of W3C WebDriver 17.4.2.
[[nodiscard]] KeyStroke strokeOf(char32_t key, Qt::KeyboardModifiers held);
/// NoModifier when it is another key.
[[nodiscard]] Qt::KeyboardModifier modifierOf(char32_t key);

} // namespace roost
