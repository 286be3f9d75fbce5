// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench.h"
#include "bench/sample_data.h"
#include "support/storage_steps.h"

#include "base/clock.h"
#include "domain/contacts/endpoint_directory.h"
#include "storage/sql_connection.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace roost::bench {

namespace {

constexpr int contactCount = 100'000;

/// As little as one can make of a row.
struct PlainContact
{
    QString jid, name, nickname, labels, request, avatar;
    qint64 lastSeen;
    int subscription, inRoster, ask, wantsUs, tell, blocked;
};

struct PlainSummary
{
    QString preview, draft;
    qint64 lastMessage;
    int previewMine, unread;
};

double bareSelect(const QString &file)
{
    const auto database = openSqlite(file);
    sqlite3_stmt *select = nullptr;
    sqlite3_prepare_v2(database.get(),
                       "SELECT jid, name, nickname, labels, wants_us_message, avatar_hash, last_seen_ms,"
                       " subscription, in_roster, ask, wants_us, tell_when_online, blocked FROM endpoints"
                       " WHERE listed = 1",
                       -1, &select, nullptr);
    sqlite3_stmt *summary = nullptr;
    sqlite3_prepare_v2(database.get(),
                       "SELECT preview, draft, last_message_ms, preview_mine, unread FROM threads", -1,
                       &summary, nullptr);
    std::vector<PlainContact> contacts;
    std::vector<PlainSummary> summaries;
    const double spent = timed([&] {
        const auto text = [](sqlite3_stmt *row, int column) {
            return QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(row, column)),
                                     sqlite3_column_bytes(row, column));
        };
        const auto number = [](sqlite3_stmt *row, int column) { return sqlite3_column_int(row, column); };
        contacts.reserve(contactCount);
        while (sqlite3_step(select) == SQLITE_ROW) {
            contacts.push_back({text(select, 0), text(select, 1), text(select, 2), text(select, 3),
                                text(select, 4), text(select, 5), sqlite3_column_int64(select, 6),
                                number(select, 7), number(select, 8), number(select, 9), number(select, 10),
                                number(select, 11), number(select, 12)});
        }
        while (sqlite3_step(summary) == SQLITE_ROW) {
            summaries.push_back({text(summary, 0), text(summary, 1), sqlite3_column_int64(summary, 2),
                                 number(summary, 3), number(summary, 4)});
        }
    });
    sqlite3_finalize(select);
    sqlite3_finalize(summary);
    if (contacts.size() != size_t(contactCount))
        qFatal("%zu contacts", contacts.size());
    return spent;
}

double databaseToEndpoints(const QString &file)
{
    SystemClock clock;
    UserDatabase database;
    settled(database.open(file));
    EndpointDirectory directory(sampleAccount(), clock);
    const double spent = timed([&] { directory.load(settled(database.loadContacts())); });
    if (directory.listed().size() != contactCount)
        qFatal("%lld endpoints", qlonglong(directory.listed().size()));
    return spent;
}

/// CPU time of opening the last page of `thread`, in µs.
double openThread(UserDatabase &database, const Jid &thread)
{
    constexpr int times = 200;
    return 1000 / times * timed([&] {
               for (int i = 0; i < times; ++i) {
                   if (settled(database.loadMessages(thread, {}, 60)).size() != 60)
                       qFatal("not a page");
               }
           });
}

} // namespace

void contactsFromDatabase(const Report &report)
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"user.db"_s);
    fillContacts(file, contactCount);
    const auto [value, floor] = compare(
        report.rounds, [&] { return databaseToEndpoints(file); }, [&] { return bareSelect(file); });
    report({u"100,000 contacts from database to Endpoints"_s, u"ms"_s, value, floor, 3});
}

void threadOpening(const Report &report)
{
    QTemporaryDir folder;
    UserDatabase database;
    settled(database.open(folder.filePath(u"user.db"_s)));
    const Jid small = sampleAddress(1);
    const Jid big = sampleAddress(2);
    for (const auto &thread : {small, big}) {
        auto first = sampleMessage(0, 1);
        first.thread = thread;
        settled(storeMessages(database, {first}));
    }
    database.run([&](SqlConnection &connection) {
        const auto fill = [&connection](const Jid &thread, int count) {
            Statement insert(connection,
                             "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                             " INSERT INTO messages (endpoint_id, mine, key, sender_id, body, time_ms, "
                             "state, read, position)"
                             " SELECT e.id, i % 2, 'm' || i, 'm' || i, 'message number ' || i, 1000 * i, 5, "
                             "1, i FROM n, endpoints e"
                             " WHERE e.jid = ?");
            if (!insert.number(count).text(thread.toString()).run())
                qFatal("cannot fill a thread");
        };
        fill(small, 100);
        fill(big, 1'000'000);
    });
    const auto [value, floor] = compare(
        report.rounds, [&] { return openThread(database, big); },
        [&] { return openThread(database, small); });
    report({u"open a thread of 1,000,000 messages (floor: of 100)"_s, u"µs"_s, value, floor, 1.5});
}

} // namespace roost::bench
