// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "domain/threads/thread.h"

#include <QHash>
#include <QObject>

namespace roost {

class ThreadUpdates;

/// Owns the Threads that were requested, and passes them the changes of the database. Main thread.
class ThreadDirectory : public QObject
{
    Q_OBJECT

public:
    /// References must outlive the directory. Connects itself to `updates` and `outbox`.
    ThreadDirectory(EndpointDirectory &endpoints, UserDatabase &database, ThreadUpdates &updates,
                    Outbox &outbox, Clock &clock, QObject *parent = nullptr);
    ~ThreadDirectory() override;

    /// The thread with `endpoint`. Creates it if necessary and requests its first page.
    [[nodiscard]] Thread &thread(Endpoint &endpoint);
    /// The thread if it was requested before, else null.
    [[nodiscard]] Thread *find(const Jid &id) const { return m_threads.value(id.bare(), nullptr); }

    /// The user has seen all messages of the thread with `endpoint`, in memory or not.
    void markRead(Endpoint &endpoint);
    /// Sets the known ranges of the account's archive for all threads.
    void setCoverage(const ArchiveCoverage &coverage);
    /// All messages that are in memory.
    [[nodiscard]] QList<MessageRecord> messages() const;
    /// Requests pages that could not be read again.
    void retryLoading();
    /// Saves all drafts. To be called before the database is closed.
    void saveDrafts();

Q_SIGNALS:
    /// The user sees a gap in a thread.
    void gapSeen();

private:
    void submitRead(const Jid &thread);
    void insert(const QList<MessageRecord> &messages, EventBatch::Origin origin);
    void change(const QList<MessageRecord> &changes);
    void move(const QList<MovedMessage> &messages);

    EndpointDirectory &m_endpoints;
    UserDatabase &m_database;
    ThreadUpdates &m_updates;
    Outbox &m_outbox;
    Clock &m_clock;
    QHash<Jid, Thread *> m_threads;
    ArchiveCoverage m_coverage;
};

} // namespace roost
