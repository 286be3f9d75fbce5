// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <optional>

namespace roost {

class SqlConnection;

/// Hands out the positions that order the messages of each thread. They grow with what comes live; what the
/// archive brings later goes into the room that is left below, from its newest end downwards. Storage thread.
class PositionSequence
{
public:
    /// Between two messages, so that others fit between them.
    static constexpr qint64 spacing = 1'024;

    explicit PositionSequence(SqlConnection &connection) : m_connection(connection) {}

    /// After all that is here.
    Result<qint64> next();
    /// After all that is here, with room below for what the archive holds and we have missed: 2^26 messages.
    Result<qint64> nextAfterRoom();
    /// Before the commit.
    Status save();
    /// After a rollback.
    void forget();

private:
    Result<qint64> advance(qint64 by);

    SqlConnection &m_connection;
    std::optional<qint64> m_newest;
    bool m_isChanged = false;
};

} // namespace roost
