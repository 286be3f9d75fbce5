// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/records.h"
#include "storage/user_database.h"

#include <sqlite3.h>

#include <QByteArray>
#include <QList>

#include <memory>

namespace roost::bench {

/// Number of the first message that comes out of an archive; none of them is in a database made here.
constexpr int firstArchived = 2'000'000;

/// The account that everything is measured with.
[[nodiscard]] Jid sampleAccount();
/// Contact `index`: "ada.lindqvist17@example.net", with a name, one or two labels, some with a picture.
[[nodiscard]] ContactRecord sampleContact(int index);
[[nodiscard]] Jid sampleAddress(int index);
/// Message `index` of an incoming series, to sampleAddress(index % contacts).
[[nodiscard]] MessageRecord sampleMessage(int index, int contacts);
/// The frame that brings that message.
[[nodiscard]] QByteArray sampleMessageFrame(int index, int contacts);
/// Presence of Connection `device` (0..2) of contact `index`, as a server sends it.
[[nodiscard]] QByteArray samplePresenceFrame(int index, int device);

/// Makes `file` with `count` contacts, each tenth with a thread.
void fillContacts(const QString &file, int count);

/// Blocks until the storage thread has answered; a benchmark whose preparation fails ends here.
template <typename T> typename T::value_type settled(QFuture<T> future)
{
    const auto result = future.result();
    if (!result)
        qFatal("storage failed: %s", qPrintable(result.error().detail));
    return result.value();
}

/// SQLite without anything around it, for floors.
using SqliteFile = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
[[nodiscard]] SqliteFile openSqlite(const QString &file);
void executeSqlite(sqlite3 *database, const char *sql);

} // namespace roost::bench
