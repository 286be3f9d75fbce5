// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace roost {

/// Whether the administrator of this machine lets scripts drive the program: every policy file may say
/// {"AutomationAllowed": false}; one that does is enough. Any thread.
class AutomationPolicy
{
public:
    /// The file in `folder` (see PolicyFile) that forbids scripts; empty if there is none. A file that cannot
    /// be read or understood forbids them too.
    [[nodiscard]] static QString forbiddenBy(const QString &folder);
};

} // namespace roost
