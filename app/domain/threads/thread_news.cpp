// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/thread_news.h"

#include "domain/contacts/endpoint_directory.h"
#include "domain/contacts/notifier.h"
#include "domain/threads/read_sync.h"
#include "domain/threads/thread_directory.h"
#include "domain/threads/thread_updates.h"

namespace roost {

ThreadNews::ThreadNews(EndpointDirectory &directory, ThreadDirectory &threads, ThreadUpdates &updates,
                       ReadSync &reads, Notifier *notifier, QObject *parent)
    : QObject(parent)
    , m_directory(directory)
    , m_threads(threads)
    , m_reads(reads)
    , m_notifier(notifier)
{
    connect(&updates, &ThreadUpdates::inserted, this, &ThreadNews::inserted);
    connect(&updates, &ThreadUpdates::newsArchived, this, &ThreadNews::newsArchived);
    connect(&updates, &ThreadUpdates::readElsewhere, this, &ThreadNews::readElsewhere);
}

bool ThreadNews::isAttended(const Jid &thread) const { return m_attended && m_attended->id() == thread; }

void ThreadNews::setAttended(Endpoint *endpoint)
{
    m_attended = endpoint;
    const int unread = endpoint ? endpoint->unread() : 0;
    if (unread == 0)
        return;
    m_threads.markRead(*endpoint);
    m_reads.seen(*endpoint, unread);
    if (m_notifier)
        m_notifier->withdraw(*endpoint);
}

void ThreadNews::notify(const MessageRecord &message)
{
    if (!m_notifier)
        return;
    // Remote text of a message that cannot be shown is not for a notification either.
    const QString text = message.notice == MessageNotice::None ? messageText(message) : QString();
    m_notifier->messageReceived(m_directory.endpoint(message.thread), text);
}

void ThreadNews::inserted(const QList<MessageRecord> &messages, EventBatch::Origin origin)
{
    if (origin != EventBatch::Origin::Live)
        return;
    QHash<Jid, const MessageRecord *> news; // The last unread one of each thread.
    QList<Jid> order;
    int seen = 0;
    for (const MessageRecord &message : messages) {
        if (message.mine) {
            news.remove(message.thread); // the earlier ones were seen on that device
        } else if (!message.read) {
            if (!news.contains(message.thread))
                order.append(message.thread);
            news.insert(message.thread, &message);
        } else if (isAttended(message.thread)) {
            ++seen;
        }
    }
    if (seen > 0)
        m_reads.seen(*m_attended, seen);
    for (const Jid &thread : std::as_const(order)) {
        if (const MessageRecord *message = news.take(thread))
            notify(*message);
    }
}

void ThreadNews::newsArchived(const QList<MessageRecord> &messages, const QList<Jid> &threads)
{
    QHash<Jid, const MessageRecord *> newest;
    newest.reserve(threads.size());
    for (const Jid &thread : threads)
        newest.insert(thread, nullptr);
    for (const MessageRecord &message : messages) {
        if (const auto known = newest.find(message.thread); known != newest.end())
            *known = &message;
    }
    for (const MessageRecord *message : std::as_const(newest)) {
        if (!message)
            continue;
        if (message->mine)
            readElsewhere({message->thread});
        else if (!message->read)
            notify(*message);
        else if (isAttended(message->thread))
            m_reads.seen(*m_attended, 1);
    }
}

void ThreadNews::readElsewhere(const QList<Jid> &threads)
{
    for (const Jid &thread : threads) {
        const Endpoint *endpoint = m_directory.find(thread);
        if (m_notifier && endpoint && endpoint->unread() == 0)
            m_notifier->withdraw(*endpoint);
    }
}

} // namespace roost
