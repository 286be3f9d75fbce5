// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/connection_list_model.h"

#include "domain/contacts/endpoint.h"
#include "domain/contacts/endpoint_directory.h"
#include "models/show_word.h"
#include "models/wording.h"

#include <algorithm>

namespace roost {

ConnectionListModel::ConnectionListModel(EndpointDirectory &directory, Clock &clock, QObject *parent)
    : QAbstractListModel(parent)
    , m_clock(clock)
{
    connect(&directory.changes(), &ChangeBus::changed, this, [this](const QList<ChangeBus::Change> &changes) {
        const bool ours = std::any_of(changes.begin(), changes.end(), [this](const auto &change) {
            return change.endpoint == m_endpoint &&
                   (change.what & (EndpointChange::Connections | EndpointChange::Presence));
        });
        if (ours)
            apply();
    });
    tick();
}

void ConnectionListModel::setEndpoint(Endpoint *endpoint)
{
    if (m_endpoint == endpoint)
        return;
    beginResetModel();
    m_endpoint = endpoint;
    m_connections = current();
    endResetModel();
}

int ConnectionListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_connections.size());
}

QVariant ConnectionListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Connection &connection = m_connections[std::size_t(index.row())];
    switch (role) {
    case Title:
        return Wording::connectionTitle(connection);
    case Qt::AccessibleTextRole:
        return tr("%1, %2, %3", "Laptop, available, Conversations · active now")
            .arg(Wording::connectionTitle(connection), Wording::presence(connection.show()),
                 Wording::connectionDetail(connection, m_clock.nowMs()));
    case Resource:
        return connection.resource();
    case Detail:
        return Wording::connectionDetail(connection, m_clock.nowMs());
    case ShowValue:
        return int(connection.show());
    case Kind:
        return int(connection.kind());
    case ClientName:
        return connection.clientName();
    case Status:
        return connection.status();
    case Priority:
        return connection.priority();
    case FullJid:
        return m_endpoint->id().withResource(connection.resource()).toString();
    case ShowWord:
        return showWord(connection.show());
    default:
        return {};
    }
}

QHash<int, QByteArray> ConnectionListModel::roleNames() const
{
    return {{Title, "title"},
            {Resource, "resource"},
            {Detail, "detail"},
            {ShowValue, "show"},
            {Kind, "kind"},
            {ClientName, "clientName"},
            {Status, "status"},
            {Priority, "priority"},
            {FullJid, "jid"},
            {ShowWord, "presence"},
            {Qt::AccessibleTextRole, "accessibleText"}};
}

std::vector<Connection> ConnectionListModel::current() const
{
    std::vector<Connection> connections;
    if (m_endpoint != nullptr)
        connections = m_endpoint->connections();
    std::sort(connections.begin(), connections.end(), [](const Connection &a, const Connection &b) {
        return a.show() != b.show() ? a.show() < b.show() : a.resource() < b.resource();
    });
    return connections;
}

void ConnectionListModel::apply()
{
    const std::vector<Connection> wanted = current();
    const auto find = [](const std::vector<Connection> &list, const QString &resource, int from) {
        for (std::size_t i = std::size_t(from); i < list.size(); ++i) {
            if (list[i].resource() == resource)
                return int(i);
        }
        return -1;
    };
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (find(wanted, m_connections[std::size_t(row)].resource(), 0) >= 0)
            continue;
        beginRemoveRows({}, row, row);
        m_connections.erase(m_connections.begin() + row);
        endRemoveRows();
    }
    for (int row = 0; row < int(wanted.size()); ++row) {
        const Connection &connection = wanted[std::size_t(row)];
        const int from = find(m_connections, connection.resource(), row);
        if (from < 0) {
            beginInsertRows({}, row, row);
            m_connections.insert(m_connections.begin() + row, connection);
            endInsertRows();
            continue;
        }
        if (from != row) {
            beginMoveRows({}, from, from, {}, row);
            std::rotate(m_connections.begin() + row, m_connections.begin() + from,
                        m_connections.begin() + from + 1);
            endMoveRows();
        }
        if (m_connections[std::size_t(row)] != connection) {
            m_connections[std::size_t(row)] = connection;
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

void ConnectionListModel::tick()
{
    m_clock.after(std::chrono::minutes(1), this, [this] {
        if (!m_connections.empty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Detail, Qt::AccessibleTextRole});
        tick();
    });
}

} // namespace roost
