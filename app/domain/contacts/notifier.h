// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace roost {

class Endpoint;

/// Port: notifies the user. Implemented in ui/platform. Main thread.
class Notifier
{
public:
    virtual ~Notifier() = default;
    /// A message arrived in a thread that is not in view. `body` is remote plain text. Empty: use the preview
    /// of the endpoint.
    virtual void messageReceived(const Endpoint &endpoint, const QString &body) = 0;
    /// A contact with "Notify me when … comes online" came online.
    virtual void cameOnline(const Endpoint &endpoint) = 0;
    virtual void subscriptionRequested(const Endpoint &endpoint) = 0;
    /// All messages of the Endpoint have been read: removes its notifications.
    virtual void withdraw(const Endpoint &endpoint) = 0;
};

} // namespace roost
