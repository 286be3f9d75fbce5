// SPDX-License-Identifier: GPL-3.0-or-later
// What the Outbox does for messages to one Connection only.
#include "base/log_failure.h"
#include "domain/contacts/endpoint_directory.h"
#include "domain/threads/message_size.h"
#include "domain/threads/outbox.h"
#include "storage/user_database.h"
#include "xmpp/extensions/rfc6121_message.h"
#include "xmpp/extensions/xep0033_addresses.h"
#include "xmpp/extensions/xep0280_carbons.h"
#include "xmpp/extensions/xep0334_hints.h"

namespace roost {

using Hint = Xep0334Hints::Hint;

XmlElement Outbox::stanzaOf(const MessageRecord &message)
{
    if (message.target.isEmpty())
        return Rfc6121Message::makeChat(message.thread, message.id, message.body);
    // No chat: servers give one to those who are there when its Connection has gone. And nobody keeps it.
    XmlElement stanza =
        Rfc6121Message::makeNormal(message.thread.withResource(message.target), message.id, message.body);
    stanza.addChild(Xep0033Addresses::makeTo(message.thread.withResource(message.target)));
    stanza.addChild(Xep0280Carbons::makePrivate());
    stanza.addChild(Xep0334Hints::make(Hint::NoCopy));
    stanza.addChild(Xep0334Hints::make(Hint::NoStore));
    return stanza;
}

DeliveryRecord Outbox::targetOf(const Endpoint &endpoint, const QString &resource) const
{
    return deliveryOn(endpoint.id().withResource(resource), DeliveryState::Sent);
}

bool Outbox::isTargetThere(const MessageRecord &message) const
{
    const Endpoint *endpoint = m_directory.find(message.thread);
    return endpoint && endpoint->connection(message.target);
}

Error Outbox::obstacleOf(const MessageRecord &message) const
{
    static_assert(maxBodyBytes == longestBodyBytes);
    if (!fitsOneMessage(message.body))
        return {ErrorKind::ResourceLimit, {}};
    if (!message.target.isEmpty() && !isTargetThere(message))
        return {ErrorKind::ServiceUnavailable, {}};
    return {};
}

void Outbox::setPresenceKnown(bool known)
{
    m_presenceKnown = known;
    if (known)
        flush();
}

void Outbox::sendToAll(const MessageRecord &message)
{
    if (m_order.contains(message.id))
        return;
    MessageRecord toAll = message;
    toAll.target.clear();
    logFailure(m_database.dropMessageTarget(message.thread, message.id), this, "sending to all");
    sendAgain(toAll);
}

} // namespace roost
