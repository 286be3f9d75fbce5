// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/records.h"

#include <QHash>

#include <optional>

namespace roost {

class SqlConnection;

/// Facts that were stated about messages later, see MarkRecord. A mark whose message is not here yet is
/// early: it is kept until the message arrives, up to maxEarly for each thread. Storage thread.
class MarkTable
{
public:
    /// Anybody can send marks for messages that do not exist.
    static constexpr int maxEarly = 256;
    /// Maximum number of Connections of an Endpoint that one message has deliveries of.
    static constexpr int maxDeliveries = 64;

    explicit MarkTable(SqlConnection &connection) : m_connection(connection) {}

    /// Adds or raises (never lowers) the deliveries of message `ref` of ours.
    Status saveDeliveries(qint64 endpoint, const QString &ref, const QList<DeliveryRecord> &deliveries);
    /// Fills in the deliveries of a message of ours, and the remarks about any message.
    Status fill(qint64 endpoint, MessageRecord &message);
    /// True if a received message of the thread has a mark.
    Result<bool> hasAboutTheirs(qint64 endpoint);
    /// Removes the delivery of message `ref` to `resource` if that Connection has not confirmed it.
    Status dropUnconfirmed(qint64 endpoint, const QString &ref, const QString &resource);

    /// Keeps a mark until its message arrives.
    Status keepEarly(qint64 endpoint, const MarkRecord &mark);
    /// True if marks wait for messages of the thread.
    Result<bool> hasEarly(qint64 endpoint);
    /// Message `ref` of ours has arrived: takes the deliveries that waited for it.
    Result<QList<DeliveryRecord>> takeEarlyDeliveries(qint64 endpoint, const QString &ref);
    /// The marks of our other devices that wait for messages of the thread.
    Result<QList<MarkRecord>> earlyReads(qint64 endpoint);
    /// Key and direction of the message that a remark names by the sender's id, in an otherwise empty record;
    /// nullopt if it is not here. If the id was used several times, the last one before `position`.
    Result<std::optional<MessageRecord>> named(qint64 endpoint, const QString &senderId, qint64 position);
    /// Our remark about a message; empty if there is none.
    Result<QString> ownRemark(qint64 endpoint, const MessageRecord &about, MarkKind kind);
    /// Stores a remark about the message with key `ref`. Returns false if a newer one of its author
    /// is here.
    Result<bool> saveRemark(qint64 endpoint, bool mine, const QString &ref, const MarkRecord &mark,
                            bool isEarly = false);
    /// A message has been inserted: takes the remarks that waited for it.
    Status adoptRemarks(qint64 endpoint, MessageRecord &message);
    /// The message of an early mark of our other devices has arrived.
    Status forgetEarlyRead(qint64 endpoint, const MarkRecord &mark);
    /// To be called after a rollback, or after another writer.
    void forget() { m_withEarly.reset(); }

private:
    Status loadEarly();
    Status saveDelivery(qint64 endpoint, const QString &ref, const DeliveryRecord &delivery, bool isEarly);

    SqlConnection &m_connection;
    /// Endpoints with early marks; mostly none, which saves a look-up for each message.
    std::optional<QSet<qint64>> m_withEarly;
};

} // namespace roost
