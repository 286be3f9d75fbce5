// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>
#include <QtGlobal>

namespace roost {

/// XEP-0392 §5.1: the hue of an identifier, 0 <= degrees < 360 (SHA-1, first 16 bits, little endian).
[[nodiscard]] double consistentHue(QStringView identifier);

/// XEP-0392 §5.3 (HSLuv, saturation and lightness in percent): 0xRRGGBB.
[[nodiscard]] quint32 consistentRgb(QStringView identifier, double saturation, double lightness);

} // namespace roost
