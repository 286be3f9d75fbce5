// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

/// The preview of a message: its first 160 characters on one line.
[[nodiscard]] QString messagePreview(const QString &body);

/// One delivery of one message of ours to one Connection.
struct DeliveryRecord
{
    QString resource;
    DeviceKind kind = DeviceKind::Unknown;
    QString label; ///< What the Connection called itself then.
    DeliveryState state = DeliveryState::Sent;
    qint64 atMs = 0;

    bool operator==(const DeliveryRecord &) const = default;
};

/// One message of a 1:1 thread. Content is immutable; state and deliveries move.
struct MessageRecord
{
    qint64 rowId = 0; ///< Given by the database; order of ties.
    /// Its place in the thread, which the database gives, and the archive may change; 0 = not stored yet.
    qint64 position = 0;
    Jid thread;       ///< Bare address of the other side.
    QString id;       ///< The stanza (= origin) id; never changes.
    QString stanzaId; ///< XEP-0359 id of the archive, may be empty.
    bool mine = false;
    QString resource; ///< The sending Connection's resource.
    QString body;
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
    QList<DeliveryRecord> deliveries;

    bool operator==(const MessageRecord &) const = default;
};

/// A message of ours for one Connection only that did not get there, because that Connection has gone: the
/// person decides whether it goes to all.
[[nodiscard]] bool hasTargetGone(const MessageRecord &message);

/// What storing a message did.
struct StoreOutcome
{
    bool inserted = false; ///< False: it was there already (same thread, direction and id).
    qint64 rowId = 0;
    qint64 position = 0;
    bool isLast = false; ///< Of its thread.
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

/// A stretch of the account's archive (XEP-0313) that is here without a hole, named by archive ids.
struct ArchiveRange
{
    qint64 rowId = 0; ///< 0 = not stored yet. Greater = newer.
    QString oldestId;
    QString newestId;
    bool reachesStart = false; ///< The archive holds nothing older.
    qint64 oldestMs = 0;       ///< Stamp of the oldest message in it; 0 = not known.
    qint64 oldestPosition = 0; ///< What is older than the stretch goes below that.

    bool operator==(const ArchiveRange &) const = default;
};

/// How far one look at the archive, from its end backwards, has come: what the pages it has stored tell about
/// the next. A value, so that a page that could not be stored leaves nothing of itself.
struct ArchiveLook
{
    qint64 ceiling = 0; ///< What comes next stands below that.
    /// By row of the Endpoint, where the newest answer stands that it has come upon.
    QHash<qint64, qint64> answers = {};
    QSet<qint64> told = {}; ///< Endpoints (rows) that are in the list, with the last message of their thread.
    qint64 removals = 0;    ///< From the list, until then: after one more, `told` means nothing.
};

/// One page of the archive on its way into the database.
struct ArchivedMessages
{
    QList<MessageRecord> messages; ///< In the order of the archive, oldest first, with its stamps.
    ArchiveRange range;            ///< As it is once the page is in; its oldest position is reckoned.
    QList<qint64> mergedRows;      ///< Ranges that became part of it.
    ArchiveLook look = {};         ///< As the next newer page, or making room, left it.
    /// The page has met a stretch that is here and reaches further back: its oldest position.
    std::optional<qint64> leapsTo = {};
};

/// A message that was there already has another place in its thread, and maybe another time.
struct MovedMessage
{
    Jid thread;
    QString id;
    bool mine = false;
    qint64 position = 0;
    qint64 timeMs = 0;
};

/// What storing a page of the archive did, or making room for what is still missing.
struct ArchiveOutcome
{
    QList<MessageRecord> fresh; ///< What was not there: with row, position, and whether it is read.
    QList<MovedMessage> moved;
    QList<MessageRecord> newest; ///< The last messages of the threads whose last one is another now.
    QList<Jid> news;             ///< Threads in which nothing that anybody has seen is newer than the page.
    qint64 rangeRow = 0;
    ArchiveLook look; ///< For the next older page.
    /// By thread, how many that had been here unread are read now: a message of ours came after them.
    QHash<Jid, int> answered;
};

/// One change of roster-side facts, in one transaction.
struct ContactChanges
{
    QList<ContactRecord> saved;
    QList<Jid> removed;    ///< The contact goes; its messages stay.
    QString rosterVersion; ///< Null = unchanged.
};

} // namespace roost
