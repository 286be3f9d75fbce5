// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace roost {

/// The known ranges of the account's archive (XEP-0313) by position. A Thread shows a gap between two of
/// them. A value.
struct ArchiveCoverage
{
    /// A range without a gap. It ends at the next newer one, or now.
    struct Stretch
    {
        qint64 oldestPosition = 0; ///< Below it is a gap, or the start of the archive.
        bool reachesStart = false;

        bool operator==(const Stretch &) const = default;
    };
    QList<Stretch> stretches; ///< Newest first; empty = no archive is known.
    bool isLoading = false;   ///< A run is going on, or about to start.
    /// A session has begun, and the messages between it and the last session have not been fetched yet.
    bool isEndMissing = false;

    /// The database holds the whole archive.
    [[nodiscard]] bool isComplete() const { return stretches.size() == 1 && stretches.first().reachesStart; }

    bool operator==(const ArchiveCoverage &) const = default;
};

} // namespace roost
