// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <optional>

namespace roost {

class SqlConnection;

/// Assigns the positions that order the messages of each thread. Each live message gets a higher one.
/// Messages that the archive delivers later fill the room below, from the newest downwards. Storage thread.
class PositionSequence
{
public:
    /// Distance between two messages, so that others fit between them.
    static constexpr qint64 spacing = 1'024;

    explicit PositionSequence(SqlConnection &connection) : m_connection(connection) {}

    /// A position above all others.
    Result<qint64> next();
    /// A position above all others, with room below it for 2^26 missed messages of the archive.
    Result<qint64> nextAfterRoom();
    /// To be called before the commit.
    Status save();
    /// To be called after a rollback.
    void forget();

private:
    Result<qint64> advance(qint64 by);

    SqlConnection &m_connection;
    std::optional<qint64> m_newest;
    bool m_isChanged = false;
};

} // namespace roost
