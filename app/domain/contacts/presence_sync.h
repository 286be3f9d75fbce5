// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/jid.h"
#include "base/result.h"
#include "domain/contacts/connection_check.h"

#include <QList>
#include <QObject>
#include <QSet>

#include <chrono>

namespace roost {

class Endpoint;
class EndpointDirectory;
class Notifier;
class Rfc6121Presence;
class Stanza;
class UserDatabase;
class Xep0030Disco;
class Xep0092Version;
class Xep0115Caps;
class Xep0199Ping;
struct DiscoInfo;
struct PresenceInfo;

/// Applies presences and facts about devices to the directory, detects the end of the presence flood after
/// signing in, saves the "last seen" times, and notifies of contacts that come online. Main thread.
class PresenceSync : public QObject
{
    Q_OBJECT

public:
    struct Wire
    {
        Rfc6121Presence &presence;
        Xep0115Caps &caps;
        Xep0092Version &version;
        Xep0199Ping &ping;
        Xep0030Disco &disco;
    };
    /// The flood is over when the roster is here and no presence has come for this time …
    static constexpr std::chrono::milliseconds quietTime{2'000};
    /// … and after this time in any case.
    static constexpr std::chrono::milliseconds longestFlood{10'000};
    /// Time after which a lost stream shows all contacts as offline.
    static constexpr std::chrono::milliseconds graceTime{10'000};

    /// References must outlive it; `notifier` may be null. `account` is our bare address.
    PresenceSync(Jid account, EndpointDirectory &directory, UserDatabase &database, Clock &clock, Wire wire,
                 Notifier *notifier, QObject *parent = nullptr);

    void sessionStarted(bool resumed);
    /// The stream was lost; it may be resumed.
    void sessionEnded();
    /// We have signed out: all contacts are offline, with "last seen" = now if they were online.
    void signedOut();
    /// The roster of this session is here: from now on the presence of strangers is ignored.
    void rosterReceived();

    /// The user looks at `endpoint`: checks its Connections, see ConnectionCheck.
    void checkConnections(const Endpoint &endpoint) { m_check.suspect(endpoint); }

    [[nodiscard]] bool isSettled() const { return m_settled; }
    /// Writes last-seen times that wait to be saved.
    void saveLastSeen();

Q_SIGNALS:
    /// The first flood of presences of a new session is over.
    void settled();

private:
    void received(const Stanza &stanza, const PresenceInfo &presence);
    void available(const Stanza &stanza, const PresenceInfo &presence);
    void failed(const Jid &from, const Error &error);
    void describe(const Jid &full, const DiscoInfo &info);
    void checkSettled(int flood);
    void settle();
    void noteLastSeen(Endpoint *endpoint);
    void noteAllLastSeen();
    void requestDescription(const Jid &full, const Endpoint &endpoint);
    void askNext();
    void askInfo(const Jid &full);
    void askVersion(const Jid &full);

    Jid m_account;
    EndpointDirectory &m_directory;
    UserDatabase &m_database;
    Clock &m_clock;
    Wire m_wire;
    Notifier *m_notifier;
    ConnectionCheck m_check;
    bool m_online = false;
    bool m_settled = false;
    bool m_rosterKnown = false;
    bool m_suspended = false;
    int m_flood = 0; ///< Timers of an earlier session do nothing.
    int m_loss = 0;
    qint64 m_floodStartMs = 0;
    qint64 m_lastPresenceMs = 0;
    QSet<Jid> m_stale; ///< Connections of the earlier session without a presence in this one.
    QSet<Endpoint *> m_lastSeen;
    bool m_lastSeenScheduled = false;
    QList<Jid> m_nameless; ///< Connections whose disco answer has no client name.
    QSet<Jid> m_asked;
    QList<Jid> m_capless; ///< Connections whose presence has no capabilities (XEP-0115).
    QSet<Jid> m_askedInfo;
    int m_asking = 0;
};

} // namespace roost
