// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace roost {

class Endpoint;

/// Port: tells the person at the desk. Implemented in ui/platform. Main thread.
class Notifier
{
public:
    virtual ~Notifier() = default;
    /// A message came that the person is not looking at. `body` is remote plain text; if it is empty, the
    /// endpoint's preview tells what came.
    virtual void messageReceived(const Endpoint &endpoint, const QString &body) = 0;
    /// "Tell me when … comes online".
    virtual void cameOnline(const Endpoint &endpoint) = 0;
    virtual void subscriptionRequested(const Endpoint &endpoint) = 0;
    /// Everything about that Endpoint has been read.
    virtual void withdraw(const Endpoint &endpoint) = 0;
};

} // namespace roost
