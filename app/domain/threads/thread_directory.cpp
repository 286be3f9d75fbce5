// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/thread_directory.h"

#include "domain/contacts/endpoint_directory.h"
#include "domain/threads/outbox.h"
#include "domain/threads/thread_updates.h"

namespace roost {

ThreadDirectory::ThreadDirectory(EndpointDirectory &endpoints, UserDatabase &database, ThreadUpdates &updates,
                                 Outbox &outbox, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_endpoints(endpoints)
    , m_database(database)
    , m_updates(updates)
    , m_outbox(outbox)
    , m_clock(clock)
{
    connect(&updates, &ThreadUpdates::inserted, this, &ThreadDirectory::insert);
    connect(&updates, &ThreadUpdates::changed, this, &ThreadDirectory::change);
    connect(&updates, &ThreadUpdates::remarksChanged, this, [this](const QList<RemarkChange> &changes) {
        for (const RemarkChange &change : changes) {
            if (Thread *known = find(change.thread))
                known->setRemarks(change);
        }
    });
    connect(&updates, &ThreadUpdates::moved, this, &ThreadDirectory::move);
    connect(&outbox.deliveries(), &DeliveryTracker::messageStateChanged, this,
            [this](const Jid &id, const QString &message, MessageState state, ErrorKind kind,
                   const QString &failure) {
                if (Thread *known = find(id))
                    known->setState(message, state, kind, failure);
            });
    connect(&outbox.deliveries(), &DeliveryTracker::deliveryChanged, this,
            [this](const Jid &id, const QString &message, const DeliveryRecord &delivery) {
                if (Thread *known = find(id))
                    known->setDelivery(message, delivery);
            });
}

ThreadDirectory::~ThreadDirectory() = default;

Thread &ThreadDirectory::thread(Endpoint &endpoint)
{
    Thread *&known = m_threads[endpoint.id()];
    if (!known) {
        known = new Thread(endpoint, m_endpoints, m_database, m_outbox, m_clock, this);
        known->setCoverage(m_coverage);
        connect(known, &Thread::gapSeen, this, &ThreadDirectory::gapSeen);
        connect(known, &Thread::readHere, this, [this, id = endpoint.id()] { submitRead(id); });
        known->loadOlder();
    }
    return *known;
}

void ThreadDirectory::markRead(Endpoint &endpoint)
{
    if (Thread *known = find(endpoint.id()))
        known->markRead();
    else if (m_endpoints.modify(endpoint, [](ContactRecord &record) { record.unread = 0; }))
        submitRead(endpoint.id());
}

void ThreadDirectory::submitRead(const Jid &thread) { m_updates.submitRead({thread, 0, true}); }

void ThreadDirectory::insert(const QList<MessageRecord> &messages, EventBatch::Origin origin)
{
    if (origin == EventBatch::Origin::Archive) {
        // Newest first, so that a full window keeps the newest messages.
        for (auto message = messages.crbegin(); message != messages.crend(); ++message) {
            if (Thread *known = find(message->thread))
                known->insertArchived(*message);
        }
        return;
    }
    for (const MessageRecord &message : messages) {
        Thread *known = find(message.thread);
        if (!known)
            continue;
        // The thread shows a message that was typed here since then.
        const bool isTypedHere = origin == EventBatch::Origin::Outgoing;
        if (!isTypedHere || !known->setStored(message.id, message.rowId, message.position))
            known->insert(message);
    }
}

void ThreadDirectory::change(const QList<MessageRecord> &changes)
{
    for (const MessageRecord &change : changes) {
        if (Thread *known = find(change.thread))
            known->change(change);
    }
}

void ThreadDirectory::setCoverage(const ArchiveCoverage &coverage)
{
    m_coverage = coverage;
    for (Thread *thread : std::as_const(m_threads))
        thread->setCoverage(coverage);
}

void ThreadDirectory::move(const QList<MovedMessage> &messages)
{
    QHash<Jid, QList<MovedMessage>> byThread;
    for (const MovedMessage &message : messages)
        byThread[message.thread].append(message);
    for (auto each = byThread.cbegin(); each != byThread.cend(); ++each) {
        if (Thread *known = find(each.key()))
            known->move(*each);
    }
}

QList<MessageRecord> ThreadDirectory::messages() const
{
    QList<MessageRecord> messages;
    for (const Thread *thread : m_threads)
        for (const Message &message : thread->messages())
            messages.append(recordOf(message, thread->endpoint().id()));
    return messages;
}

void ThreadDirectory::retryLoading()
{
    for (Thread *thread : std::as_const(m_threads))
        thread->retryLoading();
}

void ThreadDirectory::saveDrafts()
{
    for (Thread *thread : std::as_const(m_threads))
        thread->saveDraft();
}

} // namespace roost
