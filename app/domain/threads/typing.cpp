// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/typing.h"

#include "domain/contacts/endpoint_directory.h"
#include "xmpp/extensions/xep0085_chat_states.h"
#include "xmpp/extensions/xep0115_caps.h"

#include <algorithm>

namespace roost {

Typing::Typing(EndpointDirectory &directory, Clock &clock, Wire wire, QObject *parent)
    : QObject(parent)
    , m_directory(directory)
    , m_clock(clock)
    , m_wire(wire)
{
    connect(&m_wire.states, &Xep0085ChatStates::chatStateReceived, this, &Typing::received);
}

// Received states

void Typing::received(const Jid &from, ChatState state)
{
    if (state != ChatState::Composing) {
        forget(from);
        return;
    }
    const Endpoint *endpoint = m_directory.find(from);
    // Ignore strangers and rooms: they have no Connection here.
    if (!endpoint || !endpoint->isContact() || endpoint->isBlocked() ||
        !endpoint->connection(from.resourceView()))
        return;
    m_typing.insert(from, m_clock.monotonicMs() + longestTyping.count());
    m_directory.setTyping(from, true);
    scheduleExpiry();
}

void Typing::messageReceived(const Jid &from) { forget(from); }

void Typing::forget(const Jid &from)
{
    if (m_typing.remove(from) > 0)
        m_directory.setTyping(from, false);
}

void Typing::scheduleExpiry()
{
    if (m_expiryScheduled || m_typing.isEmpty())
        return;
    m_expiryScheduled = true;
    const qint64 next = *std::min_element(m_typing.cbegin(), m_typing.cend());
    m_clock.after(std::chrono::milliseconds(std::max<qint64>(0, next - m_clock.monotonicMs())), this,
                  [this] { expire(); });
}

void Typing::expire()
{
    m_expiryScheduled = false;
    QList<Jid> over;
    for (auto each = m_typing.cbegin(); each != m_typing.cend(); ++each) {
        if (each.value() <= m_clock.monotonicMs())
            over.append(each.key());
    }
    for (const Jid &from : std::as_const(over))
        forget(from);
    scheduleExpiry();
}

void Typing::sessionEnded()
{
    const QList<Jid> typing = m_typing.keys();
    for (const Jid &from : typing)
        forget(from);
    m_told.reset();
}

// Our own states

void Typing::typed(Endpoint &endpoint, bool isEmpty)
{
    if (m_partner != &endpoint)
        left();
    m_partner = &endpoint;
    m_lastKeyMs = m_clock.monotonicMs();
    if (isEmpty) {
        if (m_told == ChatState::Composing || m_told == ChatState::Paused)
            tell(ChatState::Active);
        return;
    }
    tell(ChatState::Composing);
    checkPause();
}

void Typing::checkPause()
{
    if (m_pauseScheduled || m_told != ChatState::Composing)
        return;
    const qint64 over = m_lastKeyMs + pauseAfter.count() - m_clock.monotonicMs();
    if (over <= 0) {
        tell(ChatState::Paused);
        return;
    }
    m_pauseScheduled = true;
    m_clock.after(std::chrono::milliseconds(over), this, [this] {
        m_pauseScheduled = false;
        checkPause();
    });
}

void Typing::sent(Endpoint &endpoint)
{
    if (m_partner != &endpoint)
        left();
    m_partner = &endpoint;
    m_told = ChatState::Active;
}

void Typing::left()
{
    if (m_told)
        tell(ChatState::Inactive);
    m_told.reset();
    m_partner = nullptr;
}

void Typing::leaving()
{
    if (m_told)
        tell(ChatState::Gone);
    m_told.reset();
    m_partner = nullptr;
}

void Typing::tell(ChatState state)
{
    // §5.3: do not repeat a state.
    if (!m_partner || m_told == state || !isOfInterest(*m_partner))
        return;
    m_told = state;
    m_wire.states.send(m_partner->id(), state);
}

bool Typing::isOfInterest(const Endpoint &endpoint) const
{
    // §5.1: send no states to an offline Endpoint, or if all Connections are known not to support them.
    const auto &connections = endpoint.connections();
    return std::any_of(connections.cbegin(), connections.cend(), [&](const Connection &connection) {
        const DiscoInfo info = m_wire.caps.infoOf(endpoint.id().withResource(connection.resource()));
        return info.isEmpty() || info.hasFeature(Xep0085ChatStates::feature);
    });
}

} // namespace roost
