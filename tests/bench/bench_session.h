// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/loopback_server.h"

#include "base/clock.h"
#include "base/id_source.h"
#include "domain/session.h"
#include "models/endpoint_list_model.h"

#include <QCoreApplication>
#include <QPointer>
#include <QTemporaryDir>

namespace roost::bench {

/// A whole account, signed in to a LoopbackServer, with the model of its contact list.
class BenchSession
{
public:
    /// Takes a copy of the database `file`.
    explicit BenchSession(const QString &file);

    [[nodiscard]] LoopbackServer &server() { return *m_server; }
    [[nodiscard]] Session &session() { return *m_session; }
    [[nodiscard]] EndpointListModel &model() { return *m_model; }
    /// All at once from the socket.
    void deliver(const QList<QByteArray> &frames);
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

} // namespace roost::bench
