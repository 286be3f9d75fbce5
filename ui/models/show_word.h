// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/vocabulary.h"

#include <QString>

namespace roost {

/// A Show as one untranslated word, for scripts: the values of RFC 6121 4.7.2.1, "available", "offline".
[[nodiscard]] inline QString showWord(Show show)
{
    switch (show) {
    case Show::Chat:
        return QStringLiteral("chat");
    case Show::Available:
        return QStringLiteral("available");
    case Show::Away:
        return QStringLiteral("away");
    case Show::DoNotDisturb:
        return QStringLiteral("dnd");
    case Show::ExtendedAway:
        return QStringLiteral("xa");
    case Show::Offline:
        break;
    }
    return QStringLiteral("offline");
}

} // namespace roost
