// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/vocabulary.h"

#include <QString>

namespace roost {

/// A mark that somebody made about a message, and that is shown with it. A value.
struct Remark
{
    MarkKind kind = MarkKind::Reaction;
    QString author;  ///< Bare address; empty = we.
    QString value;   ///< See the extension that makes the mark.
    qint64 atMs = 0; ///< UTC, ms since the epoch.

    bool operator==(const Remark &) const = default;
};

} // namespace roost
