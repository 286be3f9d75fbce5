// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/thread_directory.h"

#include "domain/contacts/endpoint_directory.h"
#include "domain/threads/outbox.h"

namespace roost {

ThreadDirectory::ThreadDirectory(EndpointDirectory &endpoints, UserDatabase &database, Outbox &outbox,
                                 Clock &clock, QObject *parent)
    : QObject(parent)
    , m_endpoints(endpoints)
    , m_database(database)
    , m_outbox(outbox)
    , m_clock(clock)
{
    connect(&outbox, &Outbox::messageStored, this,
            [this](const Jid &id, const QString &message, const StoreOutcome &outcome) {
                if (Thread *known = find(id))
                    known->setStored(message, outcome);
            });
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
        known->loadOlder();
    }
    return *known;
}

void ThreadDirectory::insert(const QList<MessageRecord> &messages)
{
    for (const MessageRecord &message : messages) {
        if (Thread *known = find(message.thread))
            known->insert(message);
    }
}

void ThreadDirectory::insertArchived(const QList<MessageRecord> &messages)
{
    // Newest first, so that a full window keeps the newest messages.
    for (auto message = messages.crbegin(); message != messages.crend(); ++message) {
        if (Thread *known = find(message->thread))
            known->insertArchived(*message);
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
