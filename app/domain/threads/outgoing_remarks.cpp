// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/outgoing_remarks.h"

#include "domain/threads/delivery_tracker.h"
#include "domain/threads/thread_updates.h"

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t maxSent = 256;

} // namespace

OutgoingRemarks::OutgoingRemarks(ThreadUpdates &updates, Clock &clock, IdSource &ids, QObject *parent)
    : QObject(parent)
    , m_updates(updates)
    , m_clock(clock)
    , m_ids(ids)
{
}

std::optional<OutgoingRemark> OutgoingRemarks::make(const Jid &thread, const Message &message, MarkKind kind,
                                                    const QString &value)
{
    const auto own =
        std::find_if(message.remarks.cbegin(), message.remarks.cend(),
                     [kind](const Remark &each) { return each.kind == kind && each.author.isEmpty(); });
    OutgoingRemark remark;
    remark.previous = own == message.remarks.cend() ? QString() : own->value;
    if (message.refs.senderId.isEmpty() || value == remark.previous)
        return {};
    remark.mark.thread = thread;
    remark.mark.kind = kind;
    remark.mark.ref = message.refs.senderId;
    remark.mark.value = value;
    remark.mark.stanzaId = m_ids.next();
    remark.mark.delivery.atMs = m_clock.nowMs();
    return remark;
}

XmlElement OutgoingRemarks::stanzaOf(const OutgoingRemark &remark) const
{
    const MarkRecord &mark = remark.mark;
    XmlElement stanza = m_makers.value(mark.kind)({mark.kind, mark.ref, mark.value});
    stanza.setAttribute(u"type"_s, u"chat"_s);
    stanza.setAttribute(u"to"_s, mark.thread.toString());
    stanza.setAttribute(u"id"_s, mark.stanzaId);
    return stanza;
}

void OutgoingRemarks::acknowledged(const OutgoingRemark &remark)
{
    m_sent.push_back(remark);
    if (m_sent.size() > maxSent)
        m_sent.pop_front();
    settle(remark, false);
}

void OutgoingRemarks::fail(const OutgoingRemark &remark, const Error &error)
{
    settle(remark, true);
    if (error.kind != ErrorKind::Cancelled)
        Q_EMIT failed(remark.mark.thread, {remark.mark.kind, remark.mark.ref, remark.mark.value}, error);
}

bool OutgoingRemarks::refused(const Jid &from, const QString &id, const Error &error)
{
    const auto sent = std::find_if(m_sent.cbegin(), m_sent.cend(), [&](const OutgoingRemark &remark) {
        return remark.mark.stanzaId == id && remark.mark.thread == from.bare();
    });
    if (sent == m_sent.cend())
        return false;
    if (from.isFull() && isRecipientGone(error))
        return true; // the other Connections have it
    const OutgoingRemark remark = *sent;
    m_sent.erase(sent);
    fail(remark, error);
    return true;
}

void OutgoingRemarks::settle(const OutgoingRemark &remark, bool isRefused)
{
    EventBatch batch;
    batch.settled = {{remark, isRefused}};
    m_updates.submit(std::move(batch));
}

} // namespace roost
