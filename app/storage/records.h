// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/delivery.h"
#include "base/jid.h"
#include "base/vocabulary.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

#include <limits>
#include <optional>

namespace roost {

/// One contact as kept in the user database, with the summary of its thread: all that the contact list shows.
/// A value. All times are UTC, ms since the epoch; 0 = never.
struct ContactRecord
{
    Jid jid;            ///< Bare; the key.
    QString name;       ///< As the user (or roster) calls it; may be empty.
    QString nickname;   ///< As they call themselves (XEP-0172, vCard); may be empty.
    QStringList labels; ///< Roster groups, sorted.
    Subscription subscription = Subscription::None;
    bool inRoster = false;
    bool ask = false;     ///< Our subscription request is pending.
    bool wantsUs = false; ///< Their request waits for our answer (request inbox).
    QString wantsUsMessage;
    bool tellWhenOnline = false;
    bool blocked = false;
    QString avatarHash;    ///< Hex SHA-1; empty = none.
    qint64 lastSeenMs = 0; ///< When the last Connection went.
    // Summary of the thread
    QString preview; ///< Last message, one line, at most 160 characters.
    bool previewMine = false;
    MessageNotice previewNotice = MessageNotice::None; ///< Then the preview is what that is about.
    qint64 lastMessageMs = 0;
    int unread = 0;
    QString draft;

    bool operator==(const ContactRecord &) const = default;
};

/// The first rows of the contact list as it comes up when everybody is offline, kept from the end of one run
/// to the start of the next so that they can be painted before all others are read. `order` names the
/// language that sorts.
struct ListHead
{
    /// Rows kept: more than fit into a window on any screen.
    static constexpr int mostRows = 64;
    /// A list smaller than this is read at once.
    static constexpr int fewestListed = 256;

    QString order;
    QList<ContactRecord> contacts; ///< In the order of the list. Empty: read all.
    int listed = 0;                ///< How many the whole list has.
    int unread = 0;                ///< How many of those have unread messages.
    bool isKept = false;           ///< The database holds one, usable or not.
};

/// The preview of a text: its first 160 characters on one line.
[[nodiscard]] QString messagePreview(const QString &body);

/// A delivery is stored as it is.
using DeliveryRecord = Delivery;

/// One message of a 1:1 thread. Its content changes only if its sender corrects or deletes it; state and
/// deliveries move.
struct MessageRecord
{
    qint64 rowId = 0; ///< Given by the database; order of ties.
    /// Its place in the thread, which the database gives, and the archive may change; 0 = not stored yet.
    qint64 position = 0;
    Jid thread; ///< Bare address of the other side.
    /// Tells it from all others of its thread and direction, and never changes: the id that its sender gave,
    /// unless that was given to another one, too.
    QString id;
    QString senderId; ///< The id that its sender gave; null = it is `id`, empty = it gave none.
    QString stanzaId; ///< XEP-0359 id of the archive, may be empty.
    bool mine = false;
    QString resource;   ///< The sending Connection's resource.
    QString body;       ///< As it was sent; see messageText().
    QString subject;    ///< One line; may be empty.
    QString correction; ///< The text that its sender has put in place of the body; null = none.
    MessageNotice notice = MessageNotice::None;
    QString detail; ///< The subject of the notice, see MessageNotice.
    /// A correction or deletion: the id that the sender gave to the message that is meant. An answered call:
    /// the id of the call, which is that of the message that told of it. Kept only while that is not here, so
    /// that this one stands for it.
    QString replaces;
    qint64 timeMs = 0; ///< When it was sent, as far as known. Says nothing of its place.
    MessageState state = MessageState::Received;
    QString failure;     ///< Error detail when Failed.
    int failureKind = 0; ///< ErrorKind when Failed.
    bool read = false;   ///< Incoming: the user has seen it.
    /// Incoming: its sender would like to know when it has been seen (XEP-0333).
    bool markable = false;
    /// The only Connection that it is for: theirs, or of an incoming one ours. Empty = for all of them.
    QString target;
    /// It was held up on its way (XEP-0203): newer ones may be here. Not kept.
    bool isLate = false;
    /// Its sender says that this id is given to no other message (XEP-0359). Not kept.
    bool isIdUnique = false;
    /// The archive may hold it twice, as sent and as received. Not kept.
    bool isNoteToSelf = false;
    QList<DeliveryRecord> deliveries;

    bool operator==(const MessageRecord &) const = default;
};

/// The text of a message as its sender wants it to be read.
[[nodiscard]] inline const QString &messageText(const MessageRecord &message)
{
    return message.correction.isNull() ? message.body : message.correction;
}

/// Another text was sent before.
[[nodiscard]] inline bool isEdited(const MessageRecord &message)
{
    return message.notice == MessageNotice::None &&
           (!message.correction.isNull() || !message.replaces.isEmpty());
}

/// Another device of ours has answered a call.
[[nodiscard]] constexpr bool isCallAnswer(MessageNotice notice)
{
    return notice == MessageNotice::CallTaken || notice == MessageNotice::CallDeclined;
}

/// Gives a message the content that `change`, of its sender, says.
void applyChange(MessageRecord &message, const MessageRecord &change);

/// The preview of a message, or what its notice is about.
[[nodiscard]] QString previewOf(const MessageRecord &message);

/// A message of ours for one Connection only that did not get there, because that Connection has gone: the
/// person decides whether it goes to all.
[[nodiscard]] bool hasTargetGone(const MessageRecord &message);

/// The id that the sender gave to a message; empty if it gave none.
[[nodiscard]] QString senderIdOf(const MessageRecord &message);

/// What storing a message did.
struct StoreOutcome
{
    bool inserted = false; ///< False: it was there already, see isSameMessage().
    qint64 rowId = 0;
    qint64 position = 0;
    bool isLast = false;  ///< Of its thread.
    QString id = {};      ///< MessageRecord::id as it is kept.
    bool changed = false; ///< A correction or deletion: the message in rowId has another content now.
};

/// Up to which message a thread has been read, as another device of ours names it. One of the two is enough.
struct ReadMark
{
    Jid thread;
    QString stanzaId;  ///< By the account's archive (XEP-0490), of any message of the thread; or
    QString messageId; ///< by its sender, of one of theirs (XEP-0333).
};

/// A place in a thread for paging: the message (position, row) before which the next page ends.
struct MessageCursor
{
    qint64 position = std::numeric_limits<qint64>::max();
    qint64 rowId = std::numeric_limits<qint64>::max();
};

/// One change of roster-side facts, in one transaction.
struct ContactChanges
{
    QList<ContactRecord> saved;
    QList<Jid> removed;    ///< The contact goes; its messages stay.
    QString rosterVersion; ///< Null = unchanged.
};

} // namespace roost
