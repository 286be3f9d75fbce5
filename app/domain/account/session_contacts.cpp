// SPDX-License-Identifier: GPL-3.0-or-later
// The Session's commands on contacts, and its connections between messages and contacts.
#include "domain/account/session.h"

#include "base/log_failure.h"
#include "domain/account/session_private.h"
#include "domain/threads/thread.h"
#include "storage/user_database.h"
#include "xmpp/extensions/rfc6121_message.h"
#include "xmpp/extensions/xep0084_avatar.h"
#include "xmpp/extensions/xep0092_version.h"
#include "xmpp/extensions/xep0115_caps.h"
#include "xmpp/extensions/xep0166_jingle.h"
#include "xmpp/extensions/xep0172_nick.h"
#include "xmpp/extensions/xep0184_receipts.h"
#include "xmpp/extensions/xep0202_time.h"
#include "xmpp/extensions/xep0203_delay.h"
#include "xmpp/extensions/xep0313_mam.h"
#include "xmpp/extensions/xep0334_hints.h"
#include "xmpp/extensions/xep0353_calls.h"

namespace roost {

namespace {
constexpr std::chrono::milliseconds longestRosterWait(3'000);
}

void Session::connectMessages()
{
    Outbox *outbox = d->outbox.get();
    Inbox *inbox = d->inbox.get();
    auto &messages = m_client->extension<Rfc6121Message>();
    connect(&messages, &Rfc6121Message::messageReceived, inbox, &Inbox::receive);
    connect(&messages, &Rfc6121Message::messageReceived, outbox, [outbox](const Stanza &stanza) {
        const bool isLive = !stanza.annotation<ArchiveResult>() && !stanza.annotation<Delay>();
        if (isLive && stanza.from.isFull())
            outbox->deliveries().answered(stanza.from);
    });
    connect(&messages, &Rfc6121Message::messageReceived, this, [this](const Stanza &stanza) {
        const auto *nickname = stanza.annotation<Nickname>();
        if (nickname && !stanza.annotation<ArchiveResult>())
            d->roster->setNickname(stanza.from, nickname->text);
    });
    connect(&messages, &Rfc6121Message::messageFailed, &outbox->deliveries(),
            &DeliveryTracker::messageFailed);
    connect(&m_client->extension<Xep0184Receipts>(), &Xep0184Receipts::receiptReceived, &outbox->deliveries(),
            &DeliveryTracker::receiptReceived);
    connect(m_client.get(), &XmppClient::stanzaAcknowledged, outbox, &Outbox::acknowledged);
    connect(m_client.get(), &XmppClient::stanzasLost, outbox, &Outbox::lost);
    connect(m_client.get(), &XmppClient::stanzasGivenBack, outbox, &Outbox::givenBack);
    connect(m_client.get(), &XmppClient::stanzasGivenBack, this, [this] {
        if (d->hasArchive)
            d->outbox->expectArchive();
        d->isDoubtful = d->hasArchive;
    });
    connect(outbox, &Outbox::queuedCountChanged, this, &Session::queuedCountChanged);
    connect(&m_client->extension<Xep0166Jingle>(), &Xep0166Jingle::callReceived, inbox, &Inbox::receiveCall);
    connect(inbox, &Inbox::receiptsDue, this, [this](const QList<ReceiptRequest> &requests) {
        auto &receipts = m_client->extension<Xep0184Receipts>();
        for (const ReceiptRequest &request : requests)
            receipts.answer(request);
    });
    inbox->setAttended([this] { return d->attended; });
}

void Session::connectContacts()
{
    connect(d->roster.get(), &RosterSync::rosterReceived, this, [this] {
        ++d->rosterWaits;
        d->presence->rosterReceived();
        startTalking();
    });
    connect(d->roster.get(), &RosterSync::requestsChanged, this, &Session::requestsChanged);
    connect(d->roster.get(), &RosterSync::subscriptionRequested, this, [this](Endpoint *endpoint) {
        if (d->notifier)
            d->notifier->subscriptionRequested(*endpoint);
    });
    connect(d->presence.get(), &PresenceSync::settled, d->outbox.get(),
            [this] { d->outbox->setPresenceKnown(true); });
    connect(d->presence.get(), &PresenceSync::settled, this, &Session::settled);
    connect(&m_client->extension<Xep0084Avatar>(), &Xep0084Avatar::avatarAnnounced, d->roster.get(),
            &RosterSync::setAvatarHash);
    const auto isTrusted = [this](const Jid &bare) {
        const Endpoint *endpoint = m_directory->find(bare);
        return endpoint && endpoint->seesUs() && !endpoint->isBlocked();
    };
    m_client->extension<Xep0184Receipts>().setAllowed(isTrusted);
    m_client->extension<Xep0092Version>().setAllowed(isTrusted);
    m_client->extension<Xep0334Hints>().setAllowed(isTrusted);
    m_client->extension<Xep0353Calls>().setAllowed([this](const Jid &bare) { return isVisibleTo(bare); });
    m_client->extension<Xep0353Calls>().setTakenElsewhere([this] { return isCallTakenElsewhere(); });
    m_client->extension<Xep0202Time>().setAllowed(isTrusted);
    m_client->extension<Xep0115Caps>().setInterest([this](const Jid &full) {
        if (full.bareView() == m_config.account.bareView())
            return true;
        const Endpoint *endpoint = m_directory->find(full);
        const Subscription subscription = endpoint ? endpoint->subscription() : Subscription::None;
        return subscription == Subscription::To || subscription == Subscription::Both;
    });
    connect(d->roster.get(), &RosterSync::nowSeen, &m_client->extension<Xep0115Caps>(),
            &Xep0115Caps::reconsider);
}

bool Session::isCallTakenElsewhere() const
{
    const auto &caps = m_client->extension<Xep0115Caps>();
    const Endpoint *self = m_directory->find(m_config.account);
    const auto takesCalls = [this, &caps](const Connection &connection) {
        const Jid full = m_config.account.withResource(connection.resource());
        return full != m_client->ownJid() && caps.infoOf(full).hasFeature(Xep0353Calls::feature);
    };
    return self && std::any_of(self->connections().begin(), self->connections().end(), takesCalls);
}

void Session::awaitRoster()
{
    // A late or missing roster must not delay our presence and messages for long.
    d->clock.after(longestRosterWait, this, [this, wait = ++d->rosterWaits] {
        if (wait == d->rosterWaits && m_client->isOnline())
            startTalking();
    });
}

void Session::startTalking()
{
    if (!std::exchange(d->rosterAsked, true))
        sendOwnPresence();
    // After our presence, because receipts come to this Connection only while it is online.
    d->outbox->sessionStarted();
}

void Session::markRead(Endpoint &endpoint)
{
    if (Thread *thread = d->threads->find(endpoint.id())) {
        thread->markRead();
    } else if (m_directory->modify(endpoint, [](ContactRecord &record) { record.unread = 0; })) {
        EventBatch batch;
        batch.reads = {{endpoint.id(), 0, true}};
        d->updates->submit(std::move(batch));
    }
    if (d->notifier)
        d->notifier->withdraw(endpoint);
}

void Session::setAttendedThread(Endpoint *endpoint)
{
    if (endpoint && endpoint != d->attended && isSettled())
        d->presence->checkConnections(*endpoint);
    d->attended = endpoint;
    const int unread = endpoint ? endpoint->unread() : 0;
    if (unread == 0)
        return;
    markRead(*endpoint);
    d->reads->seen(*endpoint, unread);
}

QFuture<Status> Session::addContact(const Jid &id, const QString &name, const QStringList &labels)
{
    return d->roster->add(id, name, labels);
}

QFuture<Status> Session::renameContact(Endpoint &endpoint, const QString &name)
{
    return d->roster->rename(endpoint, name);
}

QFuture<Status> Session::setLabels(Endpoint &endpoint, const QStringList &labels)
{
    return d->roster->setLabels(endpoint, labels);
}

QFuture<Status> Session::removeContact(Endpoint &endpoint) { return d->roster->remove(endpoint); }

QFuture<Status> Session::block(Endpoint &endpoint) { return d->roster->block(endpoint); }

QFuture<Status> Session::unblock(Endpoint &endpoint) { return d->roster->unblock(endpoint); }

void Session::setTellWhenOnline(Endpoint &endpoint, bool on) { d->roster->setTellWhenOnline(endpoint, on); }

QList<Endpoint *> Session::requests() const { return d->roster->requests(); }

void Session::approveRequest(Endpoint &endpoint) { d->roster->approve(endpoint); }

void Session::refuseRequest(Endpoint &endpoint) { d->roster->refuse(endpoint); }

} // namespace roost
