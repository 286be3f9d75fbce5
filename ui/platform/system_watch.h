// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <QObject>

namespace roost {

/// Reports that the route to the server may have changed (the network appeared, disappeared or was replaced,
/// or the machine woke), and that words such as "Today" may mean another day. Main thread.
class SystemWatch : public QObject
{
    Q_OBJECT

public:
    /// `clock` must outlive it.
    explicit SystemWatch(Clock &clock, QObject *parent = nullptr);

Q_SIGNALS:
    /// Sockets should be looked at now.
    void networkChanged();
    /// The machine woke, the wall clock was set, or the time zone is another one.
    void clockMoved();

private Q_SLOTS:
    /// Signal of logind: `starting` is false when the machine has woken.
    void prepareForSleep(bool starting);

private:
    void watchNetwork();
    void watchClock();
    void look();

    Clock &m_clock;
    qint64 m_wallMs = 0;
    qint64 m_steadyMs = 0;
    int m_offsetSeconds = 0; ///< From UTC.
};

} // namespace roost
