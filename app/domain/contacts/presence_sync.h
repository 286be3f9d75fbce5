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

/// Brings presences and what is known of devices into the directory; knows when the flood after signing in is
/// over; saves when somebody was last seen; tells who came online. Main thread.
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
    /// The flood is over when the roster is there and nothing came for that long …
    static constexpr std::chrono::milliseconds quietTime{2'000};
    /// … or after this, whatever still comes.
    static constexpr std::chrono::milliseconds longestFlood{10'000};
    /// A lost stream that is not back by then shows everybody as offline.
    static constexpr std::chrono::milliseconds graceTime{10'000};

    /// References must outlive it; `notifier` may be null. `account` is our bare address.
    PresenceSync(Jid account, EndpointDirectory &directory, UserDatabase &database, Clock &clock, Wire wire,
                 Notifier *notifier, QObject *parent = nullptr);

    void sessionStarted(bool resumed);
    /// The stream was lost; it may be resumed.
    void sessionEnded();
    /// We have signed out: everybody is offline, and was last seen now.
    void signedOut();
    /// The roster of this session is there: from now on presence of strangers is not kept.
    void rosterReceived();

    /// Somebody looks at `endpoint`: are its Connections really there? Asked rarely; who is not, goes.
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
    void askWhatItIs(const Jid &full, const Endpoint &endpoint);
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
    int m_flood = 0; ///< Counts sessions, so that the timers of an earlier one do nothing.
    int m_loss = 0;
    qint64 m_floodStartMs = 0;
    qint64 m_lastPresenceMs = 0;
    QSet<Jid> m_stale; ///< There before the stream was lost, not yet heard of again.
    QSet<Endpoint *> m_lastSeen;
    bool m_lastSeenScheduled = false;
    QList<Jid> m_nameless; ///< Connections whose client tells no name in its disco answer.
    QSet<Jid> m_asked;
    QList<Jid> m_capless; ///< Connections whose presence says nothing of what they can (XEP-0115).
    QSet<Jid> m_askedInfo;
    int m_asking = 0;
};

} // namespace roost
