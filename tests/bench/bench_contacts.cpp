// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench.h"
#include "bench/sample_data.h"

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
    QString jid, name, nickname, labels, request, avatar, preview, draft;
    qint64 lastSeen, lastMessage;
    int subscription, inRoster, ask, wantsUs, tell, blocked, previewMine, unread;
};

double bareSelect(const QString &file)
{
    const auto database = openSqlite(file);
    sqlite3_stmt *select = nullptr;
    sqlite3_prepare_v2(
        database.get(),
        "SELECT jid, name, nickname, labels, wants_us_message, avatar_hash, preview, draft,"
        " last_seen_ms, last_message_ms, subscription, in_roster, ask, wants_us, tell_when_online,"
        " blocked, preview_mine, unread FROM endpoints WHERE listed = 1",
        -1, &select, nullptr);
    std::vector<PlainContact> contacts;
    const double spent = timed([&] {
        const auto text = [select](int column) {
            return QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(select, column)),
                                     sqlite3_column_bytes(select, column));
        };
        const auto number = [select](int column) { return sqlite3_column_int(select, column); };
        contacts.reserve(contactCount);
        while (sqlite3_step(select) == SQLITE_ROW) {
            contacts.push_back({text(0), text(1), text(2), text(3), text(4), text(5), text(6), text(7),
                                sqlite3_column_int64(select, 8), sqlite3_column_int64(select, 9), number(10),
                                number(11), number(12), number(13), number(14), number(15), number(16),
                                number(17)});
        }
    });
    sqlite3_finalize(select);
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
        settled(database.storeMessages({first}));
    }
    database.run([&](SqlConnection &connection) {
        const auto fill = [&connection](const Jid &thread, int count) {
            Statement insert(
                connection,
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                " INSERT INTO messages (endpoint_id, mine, message_id, body, time_ms, state, read, position)"
                " SELECT e.id, i % 2, 'm' || i, 'message number ' || i, 1000 * i, 5, 1, i FROM n, endpoints e"
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
