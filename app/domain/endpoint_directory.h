// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "domain/change_bus.h"
#include "domain/endpoint.h"

#include <QHash>
#include <QObject>

#include <deque>
#include <memory>

namespace roost {

/// Sole owner of all Endpoints of an account. Built whole from the user database before any network. Main
/// thread.
class EndpointDirectory : public QObject
{
    Q_OBJECT

public:
    explicit EndpointDirectory(Clock &clock, QObject *parent = nullptr);
    ~EndpointDirectory() override;

    /// The Endpoint of any address at once: known or not, online or not; the same object for ever. Made when
    /// new (it is not listed then). `id` may be full: its bare part counts. Must not be empty.
    [[nodiscard]] Endpoint &endpoint(const Jid &id);
    /// The same for what a person typed (XEP-0106 escaping); nullptr if that can be no address.
    [[nodiscard]] Endpoint *endpointFor(const QString &typed);
    /// Only if it exists.
    [[nodiscard]] Endpoint *find(const Jid &id) const;
    /// All listed ones, in no order.
    [[nodiscard]] QList<Endpoint *> listed() const;
    [[nodiscard]] qsizetype size() const;

    [[nodiscard]] ChangeBus &changes() { return m_changes; }

    /// Swaps the rule; every Endpoint is resolved anew.
    void setPresenceRule(PresenceRule rule);

    // Called by the Session and its parts; each posts what really changed.
    /// Takes over all rows of the database (start).
    void load(QList<ContactRecord> records);
    /// Replaces the stored facts of one Endpoint (roster push, thread summary …).
    void update(const ContactRecord &record);
    /// One field or more of the record, by a function that changes a copy.
    void modify(Endpoint &endpoint, const std::function<void(ContactRecord &)> &change);
    void connectionAvailable(const Jid &full, const Presence &presence, int priority, qint64 idleSinceMs,
                             qint64 stampMs);
    void connectionUnavailable(const Jid &full, qint64 stampMs);
    void describeConnection(const Jid &full, DeviceKind kind, const QString &clientName, bool canReceipt);
    /// The stream has gone: everybody is offline for us.
    void removeAllConnections();

Q_SIGNALS:
    /// load() is done.
    void loaded();
    /// The resolved presence went from offline to online, after sign-in's first flood (the Session decides by
    /// `isSettled`). Immediate, not by the bus.
    void cameOnline(roost::Endpoint *endpoint);
    void wentOffline(roost::Endpoint *endpoint);

private:
    void post(Endpoint &endpoint, EndpointChanges what, bool wasOnline);

    Clock &m_clock;
    ChangeBus m_changes;
    PresenceRule m_rule;
    std::deque<std::unique_ptr<Endpoint>> m_endpoints;
    QHash<Jid, Endpoint *> m_byId;
};

} // namespace roost
