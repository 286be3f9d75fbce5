// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/policy_file.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

namespace roost {

using namespace Qt::StringLiterals;

QString PolicyFile::defaultFolder()
{
#ifdef Q_OS_WIN
    return qEnvironmentVariable("ProgramData", u"C:/ProgramData"_s) + "/Roost/policies/managed"_L1;
#elif defined(Q_OS_MACOS)
    return u"/Library/Application Support/Roost/policies/managed"_s;
#else
    return u"/etc/roost/policies/managed"_s;
#endif
}

QList<PolicyFile> PolicyFile::readAll(const QString &folder)
{
    QList<PolicyFile> files;
    const QStringList names = QDir(folder).entryList({u"*.json"_s}, QDir::Files | QDir::Hidden, QDir::Name);
    for (const QString &name : names) {
        PolicyFile policy{folder + u'/' + name, std::nullopt};
        QFile file(policy.path);
        if (file.open(QIODevice::ReadOnly)) {
            const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
            if (document.isObject())
                policy.policies = document.object();
        }
        files.append(policy);
    }
    return files;
}

} // namespace roost
