// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "storage/records.h"
#include "xmpp/extensions/xep0184_receipts.h"

#include <QList>
#include <QObject>

#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace roost {

class Endpoint;
class EndpointDirectory;
class Stanza;
class ThreadUpdates;
struct MessageBody;
struct MessageMark;

/// Incoming messages, and facts about earlier ones. The Inbox checks each message, batches those of one turn
/// of the event loop, and submits the batch; ThreadUpdates reports them when they are stored. The database
/// detects duplicates. Main thread.
class Inbox : public QObject
{
    Q_OBJECT

public:
    /// References must outlive the inbox. `account` is our bare address.
    Inbox(Jid account, EndpointDirectory &directory, ThreadUpdates &updates, Clock &clock,
          QObject *parent = nullptr);

    /// `attended` returns the Endpoint whose thread is in view, or null. New messages of that thread are
    /// read.
    void setAttended(std::function<const Endpoint *()> attended) { m_attended = std::move(attended); }

    /// Takes a message that passed the extensions: native, from a carbon, or from the archive.
    void receive(const Stanza &stanza, const MessageBody &body);
    /// Takes a fact about an earlier message; it goes the way of the messages around it.
    void receiveMark(const Stanza &stanza, const MessageMark &mark);
    /// Connection `from` starts the call `id` with us. Roost takes no calls, so it is stored as missed.
    void receiveCall(const Jid &from, const QString &id);
    /// Stores the batch now. Without a call, the next turn of the event loop does that.
    void flush();
    /// Receipt requests of messages that the database is still storing; receiptsDue() will not report them.
    /// For the end of a session, when the database still finishes its jobs.
    [[nodiscard]] QList<ReceiptRequest> takeReceipts() { return std::exchange(m_receiptsStoring, {}); }

    // Messages of the archive (XEP-0313) wait until their page is complete. ArchiveRun takes them from here.
    /// Takes the messages of a query, in the order of arrival, with the archive's stamps.
    [[nodiscard]] QList<MessageRecord> takeArchived(const QString &queryId);
    /// Drops the messages of a query that is not used.
    void forgetArchived(const QString &queryId)
    {
        m_archived.erase(queryId);
        m_archivedMarks.erase(queryId);
    }
    /// Takes the marks of a query, in the order of arrival, with the archive's stamps.
    [[nodiscard]] QList<MarkRecord> takeArchivedMarks(const QString &queryId);
    /// Drops all messages of the archive: a new run begins.
    void dropArchived()
    {
        m_archived.clear();
        m_archivedMarks.clear();
    }

Q_SIGNALS:
    /// The messages of these requests are in the database, new or not, and cannot be lost any more.
    void receiptsDue(const QList<roost::ReceiptRequest> &requests);
    void storeFailed(const roost::Error &error);

private:
    /// The record of a message; nullopt for an error, a room message, a blocked sender or a forged copy.
    [[nodiscard]] std::optional<MessageRecord> check(const Stanza &stanza, const MessageBody &body) const;
    /// Thread, direction, Connection and time of a stanza. nullopt as for check(). `isAnswer`: see there.
    [[nodiscard]] std::optional<MessageRecord> sourceOf(const Stanza &stanza, bool isAnswer = false) const;
    void collect(MessageRecord message);
    void schedule();
    /// Address of the thread that a message belongs to; it may be full.
    [[nodiscard]] Jid otherSide(const Stanza &stanza, bool isFromUs) const;
    [[nodiscard]] bool isWanted(const MessageRecord &message, const Stanza &stanza,
                                const Endpoint *sender) const;
    [[nodiscard]] bool isAttended(const Jid &thread) const;

    Jid m_account;
    EndpointDirectory &m_directory;
    ThreadUpdates &m_updates;
    Clock &m_clock;
    std::function<const Endpoint *()> m_attended;
    QList<MessageRecord> m_collected;
    QList<MarkRecord> m_collectedMarks;
    QList<ReceiptRequest> m_receipts;                   ///< Requests of the collected messages.
    QList<ReceiptRequest> m_receiptsStoring;            ///< Requests of messages that are being stored.
    std::map<QString, QList<MessageRecord>> m_archived; ///< By query id; a few at most.
    std::map<QString, QList<MarkRecord>> m_archivedMarks;
    bool m_scheduled = false;
};

} // namespace roost
