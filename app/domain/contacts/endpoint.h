// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"
#include "domain/contacts/change_bus.h"
#include "domain/contacts/connection.h"
#include "domain/contacts/endpoint_ref.h"
#include "domain/contacts/presence.h"
#include "storage/records.h"

#include <vector>

namespace roost {

class EndpointDirectory;

/// A person or thing that can be reached under one bare address. It exists online and offline; its pointer
/// stays valid while its EndpointDirectory lives. Only the directory changes it; the ChangeBus reports the
/// changes. Main thread. At most 1 KiB offline, strings included.
class Endpoint
{
public:
    /// Reasons why a name or an address may be mistaken for another contact's (see NameClaims).
    enum class Claim : quint8 {
        LikeContact = 1 << 0,       ///< The nickname resembles the name or the address of a contact.
        LikeAddress = 1 << 1,       ///< The nickname reads like an address.
        AddressLikeContact = 1 << 2 ///< The address of a stranger resembles that of a contact.
    };
    Q_DECLARE_FLAGS(Claims, Claim)

    [[nodiscard]] const Jid &id() const { return m_record.jid; }
    /// Bare address of the account that this Endpoint belongs to.
    [[nodiscard]] const Jid &account() const { return m_account; }
    /// The name of this Endpoint outside of its Session.
    [[nodiscard]] EndpointRef ref() const { return {m_account, m_record.jid}; }
    /// The name to show, on one line and never blank: the user's name for the contact, or the readable
    /// address. The nickname of a contact without a name counts too, unless it resembles another contact or
    /// an address. The nickname of a stranger never replaces the address.
    [[nodiscard]] QString displayName() const;
    /// The nickname (XEP-0172), to be shown beside the address. Empty if displayName() contains it already,
    /// and until it has been compared with the names of the contacts.
    [[nodiscard]] QString claimedName() const;
    [[nodiscard]] Claims claims() const { return m_claims; }
    [[nodiscard]] const QString &name() const { return m_record.name; }
    [[nodiscard]] const QString &nickname() const { return m_record.nickname; }
    [[nodiscard]] const QStringList &labels() const { return m_record.labels; }
    /// In the contact list of the account (RFC 6121 roster).
    [[nodiscard]] bool isContact() const { return m_record.inRoster; }
    /// Shown in the list: a contact, or an Endpoint with a thread.
    [[nodiscard]] bool isListed() const { return m_record.inRoster || m_record.lastMessageMs != 0; }
    [[nodiscard]] Subscription subscription() const { return m_record.subscription; }
    /// The contact sees our presence.
    [[nodiscard]] bool seesUs() const
    {
        return m_record.subscription == Subscription::From || m_record.subscription == Subscription::Both;
    }
    [[nodiscard]] bool isRequestPending() const { return m_record.ask; }
    [[nodiscard]] bool wantsUs() const { return m_record.wantsUs; }
    [[nodiscard]] const QString &requestMessage() const { return m_record.wantsUsMessage; }
    [[nodiscard]] bool isBlocked() const { return m_record.blocked; }
    [[nodiscard]] bool tellsWhenOnline() const { return m_record.tellWhenOnline; }
    [[nodiscard]] const QString &avatarHash() const { return m_record.avatarHash; }

    [[nodiscard]] const Presence &presence() const { return m_presence; }
    [[nodiscard]] bool isOnline() const { return m_presence.show != Show::Offline; }
    [[nodiscard]] const std::vector<Connection> &connections() const { return m_connections; }
    /// nullptr if that Connection is not online.
    [[nodiscard]] const Connection *connection(QStringView resource) const;
    /// A Connection on which the contact is typing to us, or nullptr.
    [[nodiscard]] const Connection *typingConnection() const;
    /// Time when the last Connection went offline, UTC ms; 0 = never seen.
    [[nodiscard]] qint64 lastSeenMs() const { return m_record.lastSeenMs; }

    // Summary of the thread
    [[nodiscard]] const QString &preview() const { return m_record.preview; }
    /// Unless None, the last message cannot be shown, and preview() is the subject of this notice.
    [[nodiscard]] MessageNotice previewNotice() const { return m_record.previewNotice; }
    [[nodiscard]] bool isPreviewMine() const { return m_record.previewMine; }
    [[nodiscard]] qint64 lastMessageMs() const { return m_record.lastMessageMs; }
    [[nodiscard]] int unread() const { return m_record.unread; }
    [[nodiscard]] const QString &draft() const { return m_record.draft; }

    [[nodiscard]] const ContactRecord &record() const { return m_record; }

    Endpoint(const Endpoint &) = delete;
    Endpoint &operator=(const Endpoint &) = delete;

private:
    friend class EndpointDirectory;
    /// `account` belongs to the directory.
    Endpoint(const Jid &account, ContactRecord record) : m_account(account), m_record(std::move(record)) {}

    /// Content of one presence of one Connection.
    struct Update
    {
        Show show;
        QString status;
        qint8 priority;
        qint64 idleSinceMs;
        qint64 stampMs; ///< Time of sending (delay stamp), or now.
    };
    [[nodiscard]] EndpointChanges updateConnection(const QString &resource, const Update &update,
                                                   const PresenceRule &rule);
    [[nodiscard]] EndpointChanges removeConnection(QStringView resource, const PresenceRule &rule);
    [[nodiscard]] EndpointChanges describeConnection(QStringView resource, DeviceKind kind,
                                                     const QString &clientName, bool canReceipt);
    [[nodiscard]] EndpointChanges setTyping(QStringView resource, bool isTyping);
    [[nodiscard]] EndpointChanges resolve(const PresenceRule &rule);
    [[nodiscard]] EndpointChanges removeAllConnections();

    const Jid &m_account;
    ContactRecord m_record;
    Presence m_presence;
    std::vector<Connection> m_connections;
    Claims m_claims;
    bool m_isCompared = false; ///< m_claims are up to date with the nickname.
};
Q_DECLARE_OPERATORS_FOR_FLAGS(Endpoint::Claims)

} // namespace roost
