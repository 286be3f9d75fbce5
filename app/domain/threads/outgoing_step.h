// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/threads/message.h"

#include <QFuture>

namespace roost {

/// Port: one asynchronous step between storing and sending a message, such as an upload or a key exchange.
/// Main thread.
class OutgoingStep
{
public:
    virtual ~OutgoingStep() = default;
    /// Whether the message needs this step.
    [[nodiscard]] virtual bool concerns(const Message &message) const = 0;
    /// Answers with the message as it is to be sent; key, author and target stay. An error fails the message,
    /// except NotConnected: the step runs again in the next session. The step sets its own timeouts. The
    /// Outbox cancels the future if the user cancels the message. After a restart the step runs again, so it
    /// must be repeatable.
    [[nodiscard]] virtual QFuture<Result<Message>> prepare(const Message &message) = 0;
};

} // namespace roost
