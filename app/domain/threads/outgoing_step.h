// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/threads/message.h"

#include <QFuture>

#include <variant>

namespace roost {

/// A remark of ours on its way out. A value.
struct OwnRemark
{
    MarkKind kind = MarkKind::Reaction;
    QString ref;   ///< The id of the message, given by its sender.
    QString value; ///< Empty = the remark is withdrawn.

    bool operator==(const OwnRemark &) const = default;
};

/// An entry of the Outbox: a message of ours, or a remark about a message. A value.
struct Outgoing
{
    QString id; ///< Id of the stanza.
    Jid thread; ///< Bare address of the other side.
    std::variant<Message, OwnRemark> content;

    /// Null if the content is a remark.
    [[nodiscard]] const Message *message() const { return std::get_if<Message>(&content); }
    /// Null if the content is a message.
    [[nodiscard]] const OwnRemark *remark() const { return std::get_if<OwnRemark>(&content); }
};

/// Port: one asynchronous step between storing and sending an entry, such as an upload or a key exchange.
/// Main thread.
class OutgoingStep
{
public:
    virtual ~OutgoingStep() = default;
    /// Whether the entry needs this step.
    [[nodiscard]] virtual bool concerns(const Outgoing &entry) const = 0;
    /// Answers with the entry as it is to be sent: id, thread, kind of content, and key, author and target of
    /// a message stay. An error fails the entry, except NotConnected: the step runs again in the next
    /// session. The step sets its own timeouts. The Outbox cancels the future if the user cancels the entry.
    /// After a restart the step runs again, so it must be repeatable.
    [[nodiscard]] virtual QFuture<Result<Outgoing>> prepare(const Outgoing &entry) = 0;
};

} // namespace roost
