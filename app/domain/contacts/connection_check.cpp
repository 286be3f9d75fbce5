// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/connection_check.h"

#include "base/answer.h"
#include "domain/contacts/endpoint.h"

namespace roost {

namespace {

/// True for an error that says nothing about the Connection: neither it nor its server has answered.
bool isNoAnswer(ErrorKind kind)
{
    return kind == ErrorKind::Timeout || kind == ErrorKind::NotConnected ||
           kind == ErrorKind::RemoteServerNotFound || kind == ErrorKind::StanzaRejected;
}

} // namespace

ConnectionCheck::ConnectionCheck(Clock &clock, Wire wire, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_wire(std::move(wire))
{
}

void ConnectionCheck::suspect(const Endpoint &endpoint, QStringView except)
{
    const qint64 now = m_clock.monotonicMs();
    const auto isPast = [now](const Suspicion &one) { return now - one.askedMs >= pause.count(); };
    m_suspicions.removeIf([&](const auto &one) { return !one.value().isOpen && isPast(one.value()); });
    for (const Connection &connection : endpoint.connections()) {
        const Jid full = endpoint.id().withResource(connection.resource());
        if (connection.resource() == except)
            continue;
        if (const auto known = m_suspicions.find(full); known != m_suspicions.end()) {
            // The user needs it now: do not wait for the next attempt.
            if (known->isOpen && isPast(*known)) {
                known->attempts = 0;
                enqueue(full);
            }
        } else if (m_wire.answersPings(full)) {
            begin(full);
        } else if (m_unknown.size() < mostWaiting) {
            m_unknown.insert(full);
        }
    }
    askNext();
}

void ConnectionCheck::described(const Jid &full)
{
    if (!m_unknown.contains(full) || !m_wire.answersPings(full))
        return;
    m_unknown.remove(full);
    begin(full);
    askNext();
}

void ConnectionCheck::heard(const Jid &full)
{
    m_unknown.remove(full);
    m_waiting.removeOne(full);
    if (const auto known = m_suspicions.find(full); known != m_suspicions.end())
        known->isOpen = false;
}

void ConnectionCheck::forget()
{
    m_suspicions.clear();
    m_unknown.clear();
    m_waiting.clear();
}

void ConnectionCheck::resumed()
{
    for (auto one = m_suspicions.begin(); one != m_suspicions.end(); ++one) {
        if (!one->isOpen)
            continue;
        one->attempts = 0;
        enqueue(one.key());
    }
    askNext();
}

void ConnectionCheck::begin(const Jid &full)
{
    if (m_waiting.size() >= mostWaiting)
        return;
    m_suspicions.insert(full, {++m_lastId, m_clock.monotonicMs(), 0, true});
    enqueue(full);
}

void ConnectionCheck::enqueue(const Jid &full)
{
    if (!m_waiting.contains(full))
        m_waiting.append(full);
}

void ConnectionCheck::askNext()
{
    while (m_open < mostAtOnce && !m_waiting.isEmpty()) {
        const Jid full = m_waiting.takeFirst();
        if (const auto known = m_suspicions.find(full); known != m_suspicions.end() && known->isOpen)
            ask(full, *known);
    }
}

void ConnectionCheck::ask(const Jid &full, Suspicion &suspicion)
{
    const int id = suspicion.id;
    const int attempt = ++suspicion.attempts;
    suspicion.askedMs = m_clock.monotonicMs();
    ++m_open;
    const auto release = [this, isHeld = std::make_shared<bool>(true)] {
        if (!std::exchange(*isHeld, false))
            return;
        --m_open;
        askNext();
    };
    m_clock.after(patience, this, release);
    m_clock.after(pause * (1 << (attempt - 1)), this,
                  [this, full, id, attempt] { askAgain(full, id, attempt); });
    onAnswer(m_wire.ping(full), this, [this, full, id, release](const Result<qint64> &answer) {
        judge(full, id, answer);
        release();
    });
}

void ConnectionCheck::askAgain(const Jid &full, int id, int attempt)
{
    Suspicion *suspicion = find(full, id);
    if (!suspicion || suspicion->attempts != attempt)
        return;
    if (attempt >= mostAttempts) {
        suspicion->isOpen = false;
        return;
    }
    enqueue(full);
    askNext();
}

void ConnectionCheck::judge(const Jid &full, int id, const Result<qint64> &answer)
{
    Suspicion *suspicion = find(full, id);
    if (!suspicion || (!answer && isNoAnswer(answer.error().kind)))
        return;
    suspicion->isOpen = false;
    m_waiting.removeOne(full);
    if (!answer && answer.error().kind == ErrorKind::ServiceUnavailable)
        Q_EMIT gone(full);
}

ConnectionCheck::Suspicion *ConnectionCheck::find(const Jid &full, int id)
{
    const auto known = m_suspicions.find(full);
    return known != m_suspicions.end() && known->isOpen && known->id == id ? &*known : nullptr;
}

} // namespace roost
