// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/automation_policy.h"

#include "models/policy_file.h"

namespace roost {

QString AutomationPolicy::forbiddenBy(const QString &folder)
{
    const QList<PolicyFile> files = PolicyFile::readAll(folder);
    for (const PolicyFile &file : files) {
        if (!file.policies)
            return file.path;
        const QJsonValue allowed = file.policies->value(PolicyFile::automationAllowed);
        if (!allowed.isUndefined() && allowed != QJsonValue(true))
            return file.path;
    }
    return {};
}

} // namespace roost
