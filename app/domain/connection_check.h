// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/jid.h"
#include "base/result.h"

#include <QFuture>
#include <QHash>
#include <QList>
#include <QObject>

#include <functional>

namespace roost {

class Endpoint;

/// Finds Connections that went without a word: when a node of a cluster of servers dies, nobody tells the
/// others' contacts. Asks (XEP-0199) on suspicion only, and only those who are known to answer: from them,
/// service-unavailable is their server's word that they are not there. Main thread.
class ConnectionCheck : public QObject
{
    Q_OBJECT

public:
    struct Wire
    {
        std::function<bool(const Jid &full)> answersPings;
        std::function<QFuture<Result<qint64>>(const Jid &full)> ping;
    };
    /// The same Connection is not asked again before.
    static constexpr std::chrono::milliseconds kPause{10'000};
    static constexpr int kMostAtOnce = 2;
    static constexpr qsizetype kMostWaiting = 50;

    ConnectionCheck(Clock &clock, Wire wire, QObject *parent = nullptr);

    /// Something is odd about `endpoint`, or it matters now: asks all its Connections but `except`.
    void suspect(const Endpoint &endpoint, QStringView except = {});
    /// It was just heard of: an answer that comes now is about the one before it.
    void heard(const Jid &full);
    /// The session is over.
    void forget();

Q_SIGNALS:
    void gone(const roost::Jid &full);

private:
    void askNext();

    Clock &m_clock;
    Wire m_wire;
    QHash<Jid, qint64> m_askedMs; ///< Monotonic.
    QList<Jid> m_waiting;
    QList<Jid> m_asking;
    int m_open = 0;
};

} // namespace roost
