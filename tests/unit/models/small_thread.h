// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/threads/outbox.h"
#include "domain/threads/thread.h"
#include "domain/threads/thread_updates.h"
#include "storage/user_database.h"
#include "support/sequential_ids.h"
#include "support/storage_steps.h"
#include "unit/models/small_world.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace roost {

/// The thread with foo@bar.com of a SmallWorld, filled by the test: its database is not open, and nothing is
/// sent.
struct SmallThread
{
    explicit SmallThread(SmallWorld &smallWorld) : world(smallWorld)
    {
        QObject::connect(&outbox.deliveries(), &DeliveryTracker::messageStateChanged, &thread,
                         [this](const Jid &, const QString &id, MessageState state, ErrorKind kind,
                                const QString &failure) { thread.setState(id, state, kind, failure); });
    }
    /// The database first: its answers arrive while the receivers exist.
    ~SmallThread() { database.reset(); }
    SmallThread(const SmallThread &) = delete;
    SmallThread &operator=(const SmallThread &) = delete;

    /// Adds a message `afterMs` after the one before; returns its id.
    QString say(bool mine, const QString &body, qint64 afterMs = 60'000,
                MessageState state = MessageState::AtServer)
    {
        MessageRecord message;
        message.rowId = ++m_count;
        message.thread = thread.endpoint().id();
        message.id = QStringLiteral("m%1").arg(m_count);
        message.mine = mine;
        message.body = body;
        message.timeMs = m_timeMs += afterMs;
        message.position = message.timeMs;
        message.state = mine ? state : MessageState::Received;
        thread.insert(message);
        return message.id;
    }
    /// Opens the database in `folder` and stores messages "old0", "old1" … there, half an hour apart; each
    /// third one is ours. The thread reads none of them by itself.
    [[nodiscard]] bool fill(const QTemporaryDir &folder, int count)
    {
        if (!QTest::qWaitFor([this] { return !thread.isLoading(); }))
            return false; // a read of the database that was not open
        const QFuture<Status> opened = database->open(folder.filePath(QStringLiteral("a.db")));
        QList<MessageRecord> messages;
        for (int i = 0; i < count; ++i) {
            MessageRecord message;
            message.thread = thread.endpoint().id();
            message.id = QStringLiteral("old%1").arg(i);
            message.mine = i % 3 == 0;
            message.state = message.mine ? MessageState::Delivered : MessageState::Received;
            message.body = QStringLiteral("message %1 ").arg(i) + QString(i * 13 % 400, u'k');
            message.timeMs = world.clock.nowMs() - (count - i) * 1'800'000LL;
            messages.append(message);
        }
        const QFuture<Result<QList<StoreOutcome>>> stored = storeMessages(*database, messages);
        return QTest::qWaitFor([&stored] { return stored.isFinished(); }) && opened.result().has_value() &&
               stored.result().has_value();
    }
    /// The next message is said then.
    void jumpTo(qint64 timeMs) { m_timeMs = timeMs; }

    SmallWorld &world;
    std::unique_ptr<UserDatabase> database = std::make_unique<UserDatabase>();
    SequentialIds ids;
    ThreadUpdates updates{world.directory, *database};
    Outbox outbox{world.directory,
                  *database,
                  updates,
                  world.clock,
                  ids,
                  {[](XmlElement, const QString &) { return false; }, [] { return false; }}};
    Thread thread{world.at(QStringLiteral("foo@bar.com")), world.directory, *database, outbox, world.clock};

private:
    qint64 m_count = 0;
    qint64 m_timeMs = world.clock.nowMs() - 3'600'000;
};

} // namespace roost
