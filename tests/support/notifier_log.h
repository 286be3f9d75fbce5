// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/contacts/endpoint.h"
#include "domain/contacts/notifier.h"

#include <QStringList>

namespace roost {

/// A notifier that records every call, in order. Addresses are bare.
struct NotifierLog final : Notifier
{
    void messageReceived(const Endpoint &endpoint, const QString &body) override
    {
        senders.append(endpoint.id().toString());
        messages.append(QStringLiteral("%1: %2").arg(senders.last(), body));
    }
    void cameOnline(const Endpoint &endpoint) override { online.append(endpoint.id().toString()); }
    void subscriptionRequested(const Endpoint &endpoint) override
    {
        requests.append(endpoint.id().toString());
    }
    void withdraw(const Endpoint &endpoint) override { withdrawn.append(endpoint.id().toString()); }

    QStringList senders;  ///< Of the messages.
    QStringList messages; ///< "foo@bar.com: Hello".
    QStringList online;
    QStringList requests;
    QStringList withdrawn;
};

} // namespace roost
