// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/message_wording.h"

#include "base/visible_text.h"
#include "domain/threads/message.h"
#include "models/wording.h"

namespace roost {

QString MessageWording::stateOf(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Delivered:
        return tr("delivered");
    case DeliveryState::Read:
        return tr("read", "by the other side");
    case DeliveryState::Sent:
        break;
    }
    return tr("sent");
}

QString MessageWording::delivery(const QString &target, DeliveryState state)
{
    return tr("%1 %2", "laptop delivered").arg(target, stateOf(state));
}

QList<Delivery> MessageWording::deliveries(const Message &message)
{
    QList<Delivery> deliveries = message.deliveries;
    if (message.state == MessageState::Failed || message.state == MessageState::Queued) {
        deliveries.removeIf([](const Delivery &delivery) { return delivery.state == DeliveryState::Sent; });
    }
    return deliveries;
}

QString MessageWording::deliveryTarget(const Delivery &delivery)
{
    return Wording::connectionName(delivery.kind, delivery.resource, delivery.label);
}

Delivery MessageWording::targetOf(const Message &message)
{
    for (const Delivery &delivery : message.deliveries) {
        if (delivery.resource == message.target)
            return delivery;
    }
    Delivery unknown;
    unknown.resource = unknown.label = message.target;
    return unknown;
}

QString MessageWording::onlyTarget(const Message &message)
{
    if (message.target.isEmpty())
        return {};
    if (!message.isOwn())
        return tr("only this device");
    const QString name = Wording::isolated(deliveryTarget(targetOf(message)).left(60));
    for (const Delivery &delivery : message.deliveries) {
        if (delivery.resource != message.target && delivery.state != DeliveryState::Sent)
            return tr("for %1, but delivered to %2", "laptop, phone")
                .arg(name, Wording::isolated(deliveryTarget(delivery).left(60)));
    }
    return tr("only %1", "only laptop").arg(name);
}

QString MessageWording::targetQuestion(const Message &message)
{
    if (!hasTargetGone(message))
        return {};
    return tr("%1 is disconnected. Send to all?", "Laptop is disconnected")
        .arg(Wording::isolated(Wording::capitalised(deliveryTarget(targetOf(message)).left(60))));
}

QString MessageWording::state(MessageState state)
{
    switch (state) {
    case MessageState::Queued:
        return tr("waiting to be sent");
    case MessageState::AtServer:
        return tr("sent");
    case MessageState::Delivered:
        return tr("delivered");
    case MessageState::Read:
        return tr("read", "by the other side");
    case MessageState::Failed:
        return tr("not sent");
    case MessageState::Received:
        break;
    }
    return {};
}

QString MessageWording::notice(MessageNotice notice, const QString &detail)
{
    switch (notice) {
    case MessageNotice::Encrypted:
        return tr("Encrypted for other devices");
    case MessageNotice::RoomInvitation:
        return tr("Invitation to the room %1: Roost can’t join rooms yet").arg(Wording::isolated(detail));
    case MessageNotice::MissedCall:
        return tr("Missed call: Roost can’t answer calls yet");
    case MessageNotice::Deleted:
        return tr("Message deleted");
    case MessageNotice::CallTaken:
        return tr("Call answered on another device");
    case MessageNotice::CallDeclined:
        return tr("Call declined on another device");
    case MessageNotice::None:
        break;
    }
    return {};
}

QString MessageWording::blankText() { return tr("Message without visible text"); }

QString MessageWording::text(const Message &message)
{
    const QString &text = message.text().text();
    QStringList parts;
    if (const NoticeContent *fact = message.notice())
        parts += notice(fact->kind, fact->detail);
    if (const QString &subject = message.text().subject; !subject.isEmpty())
        parts += subject;
    if (parts.isEmpty() && hasVisibleText(text))
        return text; // mostly, and without a copy
    if (hasVisibleText(text))
        parts += text;
    return parts.isEmpty() ? blankText() : parts.join(u'\n');
}

QString MessageWording::time(const Message &message)
{
    const QString time = Wording::clockTime(message.timeMs);
    return isEdited(message) ? tr("edited %1", "a message; %1 is a time").arg(time) : time;
}

QString MessageWording::row(const Message &message, const QString &sender)
{
    // A notice is a sentence of our own, with its own isolates.
    const QString text = MessageWording::text(message);
    const bool isOwn = message.notice() != nullptr;
    QStringList parts{sender, time(message), isOwn ? text : withoutDirectionControls(text)};
    const QString state = MessageWording::state(message.state);
    QStringList connections;
    const QList<Delivery> all = deliveries(message);
    for (const Delivery &delivery : all)
        connections += MessageWording::delivery(deliveryTarget(delivery), delivery.state);
    // The Connections say more than "sent"; but not more than "not sent".
    const bool isUnderWay = message.state == MessageState::Failed || message.state == MessageState::Queued;
    if (!state.isEmpty() && (connections.isEmpty() || isUnderWay))
        parts += state;
    if (!state.isEmpty() && !connections.isEmpty())
        parts += connections.join(tr(", ", "between names"));
    for (const QString &part : {onlyTarget(message), targetQuestion(message)}) {
        if (!part.isEmpty())
            parts += part;
    }
    return parts.join(tr(", ", "between names"));
}

} // namespace roost
