// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

namespace roost {

/// Tells when the way to the server may have changed: the network came, went or became another one, or the
/// machine woke. Main thread.
class SystemWatch : public QObject
{
    Q_OBJECT

public:
    explicit SystemWatch(QObject *parent = nullptr);

Q_SIGNALS:
    /// Sockets should be looked at now.
    void networkChanged();

private Q_SLOTS:
    /// Of logind: `starting` is false when the machine has woken.
    void prepareForSleep(bool starting);

private:
    void watchNetwork();
    void watchClock();

    QTimer m_timer;
    qint64 m_wallMs = 0;
    qint64 m_steadyMs = 0;
};

} // namespace roost
