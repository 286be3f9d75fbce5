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

/// The only owner of all Endpoints of an account. Built from the user database before any network. Main
/// thread.
class EndpointDirectory : public QObject
{
    Q_OBJECT

public:
    /// `account`: the bare address of the account. `clock` must outlive the directory.
    EndpointDirectory(Jid account, Clock &clock, QObject *parent = nullptr);
    ~EndpointDirectory() override;

    [[nodiscard]] const Jid &account() const { return m_account; }
    /// The Endpoint of any address, always the same object. Creates it if necessary; a new one is not listed.
    /// `id` must not be empty; of a full address only the bare part counts.
    [[nodiscard]] Endpoint &endpoint(const Jid &id);
    /// The Endpoint if it exists, else null.
    [[nodiscard]] Endpoint *find(const Jid &id) const;
    /// All listed Endpoints, in no order.
    [[nodiscard]] QList<Endpoint *> listed() const;
    /// All Endpoints, listed or not, in no order.
    [[nodiscard]] QList<Endpoint *> all() const;
    [[nodiscard]] qsizetype size() const;

    [[nodiscard]] ChangeBus &changes() { return m_changes; }
    /// Between loadHead() and load(): the number of listed Endpoints to come, and of those with unread
    /// messages.
    struct Awaited
    {
        int listed = 0;
        int unread = 0;
    };
    [[nodiscard]] const std::optional<Awaited> &awaited() const { return m_awaited; }

    /// Replaces the rule and resolves all Endpoints again.
    void setPresenceRule(PresenceRule rule);

    // Called by the Session and its parts. Each function posts the real changes to the ChangeBus.
    /// Adds the first rows of the list; load() follows with all rows.
    void loadHead(const ListHead &head);
    /// Adds all rows of the database (start).
    void load(QList<ContactRecord> records);
    /// Replaces the stored facts of one Endpoint (roster push, thread summary …).
    void update(const ContactRecord &record);
    /// Changes fields of the record; `change` gets a copy. Returns true if a field has really changed.
    bool modify(Endpoint &endpoint, const std::function<void(ContactRecord &)> &change);
    /// Takes over the summary of a thread from the database.
    void setSummary(const ThreadSummary &summary);
    /// Uses `presence.show` and `.status` only. `stampMs`: time of sending; 0 = now.
    void connectionAvailable(const Jid &full, const Presence &presence, int priority, qint64 idleSinceMs,
                             qint64 stampMs);
    /// A bare address means all its Connections (servers send that for shared groups). `stampMs`: time of
    /// going offline, also "last seen" of an Endpoint that was not online here; 0 = now.
    void connectionUnavailable(const Jid &full, qint64 stampMs);
    /// Sets facts about a Connection. Without effect if it is not online.
    void describeConnection(const Jid &full, DeviceKind kind, const QString &clientName, bool canReceipt);
    /// Sets the findings of NameClaims about nickname and address.
    void setClaims(Endpoint &endpoint, Endpoint::Claims claims);
    /// Sets the typing state of a Connection. Without effect if it is not online.
    void setTyping(const Jid &full, bool isTyping);
    /// Our stream has gone for good: sets all Endpoints offline, with "last seen" = now if they were online.
    void removeAllConnections();
    /// Puts all Connections aside, so that all Endpoints show as offline. After a resumption,
    /// restoreConnections() brings them back; otherwise removeAllConnections() drops them.
    void suspendConnections();
    void restoreConnections();
    /// Full addresses of all Connections that are online (in no order).
    [[nodiscard]] QList<Jid> connectedAddresses() const;

Q_SIGNALS:
    /// load() is done.
    void loaded();
    /// The resolved presence went from offline to online, also in the first flood after signing in. Emitted
    /// at once, not by the bus.
    void cameOnline(roost::Endpoint *endpoint);
    /// The Endpoint went offline by its own presence, not because our stream has gone.
    void wentOffline(roost::Endpoint *endpoint);

private:
    [[nodiscard]] Endpoint *lookUp(QStringView bare) const;
    Endpoint &create(ContactRecord record);
    void post(Endpoint &endpoint, EndpointChanges what, bool wasOnline);
    [[nodiscard]] QString interned(const QString &text);

    Jid m_account; ///< The Endpoints refer to it.
    Clock &m_clock;
    ChangeBus m_changes;
    PresenceRule m_rule;
    std::optional<Awaited> m_awaited;
    std::deque<std::unique_ptr<Endpoint>> m_endpoints;
    /// Keys point into the address of the Endpoint, which is never replaced. So a contact needs no second
    /// string, and the look-up of a full address allocates none.
    QHash<QStringView, Endpoint *> m_byId;
    /// Shared labels and client names.
    QHash<QString, QString> m_interned;
    std::vector<std::pair<Endpoint *, std::vector<Connection>>> m_suspended;
};

} // namespace roost
