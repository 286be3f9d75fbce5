// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/connection_check.h"

#include "base/answer.h"
#include "domain/endpoint.h"

namespace roost {

ConnectionCheck::ConnectionCheck(Clock &clock, Wire wire, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_wire(std::move(wire))
{
}

void ConnectionCheck::suspect(const Endpoint &endpoint, QStringView except)
{
    const qint64 now = m_clock.monotonicMs();
    m_askedMs.removeIf([now](const auto &asked) { return now - asked.value() >= kPause.count(); });
    for (const Connection &connection : endpoint.connections()) {
        const Jid full = endpoint.id().withResource(connection.resource());
        if (connection.resource() == except || m_askedMs.contains(full) || m_waiting.size() >= kMostWaiting ||
            !m_wire.answersPings(full))
            continue;
        m_askedMs.insert(full, now);
        m_waiting.append(full);
    }
    askNext();
}

void ConnectionCheck::heard(const Jid &full)
{
    m_waiting.removeOne(full);
    m_asking.removeOne(full);
}

void ConnectionCheck::forget()
{
    m_askedMs.clear();
    m_waiting.clear();
    m_asking.clear();
}

void ConnectionCheck::askNext()
{
    while (m_open < kMostAtOnce && !m_waiting.isEmpty()) {
        const Jid full = m_waiting.takeFirst();
        m_asking.append(full);
        ++m_open;
        onAnswer(m_wire.ping(full), this, [this, full](const Result<qint64> &answer) {
            --m_open;
            const bool isGone = !answer && answer.error().kind == ErrorKind::ServiceUnavailable;
            if (m_asking.removeOne(full) && isGone)
                Q_EMIT gone(full);
            askNext();
        });
    }
}

} // namespace roost
