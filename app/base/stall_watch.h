// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace roost {

/// Measures how long the event loop of its thread was blocked, which the user perceives as a stall. It
/// samples a hundred times per second, so it is for tests and logs, not for everyday use.
class StallWatch : public QObject
{
    Q_OBJECT

public:
    /// A stall as it was felt, and how much of it this thread was really working. The rest it waited: for the
    /// disk or a lock, or because other programs had the processor. Milliseconds.
    struct Stall
    {
        qint64 wallMs = 0;
        qint64 busyMs = 0;
    };

    explicit StallWatch(QObject *parent = nullptr);

    [[nodiscard]] const Stall &longest() const { return m_longest; }

Q_SIGNALS:
    /// A longer one than all before.
    void longestChanged(const roost::StallWatch::Stall &stall);

private:
    void look();

    QTimer m_timer;
    QElapsedTimer m_elapsed;
    qint64 m_busyMs = 0;
    Stall m_longest;
};

} // namespace roost
