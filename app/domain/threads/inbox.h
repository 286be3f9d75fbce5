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

/// Every message that comes in: checked, collected during one turn of the event loop, stored in one go, and
/// only then shown (summary in the directory, stored()). Doubles are told by the database. Main thread.
class Inbox : public QObject
{
    Q_OBJECT

public:
    /// References must outlive the inbox. `account` is our bare address.
    Inbox(Jid account, EndpointDirectory &directory, UserDatabase &database, Clock &clock, IdSource &ids,
          QObject *parent = nullptr);

    /// Tells the Endpoint whose thread the person is looking at, if any: there a message is read as it comes.
    void setAttended(std::function<const Endpoint *()> attended) { m_attended = std::move(attended); }

    /// A message for people that passed the extensions: native, out of a carbon, or out of the archive.
    void receive(const Stanza &stanza, const MessageBody &body);
    /// Connection `from` wants to begin the call `id` with us, which nobody takes.
    void receiveCall(const Jid &from, const QString &id);
    /// Stores what was collected (by itself once per event-loop turn).
    void flush();
    /// Requests whose messages are on their way into the database: receiptsDue() will not tell of them. For
    /// the end of the session, when the database finishes what it was given.
    [[nodiscard]] QList<ReceiptRequest> takeReceipts() { return std::exchange(m_receiptsStoring, {}); }

    // What came out of the archive (XEP-0313) waits until its page is whole: ArchiveSync takes it from here.
    /// The messages that answered the query, in the order in which they came, with the archive's stamps.
    [[nodiscard]] QList<MessageRecord> takeArchived(const QString &queryId);
    /// What has been taken is on its way into the database: now what was read elsewhere can be found there.
    void markArchived();
    /// Nobody will take these.
    void forgetArchived(const QString &queryId) { m_archived.erase(queryId); }
    /// The archive is asked anew, from its end.
    void dropArchived();
    /// Counts what is unread of what the archive has brought, and lists its threads.
    void countFresh(const QList<MessageRecord> &messages);
    /// Another device of ours has read up to these. `queryId`: of the archive's question that brought it.
    void readElsewhere(const QList<ReadMark> &marks, const QString &queryId = {});
    /// For messages that have yet to come.
    [[nodiscard]] ReadMarks &readMarks() { return m_marks; }
    /// These are the last of their threads now, whatever was the last before.
    void summarizeAnew(const QList<MessageRecord> &newest);
    /// So many of each thread are no longer unread.
    void countRead(const QHash<Jid, int> &read);

Q_SIGNALS:
    /// These are in the database and were not there before; in the order in which they came.
    void stored(const QList<roost::MessageRecord> &messages);
    /// Their senders have corrected or deleted messages that were here, which these name by their ids.
    void changed(const QList<roost::MessageRecord> &changes);
    /// The messages of these requests are in the database, new or not: they cannot be lost any more.
    void receiptsDue(const QList<roost::ReceiptRequest> &requests);
    void storeFailed(const roost::Error &error);
    /// What another device of ours has read is not unread any more, in these threads.
    void unreadFell(const QList<roost::Jid> &threads);
    /// Another device of ours has read up to something that is not here under the archive's id, as what we
    /// sent ourselves is not until a page of the archive brings it.
    void markUnknown();

private:
    /// Nothing if it is not to be shown: an error, a room's message, a blocked sender, a forged copy.
    [[nodiscard]] std::optional<MessageRecord> check(const Stanza &stanza, const MessageBody &body) const;
    void collect(MessageRecord message);
    /// Whose thread a message belongs to, as that one or as ours.
    [[nodiscard]] Jid otherSide(const Stanza &stanza, bool isFromUs) const;
    [[nodiscard]] bool isWanted(const MessageRecord &message, const Stanza &stanza,
                                const Endpoint *sender) const;
    /// Fills in the ids of a message that has its archive id.
    void identify(MessageRecord &message, const Stanza &stanza) const;
    [[nodiscard]] bool isAttended(const Jid &thread) const;
    void markReadUpTo(const QList<ReadMark> &marks, bool areNews);
    /// Brings what has come live into the summaries of the contact list.
    void summarize(const QList<MessageRecord> &messages, const QList<StoreOutcome> &outcomes);
    /// A correction or deletion: of one of the fresh ones, or of one that was here.
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
    QList<ReceiptRequest> m_receipts;                   ///< Asked for by those.
    QList<ReceiptRequest> m_receiptsStoring;            ///< Their messages are being stored.
    std::map<QString, QList<MessageRecord>> m_archived; ///< By query id; a few at most.
    ReadMarks m_marks;
    QList<ReadMark> m_archivedMarks; ///< Until markArchived().
    bool m_scheduled = false;
};

} // namespace roost
