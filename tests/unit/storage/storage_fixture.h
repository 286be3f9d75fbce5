// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sql_connection.h"
#include "storage/user_database.h"

#include <QTemporaryDir>
#include <QTest>

namespace roost::test {

/// Blocks until the storage thread has answered (it needs no event loop of ours).
template <typename T> T answer(QFuture<T> future) { return future.result(); }

inline Jid jid(const char16_t *text) { return Jid::fromWire(QString::fromUtf16(text)); }

inline ContactRecord person(const Jid &address, const QString &name, qint64 lastSeenMs = 0)
{
    ContactRecord contact;
    contact.jid = address;
    contact.name = name;
    contact.lastSeenMs = lastSeenMs;
    return contact;
}

inline MessageRecord incoming(const Jid &thread, const QString &id, qint64 timeMs, const QString &body)
{
    MessageRecord message;
    message.thread = thread;
    message.id = id;
    message.timeMs = timeMs;
    message.body = body;
    return message;
}

inline MessageRecord outgoing(const Jid &thread, const QString &id, qint64 timeMs, const QString &body)
{
    MessageRecord message = incoming(thread, id, timeMs, body);
    message.mine = true;
    message.state = MessageState::Queued;
    return message;
}

inline QStringList idsOf(const QList<MessageRecord> &messages)
{
    QStringList ids;
    for (const auto &message : messages)
        ids << message.id;
    return ids;
}

/// A second way into the same file, as another program would have it.
class OtherConnection
{
public:
    explicit OtherConnection(const QString &file) { m_isOpen = bool(m_connection.open(file)); }

    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] bool execute(const char *sql) { return bool(m_connection.execute(sql)); }
    [[nodiscard]] QString text(const QByteArray &sql)
    {
        return m_connection.text(sql).value_or(QStringLiteral("failed"));
    }
    [[nodiscard]] qint64 number(const QByteArray &sql) { return m_connection.number(sql).value_or(-1); }

private:
    SqlConnection m_connection;
    bool m_isOpen = false;
};

} // namespace roost::test
