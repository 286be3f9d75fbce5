// SPDX-License-Identifier: GPL-3.0-or-later
// What the Outbox does when the other side has read something.
#include "base/answer.h"
#include "base/log.h"
#include "domain/endpoint_directory.h"
#include "domain/outbox.h"
#include "storage/user_database.h"

namespace roost {

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
