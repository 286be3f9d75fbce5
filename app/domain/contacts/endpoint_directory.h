// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "domain/contacts/change_bus.h"
#include "domain/contacts/endpoint.h"

#include <QHash>
#include <QObject>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

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
    /// Every one that exists, listed or not, in no order.
    [[nodiscard]] QList<Endpoint *> all() const;
    [[nodiscard]] qsizetype size() const;

    [[nodiscard]] ChangeBus &changes() { return m_changes; }
    /// Between loadHead() and load(): how many will be listed, and how many of those have unread messages;
    /// otherwise nothing.
    struct Awaited
    {
        int listed = 0;
        int unread = 0;
    };
    [[nodiscard]] const std::optional<Awaited> &awaited() const { return m_awaited; }

    /// Swaps the rule; every Endpoint is resolved anew.
    void setPresenceRule(PresenceRule rule);

    // Called by the Session and its parts; each posts what really changed.
    /// Takes over the first rows of the list; load() follows with all of them.
    void loadHead(const ListHead &head);
    /// Takes over all rows of the database (start).
    void load(QList<ContactRecord> records);
    /// Replaces the stored facts of one Endpoint (roster push, thread summary …).
    void update(const ContactRecord &record);
    /// One field or more of the record, by a function that changes a copy. True if something really changed.
    bool modify(Endpoint &endpoint, const std::function<void(ContactRecord &)> &change);
    /// The summary of the thread, when messages came or went. `last`: its last one, if that is another now.
    void addMessages(Endpoint &endpoint, int unread, const MessageRecord *last);
    /// `presence.show` and `.status` count. `stampMs`: when it was sent; 0 = now.
    void connectionAvailable(const Jid &full, const Presence &presence, int priority, qint64 idleSinceMs,
                             qint64 stampMs);
    /// A bare address means all its Connections (as servers say it of shared groups). `stampMs`: when it went
    /// (also taken as last seen of somebody who was not online here); 0 = now.
    void connectionUnavailable(const Jid &full, qint64 stampMs);
    /// What is found out about a Connection that is there; otherwise without effect.
    void describeConnection(const Jid &full, DeviceKind kind, const QString &clientName, bool canReceipt);
    /// The findings of NameClaims about its nickname and address.
    void setClaims(Endpoint &endpoint, Endpoint::Claims claims);
    /// Whether somebody is typing on a Connection that is there; otherwise without effect.
    void setTyping(const Jid &full, bool isTyping);
    /// The stream has gone: everybody is offline for us. Those who were online were last seen now.
    void removeAllConnections();
    /// All Connections go aside, so that everybody shows as offline, until the stream is resumed (then they
    /// are as they were: restoreConnections()) or is not (removeAllConnections() forgets them).
    void suspendConnections();
    void restoreConnections();
    /// Addresses of all Connections that are there now (in no order).
    [[nodiscard]] QList<Jid> connectedAddresses() const;

Q_SIGNALS:
    /// load() is done.
    void loaded();
    /// The resolved presence went from offline to online, also in the first flood after signing in (whether
    /// that is worth a notification, the Session decides). Immediate, not by the bus.
    void cameOnline(roost::Endpoint *endpoint);
    /// By its own presence, not because our stream went.
    void wentOffline(roost::Endpoint *endpoint);

private:
    [[nodiscard]] Endpoint *lookUp(QStringView bare) const;
    Endpoint &create(ContactRecord record);
    void post(Endpoint &endpoint, EndpointChanges what, bool wasOnline);
    [[nodiscard]] QString interned(const QString &text);

    Clock &m_clock;
    ChangeBus m_changes;
    PresenceRule m_rule;
    std::optional<Awaited> m_awaited;
    std::deque<std::unique_ptr<Endpoint>> m_endpoints;
    /// Keys look into the address that the Endpoint holds (never replaced): no second string a contact, and
    /// none has to be made to look up the Endpoint of a full address.
    QHash<QStringView, Endpoint *> m_byId;
    /// Labels and client names, which many share.
    QHash<QString, QString> m_interned;
    std::vector<std::pair<Endpoint *, std::vector<Connection>>> m_suspended;
};

} // namespace roost
