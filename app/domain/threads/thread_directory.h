// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "domain/threads/thread.h"

#include <QHash>
#include <QObject>

namespace roost {

/// Owner of all Threads that were asked for; hands them what Inbox and Outbox report. Main thread.
class ThreadDirectory : public QObject
{
    Q_OBJECT

public:
    /// References must outlive the directory. Listens to `outbox` by itself.
    ThreadDirectory(EndpointDirectory &endpoints, UserDatabase &database, Outbox &outbox, Clock &clock,
                    QObject *parent = nullptr);
    ~ThreadDirectory() override;

    /// The thread with `endpoint`; made, with its first page asked for, when new.
    [[nodiscard]] Thread &thread(Endpoint &endpoint);
    /// Only if it was asked for before.
    [[nodiscard]] Thread *find(const Jid &id) const { return m_threads.value(id.bare(), nullptr); }

    /// Puts stored messages into those threads that are in memory.
    void insert(const QList<MessageRecord> &messages);
    /// The same for what came out of the archive.
    void insertArchived(const QList<MessageRecord> &messages);
    /// What of the account's archive is here, for all threads.
    void setCoverage(const ArchiveCoverage &coverage);
    /// Their senders have corrected or deleted messages, which these name by their ids.
    void change(const QList<MessageRecord> &changes);
    /// Messages that stand at another place in time now.
    void move(const QList<MovedMessage> &messages);
    /// All messages that are in memory.
    [[nodiscard]] QList<MessageRecord> messages() const;
    /// Pages that could not be read are asked for once more.
    void retryLoading();
    /// Before the database is closed.
    void saveDrafts();

Q_SIGNALS:
    /// Somebody looks at a place of a thread where messages may be missing.
    void gapSeen();

private:
    EndpointDirectory &m_endpoints;
    UserDatabase &m_database;
    Outbox &m_outbox;
    Clock &m_clock;
    QHash<Jid, Thread *> m_threads;
    ArchiveCoverage m_coverage;
};

} // namespace roost
