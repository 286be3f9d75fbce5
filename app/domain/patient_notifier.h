// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "domain/notifier.h"

#include <QHash>
#include <QObject>

#include <functional>

namespace roost {

/// Between the Session and the Notifier: while the person may be reading on another device of theirs, a
/// message is told of only when that device has had a moment to say that it has been read there. So nothing
/// flashes up here for what is open there. Main thread.
class PatientNotifier final : public QObject, public Notifier
{
    Q_OBJECT

public:
    /// Long enough for the word to come over the server: a device waits a little before it tells.
    static constexpr std::chrono::milliseconds kPatience{500};

    /// `platform` must outlive it, and every Endpoint too. `isElsewhere`: another device of ours is online.
    PatientNotifier(Notifier &platform, Clock &clock, std::function<bool()> isElsewhere);

    /// Of several that are held back the newest is told of.
    void messageReceived(const Endpoint &endpoint, const QString &body) override;
    void cameOnline(const Endpoint &endpoint) override { m_platform.cameOnline(endpoint); }
    void subscriptionRequested(const Endpoint &endpoint) override
    {
        m_platform.subscriptionRequested(endpoint);
    }
    /// Nothing is told of what was held back.
    void withdraw(const Endpoint &endpoint) override;

private:
    struct Held
    {
        QString body;
        int number = 0; ///< So that the timer of an earlier one does nothing.
    };

    Notifier &m_platform;
    Clock &m_clock;
    std::function<bool()> m_isElsewhere;
    QHash<const Endpoint *, Held> m_held;
    int m_lastNumber = 0;
};

} // namespace roost
