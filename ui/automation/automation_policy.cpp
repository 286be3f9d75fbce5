// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/automation_policy.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace roost {

using namespace Qt::StringLiterals;

QString AutomationPolicy::defaultFolder()
{
#ifdef Q_OS_WIN
    return qEnvironmentVariable("ProgramData", u"C:/ProgramData"_s) + "/Roost/policies/managed"_L1;
#elif defined(Q_OS_MACOS)
    return u"/Library/Application Support/Roost/policies/managed"_s;
#else
    return u"/etc/roost/policies/managed"_s;
#endif
}

QString AutomationPolicy::forbiddenBy(const QString &folder)
{
    const QStringList names = QDir(folder).entryList({u"*.json"_s}, QDir::Files | QDir::Hidden, QDir::Name);
    for (const QString &name : names) {
        const QString path = folder + u'/' + name;
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return path;
        const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
        const QJsonValue allowed = document.object().value("AutomationAllowed"_L1);
        if (!document.isObject() || (!allowed.isUndefined() && allowed != QJsonValue(true)))
            return path;
    }
    return {};
}

} // namespace roost
