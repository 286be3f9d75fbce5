// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench.h"
#include "bench/bench_session.h"
#include "bench/sample_data.h"

using namespace Qt::StringLiterals;

namespace roost::bench {

namespace {

constexpr int contactCount = 1'000;
constexpr int messageCount = 10'000;
constexpr int firstMessage = 1'000'000; ///< None of them is in the database yet.

/// The same rows into the same table, by SQLite alone.
double bareInsert(const QString &file)
{
    QTemporaryDir folder;
    const QString copy = folder.filePath(u"copy.db"_s);
    if (!QFile::copy(file, copy))
        qFatal("cannot copy the database");
    const auto database = openSqlite(copy);
    executeSqlite(database.get(),
                  "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
    struct Row
    {
        QByteArray id, stanzaId, resource, body;
        qint64 timeMs;
    };
    std::vector<Row> rows;
    for (int i = 0; i < messageCount; ++i) {
        const auto message = sampleMessage(firstMessage + i, contactCount);
        rows.push_back({message.id.toUtf8(), message.stanzaId.toUtf8(), message.resource.toUtf8(),
                        message.body.toUtf8(), message.timeMs});
    }
    return elapsed([&] {
        sqlite3_stmt *insert = nullptr;
        executeSqlite(database.get(), "BEGIN IMMEDIATE");
        sqlite3_prepare_v2(
            database.get(),
            "INSERT INTO messages (endpoint_id, mine, key, sender_id, stanza_id, resource, body, time_ms,"
            " state, failure_kind, failure, read, position)"
            " VALUES (?1, 0, ?2, ?2, ?3, ?4, ?5, ?6, 5, 0, '', 0, ?6)",
            -1, &insert, nullptr);
        for (int i = 0; i < messageCount; ++i) {
            const Row &row = rows[size_t(i)];
            sqlite3_bind_int64(insert, 1, 1 + i % contactCount);
            int column = 2;
            for (const auto *text : {&row.id, &row.stanzaId, &row.resource, &row.body})
                sqlite3_bind_text(insert, column++, text->constData(), int(text->size()), SQLITE_STATIC);
            sqlite3_bind_int64(insert, 6, row.timeMs);
            if (sqlite3_step(insert) != SQLITE_DONE)
                qFatal("%s", sqlite3_errmsg(database.get()));
            sqlite3_reset(insert);
        }
        sqlite3_finalize(insert);
        executeSqlite(database.get(), "COMMIT");
    });
}

double frameToDatabaseAndModel(const QString &file, const QList<QByteArray> &frames)
{
    BenchSession bench(file);
    const auto unread = [&bench](int contact) {
        return bench.session().directory().endpoint(sampleAddress(contact)).unread();
    };
    const auto unreadOfAll = [&unread] {
        int sum = 0;
        for (int i = 0; i < contactCount; ++i)
            sum += unread(i);
        return sum;
    };
    const int before = unreadOfAll();
    // Messages are stored and reported in order: when the last one is here, all are.
    const Endpoint &last =
        bench.session().directory().endpoint(sampleAddress((firstMessage + messageCount - 1) % contactCount));
    const int lastUnread = last.unread() + messageCount / contactCount;
    const double spent = elapsed([&] {
        bench.deliver(frames);
        BenchSession::waitUntil([&] { return last.unread() == lastUnread; });
        bench.finish();
    });
    if (unreadOfAll() != before + messageCount)
        qFatal("messages were lost");
    return spent;
}

} // namespace

void incomingMessages(const Report &report)
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"user.db"_s);
    fillContacts(file, contactCount);
    QList<QByteArray> frames;
    for (int i = 0; i < messageCount; ++i)
        frames << sampleMessageFrame(firstMessage + i, contactCount);
    const auto [value, floor] = compare(
        report.rounds, [&] { return frameToDatabaseAndModel(file, frames); },
        [&] { return bareInsert(file); });
    report({u"10,000 messages to database and model (elapsed)"_s, u"ms"_s, value, floor, 3});
}

} // namespace roost::bench
