// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "domain/contacts/notifier.h"

#include <QHash>
#include <QObject>

#include <functional>

namespace roost {

/// A Notifier between the Session and the platform's one. While another device of ours is online, it delays a
/// notification for a moment, so that the device can report that the message was read there. While our
/// presence is "Do not disturb", it drops all notifications; unread counts show the messages. Main thread.
class PatientNotifier final : public QObject, public Notifier
{
    Q_OBJECT

public:
    /// Long enough for a mark of another device, which waits ReadSync::tellAfter before it sends one.
    static constexpr std::chrono::milliseconds patience{500};

    /// `platform` and all Endpoints must outlive this object. `isElsewhere`: another device of ours is
    /// online. `isQuiet`: the presence of this device is "Do not disturb"; other devices do not count.
    PatientNotifier(Notifier &platform, Clock &clock, std::function<bool()> isElsewhere,
                    std::function<bool()> isQuiet);

    /// Several delayed messages of one Endpoint give one notification, of the newest.
    void messageReceived(const Endpoint &endpoint, const QString &body) override;
    void cameOnline(const Endpoint &endpoint) override;
    void subscriptionRequested(const Endpoint &endpoint) override;
    /// Drops a delayed notification too.
    void withdraw(const Endpoint &endpoint) override;

private:
    struct Held
    {
        QString body;
        int number = 0; ///< The timer of an earlier notification does nothing.
    };

    Notifier &m_platform;
    Clock &m_clock;
    std::function<bool()> m_isElsewhere;
    std::function<bool()> m_isQuiet;
    QHash<const Endpoint *, Held> m_held;
    int m_lastNumber = 0;
};

} // namespace roost
