// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>
#include <vector>

namespace roost {

/// Clocks that differ by more than that, ms, are wrong, and then the stamp is the better witness.
inline constexpr qint64 clockTolerance = 10 * 60 * 1'000;

/// One message of a page of the archive, on its way to its place in time.
struct ArchivePlace
{
    qint64 stampMs = 0;            ///< The archive's; of whole seconds on some servers.
    std::optional<qint64> knownMs; ///< Where it stands, if it has been here before.
    qint64 timeMs = 0;             ///< The answer.

    /// Where it may stand at the latest.
    [[nodiscard]] qint64 latestMs() const { return stampMs % 1'000 == 0 ? stampMs + 999 : stampMs; }
};

/// Gives the messages of one thread, oldest first as the archive has them, times in the same order: the order
/// of the archive is the truth (XEP-0313 §3.1). What is there already stays where it is if it fits; each
/// stays within its stamp if there is room. `newerMs`: where the next newer message of the thread stands, -1
/// = there is none; one whose clock is wrong beyond reason is not followed.
void placeInOrder(std::vector<ArchivePlace> &messages, qint64 newerMs);

} // namespace roost
