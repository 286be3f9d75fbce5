// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/vocabulary.h"

#include <QString>

namespace roost {

struct DiscoInfo;

/// The kind of a Connection from its disco identity (XEP-0030 registry: client/pc, phone, handheld, web, bot,
/// console, …; component or "automation" categories are things). An unspecific identity leaves it to the
/// client name.
[[nodiscard]] DeviceKind deviceKindOf(const DiscoInfo &info);

/// The kind of a Connection whose client is not known, from its resource, e.g. "phone.x8f2" -> Phone.
[[nodiscard]] DeviceKind deviceKindFromResource(QStringView resource);

} // namespace roost
