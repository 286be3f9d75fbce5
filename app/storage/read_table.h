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

/// Read state of threads: by us on another device, and by the other side. Storage thread.
class ReadTable
{
public:
    /// Maximum number of messages of a thread that one displayed marker marks as read.
    static constexpr int furthestBack = 1'000;

    ReadTable(SqlConnection &connection, EndpointKeys &keys, DeliveryTable &deliveries)
        : m_connection(connection)
        , m_keys(keys)
        , m_deliveries(deliveries)
    {
    }

    /// See UserDatabase::markReadUpTo().
    Result<QHash<Jid, int>> markUpTo(const QList<ReadMark> &marks);
    /// See UserDatabase::markOwnRead(). Earlier messages that are queued or failed stay as they are.
    Result<QStringList> markOwn(const Jid &thread, const QString &id, const DeliveryRecord &delivery);

private:
    /// Place of a message in the order of its thread; row 0 = none.
    struct Place
    {
        qint64 position = 0;
        qint64 row = 0;
    };
    struct OwnMessage
    {
        qint64 row = 0;
        QString id;
        bool isNew = false; ///< No Connection had read it before.
    };
    Result<Place> oldestUnread(qint64 endpoint);
    /// Place of the marked message, unless it is older than `from`.
    Result<Place> find(qint64 endpoint, const ReadMark &mark, const Place &from);
    static constexpr int nothingToDo = -1;
    Result<int> markUpTo(qint64 endpoint, const ReadMark &mark);
    /// True if the message is here and not yet read on that Connection (an empty `resource`: on any).
    Result<bool> isUnread(qint64 endpoint, const QString &id, const QString &resource);
    Result<QList<OwnMessage>> ownUpTo(qint64 endpoint, const QString &id, const QString &resource);

    SqlConnection &m_connection;
    EndpointKeys &m_keys;
    DeliveryTable &m_deliveries;
};

} // namespace roost
