// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/outgoing_queue.h"

namespace roost {

const QString &OutgoingQueue::Entry::id() const
{
    return message() ? message()->id : remark()->mark.stanzaId;
}

const Jid &OutgoingQueue::Entry::thread() const
{
    return message() ? message()->thread : remark()->mark.thread;
}

QString OutgoingQueue::Entry::target() const { return message() ? message()->target : QString(); }

qint64 OutgoingQueue::Entry::timeMs() const
{
    return message() ? message()->timeMs : remark()->mark.delivery.atMs;
}

OutgoingQueue::Entry &OutgoingQueue::add(Entry entry, std::optional<qint64> place)
{
    const qint64 order = place ? *place : m_next++;
    m_order.insert(entry.id(), order);
    return m_entries.insert_or_assign(order, std::move(entry)).first->second;
}

OutgoingQueue::Entry *OutgoingQueue::find(const QString &id)
{
    const auto order = m_order.constFind(id);
    return order == m_order.cend() ? nullptr : &m_entries.at(*order);
}

void OutgoingQueue::remove(const QString &id)
{
    const auto order = m_order.constFind(id);
    if (order == m_order.cend())
        return;
    m_entries.erase(*order);
    m_order.erase(order);
}

} // namespace roost
