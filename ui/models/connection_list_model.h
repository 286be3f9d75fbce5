// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "domain/contacts/change_bus.h"
#include "domain/contacts/connection.h"

#include <QAbstractListModel>

#include <vector>

namespace roost {

class Endpoint;
class EndpointDirectory;

/// The live Connections of one Endpoint, for its panel: best presence first, then the resource's order.
/// Follows the ChangeBus row by row. The detail's "4 min" is brought up to date every minute. Main thread.
class ConnectionListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role : int {
        Title = Qt::DisplayRole, ///< QString: "Laptop".
        Resource = Qt::UserRole + 1,
        Detail,    ///< QString: "Conversations · away 4 min".
        ShowValue, ///< int: Show.
        Kind,      ///< int: DeviceKind.
        ClientName,
        Status,   ///< QString: remote text.
        Priority, ///< int.
        FullJid,  ///< QString: its full address, for scripts.
        ShowWord, ///< QString: showWord().
    };

    ConnectionListModel(EndpointDirectory &directory, Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] Endpoint *endpoint() const { return m_endpoint; }
    /// nullptr empties the list.
    void setEndpoint(Endpoint *endpoint);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

private:
    [[nodiscard]] std::vector<Connection> current() const;
    void apply();
    void tick();

    Clock &m_clock;
    Endpoint *m_endpoint = nullptr;
    std::vector<Connection> m_connections;
};

} // namespace roost
