// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/event_batch.h"

#include <QObject>

#include <functional>

namespace roost {

class Endpoint;
class EndpointDirectory;
class Notifier;
class ReadSync;
class ThreadUpdates;

/// Decides which new messages the user is notified about, which ones the user sees at once, and when a
/// notification has served its purpose. Main thread.
class ThreadNews : public QObject
{
    Q_OBJECT

public:
    /// References must outlive it. `notifier` may be null. Connects itself to `updates`.
    ThreadNews(EndpointDirectory &directory, ThreadUpdates &updates, ReadSync &reads, Notifier *notifier,
               QObject *parent = nullptr);

    /// `attended` returns the Endpoint whose thread is in view, or null.
    void setAttended(std::function<const Endpoint *()> attended) { m_attended = std::move(attended); }

private:
    void inserted(const QList<MessageRecord> &messages, EventBatch::Origin origin);
    void newsArchived(const QList<MessageRecord> &messages, const QList<Jid> &threads);
    void readElsewhere(const QList<Jid> &threads);
    [[nodiscard]] bool isAttended(const Jid &thread) const;
    void notify(const MessageRecord &message);

    EndpointDirectory &m_directory;
    ReadSync &m_reads;
    Notifier *m_notifier;
    std::function<const Endpoint *()> m_attended;
};

} // namespace roost
