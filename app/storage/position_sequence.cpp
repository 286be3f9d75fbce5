// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/position_sequence.h"

#include "storage/sql_connection.h"

#include <utility>

namespace roost {

namespace {
/// 63 bits are enough for a new session every ten seconds for forty years.
constexpr qint64 room = qint64(1) << 36;
} // namespace

Result<qint64> PositionSequence::next() { return advance(spacing); }

Result<qint64> PositionSequence::nextAfterRoom() { return advance(room); }

Result<qint64> PositionSequence::advance(qint64 by)
{
    if (!m_newest) {
        const auto newest = m_connection.number("SELECT newest FROM sequence");
        if (!newest)
            return newest;
        m_newest = *newest;
    }
    *m_newest += by;
    m_isChanged = true;
    return *m_newest;
}

Status PositionSequence::save()
{
    if (!std::exchange(m_isChanged, false))
        return Done{};
    return Statement(m_connection, "UPDATE sequence SET newest = ?").number(*m_newest).run();
}

void PositionSequence::forget()
{
    m_newest.reset();
    m_isChanged = false;
}

} // namespace roost
