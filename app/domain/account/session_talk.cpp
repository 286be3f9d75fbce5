// SPDX-License-Identifier: GPL-3.0-or-later
// The Session's connections for chat states, read marks and client state.
#include "domain/account/session.h"

#include "domain/account/session_private.h"
#include "xmpp/extensions/rfc6121_message.h"
#include "xmpp/extensions/xep0085_chat_states.h"
#include "xmpp/extensions/xep0115_caps.h"
#include "xmpp/extensions/xep0333_markers.h"
#include "xmpp/extensions/xep0352_csi.h"
#include "xmpp/extensions/xep0490_mds.h"

namespace roost {

using namespace Qt::StringLiterals;

void Session::connectTalk()
{
    auto &states = m_client->extension<Xep0085ChatStates>();
    auto &markers = m_client->extension<Xep0333Markers>();
    d->typing = std::make_unique<Typing>(*m_directory, d->clock,
                                         Typing::Wire{states, m_client->extension<Xep0115Caps>()});
    d->reads = std::make_unique<ReadSync>(
        *m_database, *d->updates, *d->inbox, d->clock,
        ReadSync::Wire{markers, m_client->extension<Xep0490Mds>(), [this] { return m_client->isOnline(); }});
    states.setAllowed([this](const Jid &bare) { return d->tellsTyping && isVisibleTo(bare); });
    d->reads->setAllowed([this](const Jid &bare) { return d->tellsReading && isVisibleTo(bare); });
    connect(&m_client->extension<Rfc6121Message>(), &Rfc6121Message::messageReceived, d->typing.get(),
            [typing = d->typing.get()](const Stanza &stanza) {
                if (!stanza.annotation<ArchiveResult>())
                    typing->messageReceived(stanza.from);
            });
    connect(m_client.get(), &XmppClient::sessionEnded, d->typing.get(), &Typing::sessionEnded);
    connect(&markers, &Xep0333Markers::displayedReceived, &d->outbox->deliveries(),
            &DeliveryTracker::displayedReceived);
    d->news = std::make_unique<ThreadNews>(*m_directory, *d->updates, *d->reads, d->notifier);
    d->news->setAttended([this] { return d->attended; });
    connect(d->reads.get(), &ReadSync::ready, this, &Session::startArchive);
    connect(&m_client->extension<Xep0490Mds>(), &Xep0490Mds::nodeReadyChanged, this,
            [this](bool isReady) { saveSetting(ReadSync::nodeSetting, isReady ? u"ready"_s : QString()); });
}

bool Session::isVisibleTo(const Jid &bare) const
{
    // A contact who does not see our presence must not learn from chat states or markers that we are online.
    const Endpoint *endpoint = m_directory->find(bare);
    return endpoint && endpoint->seesUs() && !endpoint->isBlocked() && m_ownPresence.show != Show::Offline;
}

void Session::setTells(bool typing, bool reading)
{
    d->tellsTyping = typing;
    d->tellsReading = reading;
}

Typing &Session::typing() { return *d->typing; }

void Session::setInUse(bool inUse) { m_client->extension<Xep0352Csi>().setActive(inUse); }

} // namespace roost
