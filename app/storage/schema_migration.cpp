// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/schema_migration.h"

#include "storage/sql_connection.h"

#include <QFile>
#include <QVariant>

#include <array>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr std::array migrationFiles{":/roost/storage/migrations/0001_initial.sql"};
static_assert(migrationFiles.size() == SchemaMigration::newestVersion);

Result<int> number(SqlConnection &connection, const QString &sql)
{
    return connection.value(sql).transform([](const QVariant &value) { return value.toInt(); });
}

/// 0 for an empty file of nobody's, the version of a file of ours.
Result<int> versionOf(SqlConnection &connection)
{
    const auto version = number(connection, u"PRAGMA user_version"_s);
    const auto owner = number(connection, u"PRAGMA application_id"_s);
    const auto objects = number(connection, u"SELECT count(*) FROM sqlite_schema"_s);
    for (const auto *each : {&version, &owner, &objects}) {
        if (!*each)
            return *each;
    }
    const bool isFresh = *version == 0 && *owner == 0 && *objects == 0;
    if (!isFresh && *owner != SchemaMigration::applicationId)
        return unexpected(ErrorKind::StorageCorrupt, u"the file belongs to another program"_s);
    return version;
}

Status runStep(SqlConnection &connection, int version, const QString &file)
{
    QStringList statements{u"BEGIN IMMEDIATE"_s};
    statements += SchemaMigration::statementsOf(file);
    statements << u"PRAGMA application_id = %1"_s.arg(SchemaMigration::applicationId)
               << u"PRAGMA user_version = %1"_s.arg(version) << u"COMMIT"_s;
    for (const auto &sql : std::as_const(statements)) {
        if (auto done = connection.execute(sql); !done) {
            (void)connection.execute(u"ROLLBACK"_s);
            return done;
        }
    }
    return Done{};
}

} // namespace

QStringList SchemaMigration::statementsOf(const QString &resource)
{
    QFile file(resource);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList statements;
    const QStringList parts = QString::fromUtf8(file.readAll()).split(u"\n\n"_s, Qt::SkipEmptyParts);
    for (const auto &part : parts) {
        if (part.trimmed().endsWith(u';'))
            statements << part.trimmed();
    }
    return statements;
}

Status SchemaMigration::migrate(SqlConnection &connection)
{
    const auto version = versionOf(connection);
    if (!version)
        return unexpected(version.error());
    if (*version > newestVersion)
        return unexpected(ErrorKind::StorageTooNew, QString::number(*version));
    for (int step = *version; step < newestVersion; ++step) {
        const auto file = QString::fromLatin1(migrationFiles[static_cast<size_t>(step)]);
        if (auto done = runStep(connection, step + 1, file); !done)
            return done;
    }
    return Done{};
}

} // namespace roost
