// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/message_table.h"

#include <QHash>
#include <QList>

#include <optional>
#include <utility>

namespace roost {

/// Computes new positions for the messages of one thread that are not on a page of the archive but move with
/// a neighbour that is.
///
///     old:   x1  #   x2  A   x3  B   o   x4  |  m   C   x5  D     | = ceiling, live messages stand above it
///     new:   x1  #   x2  A'  x3' B'  o'  x4'    m'  C'  x5' D'  |
///
///     A B C D   on the page, placed anew below the ceiling
///     #         placed by the archive before, but on another page: stays
///     x         not placed by the archive: follows the nearest message of the page before it, back to a #
///     o         placed by the archive before, and lost by it since: follows likewise, see isLost()
///     m         above the ceiling, before the first message of the page there: leads that message
///
/// Messages that the archive has placed stand in its order. So a message is lost if it stands between one of
/// the page and the ceiling, but is on no page; it follows a message that the archive has placed before. A
/// message also follows the messages of the page from the same sender that it stood behind, wherever they are
/// now: a sender's messages keep their order. A queued message above the ceiling stays: it is sent after all
/// that the archive holds. Live messages behind D are newer than the archive; they are not part of Thread and
/// stay above the ceiling. Storage thread.
class ArchiveNeighbours
{
public:
    /// One thread in its old order, from the first to the last message of the page, at least up to the
    /// ceiling.
    struct Thread
    {
        Jid jid;
        QList<MessageTable::Placed> stood;
        QHash<qint64, qint64> placed; ///< Row -> new position of the messages of the page.
    };

    /// `provenFrom`: the lowest firstPlaced() of all threads of the page. The page holds everything that the
    /// archive has placed from there up to the ceiling and still has.
    ArchiveNeighbours(qint64 ceiling, qint64 provenFrom) : m_ceiling(ceiling), m_provenFrom(provenFrom) {}

    /// The lowest old position of a message of the page that the archive has placed before; at most the
    /// ceiling.
    [[nodiscard]] static qint64 firstPlaced(const Thread &thread, qint64 ceiling);
    /// The messages that move, with their new positions. To be called once.
    [[nodiscard]] QList<MessageTable::Placed> move(const Thread &thread);

private:
    using Sender = std::pair<bool, QString>;

    [[nodiscard]] static Sender senderOf(const MessageTable::Placed &message)
    {
        return {message.message.mine, message.resource};
    }
    [[nodiscard]] bool isLost(const MessageTable::Placed &message) const;
    void meetPlaced(const MessageTable::Placed &message, qint64 position);
    /// Meets a message of an older or newer page of the archive.
    void meetOtherPage(const MessageTable::Placed &message);
    void meetUnplaced(const MessageTable::Placed &message);
    /// Moves a message behind the message of the page at `position`.
    void follow(const MessageTable::Placed &message, qint64 position);

    qint64 m_ceiling;
    qint64 m_provenFrom;
    QList<MessageTable::Placed> m_moved;
    QList<MessageTable::Placed> m_leading;
    bool m_isAbove = false;
    bool m_isFirst = false;           ///< Above the ceiling, and no message there has been placed yet.
    std::optional<qint64> m_nearest;  ///< New position of the last message of the page.
    std::optional<qint64> m_archived; ///< ... of the last one that the archive has placed before.
    QHash<Sender, qint64> m_latest;   ///< The highest position that a message of a sender has or follows.
    QHash<qint64, qint64> m_ends; ///< Position of a message of the page -> of the last one that follows it.
};

} // namespace roost
