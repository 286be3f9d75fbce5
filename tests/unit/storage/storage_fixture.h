// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/user_database.h"

#include <QSqlDatabase>
#include <QSqlQuery>
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

/// A second way into the same file, as another program would have it. Name it uniquely.
class OtherConnection
{
public:
    OtherConnection(const QString &name, const QString &file) : m_name(name)
    {
        m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
        m_database.setDatabaseName(file);
        m_isOpen = m_database.open();
    }
    ~OtherConnection()
    {
        m_database.close();
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(m_name);
    }
    Q_DISABLE_COPY_MOVE(OtherConnection)

    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] QSqlDatabase &database() { return m_database; }
    bool execute(const QString &sql) { return QSqlQuery(m_database).exec(sql); }
    QVariant value(const QString &sql)
    {
        QSqlQuery query(m_database);
        return query.exec(sql) && query.next() ? query.value(0) : QVariant();
    }

private:
    QString m_name;
    QSqlDatabase m_database;
    bool m_isOpen = false;
};

} // namespace roost::test
