// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>

namespace roost {

class NetworkValve;
class ScriptedClock;
class SessionHost;
class Stillness;

/// Reports whether the program is idle, and otherwise the reason: stanzas in transit, requests without an
/// answer, the storage thread, painting, animations, timers that fire within 50 ms. Main thread.
class IdleWatch
{
public:
    static constexpr int soonMs = 50;

    /// The objects to watch; all outlive the IdleWatch. clock and valve may be null.
    struct World
    {
        SessionHost &host;
        Stillness &stillness;
        const ScriptedClock *clock = nullptr;
        const NetworkValve *valve = nullptr;
    };

    explicit IdleWatch(const World &world);

    /// Reason why the program is busy; empty = it is idle. The storage thread is queried when no other reason
    /// is left, so the first answers after work are never empty.
    [[nodiscard]] QString reason();

private:
    [[nodiscard]] QString sessionReason() const;
    [[nodiscard]] QString networkReason() const;
    [[nodiscard]] QString screenReason() const;
    [[nodiscard]] QString timerReason() const;
    [[nodiscard]] bool isStorageDone();

    World m_world;
    /// 1: the storage thread was asked, 2: it has answered. Shared with it.
    struct Fence;
    std::shared_ptr<Fence> m_fence;
};

} // namespace roost
