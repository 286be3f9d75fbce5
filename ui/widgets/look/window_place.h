// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMargins>
#include <QRect>

class QWidget;

namespace roost {

/// Where a window belongs that should be at `wanted` (without its frame): inside `available` with the whole
/// of its frame, smaller where there is not enough room, else only moved. Pixels of the screen's own scale.
[[nodiscard]] QRect placedWithin(const QRect &available, const QMargins &frame, const QRect &wanted);

/// Moves and shrinks `window` so that all of it is on a screen, below its minimum size if necessary. Ignores
/// maximised and full-screen windows, and platforms without a screen (offscreen).
void keepOnScreen(QWidget &window, const QMargins &frame);

} // namespace roost
