// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/account/session.h"
#include "domain/account/storage_care.h"
#include "domain/contacts/contact_names.h"
#include "domain/contacts/name_claims.h"
#include "domain/contacts/presence_sync.h"
#include "domain/contacts/roster_sync.h"
#include "domain/threads/archive_sync.h"
#include "domain/threads/inbox.h"
#include "domain/threads/outbox.h"
#include "domain/threads/patient_notifier.h"
#include "domain/threads/read_sync.h"
#include "domain/threads/thread_directory.h"
#include "domain/threads/typing.h"

namespace roost {

/// The text for Notifier::messageReceived(); empty for a message that cannot be shown.
[[nodiscard]] inline QString textToNotify(const MessageRecord &message)
{
    return message.notice == MessageNotice::None ? messageText(message) : QString();
}

/// The parts and the state of a Session. Only for session*.cpp.
class Session::Private
{
public:
    explicit Private(Clock &ownClock) : clock(ownClock) {}

    /// Starts the archive sync. The sync waits for the server to settle if the outbox holds messages of an
    /// earlier session that were never acknowledged: the server may still be writing them.
    void syncArchive() const
    {
        archive->start(outbox->hasUncertain() ? ArchiveSync::settlingTime : std::chrono::seconds(0));
    }

    Clock &clock;
    Notifier *notifier = nullptr; ///< `patience`, or null.
    std::unique_ptr<PatientNotifier> patience;
    std::unique_ptr<Outbox> outbox;
    std::unique_ptr<Inbox> inbox;
    std::unique_ptr<ThreadDirectory> threads;
    std::unique_ptr<StorageCare> storage;
    std::unique_ptr<RosterSync> roster;
    std::unique_ptr<PresenceSync> presence;
    std::unique_ptr<ArchiveSync> archive;
    std::unique_ptr<Typing> typing;
    std::unique_ptr<ReadSync> reads;
    std::unique_ptr<ContactNames> names;
    std::unique_ptr<NameClaims> claims;
    Endpoint *attended = nullptr;
    QString strongestMechanism;
    QString userAgentId;   ///< XEP-0388; created at the first sign-in.
    QString rosterVersion; ///< Value at the start; later values are in RosterSync.
    QString lastStorageCheck;
    bool rosterAsked = false;  ///< Our presence goes out after the first roster (RFC 6121 §2.2).
    int rosterWaits = 0;       ///< The timer of an earlier wait for a roster does nothing.
    bool hasArchive = false;   ///< The account has an archive (XEP-0313) in this session.
    bool hasJustEnded = false; ///< The session has ended; failed() follows with the reason.
    bool isDoubtful = false;   ///< A run must find out which messages arrived before the resumption.
    bool isIdle = false;       ///< The user has not touched this device for a while.
    QString owedReceipts = {}; ///< The stored value.
    QString headOrder = {};    ///< Sort order of the list head to store at the end; empty = store none.
    QList<Jid> firstByName = {};
    bool tellsTyping = true;
    bool tellsReading = true;
};

} // namespace roost
