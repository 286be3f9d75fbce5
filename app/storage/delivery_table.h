// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/records.h"

namespace roost {

class SqlConnection;

/// The deliveries of our messages by Connection. Storage thread.
class DeliveryTable
{
public:
    explicit DeliveryTable(SqlConnection &connection) : m_connection(connection) {}

    /// Adds or raises, never lowers.
    Status save(qint64 messageRow, const QList<DeliveryRecord> &deliveries);
    /// Fills in the deliveries of our messages among `messages`.
    Status fill(QList<MessageRecord> &messages);

private:
    SqlConnection &m_connection;
};

} // namespace roost
