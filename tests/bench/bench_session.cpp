// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench_session.h"

#include "bench/sample_data.h"
#include "domain/account/profile.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace roost::bench {

qint64 waitedForProcessor()
{
    QFile file(u"/proc/thread-self/schedstat"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() : 0;
}

BenchSession::BenchSession(const QString &file) : BenchSession(file, Archive{}) { signIn(); }

BenchSession::BenchSession(const QString &file, const Archive &archive)
{
    if (!QFile::copy(file, Profile::databaseFile(m_folder.path())))
        qFatal("cannot copy the database");
    SessionConfig config;
    config.account = sampleAccount();
    config.directory = m_folder.path();
    config.urls = {QUrl(u"wss://example.net/ws"_s)};
    config.resource = u"desk"_s;
    config.identity.name = u"Roost"_s;
    config.identity.version = QStringLiteral(ROOST_VERSION);
    m_session = std::make_unique<Session>(config, m_clock, m_ids, nullptr, [this, archive] {
        auto server = std::make_unique<LoopbackServer>();
        server->setArchive(archive);
        m_server = server.get();
        return server;
    });
    m_model = std::make_unique<EndpointListModel>(m_session->directory(), m_clock);
    auto opened = m_session->open();
    waitUntil([&] { return opened.isFinished(); });
}

void BenchSession::signIn()
{
    m_session->signIn(samplePassword);
    waitUntil([&] { return m_server && m_server->hasPresence(); });
    finish();
}

void BenchSession::deliver(const QList<QByteArray> &frames)
{
    for (const auto &frame : frames)
        m_server->deliver(frame);
}

int BenchSession::countMessages() const
{
    const auto database = openSqlite(Profile::databaseFile(m_folder.path()));
    sqlite3_stmt *count = nullptr;
    if (sqlite3_prepare_v2(database.get(), "SELECT count(*) FROM messages", -1, &count, nullptr) !=
            SQLITE_OK ||
        sqlite3_step(count) != SQLITE_ROW)
        qFatal("%s", sqlite3_errmsg(database.get()));
    const int messages = sqlite3_column_int(count, 0);
    sqlite3_finalize(count);
    return messages;
}

void BenchSession::finish()
{
    const QByteArray id = "ping-" + QByteArray::number(++m_pings);
    m_server->deliver(LoopbackServer::pingFrame(id));
    waitUntil([&] { return m_server->isAnswered(id); });
    m_session->directory().changes().flush();
}

} // namespace roost::bench
