// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/vocabulary.h"

#include <QString>

class QColor;
class QPainter;
class QRectF;

namespace roost {

class Theme;

/// Paints the presence mark in `dot`, in logical pixels: a disc for available, a moon for away, a bar for do
/// not disturb, a ring for offline, so that the shape tells them apart without the colour. `around` is the
/// background; a margin of 2 px of it separates the mark from an avatar. Main thread.
void paintPresence(QPainter &painter, const QRectF &dot, Show show, const Theme &theme, const QColor &around);

/// Name of the icon (see Theme::icon) for a kind of Connection.
[[nodiscard]] QString deviceIconName(DeviceKind kind);

} // namespace roost
