// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "storage/event_batch.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <deque>

namespace roost {

class Endpoint;
class EndpointDirectory;
class ThreadUpdates;
class UserDatabase;

/// RFC 6121 §8.5.3.2: true for the errors that servers return for a Connection that has gone.
[[nodiscard]] bool isRecipientGone(const Error &error);

/// State of each message of ours after it was sent: acknowledgements of the server, receipts (XEP-0184),
/// displayed markers (XEP-0333), answers and errors in any order, by Connection. Remembers the last messages
/// of this run; the database knows the others. Main thread.
class DeliveryTracker : public QObject
{
    Q_OBJECT

public:
    /// References must outlive the tracker.
    /// Connects itself to `updates`.
    DeliveryTracker(EndpointDirectory &directory, UserDatabase &database, ThreadUpdates &updates,
                    Clock &clock, QObject *parent = nullptr);

    /// A message is Queued. It stays known until release(), however many others follow. `target`: the
    /// resource of its only recipient, or empty.
    void track(const QString &id, const Jid &thread, const QString &target);
    /// The outbox is done with the message.
    void release(const QString &id);
    /// Queued if the message is not known.
    [[nodiscard]] MessageState stateOf(const QString &id) const { return m_messages.value(id).state; }
    /// Stores and reports a state.
    void setState(const Jid &thread, const QString &id, MessageState state, const Error &error = {});
    /// The message goes out now: the Connections that are online receive it.
    void recordRecipients(const MessageRecord &message);
    /// A new delivery to Connection `resource` of `endpoint`, with its present kind and name.
    [[nodiscard]] DeliveryRecord targetOf(const Endpoint &endpoint, const QString &resource) const;

    /// Connection `from` has message `id`. The database keeps a receipt for an unknown message: a carbon of
    /// the message may follow.
    void receiptReceived(const Jid &from, const QString &id);
    /// Connection `from` (a bare address: an unknown Connection) has displayed message `id` and all before it
    /// (XEP-0333).
    void displayedReceived(const Jid &from, const QString &id);
    /// Connection `from` (full) has just written to us: it has all messages that were sent to it before and
    /// have reached the server.
    void answered(const Jid &from);
    void messageFailed(const Jid &from, const QString &id, const Error &error);

Q_SIGNALS:
    void messageStateChanged(const roost::Jid &thread, const QString &id, roost::MessageState state,
                             roost::ErrorKind kind, const QString &failure);
    void deliveryChanged(const roost::Jid &thread, const QString &id, const roost::DeliveryRecord &delivery);
    /// The recipient or its server has refused the message. Its state follows.
    void messageRefused(const QString &id);

private:
    struct Tracked
    {
        Jid thread;
        MessageState state = MessageState::Queued;
        QString target;
        bool isInferred = false; ///< Delivered, concluded from an answer: an error outweighs it.
        bool isUnsent = false;   ///< Between track() and release().
    };

    void insert(const QString &id, const Tracked &message);
    void noteRecipient(const Jid &full, const QString &id);
    [[nodiscard]] DeliveryRecord deliveryOn(const Jid &full, DeliveryState state) const;
    void saveDelivery(const Jid &thread, const QString &id, const DeliveryRecord &delivery);
    /// Messages that another device of ours has sent: receipts for them follow.
    void copiesStored(const QList<MessageRecord> &messages);
    void deliveriesChanged(const QList<DeliveryChange> &changes);

    EndpointDirectory &m_directory;
    UserDatabase &m_database;
    ThreadUpdates &m_updates;
    Clock &m_clock;
    QHash<QString, Tracked> m_messages;
    std::deque<QString> m_age; ///< Ids in m_messages, oldest first.
    std::size_t m_unsentCount = 0;
    /// By full address, the last messages of this run that went to that Connection.
    QHash<Jid, QStringList> m_sentTo;
};

} // namespace roost
