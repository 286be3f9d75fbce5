// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/jid.h"
#include "base/result.h"

#include <QFuture>
#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>

#include <functional>

namespace roost {

class Endpoint;

/// Finds Connections that have gone without an "unavailable" presence. A cluster sends none when one of its
/// nodes dies. Pings (XEP-0199) a Connection on suspicion only, and only if it is known to answer pings: then
/// service-unavailable is its server's statement that the Connection has gone. A ping without an answer is
/// repeated with backoff. Main thread.
class ConnectionCheck : public QObject
{
    Q_OBJECT

public:
    struct Wire
    {
        /// True if the Connection is known to answer pings. See described() for one that is not known yet.
        std::function<bool(const Jid &full)> answersPings;
        std::function<QFuture<Result<qint64>>(const Jid &full)> ping;
    };
    /// Minimum time between two pings to one Connection, and the first pause of the backoff; each further
    /// pause is twice as long.
    static constexpr std::chrono::milliseconds pause{10'000};
    /// Maximum number of pings for one suspicion.
    static constexpr int mostAttempts = 6;
    static constexpr int mostAtOnce = 2;
    /// After this time an open ping no longer blocks other pings; a later answer still counts.
    static constexpr std::chrono::milliseconds patience{5'000};
    static constexpr qsizetype mostWaiting = 50;

    ConnectionCheck(Clock &clock, Wire wire, QObject *parent = nullptr);

    /// Connections of `endpoint` may have gone, or the user needs certainty: pings all but `except`.
    void suspect(const Endpoint &endpoint, QStringView except = {});
    /// The features of a Connection are known now: pings it if a suspicion waited for them.
    void described(const Jid &full);
    /// A presence of the Connection has arrived: ends the suspicion. A late answer is about its predecessor.
    void heard(const Jid &full);
    /// The session is over: drops all suspicions.
    void forget();
    /// The session was resumed: repeats the open pings.
    void resumed();

Q_SIGNALS:
    void gone(const roost::Jid &full);

private:
    struct Suspicion
    {
        int id = 0;         ///< An answer to another suspicion is ignored.
        qint64 askedMs = 0; ///< Time of the last ping, or of the suspicion; monotonic.
        int attempts = 0;
        bool isOpen = true; ///< If false, the entry only keeps the pause.
    };

    void begin(const Jid &full);
    void enqueue(const Jid &full);
    void askNext();
    void ask(const Jid &full, Suspicion &suspicion);
    void askAgain(const Jid &full, int id, int attempt);
    void judge(const Jid &full, int id, const Result<qint64> &answer);
    /// The open suspicion `id`, or null.
    [[nodiscard]] Suspicion *find(const Jid &full, int id);

    Clock &m_clock;
    Wire m_wire;
    QHash<Jid, Suspicion> m_suspicions;
    QSet<Jid> m_unknown; ///< Suspected; not known to answer pings.
    QList<Jid> m_waiting;
    int m_lastId = 0;
    int m_open = 0;
};

} // namespace roost
