// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace roost {

/// What of the account's archive (XEP-0313) is here, by position: for the threads, which show where something
/// is missing. A value.
struct ArchiveCoverage
{
    /// A stretch without a hole, up to the next newer one or to now.
    struct Stretch
    {
        qint64 oldestPosition = 0; ///< Below that there is a hole, or nothing.
        bool reachesStart = false;

        bool operator==(const Stretch &) const = default;
    };
    QList<Stretch> stretches; ///< Newest first; empty = nothing is known of an archive.
    bool isLoading = false;   ///< It is being fetched.
    /// A session has begun, and what came before it since the last one has not been fetched yet.
    bool isEndMissing = false;

    /// All that the archive holds is here.
    [[nodiscard]] bool isComplete() const { return stretches.size() == 1 && stretches.first().reachesStart; }

    bool operator==(const ArchiveCoverage &) const = default;
};

} // namespace roost
