// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace roost {

/// Whether the administrator of this machine lets scripts drive the program: every *.json file in the folder
/// of managed policies may say {"AutomationAllowed": false}; one that does is enough. Any thread.
class AutomationPolicy
{
public:
    /// /etc/roost/policies/managed, or where the system keeps such things.
    [[nodiscard]] static QString defaultFolder();
    /// The file that forbids it; empty: none does. A file that cannot be read or understood forbids it too.
    [[nodiscard]] static QString forbiddenBy(const QString &folder);
};

} // namespace roost
