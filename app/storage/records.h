// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/delivery.h"
#include "base/jid.h"
#include "base/remark.h"
#include "base/vocabulary.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

#include <limits>
#include <optional>

namespace roost {

/// One contact in the user database, with the summary of its thread: the facts that the contact list shows. A
/// value. All times are UTC, ms since the epoch; 0 = never.
struct ContactRecord
{
    Jid jid;            ///< Bare; the key.
    QString name;       ///< Chosen by the user (or the roster); may be empty.
    QString nickname;   ///< Chosen by the contact (XEP-0172, vCard); may be empty.
    QStringList labels; ///< Roster groups, sorted.
    Subscription subscription = Subscription::None;
    bool inRoster = false;
    bool ask = false;     ///< Our subscription request is pending.
    bool wantsUs = false; ///< The contact's request waits for our answer (request inbox).
    QString wantsUsMessage;
    bool tellWhenOnline = false;
    bool blocked = false;
    QString avatarHash;    ///< Hex SHA-1; empty = none.
    qint64 lastSeenMs = 0; ///< When the last Connection went offline.
    // Summary of the thread
    QString preview; ///< Last message, one line, at most 160 characters.
    bool previewMine = false;
    MessageNotice previewNotice = MessageNotice::None; ///< Unless None, the preview is its subject.
    qint64 lastMessageMs = 0;
    int unread = 0;
    QString draft;

    bool operator==(const ContactRecord &) const = default;
};

/// The first rows of the contact list with all contacts offline. The end of a run stores them; the next start
/// paints them before it reads the other rows. `order` names the sort order, which is a language.
struct ListHead
{
    /// Maximum number of rows: more than fit into a window on any screen.
    static constexpr int mostRows = 64;
    /// A smaller list has no head; all of it is read at once.
    static constexpr int fewestListed = 256;

    QString order;
    QList<ContactRecord> contacts; ///< In the order of the list. Empty: read all.
    int listed = 0;                ///< Number of rows in the whole list.
    int unread = 0;                ///< Number of those rows with unread messages.
    bool isKept = false;           ///< The database holds a head, usable or not.
};

/// The preview of a text: its first 160 characters on one line.
[[nodiscard]] QString messagePreview(const QString &body);

/// A delivery is stored as it is.
using DeliveryRecord = Delivery;

/// Summary of a thread as the contact list shows it.
struct ThreadSummary
{
    Jid thread;
    QString preview; ///< Last message, one line, at most 160 characters.
    bool previewMine = false;
    MessageNotice previewNotice = MessageNotice::None; ///< Unless None, the preview is its subject.
    qint64 lastMessageMs = 0;
    int unread = 0;

    bool operator==(const ThreadSummary &) const = default;
};

/// One message of a 1:1 thread. Only a correction or retraction by its sender changes the content; state and
/// deliveries change over time.
struct MessageRecord
{
    qint64 rowId = 0; ///< Assigned by the database; orders messages with equal positions.
    /// Order in the thread, assigned by the database. The archive may change it. 0 = not stored yet.
    qint64 position = 0;
    Jid thread; ///< Bare address of the other side.
    /// Deduplication key: unique in the thread for its direction; never changes. Empty = the database assigns
    /// it, mostly the sender's id.
    QString id;
    /// The sender's id, which the sender may use again; empty = none. Later messages refer to it.
    QString senderId;
    QString stanzaId; ///< XEP-0359 id of the archive; may be empty.
    Jid archive;      ///< Owner of the archive that gave the stanzaId: a room; empty = the account.
    bool mine = false;
    QString resource;   ///< The sending Connection's resource.
    QString body;       ///< The original text; see messageText().
    QString subject;    ///< One line; may be empty.
    QString correction; ///< The sender's new text in place of the body; null = none.
    MessageNotice notice = MessageNotice::None;
    QString detail; ///< The subject of the notice, see MessageNotice.
    /// For a correction or retraction: the sender's id of the original message. For an answered call: the id
    /// of the call, which is the id of the message that announced it. Stored only while the original is not
    /// here; then this message stands in its place.
    QString replaces;
    qint64 timeMs = 0; ///< When it was sent, as far as known. Does not decide the order.
    MessageState state = MessageState::Received;
    QString failure;     ///< Error detail when Failed.
    int failureKind = 0; ///< ErrorKind when Failed.
    bool read = false;   ///< Incoming: the user has seen it.
    /// Incoming: the sender asks for a displayed marker (XEP-0333).
    bool markable = false;
    /// Resource of the only recipient: a Connection of the Endpoint, or one of ours for an incoming message.
    /// Empty = all Connections.
    QString target;
    /// It was delayed (XEP-0203): newer messages may be here. Not stored.
    bool isLate = false;
    /// The sender declares the id unique (XEP-0359 origin id). Not stored.
    bool isIdUnique = false;
    /// The archive may hold it twice, as sent and as received. Not stored.
    bool isNoteToSelf = false;
    QList<DeliveryRecord> deliveries;
    QList<Remark> remarks; ///< By kind, then author.

    bool operator==(const MessageRecord &) const = default;
};

/// The current text of a message: the correction, or the original body.
[[nodiscard]] inline const QString &messageText(const MessageRecord &message)
{
    return message.correction.isNull() ? message.body : message.correction;
}

/// True for the answer of another device of ours to a call.
[[nodiscard]] constexpr bool isCallAnswer(MessageNotice notice)
{
    return notice == MessageNotice::CallTaken || notice == MessageNotice::CallDeclined;
}

/// Gives `message` the content of `change`, a correction, retraction or call answer.
void applyChange(MessageRecord &message, const MessageRecord &change);

/// The preview of a message, or the subject of its notice.
[[nodiscard]] QString previewOf(const MessageRecord &message);

/// Result of storing a message.
struct StoreOutcome
{
    bool inserted = false; ///< False for a duplicate, see isSameMessage().
    qint64 rowId = 0;
    qint64 position = 0;
    bool isLast = false;  ///< It is the last message of its thread.
    QString id = {};      ///< MessageRecord::id as stored.
    bool changed = false; ///< A correction or retraction has changed the message in rowId.
};

/// A fact about a message that was stated later than the message was sent. The message may not be here yet.
struct MarkRecord
{
    Jid thread;
    MarkKind kind = MarkKind::Delivery;
    QString ref; ///< The id by which the mark names its message, see MarkKind.
    /// Of a Delivery mark: resource (empty = an unknown Connection), kind, name, state and time. Of the other
    /// kinds: the time only.
    Delivery delivery;
    /// Of a Delivery mark in state Read: all earlier messages to that Connection are read too.
    bool isUpTo = false;
    // Of a remark:
    QString author = {};   ///< Bare address; empty = we.
    QString value = {};    ///< Empty = the author withdraws it.
    QString stanzaId = {}; ///< Id of the stanza that carries it, if it is ours.
    qint64 position = 0;   ///< Assigned by the database: order of the remarks of one author.
};

/// A remark of ours that the server has not acknowledged.
struct OutgoingRemark
{
    MarkRecord mark;
    QString previous; ///< Our remark of this kind before; it returns if the remark is refused.
};

/// Place of a message in the order of its thread, for paging: a page ends before it or begins after it.
struct MessageCursor
{
    qint64 position = std::numeric_limits<qint64>::max();
    qint64 rowId = std::numeric_limits<qint64>::max();
};

/// Changes of contacts that are written in one transaction.
struct ContactChanges
{
    QList<ContactRecord> saved;
    QList<Jid> removed;    ///< Contacts to be removed; their messages stay.
    QString rosterVersion; ///< Null = unchanged.
};

} // namespace roost
