// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/vocabulary.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

namespace roost {

struct Delivery;
struct Message;

/// Words for messages and their deliveries, as the thread and the screen reader say them; those for contacts
/// and times are in Wording. Translated; plain text. Main thread.
class MessageWording
{
    Q_DECLARE_TR_FUNCTIONS(roost::MessageWording)

public:
    /// "laptop delivered": the state of one delivery. `target`: see deliveryTarget(); it may be elided.
    [[nodiscard]] static QString delivery(const QString &target, DeliveryState state);
    /// "laptop", "toaster": the Connection of a delivery.
    [[nodiscard]] static QString deliveryTarget(const Delivery &delivery);
    /// The deliveries of `message` that may be shown. A message that has not reached the server has been
    /// "sent" to no Connection.
    [[nodiscard]] static QList<Delivery> deliveries(const Message &message);
    /// The only Connection that `message` is for, as it was when the message was sent.
    [[nodiscard]] static Delivery targetOf(const Message &message);
    /// "only laptop", "for laptop, but delivered to phone", "only this device": for a message to one
    /// Connection; empty for the others.
    [[nodiscard]] static QString onlyTarget(const Message &message);
    /// "Laptop is disconnected. Send to all?"; empty unless hasTargetGone().
    [[nodiscard]] static QString targetQuestion(const Message &message);
    /// "waiting to be sent", "sent", "delivered", "read", "not sent"; empty for Received.
    [[nodiscard]] static QString state(MessageState state);
    /// The line for content that cannot be shown: "Encrypted for other devices"; empty for None. `detail`:
    /// see MessageNotice.
    [[nodiscard]] static QString notice(MessageNotice notice, const QString &detail);
    /// The line for a text of invisible characters.
    [[nodiscard]] static QString blankText();
    /// A message as it is shown: its subject and text, or the line for it. Never blank.
    [[nodiscard]] static QString text(const Message &message);
    /// "09:16", "edited 09:16".
    [[nodiscard]] static QString time(const Message &message);
    /// A message for the screen reader: "You, 09:16, Hello, laptop delivered, toaster sent".
    [[nodiscard]] static QString row(const Message &message, const QString &sender);

private:
    [[nodiscard]] static QString stateOf(DeliveryState state);
};

} // namespace roost
