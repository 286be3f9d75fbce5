// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/account/session_sequence.h"

#include "domain/account/own_presence.h"
#include "domain/contacts/presence_sync.h"
#include "domain/contacts/roster_sync.h"
#include "domain/threads/archive_sync.h"
#include "domain/threads/outbox.h"
#include "domain/threads/read_sync.h"
#include "xmpp/extensions/xep0030_disco.h"
#include "xmpp/extensions/xep0313_mam.h"
#include "xmpp/extensions/xep0490_mds.h"
#include "xmpp/xmpp_client.h"

#include <chrono>
#include <utility>

namespace roost {

namespace {
constexpr std::chrono::milliseconds longestRosterWait(3'000);
}

SessionSequence::SessionSequence(XmppClient &client, Clock &clock, const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_clock(clock)
    , m_parts(parts)
{
    connect(&client, &XmppClient::sessionStarted, this, &SessionSequence::sessionStarted);
    connect(&client, &XmppClient::sessionEnded, this, [this] { m_hasJustEnded = true; });
    connect(&client, &XmppClient::stanzasGivenBack, this, [this] {
        if (m_hasArchive)
            m_parts.outbox.expectArchive();
        m_isDoubtful = m_hasArchive;
    });
    connect(&client.extension<Xep0030Disco>(), &Xep0030Disco::serverInfoReceived, this,
            &SessionSequence::serverInfoReceived);
    connect(&parts.roster, &RosterSync::rosterReceived, this, [this] {
        ++m_rosterWaits;
        m_parts.presence.rosterReceived();
        startTalking();
    });
    connect(&parts.reads, &ReadSync::ready, this, &SessionSequence::startArchive);
}

void SessionSequence::sessionStarted(bool resumed)
{
    m_parts.presence.sessionStarted(resumed);
    m_parts.reads.sessionStarted(resumed);
    if (!resumed) {
        m_parts.outbox.setPresenceKnown(false);
        m_parts.outbox.expectArchive();
        m_hasArchive = false; // until the server says so
        // The account had an archive in an earlier session.
        if (!m_parts.archive.coverage().stretches.isEmpty())
            m_client.extension<Xep0313Mam>().announce();
        m_parts.archive.setAwaited(true);
        m_parts.roster.sessionStarted(); // rosterReceived() sets the outbox going
        awaitRoster();
        return;
    }
    m_parts.outbox.sessionStarted();
    if (!m_parts.ownPresence.isAnnounced())
        awaitRoster();
    // A resumption loses no live message, but a run over the archive was interrupted.
    const bool isDoubtful = std::exchange(m_isDoubtful, false);
    if (isDoubtful)
        m_parts.archive.start(ArchiveSync::lateSettlingTime);
    else if (m_hasArchive && !m_parts.archive.isSettled())
        syncArchive();
}

void SessionSequence::serverInfoReceived()
{
    const auto &info = m_client.extension<Xep0030Disco>().accountInfo();
    m_hasArchive = m_client.isOnline() && info.hasFeature(Xep0313Mam::feature);
    if (!m_hasArchive) {
        m_parts.outbox.archiveKnownFrom(0);
        m_parts.archive.setAwaited(false);
    }
    m_parts.reads.setCanPublish(info.hasFeature(Xep0490Mds::publishOptions));
    startArchive();
}

void SessionSequence::awaitRoster()
{
    // A late or missing roster must not delay our presence and messages for long.
    m_clock.after(longestRosterWait, this, [this, wait = ++m_rosterWaits] {
        if (wait == m_rosterWaits && m_client.isOnline())
            startTalking();
    });
}

void SessionSequence::startTalking()
{
    m_parts.ownPresence.announce();
    // After our presence, because receipts come to this Connection only while it is online.
    m_parts.outbox.sessionStarted();
}

void SessionSequence::startArchive()
{
    // Wait for the read marks of our other devices.
    if (m_hasArchive && m_parts.reads.isReady())
        syncArchive();
}

void SessionSequence::restartArchive()
{
    if (m_client.isOnline())
        startArchive();
    else
        m_parts.archive.load();
}

void SessionSequence::syncArchive()
{
    m_parts.archive.start(m_parts.outbox.hasUncertain() ? ArchiveSync::settlingTime
                                                        : std::chrono::seconds(0));
}

void SessionSequence::streamFailed(const Error &error, bool willRetry)
{
    // A failed attempt to connect is not caused by a message.
    if (std::exchange(m_hasJustEnded, false))
        m_parts.outbox.streamFailed(error);
    if (willRetry)
        return;
    // No further attempt follows: show all contacts as offline.
    m_parts.presence.signedOut();
    m_parts.outbox.sessionGone();
}

} // namespace roost
