// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/vocabulary.h"
#include "xmpp/extension.h"

namespace roost {

/// Content of a presence stanza without type or with type "unavailable" (RFC 6121 §4.7).
struct PresenceInfo
{
    Show show = Show::Offline;
    QString status; ///< At most 1,024 characters.
    qint8 priority = 0;
};

/// RFC 6121 §4 and §3: presence in and out, subscriptions. Left out: probes (servers do them).
class Rfc6121Presence final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
    void sessionStarted(bool resumed) override;

    /// Our presence; sent now if online and again with every new session. Offline is sent as "unavailable".
    void setOwnPresence(const PresenceInfo &presence);
    [[nodiscard]] const PresenceInfo &ownPresence() const { return m_own; }

    /// RFC 6121 §3: "subscribe", "subscribed", "unsubscribe", "unsubscribed" to a bare address.
    void subscribe(const Jid &to, const QString &nickname = {});
    void approve(const Jid &to);
    void refuse(const Jid &to);
    void unsubscribe(const Jid &from);
    /// §4.6.4: "unavailable" to that address alone.
    void hideFrom(const Jid &to);

Q_SIGNALS:
    /// Available or unavailable presence of a full address (or bare, from shared groups), also our own
    /// Connections.
    void presenceReceived(const roost::Stanza &stanza, const roost::PresenceInfo &presence);
    /// Someone wants to see our presence. `message` is their status text, `nickname` their claim (XEP-0172).
    void subscriptionRequested(const roost::Jid &from, const QString &nickname, const QString &message);
    /// They took the request back, or refused ours.
    void subscriptionWithdrawn(const roost::Jid &from);
    /// Error presence from that address (RFC 6121 §4.3.2: e.g. remote server not found).
    void presenceFailed(const roost::Jid &from, const roost::Error &error);

private:
    Handled handleSubscription(const Stanza &stanza);
    void sendOwn(bool isKnownToServer);

    PresenceInfo m_own{Show::Available, {}, 0};
    bool m_hasOwn = false;
    bool m_isUnsent = false; ///< Set while there was no stream.
};

} // namespace roost
