// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/account/disclosure.h"

#include "domain/account/own_presence.h"
#include "domain/contacts/endpoint_directory.h"
#include "xmpp/extensions/xep0085_chat_states.h"
#include "xmpp/extensions/xep0092_version.h"
#include "xmpp/extensions/xep0115_caps.h"
#include "xmpp/extensions/xep0184_receipts.h"
#include "xmpp/extensions/xep0202_time.h"
#include "xmpp/extensions/xep0334_hints.h"
#include "xmpp/extensions/xep0353_calls.h"
#include "xmpp/xmpp_client.h"

#include <algorithm>
#include <utility>

namespace roost {

Disclosure::Disclosure(Jid account, EndpointDirectory &directory, OwnPresence &presence, XmppClient &client)
    : m_account(std::move(account))
    , m_directory(directory)
    , m_presence(presence)
    , m_client(client)
{
    const auto isTrustedRule = [this](const Jid &bare) { return isTrusted(bare); };
    client.extension<Xep0184Receipts>().setAllowed(isTrustedRule);
    client.extension<Xep0092Version>().setAllowed(isTrustedRule);
    client.extension<Xep0334Hints>().setAllowed(isTrustedRule);
    client.extension<Xep0202Time>().setAllowed(isTrustedRule);
    client.extension<Xep0353Calls>().setAllowed([this](const Jid &bare) { return isVisibleTo(bare); });
    client.extension<Xep0353Calls>().setTakenElsewhere([this] { return isCallTakenElsewhere(); });
    client.extension<Xep0085ChatStates>().setAllowed([this](const Jid &bare) { return mayShowTyping(bare); });
    client.extension<Xep0115Caps>().setInterest([this](const Jid &full) { return isOfInterest(full); });
}

void Disclosure::setTells(bool typing, bool reading)
{
    m_tellsTyping = typing;
    m_tellsReading = reading;
}

bool Disclosure::isTrusted(const Jid &bare) const
{
    const Endpoint *endpoint = m_directory.find(bare);
    return endpoint && endpoint->seesUs() && !endpoint->isBlocked();
}

bool Disclosure::isVisibleTo(const Jid &bare) const
{
    return isTrusted(bare) && m_presence.presence().show != Show::Offline;
}

bool Disclosure::isOfInterest(const Jid &full) const
{
    if (full.bareView() == m_account.bareView())
        return true;
    const Endpoint *endpoint = m_directory.find(full);
    const Subscription subscription = endpoint ? endpoint->subscription() : Subscription::None;
    return subscription == Subscription::To || subscription == Subscription::Both;
}

bool Disclosure::isCallTakenElsewhere() const
{
    const auto &caps = m_client.extension<Xep0115Caps>();
    const Endpoint *self = m_directory.find(m_account);
    const auto takesCalls = [this, &caps](const Connection &connection) {
        const Jid full = m_account.withResource(connection.resource());
        return full != m_client.ownJid() && caps.infoOf(full).hasFeature(Xep0353Calls::feature);
    };
    return self && std::any_of(self->connections().begin(), self->connections().end(), takesCalls);
}

} // namespace roost
