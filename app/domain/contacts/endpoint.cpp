// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/endpoint.h"

#include "base/visible_text.h"

#include <algorithm>

namespace roost {

namespace {

/// Maximum number of Connections of an Endpoint. More can only come from a faulty or hostile server.
constexpr std::size_t maxConnections = 64;

auto findConnection(std::vector<Connection> &connections, QStringView resource)
{
    return std::find_if(connections.begin(), connections.end(), [resource](const Connection &connection) {
        return connection.resource() == resource;
    });
}

} // namespace

QString Endpoint::displayName() const
{
    if (const QString name = singleLine(m_record.name); !name.isEmpty())
        return name;
    if (m_record.inRoster && !m_claims) {
        if (const QString nickname = singleLine(m_record.nickname); !nickname.isEmpty())
            return nickname;
    }
    return m_record.jid.toDisplayString();
}

QString Endpoint::claimedName() const
{
    if (m_record.nickname.isEmpty() || !m_isCompared)
        return {};
    const QString nickname = singleLine(m_record.nickname);
    return nickname == displayName() ? QString() : nickname;
}

const Connection *Endpoint::connection(QStringView resource) const
{
    for (const Connection &connection : m_connections) {
        if (connection.resource() == resource)
            return &connection;
    }
    return nullptr;
}

const Connection *Endpoint::typingConnection() const
{
    for (const Connection &connection : m_connections) {
        if (connection.isTyping())
            return &connection;
    }
    return nullptr;
}

EndpointChanges Endpoint::setTyping(QStringView resource, bool isTyping)
{
    const auto it = findConnection(m_connections, resource);
    if (it == m_connections.end() || it->m_isTyping == isTyping)
        return {};
    it->m_isTyping = isTyping;
    return EndpointChange::Typing;
}

EndpointChanges Endpoint::updateConnection(const QString &resource, const Update &update,
                                           const PresenceRule &rule)
{
    EndpointChanges what;
    auto it = findConnection(m_connections, resource);
    if (it == m_connections.end()) {
        if (m_connections.size() >= maxConnections)
            return {};
        Connection fresh{resource};
        fresh.m_sinceMs = update.stampMs;
        fresh.m_showSinceMs = update.stampMs;
        fresh.m_show = update.show;
        m_connections.push_back(std::move(fresh));
        it = m_connections.end() - 1;
        what |= EndpointChange::Connections;
    } else if (it->m_show == update.show && it->m_status == update.status &&
               it->m_priority == update.priority && it->m_idleSinceMs == update.idleSinceMs) {
        return {};
    }
    if (it->m_show != update.show) {
        it->m_show = update.show;
        it->m_showSinceMs = update.stampMs;
    }
    it->m_status = update.status;
    it->m_priority = update.priority;
    it->m_idleSinceMs = update.idleSinceMs;
    what |= EndpointChange::Connections;
    return what | resolve(rule);
}

EndpointChanges Endpoint::removeConnection(QStringView resource, const PresenceRule &rule)
{
    const auto it = findConnection(m_connections, resource);
    if (it == m_connections.end())
        return {};
    const EndpointChanges what =
        it->isTyping() ? EndpointChange::Connections | EndpointChange::Typing : EndpointChange::Connections;
    m_connections.erase(it);
    // An offline Endpoint holds no spare memory.
    if (m_connections.empty())
        m_connections.shrink_to_fit();
    return what | resolve(rule);
}

EndpointChanges Endpoint::describeConnection(QStringView resource, DeviceKind kind, const QString &clientName,
                                             bool canReceipt)
{
    const auto it = findConnection(m_connections, resource);
    if (it == m_connections.end())
        return {};
    if (it->m_kind == kind && it->m_clientName == clientName && it->m_canReceipt == canReceipt)
        return {};
    it->m_kind = kind;
    it->m_clientName = clientName;
    it->m_canReceipt = canReceipt;
    return EndpointChange::Connections;
}

EndpointChanges Endpoint::resolve(const PresenceRule &rule)
{
    Presence resolved = rule ? rule(m_connections) : resolvePresence(m_connections);
    if (resolved == m_presence)
        return {};
    m_presence = std::move(resolved);
    return EndpointChange::Presence;
}

EndpointChanges Endpoint::removeAllConnections()
{
    if (m_connections.empty())
        return {};
    const EndpointChanges typing = typingConnection() ? EndpointChange::Typing : EndpointChanges();
    m_connections = {};
    m_presence = {};
    return EndpointChange::Connections | EndpointChange::Presence | typing;
}

} // namespace roost
