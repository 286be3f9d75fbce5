// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/loopback_server.h"

#include "base/clock.h"
#include "base/id_source.h"
#include "domain/account/session.h"
#include "models/endpoint_list_model.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QPointer>
#include <QTemporaryDir>
#include <QTimer>

namespace roost::bench {

/// A whole account, signed in to a LoopbackServer, with the model of its contact list.
class BenchSession
{
public:
    /// Takes a copy of the database `file`.
    explicit BenchSession(const QString &file);
    /// Content of the server's archive (see LoopbackServer::archivedMessage()); null = the server has none.
    using Archive = std::shared_ptr<const QList<QByteArray>>;
    /// Takes a copy of the database `file`, and stays offline until signIn().
    BenchSession(const QString &file, const Archive &archive);
    void signIn();

    [[nodiscard]] LoopbackServer &server() { return *m_server; }
    [[nodiscard]] Session &session() { return *m_session; }
    [[nodiscard]] EndpointListModel &model() { return *m_model; }
    /// All at once from the socket.
    void deliver(const QList<QByteArray> &frames);
    /// How many are in the database.
    [[nodiscard]] int countMessages() const;
    /// Until the client has handled all that was delivered, and its model knows.
    void finish();

    /// Runs the event loop until `condition` holds.
    template <typename Condition> static void waitUntil(Condition &&condition)
    {
        while (!condition())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    RandomIdSource m_ids;
    QPointer<LoopbackServer> m_server;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<EndpointListModel> m_model;
    int m_pings = 0;
};

/// How long this thread, ready to run, had to wait for a processor, since it began, ns.
[[nodiscard]] qint64 waitedForProcessor();

/// The longest time that this program keeps the event loop from going round, from its making on. What others
/// had of the processor meanwhile is taken off.
class StallWatch
{
public:
    StallWatch()
    {
        m_beat.setTimerType(Qt::PreciseTimer);
        m_beat.setInterval(1);
        QObject::connect(&m_beat, &QTimer::timeout, &m_beat, [this] {
            const qint64 waited = waitedForProcessor();
            m_longest = std::max(m_longest, m_since.nsecsElapsed() - (waited - m_waited));
            m_waited = waited;
            m_since.start();
        });
        m_waited = waitedForProcessor();
        m_since.start();
        m_beat.start();
    }
    [[nodiscard]] double longestMs() const { return double(m_longest) / 1e6; }

private:
    QTimer m_beat;
    QElapsedTimer m_since;
    qint64 m_waited = 0;
    qint64 m_longest = 0;
};

/// The best of `rounds`: what others do on the machine only makes it longer.
template <typename Measure> double bestOf(int rounds, Measure &&measure)
{
    double best = 1e300;
    for (int round = 0; round < std::max(1, rounds); ++round)
        best = std::min(best, measure());
    return best;
}

} // namespace roost::bench
