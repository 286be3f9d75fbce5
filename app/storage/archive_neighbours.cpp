// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/archive_neighbours.h"

#include "storage/position_sequence.h"

#include <algorithm>
#include <utility>

namespace roost {

namespace {

/// The maximum distance between a message of the page and one that moves with it.
constexpr qint64 furthest = PositionSequence::spacing - 1;

} // namespace

qint64 ArchiveNeighbours::firstPlaced(const Thread &thread, qint64 ceiling)
{
    for (const MessageTable::Placed &each : thread.stood) {
        if (each.message.position >= ceiling)
            break;
        if (each.isArchived && thread.placed.contains(each.rowId))
            return each.message.position;
    }
    return ceiling;
}

QList<MessageTable::Placed> ArchiveNeighbours::move(const Thread &thread)
{
    for (const MessageTable::Placed &each : thread.stood) {
        if (!m_isAbove && each.message.position >= m_ceiling) {
            m_isAbove = m_isFirst = true;
            m_nearest.reset();
        }
        const auto here = thread.placed.constFind(each.rowId);
        if (here != thread.placed.cend())
            meetPlaced(each, *here);
        else if (each.isArchived && !isLost(each))
            meetOtherPage(each);
        else
            meetUnplaced(each);
    }
    return std::move(m_moved);
}

bool ArchiveNeighbours::isLost(const MessageTable::Placed &message) const
{
    return message.isArchived && !m_isAbove && message.message.position >= m_provenFrom;
}

void ArchiveNeighbours::meetPlaced(const MessageTable::Placed &message, qint64 position)
{
    for (qsizetype i = 0; i < m_leading.size(); ++i)
        m_leading[i].message.position = position - std::min<qint64>(m_leading.size() - i, furthest);
    m_moved += std::exchange(m_leading, {});
    m_nearest = position;
    if (message.isArchived)
        m_archived = position;
    qint64 &latest = m_latest[senderOf(message)];
    latest = std::max(latest, position);
}

void ArchiveNeighbours::meetOtherPage(const MessageTable::Placed &message)
{
    qint64 &latest = m_latest[senderOf(message)];
    latest = std::max(latest, message.message.position);
    m_nearest.reset();
    m_leading.clear();
    m_isFirst = false;
}

void ArchiveNeighbours::meetUnplaced(const MessageTable::Placed &message)
{
    const auto before = message.isArchived && m_archived ? m_archived : m_nearest;
    const qint64 latest = m_latest.value(senderOf(message));
    const bool isWaiting = m_isAbove && message.isQueued;
    const bool isHeld = latest >= m_ceiling; // by a message of its sender that stays above the ceiling
    if (!isWaiting && !isHeld && (before || latest > message.message.position))
        follow(message, std::max(before.value_or(latest), latest));
    else if (!isWaiting && !isHeld && m_isFirst)
        m_leading.append(message);
    else
        m_latest[senderOf(message)] = std::max(latest, message.message.position);
}

void ArchiveNeighbours::follow(const MessageTable::Placed &message, qint64 position)
{
    m_latest[senderOf(message)] = position;
    // Room is short. Messages with equal positions keep their order by row.
    qint64 &end = m_ends[position];
    end = std::min(std::max(end, position) + 1, position | furthest);
    m_moved.append(message);
    m_moved.last().message.position = end;
}

} // namespace roost
