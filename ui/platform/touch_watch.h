// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <optional>

namespace roost {

/// Reports when the computer has not been used for a while, and when it is used again. The idle time of the
/// whole session counts if the desktop reports it; otherwise the input to the windows of this program. Main
/// thread.
class TouchWatch : public QObject
{
    Q_OBJECT

public:
    /// Asks how long the session has been idle; the answer in ms, or nothing.
    using Answer = std::function<void(std::optional<qint64> idleMs)>;
    using Question = std::function<void(QObject *context, const Answer &answer)>;

    /// `ask` may be empty: the idle time of the session is unknown.
    TouchWatch(Clock &clock, Question ask, QObject *parent = nullptr);

    /// From when on it is idle; 0 = never.
    void setLimit(std::chrono::minutes limit);

    /// 0 = in use.
    [[nodiscard]] qint64 idleSinceMs() const { return m_idleSinceMs; }

    /// Query by D-Bus for desktops that support it; empty without D-Bus.
    [[nodiscard]] static Question desktopQuestion();

Q_SIGNALS:
    /// Time since which the computer has not been used (UTC, ms); 0 = it is in use again.
    void idleChanged(qint64 sinceMs);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void look();
    void take(std::optional<qint64> sessionIdleMs);
    void setIdleSince(qint64 ms);

    Clock &m_clock;
    Question m_ask;
    std::chrono::milliseconds m_limit{0};
    qint64 m_touchedMs = 0; ///< When a window of ours was last touched.
    qint64 m_idleSinceMs = 0;
    int m_watch = 0; ///< Counts calls of setLimit(), so that an earlier timer ends.
};

} // namespace roost
