// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/delivery_tracker.h"

#include "base/answer.h"
#include "base/log.h"
#include "base/log_failure.h"
#include "domain/contacts/device_kind.h"
#include "domain/contacts/endpoint_directory.h"
#include "domain/threads/thread_updates.h"
#include "storage/user_database.h"

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t maxMessages = 4'000;
/// Messages that are remembered for each Connection until it answers, and such Connections.
constexpr qsizetype maxUnanswered = 256;
constexpr qsizetype maxRecipients = 1'024;

} // namespace

bool isRecipientGone(const Error &error)
{
    return error.kind == ErrorKind::ServiceUnavailable || error.kind == ErrorKind::ItemNotFound ||
           error.detail.startsWith("recipient-unavailable"_L1) || error.detail.startsWith("gone"_L1);
}

DeliveryTracker::DeliveryTracker(EndpointDirectory &directory, UserDatabase &database, ThreadUpdates &updates,
                                 Clock &clock, QObject *parent)
    : QObject(parent)
    , m_directory(directory)
    , m_database(database)
    , m_updates(updates)
    , m_clock(clock)
{
    connect(&updates, &ThreadUpdates::inserted, this,
            [this](const QList<MessageRecord> &messages, EventBatch::Origin origin) {
                if (origin == EventBatch::Origin::Live)
                    copiesStored(messages);
            });
    connect(&updates, &ThreadUpdates::deliveriesChanged, this, &DeliveryTracker::deliveriesChanged);
}

void DeliveryTracker::track(const QString &id, const Jid &thread, const QString &target)
{
    release(id);
    ++m_unsentCount;
    insert(id, {thread, MessageState::Queued, target, false, true});
}

void DeliveryTracker::release(const QString &id)
{
    const auto message = m_messages.find(id);
    if (message != m_messages.end() && std::exchange(message->isUnsent, false))
        --m_unsentCount;
}

void DeliveryTracker::insert(const QString &id, const Tracked &message)
{
    if (!m_messages.contains(id))
        m_age.push_back(id);
    m_messages.insert(id, message);
    while (m_age.size() > maxMessages + m_unsentCount) {
        const QString oldest = m_age.front();
        m_age.pop_front();
        if (m_messages.value(oldest).isUnsent)
            m_age.push_back(oldest);
        else
            m_messages.remove(oldest);
    }
}

void DeliveryTracker::setState(const Jid &thread, const QString &id, MessageState state, const Error &error)
{
    if (const auto message = m_messages.find(id); message != m_messages.end())
        message->state = state;
    logFailure(m_database.setMessageState(thread, id, state, error.kind, error.detail), this,
               "saving the state of a message");
    Q_EMIT messageStateChanged(thread, id, state, error.kind, error.detail);
}

void DeliveryTracker::recordRecipients(const MessageRecord &message)
{
    const Endpoint *endpoint = m_directory.find(message.thread);
    if (!endpoint || endpoint->connections().empty())
        return;
    QList<DeliveryRecord> deliveries;
    QList<MarkRecord> marks;
    for (const Connection &connection : endpoint->connections()) {
        if (!message.target.isEmpty() && connection.resource() != message.target)
            continue;
        const Jid full = message.thread.withResource(connection.resource());
        deliveries.append(deliveryOn(full, DeliveryState::Sent));
        marks.append({message.thread, MarkKind::Delivery, message.id, deliveries.last()});
        noteRecipient(full, message.id);
    }
    m_updates.submitMarks(std::move(marks));
    for (const DeliveryRecord &delivery : std::as_const(deliveries))
        Q_EMIT deliveryChanged(message.thread, message.id, delivery);
}

DeliveryRecord DeliveryTracker::deliveryOn(const Jid &full, DeliveryState state) const
{
    DeliveryRecord delivery;
    delivery.resource = full.resource();
    delivery.state = state;
    delivery.atMs = m_clock.nowMs();
    delivery.label = delivery.resource;
    const Endpoint *endpoint = m_directory.find(full);
    const Connection *connection = endpoint ? endpoint->connection(delivery.resource) : nullptr;
    if (connection) {
        delivery.kind = connection->kind();
        if (!connection->clientName().isEmpty())
            delivery.label = connection->clientName();
    }
    if (delivery.kind == DeviceKind::Unknown)
        delivery.kind = deviceKindFromResource(delivery.resource);
    return delivery;
}

DeliveryRecord DeliveryTracker::targetOf(const Endpoint &endpoint, const QString &resource) const
{
    return deliveryOn(endpoint.id().withResource(resource), DeliveryState::Sent);
}

void DeliveryTracker::saveDelivery(const Jid &thread, const QString &id, const DeliveryRecord &delivery)
{
    m_updates.submitMarks({{thread, MarkKind::Delivery, id, delivery}});
    Q_EMIT deliveryChanged(thread, id, delivery);
}

void DeliveryTracker::receiptReceived(const Jid &from, const QString &id)
{
    const Jid thread = from.bare();
    const auto message = m_messages.constFind(id);
    const bool isKnown = message != m_messages.cend();
    if (id.isEmpty() || from.isEmpty() || (isKnown && message->thread != thread))
        return; // Only the recipient can have received it.
    if (isKnown && !message->target.isEmpty() && message->target != from.resource()) {
        // The server gave it to another Connection than its target: visible, but no delivery.
        if (from.isFull())
            saveDelivery(thread, id, deliveryOn(from, DeliveryState::Delivered));
        return;
    }
    if (from.isFull())
        saveDelivery(thread, id, deliveryOn(from, DeliveryState::Delivered));
    if (isKnown)
        m_messages[id].isInferred = false;
    // The database knows whether an unknown message is there; if so, it has arrived.
    if (!isKnown || message->state < MessageState::Delivered || message->state == MessageState::Failed)
        setState(thread, id, MessageState::Delivered);
}

void DeliveryTracker::copiesStored(const QList<MessageRecord> &messages)
{
    for (const MessageRecord &message : messages) {
        if (message.mine && !m_messages.contains(message.id))
            insert(message.id, {message.thread, message.state, {}, false, false});
    }
}

void DeliveryTracker::messageFailed(const Jid &from, const QString &id, const Error &error)
{
    const auto message = m_messages.constFind(id);
    if (message == m_messages.cend() || message->thread != from.bare())
        return;
    // One Connection that has it outweighs another that refused it.
    const bool hasArrived = message->state == MessageState::Delivered || message->state == MessageState::Read;
    if (hasArrived && !message->isInferred)
        return;
    // A message to all Connections fails when the server of the Endpoint says so. If one Connection has gone
    // with it (Prosody reports that for a session that is not resumed), the others and the archive have it
    // all the same.
    if (message->target.isEmpty() && from.isFull() && isRecipientGone(error))
        return;
    const Jid thread = message->thread;
    const bool hasGone = !message->target.isEmpty() && isRecipientGone(error);
    Q_EMIT messageRefused(id);
    setState(thread, id, MessageState::Failed,
             hasGone ? Error{ErrorKind::ServiceUnavailable, error.detail} : error);
}

void DeliveryTracker::displayedReceived(const Jid &from, const QString &id)
{
    const Jid thread = from.bare();
    const auto message = m_messages.constFind(id);
    const bool isKnown = message != m_messages.cend();
    // Ignore markers from anyone but the recipient, and from addresses without a thread.
    if (id.isEmpty() || from.isEmpty() || (isKnown && message->thread != thread) || !m_directory.find(thread))
        return;
    m_updates.submitMarks({{thread, MarkKind::Delivery, id, deliveryOn(from, DeliveryState::Read), true}});
}

void DeliveryTracker::noteRecipient(const Jid &full, const QString &id)
{
    // Bounds the cost of Connections that never answer; older messages keep their state.
    if (m_sentTo.size() >= maxRecipients && !m_sentTo.contains(full))
        m_sentTo.clear();
    QStringList &ids = m_sentTo[full];
    if (!ids.contains(id))
        ids.append(id);
    if (ids.size() > maxUnanswered)
        ids.removeFirst();
}

void DeliveryTracker::answered(const Jid &from)
{
    const auto sent = m_sentTo.find(from);
    if (sent == m_sentTo.end())
        return;
    QStringList unacknowledged;
    const QStringList ids = std::exchange(*sent, {});
    for (const QString &id : ids) {
        const auto message = m_messages.constFind(id);
        if (message == m_messages.cend() || message->thread != from.bare() ||
            message->state == MessageState::Failed)
            continue;
        if (message->state == MessageState::Queued) {
            unacknowledged.append(id);
            continue;
        }
        const MessageState state = message->state;
        saveDelivery(from.bare(), id, deliveryOn(from, DeliveryState::Delivered));
        if (state == MessageState::AtServer) {
            setState(from.bare(), id, MessageState::Delivered);
            m_messages[id].isInferred = true;
        }
    }
    if (unacknowledged.isEmpty())
        m_sentTo.remove(from);
    else
        m_sentTo.insert(from, unacknowledged);
}

void DeliveryTracker::deliveriesChanged(const QList<DeliveryChange> &changes)
{
    for (const DeliveryChange &change : changes) {
        if (const auto message = m_messages.find(change.id);
            message != m_messages.end() && message->thread == change.thread)
            message->state = change.state;
        if (!change.delivery.resource.isEmpty())
            Q_EMIT deliveryChanged(change.thread, change.id, change.delivery);
        Q_EMIT messageStateChanged(change.thread, change.id, change.state, ErrorKind::None, {});
    }
}

} // namespace roost
