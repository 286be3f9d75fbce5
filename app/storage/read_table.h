// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/records.h"

#include <QHash>
#include <QStringList>

namespace roost {

class DeliveryTable;
class EndpointKeys;
class SqlConnection;

/// How far threads have been read: by us on another device, and by the other side. Storage thread.
class ReadTable
{
public:
    /// So many messages of a thread are gone through, at most, for one word of the other side.
    static constexpr int furthestBack = 1'000;

    ReadTable(SqlConnection &connection, EndpointKeys &keys, DeliveryTable &deliveries)
        : m_connection(connection)
        , m_keys(keys)
        , m_deliveries(deliveries)
    {
    }

    /// See UserDatabase::markReadUpTo().
    Result<QHash<Jid, int>> markUpTo(const QList<ReadMark> &marks);
    /// See UserDatabase::markOwnRead(). An earlier one that waits to be sent (again) is left alone, and so is
    /// what failed.
    Result<QStringList> markOwn(const Jid &thread, const QString &id, const DeliveryRecord &delivery);

private:
    /// A message's place in the order of its thread; row 0 = nowhere.
    struct Place
    {
        qint64 position = 0;
        qint64 row = 0;
    };
    struct OwnMessage
    {
        qint64 row = 0;
        QString id;
        bool isNew = false; ///< Nobody had read it.
    };
    Result<Place> oldestUnread(qint64 endpoint);
    /// Of what a mark names, if that is not older than `from`.
    Result<Place> find(qint64 endpoint, const ReadMark &mark, const Place &from);
    static constexpr int nothingToDo = -1;
    Result<int> markUpTo(qint64 endpoint, const ReadMark &mark);
    /// It is there, and that Connection (any, if `resource` is empty) is not known to have read it.
    Result<bool> isUnread(qint64 endpoint, const QString &id, const QString &resource);
    Result<QList<OwnMessage>> ownUpTo(qint64 endpoint, const QString &id, const QString &resource);

    SqlConnection &m_connection;
    EndpointKeys &m_keys;
    DeliveryTable &m_deliveries;
};

} // namespace roost
