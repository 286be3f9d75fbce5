// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/reconnect_policy.h"

#include <algorithm>

namespace roost {

ReconnectPolicy::Milliseconds ReconnectPolicy::next()
{
    const int failures = m_failures++;
    if (failures == 0)
        return Milliseconds(0);
    // 2, 4, 8, 16, 32, 60, 60... seconds; the mean is half of it.
    const qint64 cap = std::min<qint64>(kFirstCap.count() << std::min(failures - 1, 10), kLastCap.count());
    const auto delay = Milliseconds(static_cast<qint64>(static_cast<double>(cap) * m_random()));
    return std::max(delay, kFloor);
}

void ReconnectPolicy::sessionLasted(Milliseconds duration)
{
    if (duration >= kStable)
        m_failures = 0;
}

} // namespace roost
