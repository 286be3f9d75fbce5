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

/// Finds Connections that went without a word: when a node of a cluster of servers dies, nobody tells the
/// others' contacts. Asks (XEP-0199) on suspicion only, and only those who are known to answer: from them,
/// service-unavailable is their server's word that they are not there. A question that is lost, or that a
/// server in trouble keeps for itself, is put again, later and later. Main thread.
class ConnectionCheck : public QObject
{
    Q_OBJECT

public:
    struct Wire
    {
        /// False also while that is not known: see described().
        std::function<bool(const Jid &full)> answersPings;
        std::function<QFuture<Result<qint64>>(const Jid &full)> ping;
    };
    /// The same Connection is not asked again before. Unanswered, it is asked again after that, then after
    /// twice as long, and so on.
    static constexpr std::chrono::milliseconds kPause{10'000};
    /// So often in all; after that, not before somebody suspects it again.
    static constexpr int kMostAttempts = 6;
    static constexpr int kMostAtOnce = 2;
    /// An answer that takes longer holds up no other question; it still counts.
    static constexpr std::chrono::milliseconds kPatience{5'000};
    static constexpr qsizetype kMostWaiting = 50;

    ConnectionCheck(Clock &clock, Wire wire, QObject *parent = nullptr);

    /// Something is odd about `endpoint`, or it matters now: asks all its Connections but `except`.
    void suspect(const Endpoint &endpoint, QStringView except = {});
    /// What it can do has become known: if that was why it could not be asked, it is asked now.
    void described(const Jid &full);
    /// It was just heard of: an answer that comes now is about the one before it.
    void heard(const Jid &full);
    /// The session is over.
    void forget();
    /// The session goes on over another stream: who has not answered is asked anew.
    void resumed();

Q_SIGNALS:
    void gone(const roost::Jid &full);

private:
    struct Suspicion
    {
        int id = 0;         ///< What an answer must be about.
        qint64 askedMs = 0; ///< Monotonic; or when it arose.
        int attempts = 0;
        bool isOpen = true; ///< Else it is kept for the pause alone.
    };

    void begin(const Jid &full);
    void enqueue(const Jid &full);
    void askNext();
    void ask(const Jid &full, Suspicion &suspicion);
    void askAgain(const Jid &full, int id, int attempt);
    void judge(const Jid &full, int id, const Result<qint64> &answer);
    /// Null if that one has been settled.
    [[nodiscard]] Suspicion *find(const Jid &full, int id);

    Clock &m_clock;
    Wire m_wire;
    QHash<Jid, Suspicion> m_suspicions;
    QSet<Jid> m_unknown; ///< Suspected, but not known to answer.
    QList<Jid> m_waiting;
    int m_lastId = 0;
    int m_open = 0;
};

} // namespace roost
