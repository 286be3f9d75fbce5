// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/change_bus.h"

#include <utility>

namespace roost {

void ChangeBus::post(Endpoint *endpoint, EndpointChanges what)
{
    if (!what)
        return;
    const auto known = m_index.constFind(endpoint);
    if (known != m_index.cend()) {
        m_pending[*known].what |= what;
    } else {
        m_index.insert(endpoint, m_pending.size());
        m_pending.append({endpoint, what});
    }
    if (m_scheduled)
        return;
    m_scheduled = true;
    QMetaObject::invokeMethod(this, &ChangeBus::flush, Qt::QueuedConnection);
}

void ChangeBus::flush()
{
    m_scheduled = false;
    if (m_pending.isEmpty())
        return;
    // Taken first, because a receiver may post again; that change belongs to the next turn.
    const QList<Change> changes = std::exchange(m_pending, {});
    m_index.clear();
    Q_EMIT changed(changes);
}

} // namespace roost
