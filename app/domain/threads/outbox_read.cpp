// SPDX-License-Identifier: GPL-3.0-or-later
// The Outbox when the other side has read something, or answers.
#include "base/answer.h"
#include "base/log.h"
#include "domain/contacts/endpoint_directory.h"
#include "domain/threads/outbox.h"
#include "storage/user_database.h"

namespace roost {

namespace {

/// Messages for each Connection, and Connections, that are remembered until they answer.
constexpr qsizetype mostAnswered = 256;
constexpr qsizetype mostAnswerers = 1'024;

} // namespace

void Outbox::displayedReceived(const Jid &from, const QString &id)
{
    const Jid thread = from.bare();
    const auto fate = m_fates.constFind(id);
    const bool isKnown = fate != m_fates.cend();
    // Nobody can have seen what was sent to another; and with whom there is nothing at all, nothing is kept.
    if (id.isEmpty() || from.isEmpty() || (isKnown && fate->thread != thread) || !m_directory.find(thread))
        return;
    DeliveryRecord delivery = deliveryOn(from, DeliveryState::Read);
    onAnswer(m_database.markOwnRead(thread, id, delivery), this,
             [this, thread, id, delivery, isKnown](const Result<QStringList> &ids) {
                 if (!ids)
                     qCWarning(lcDomain) << "saving what was read failed:" << ids.error().detail;
                 else if (!ids->isEmpty())
                     readOn(thread, delivery, *ids);
                 else if (!isKnown)
                     keepEarly({thread, id}, delivery);
             });
}

void Outbox::noteSentTo(const Jid &full, const QString &id)
{
    // A Connection that never answers costs no more than that; older messages keep their state.
    if (m_sentTo.size() >= mostAnswerers && !m_sentTo.contains(full))
        m_sentTo.clear();
    QStringList &ids = m_sentTo[full];
    if (!ids.contains(id))
        ids.append(id);
    if (ids.size() > mostAnswered)
        ids.removeFirst();
}

void Outbox::answered(const Jid &from)
{
    const auto sent = m_sentTo.find(from);
    if (sent == m_sentTo.end())
        return;
    QStringList stillOnTheirWay;
    const QStringList ids = std::exchange(*sent, {});
    for (const QString &id : ids) {
        const auto fate = m_fates.constFind(id);
        if (fate == m_fates.cend() || fate->thread != from.bare() || fate->state == MessageState::Failed)
            continue;
        if (fate->state == MessageState::Queued) {
            stillOnTheirWay.append(id);
            continue;
        }
        const MessageState state = fate->state;
        saveDelivery(from.bare(), id, deliveryOn(from, DeliveryState::Delivered));
        if (state == MessageState::AtServer) {
            setState(from.bare(), id, MessageState::Delivered);
            m_fates[id].isInferred = true;
        }
    }
    if (stillOnTheirWay.isEmpty())
        m_sentTo.remove(from);
    else
        m_sentTo.insert(from, stillOnTheirWay);
}

void Outbox::readOn(const Jid &thread, const DeliveryRecord &delivery, const QStringList &ids)
{
    for (const QString &id : ids) {
        if (const auto fate = m_fates.find(id); fate != m_fates.end())
            fate->state = MessageState::Read;
        if (!delivery.resource.isEmpty())
            Q_EMIT deliveryChanged(thread, id, delivery);
        Q_EMIT messageStateChanged(thread, id, MessageState::Read, ErrorKind::None, {});
    }
}

} // namespace roost
