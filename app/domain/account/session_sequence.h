// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QObject>

namespace roost {

class ArchiveSync;
class Outbox;
class OwnPresence;
class PresenceSync;
class ReadSync;
class RosterSync;
class XmppClient;

/// The order of the steps in a stream session: roster, our presence, waiting messages; read marks, archive.
/// After a resumption, only the steps that were interrupted. Main thread.
class SessionSequence : public QObject
{
    Q_OBJECT

public:
    /// The parts that take the steps. References must outlive it.
    struct Parts
    {
        OwnPresence &ownPresence;
        RosterSync &roster;
        PresenceSync &presence;
        Outbox &outbox;
        ReadSync &reads;
        ArchiveSync &archive;
    };
    /// Connects itself to `client` and the parts.
    SessionSequence(XmppClient &client, Clock &clock, const Parts &parts, QObject *parent = nullptr);

    /// The known ranges of the archive are outdated.
    void restartArchive();
    /// The stream has failed; `willRetry`: another attempt follows.
    void streamFailed(const Error &error, bool willRetry);
    /// A new attempt to connect begins.
    void connecting() { m_hasJustEnded = false; }

private:
    void sessionStarted(bool resumed);
    void serverInfoReceived();
    void awaitRoster();
    void startTalking();
    void startArchive();
    /// Starts the archive sync. The sync waits for the server to settle if the outbox holds messages of an
    /// earlier session that were never acknowledged: the server may still be writing them.
    void syncArchive();

    XmppClient &m_client;
    Clock &m_clock;
    Parts m_parts;
    int m_rosterWaits = 0;       ///< The timer of an earlier wait for a roster does nothing.
    bool m_hasArchive = false;   ///< The account has an archive (XEP-0313) in this session.
    bool m_hasJustEnded = false; ///< The session has ended; streamFailed() follows with the reason.
    bool m_isDoubtful = false;   ///< A run must find out which messages arrived before the resumption.
};

} // namespace roost
