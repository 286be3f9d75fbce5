// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace roost {

/// The text (plain) becomes the accessible name of `widget`, and the screen reader says it when it has
/// nothing more important to say: from Qt 6.8 on as an announcement, before that it learns of the new name
/// only.
void announce(QWidget &widget, const QString &text);

} // namespace roost
