// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/storage_repair.h"

#include <QByteArray>
#include <QString>

namespace roost {

class SqlConnection;

/// Replaces a damaged database file by a new file with all readable rows. The damaged file is kept beside it,
/// unchanged, under a name with its date. Row ids and positions stay. Facts that the server can give again
/// are dropped: the ranges of the archive (except for the newest id), and the version of the roster. Storage
/// thread; no other connection may have the file open.
class DatabaseSalvage
{
public:
    explicit DatabaseSalvage(QString file);

    /// Completes a replacement that was interrupted. To be called before the file is opened.
    static void finishInterrupted(const QString &file);
    /// True for a database of another program; false for a damaged one of ours.
    [[nodiscard]] static bool isForeign(const QString &file);

    /// Replaces the file. An error (mostly a full disk) changes nothing.
    Result<StorageRepair> run();

private:
    Status makeFresh(SqlConnection &damaged, SqlConnection &fresh);
    /// Opens the damaged file, or a copy of it with the first page of a sound file.
    Status openDamaged(SqlConnection &damaged);
    Status makeReadableCopy(const QByteArray &beginning);
    Result<QByteArray> soundBeginning();
    Status copyTables(SqlConnection &damaged, SqlConnection &fresh);
    static Status makeGood(SqlConnection &fresh, const QString &archiveEnd);
    Result<QString> setAside();

    const QString m_file;
    const QString m_fresh;
    const QString m_copy;
    StorageRepair m_repair;
};

} // namespace roost
