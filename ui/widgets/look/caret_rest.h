// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <QObject>

namespace roost {

/// Lets the caret stand still, visible, when nothing was typed or clicked for a while: each blink paints and
/// wakes the processor. It blinks again with the next key. For the whole application; the system's rate is
/// kept. Main thread.
class CaretRest : public QObject
{
    Q_OBJECT

public:
    /// As other desktops do it.
    static constexpr std::chrono::seconds patience{10};

    /// `clock` must outlive it. One at a time.
    explicit CaretRest(Clock &clock, QObject *parent = nullptr);
    ~CaretRest() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void touch();
    void waitFor(std::chrono::milliseconds time);

    Clock &m_clock;
    int m_rate = 0; ///< ms from one blink to the next, while it rests; 0 = it blinks.
    qint64 m_touchedMs = 0;
    bool m_isWaiting = false;
};

} // namespace roost
