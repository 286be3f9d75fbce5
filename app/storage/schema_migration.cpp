// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/schema_migration.h"

#include "storage/sql_connection.h"

#include <QFile>

#include <array>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr std::array migrationFiles{":/roost/storage/migrations/0001_initial.sql",
                                    ":/roost/storage/migrations/0002_archive_ranges.sql",
                                    ":/roost/storage/migrations/0003_markable.sql",
                                    ":/roost/storage/migrations/0004_targets.sql",
                                    ":/roost/storage/migrations/0005_positions.sql",
                                    ":/roost/storage/migrations/0006_message_contents.sql",
                                    ":/roost/storage/migrations/0007_threads_and_marks.sql",
                                    ":/roost/storage/migrations/0008_outgoing_remarks.sql"};
static_assert(migrationFiles.size() == SchemaMigration::newestVersion);

/// The version of a file of ours; 0 for an empty file.
Result<qint64> versionOf(SqlConnection &connection)
{
    const auto version = connection.number("PRAGMA user_version");
    const auto owner = connection.number("PRAGMA application_id");
    const auto objects = connection.number("SELECT count(*) FROM sqlite_schema");
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
    const QByteArray sql = "BEGIN IMMEDIATE;\n" + SchemaMigration::scriptOf(file) +
                           "\nPRAGMA application_id = " + QByteArray::number(SchemaMigration::applicationId) +
                           ";\nPRAGMA user_version = " + QByteArray::number(version) + ";\nCOMMIT;";
    auto done = connection.execute(sql);
    if (!done)
        (void)connection.execute("ROLLBACK");
    return done;
}

} // namespace

QByteArray SchemaMigration::scriptOf(const QString &resource)
{
    QFile file(resource);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Status SchemaMigration::migrate(SqlConnection &connection, int upTo)
{
    const auto version = versionOf(connection);
    if (!version)
        return unexpected(version.error());
    if (*version > newestVersion)
        return unexpected(ErrorKind::StorageTooNew, QString::number(*version));
    for (int step = int(*version); step < upTo; ++step) {
        const auto file = QString::fromLatin1(migrationFiles[static_cast<size_t>(step)]);
        if (auto done = runStep(connection, step + 1, file); !done)
            return done;
    }
    return Done{};
}

} // namespace roost
