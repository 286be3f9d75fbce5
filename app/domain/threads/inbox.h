// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/id_source.h"
#include "base/result.h"
#include "domain/threads/read_marks.h"
#include "storage/records.h"
#include "xmpp/extensions/xep0184_receipts.h"

#include <QHash>
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
class UserDatabase;
struct MessageBody;

/// Incoming messages. The Inbox checks each message, batches those of one turn of the event loop, stores the
/// batch, and only then shows them (summary in the directory, stored()). The database detects duplicates.
/// Main thread.
class Inbox : public QObject
{
    Q_OBJECT

public:
    /// References must outlive the inbox. `account` is our bare address.
    Inbox(Jid account, EndpointDirectory &directory, UserDatabase &database, Clock &clock, IdSource &ids,
          QObject *parent = nullptr);

    /// `attended` returns the Endpoint whose thread is in view, or null. New messages of that thread are
    /// read.
    void setAttended(std::function<const Endpoint *()> attended) { m_attended = std::move(attended); }

    /// Takes a message that passed the extensions: native, from a carbon, or from the archive.
    void receive(const Stanza &stanza, const MessageBody &body);
    /// Connection `from` starts the call `id` with us. Roost takes no calls, so it is stored as missed.
    void receiveCall(const Jid &from, const QString &id);
    /// Stores the batch now. Without a call, the next turn of the event loop does that.
    void flush();
    /// Receipt requests of messages that the database is still storing; receiptsDue() will not report them.
    /// For the end of a session, when the database still finishes its jobs.
    [[nodiscard]] QList<ReceiptRequest> takeReceipts() { return std::exchange(m_receiptsStoring, {}); }

    // Messages of the archive (XEP-0313) wait until their page is complete. ArchiveRun takes them from here.
    /// Takes the messages of a query, in the order of arrival, with the archive's stamps and read marks
    /// applied.
    [[nodiscard]] QList<MessageRecord> takeArchived(const QString &queryId);
    /// To be called when the database has received the job that stores the taken messages. Applies the read
    /// marks among them to the database.
    void markArchived();
    /// Drops the messages of a query that is not used.
    void forgetArchived(const QString &queryId) { m_archived.erase(queryId); }
    /// Drops all messages of the archive: a new run begins.
    void dropArchived();
    /// Adds new messages of the archive to the unread counts and puts their threads into the list.
    void countFresh(const QList<MessageRecord> &messages);
    /// Another device of ours has read up to `marks`. `queryId`: the archive query that delivered them; empty
    /// for live ones.
    void readElsewhere(const QList<ReadMark> &marks, const QString &queryId = {});
    /// Marks for messages that arrive later.
    [[nodiscard]] ReadMarks &readMarks() { return m_marks; }
    /// Replaces the summaries of threads by their last messages `newest`.
    void summarizeAnew(const QList<MessageRecord> &newest);
    /// Subtracts the numbers in `read` from the unread counts.
    void countRead(const QHash<Jid, int> &read);

Q_SIGNALS:
    /// New messages are in the database; in the order of arrival.
    void stored(const QList<roost::MessageRecord> &messages);
    /// Senders have corrected or deleted messages that were here; the records name those by their ids.
    void changed(const QList<roost::MessageRecord> &changes);
    /// The messages of these requests are in the database, new or not, and cannot be lost any more.
    void receiptsDue(const QList<roost::ReceiptRequest> &requests);
    void storeFailed(const roost::Error &error);
    /// Another device of ours has read messages; the unread counts of these threads have fallen.
    void unreadFell(const QList<roost::Jid> &threads);
    /// A live mark names an archive id that the database does not know. Our own sent messages have no archive
    /// id until a page of the archive delivers it.
    void markUnknown();

private:
    /// The record of a message; nullopt for an error, a room message, a blocked sender or a forged copy.
    [[nodiscard]] std::optional<MessageRecord> check(const Stanza &stanza, const MessageBody &body) const;
    void collect(MessageRecord message);
    /// Address of the thread that a message belongs to; it may be full.
    [[nodiscard]] Jid otherSide(const Stanza &stanza, bool isFromUs) const;
    [[nodiscard]] bool isWanted(const MessageRecord &message, const Stanza &stanza,
                                const Endpoint *sender) const;
    /// Sets the ids of a message; its stanzaId and thread are set already.
    void identify(MessageRecord &message, const Stanza &stanza) const;
    [[nodiscard]] bool isAttended(const Jid &thread) const;
    void markReadUpTo(const QList<ReadMark> &marks, bool areNews);
    /// Updates the summaries in the contact list after live messages.
    void summarize(const QList<MessageRecord> &messages, const QList<StoreOutcome> &outcomes);
    /// Applies a correction or deletion to a message in `fresh`, or adds it to `changes` for a stored one.
    void takeChange(const MessageRecord &change, const StoreOutcome &outcome, QList<MessageRecord> &fresh,
                    QList<MessageRecord> &changes);
    void storedAnswer(const QList<MessageRecord> &messages, const Result<QList<StoreOutcome>> &outcomes);

    Jid m_account;
    EndpointDirectory &m_directory;
    UserDatabase &m_database;
    Clock &m_clock;
    IdSource &m_ids;
    std::function<const Endpoint *()> m_attended;
    QList<MessageRecord> m_collected;
    QList<ReceiptRequest> m_receipts;                   ///< Requests of the collected messages.
    QList<ReceiptRequest> m_receiptsStoring;            ///< Requests of messages that are being stored.
    std::map<QString, QList<MessageRecord>> m_archived; ///< By query id; a few at most.
    ReadMarks m_marks;
    QList<ReadMark> m_archivedMarks; ///< Until markArchived().
    bool m_scheduled = false;
};

} // namespace roost
