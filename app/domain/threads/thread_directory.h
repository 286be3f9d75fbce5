// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "domain/threads/thread.h"

#include <QHash>
#include <QObject>

namespace roost {

/// Owns the Threads that were requested, and passes them the reports of Inbox and Outbox. Main thread.
class ThreadDirectory : public QObject
{
    Q_OBJECT

public:
    /// References must outlive the directory. Connects itself to `outbox`.
    ThreadDirectory(EndpointDirectory &endpoints, UserDatabase &database, Outbox &outbox, Clock &clock,
                    QObject *parent = nullptr);
    ~ThreadDirectory() override;

    /// The thread with `endpoint`. Creates it if necessary and requests its first page.
    [[nodiscard]] Thread &thread(Endpoint &endpoint);
    /// The thread if it was requested before, else null.
    [[nodiscard]] Thread *find(const Jid &id) const { return m_threads.value(id.bare(), nullptr); }

    /// Inserts stored messages into the threads in memory.
    void insert(const QList<MessageRecord> &messages);
    /// The same for messages of the archive.
    void insertArchived(const QList<MessageRecord> &messages);
    /// Sets the known ranges of the account's archive for all threads.
    void setCoverage(const ArchiveCoverage &coverage);
    /// Applies corrections and deletions; the records name the originals by their ids.
    void change(const QList<MessageRecord> &changes);
    /// Applies new positions.
    void move(const QList<MovedMessage> &messages);
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
    EndpointDirectory &m_endpoints;
    UserDatabase &m_database;
    Outbox &m_outbox;
    Clock &m_clock;
    QHash<Jid, Thread *> m_threads;
    ArchiveCoverage m_coverage;
};

} // namespace roost
