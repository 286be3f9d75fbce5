// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/delivery.h"
#include "base/error.h"
#include "base/jid.h"
#include "base/remark.h"

#include <QList>
#include <QString>

#include <variant>

namespace roost {

struct MessageRecord;

/// Writer of a message: we, or the Endpoint of the thread.
struct Author
{
    enum class Kind : quint8 { Self, Endpoint };

    Kind kind = Kind::Endpoint;
    QString resource; ///< Connection that the message came from; empty = this one, or unknown.

    [[nodiscard]] bool isSelf() const { return kind == Kind::Self; }

    bool operator==(const Author &) const = default;
};

/// Names a message within its thread, for the life of the message.
struct MessageKey
{
    bool isOwn = false;
    /// Deduplication key, unique within thread and direction. Mostly the sender's id; see MessageRefs for the
    /// ids that stanzas name.
    QString id;

    bool operator==(const MessageKey &) const = default;
};

inline size_t qHash(const MessageKey &key, size_t seed = 0) { return qHashMulti(seed, key.isOwn, key.id); }

/// Ids by which stanzas refer to a message.
struct MessageRefs
{
    QString senderId; ///< The sender's id, which the sender may use again; empty = none.
    QString stanzaId; ///< XEP-0359 id of the archive; may be empty.
    Jid archive;      ///< Owner of that archive: a room; empty = the account.
    /// The message takes the place of another one by the same sender that is not here: the sender's id of
    /// that.
    QString replaces;

    bool operator==(const MessageRefs &) const = default;
};

/// A text for people.
struct TextContent
{
    QString body;       ///< As it was sent first.
    QString correction; ///< The sender's later text (XEP-0308); null = none.
    QString subject;    ///< One line; may be empty.

    /// The sender's latest text.
    [[nodiscard]] const QString &text() const { return correction.isNull() ? body : correction; }

    bool operator==(const TextContent &) const = default;
};

/// A fact that Roost reports in words of its own, such as a call or an invitation.
struct NoticeContent
{
    MessageNotice kind = MessageNotice::None;
    QString detail;   ///< See MessageNotice.
    TextContent text; ///< Remote text that belongs to the notice; mostly empty.

    bool operator==(const NoticeContent &) const = default;
};

/// A small closed set: code visits all alternatives.
using Content = std::variant<TextContent, NoticeContent>;

/// One entry of a thread, as models and widgets see it. A value. Times are UTC, ms since the epoch.
struct Message
{
    MessageKey key;
    qint64 rowId = 0;    ///< Order of ties in position; 0 = not stored yet.
    qint64 position = 0; ///< Place in the thread, given by the database.
    Author author;
    Content content;
    qint64 timeMs = 0; ///< Time of sending, as far as known. Independent of the position.
    MessageState state = MessageState::Received;
    Error failure; ///< Of a Failed message.
    /// The only Connection that the message is for: theirs, or one of ours if they wrote it. Empty = all
    /// Connections.
    QString target;
    QList<Delivery> deliveries; ///< Of a message of ours.
    QList<Remark> remarks;      ///< By kind, then author.
    bool isRead = false;        ///< The user has seen it.
    bool isMarkable = false;    ///< The sender asks for a displayed marker (XEP-0333).
    MessageRefs refs;

    [[nodiscard]] const QString &id() const { return key.id; }
    [[nodiscard]] bool isOwn() const { return author.isSelf(); }
    /// Remote text of the content; may be empty.
    [[nodiscard]] const TextContent &text() const;
    /// The text as it was sent first.
    [[nodiscard]] const QString &body() const { return text().body; }
    /// Null unless the content is a notice.
    [[nodiscard]] const NoticeContent *notice() const { return std::get_if<NoticeContent>(&content); }
    /// MessageNotice::None unless the content is a notice.
    [[nodiscard]] MessageNotice noticeKind() const { return notice() ? notice()->kind : MessageNotice::None; }

    bool operator==(const Message &) const = default;
};

/// The sender has replaced an earlier text.
[[nodiscard]] bool isEdited(const Message &message);
/// A message of ours to one Connection that failed because that Connection has gone: the user decides whether
/// it goes to all Connections.
[[nodiscard]] bool hasTargetGone(const Message &message);

/// Conversion from and to the row of the database, without loss.
[[nodiscard]] Message messageOf(const MessageRecord &record);
[[nodiscard]] MessageRecord recordOf(const Message &message, const Jid &thread);

} // namespace roost
