// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "domain/contacts/notifier.h"

#include <QHash>
#include <QObject>

#include <functional>

namespace roost {

/// Between the Session and the Notifier: while the person may be reading on another device of theirs, a
/// message is told of only when that device has had a moment to say that it has been read there. So nothing
/// flashes up here for what is open there. While the person does not want to be disturbed, nothing is told at
/// all, and nothing of it later: unread counts say it. Main thread.
class PatientNotifier final : public QObject, public Notifier
{
    Q_OBJECT

public:
    /// Long enough for the word to come over the server: a device waits a little before it tells.
    static constexpr std::chrono::milliseconds kPatience{500};

    /// `platform` must outlive it, and every Endpoint too. `isElsewhere`: another device of ours is online.
    /// `isQuiet`: the presence of this device is "Do not disturb"; that of other devices does not count.
    PatientNotifier(Notifier &platform, Clock &clock, std::function<bool()> isElsewhere,
                    std::function<bool()> isQuiet);

    /// Of several that are held back the newest is told of.
    void messageReceived(const Endpoint &endpoint, const QString &body) override;
    void cameOnline(const Endpoint &endpoint) override;
    void subscriptionRequested(const Endpoint &endpoint) override;
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
    std::function<bool()> m_isQuiet;
    QHash<const Endpoint *, Held> m_held;
    int m_lastNumber = 0;
};

} // namespace roost
