// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/storage_repair.h"

#include <QByteArray>
#include <QString>

namespace roost {

class SqlConnection;

/// Replaces a damaged database file by a fresh one with all that can be read of it. The damaged file is kept
/// beside it, unchanged, under a name with its date. What the account's server knows better is left out: how
/// much of the archive is here (but for where it ends), and the version of the roster. Row ids and positions
/// stay. Storage thread; nobody else may have the file open.
class DatabaseSalvage
{
public:
    explicit DatabaseSalvage(QString file);

    /// Before the file is opened: brings a replacement that was interrupted to its end.
    static void finishInterrupted(const QString &file);
    /// The file is a database of another program's, and none of ours with a damage.
    [[nodiscard]] static bool isForeign(const QString &file);

    /// On an error (no room, mostly) everything is as it was.
    Result<StorageRepair> run();

private:
    Status makeFresh(SqlConnection &damaged, SqlConnection &fresh);
    /// Opens what is to be read: the file itself, or a copy whose beginning is taken from a sound file.
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
