// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/archive_order.h"

namespace roost {

namespace {

/// `older`: so many stand before it in its second and need room there.
qint64 placedBefore(const ArchivePlace &message, qint64 older, qint64 newerMs)
{
    const qint64 latest = message.latestMs();
    const qint64 earliest = message.stampMs == latest ? latest : message.stampMs + older + 1;
    const bool fits = message.knownMs && *message.knownMs >= earliest && *message.knownMs <= latest;
    const qint64 wanted = fits ? *message.knownMs : latest;
    if (newerMs < 0 || newerMs > wanted || newerMs < message.stampMs - clockTolerance)
        return wanted;
    return newerMs - 1;
}

} // namespace

void placeInOrder(std::vector<ArchivePlace> &messages, qint64 newerMs)
{
    std::vector<qint64> older(messages.size(), 0);
    for (std::size_t i = 1; i < messages.size(); ++i)
        older[i] = messages[i].stampMs == messages[i - 1].stampMs ? older[i - 1] + 1 : 0;
    for (std::size_t i = messages.size(); i-- > 0;) {
        messages[i].timeMs = placedBefore(messages[i], older[i], newerMs);
        newerMs = messages[i].timeMs;
    }
}

} // namespace roost
