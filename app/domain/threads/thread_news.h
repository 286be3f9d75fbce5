// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/event_batch.h"

#include <QObject>

namespace roost {

class Endpoint;
class EndpointDirectory;
class Notifier;
class ReadSync;
class ThreadDirectory;
class ThreadUpdates;

/// Knows the thread in view. Decides which new messages the user is notified about, which ones the user sees
/// at once, and when a notification has served its purpose. Main thread.
class ThreadNews : public QObject
{
    Q_OBJECT

public:
    /// References must outlive it. `notifier` may be null. Connects itself to `updates`.
    ThreadNews(EndpointDirectory &directory, ThreadDirectory &threads, ThreadUpdates &updates,
               ReadSync &reads, Notifier *notifier, QObject *parent = nullptr);

    /// The Endpoint whose thread is in view, or null. Its messages are read, now and as they arrive.
    void setAttended(Endpoint *endpoint);
    [[nodiscard]] Endpoint *attended() const { return m_attended; }

private:
    void inserted(const QList<MessageRecord> &messages, EventBatch::Origin origin);
    void newsArchived(const QList<MessageRecord> &messages, const QList<Jid> &threads);
    void readElsewhere(const QList<Jid> &threads);
    [[nodiscard]] bool isAttended(const Jid &thread) const;
    void notify(const MessageRecord &message);

    EndpointDirectory &m_directory;
    ThreadDirectory &m_threads;
    ReadSync &m_reads;
    Notifier *m_notifier;
    Endpoint *m_attended = nullptr;
};

} // namespace roost
