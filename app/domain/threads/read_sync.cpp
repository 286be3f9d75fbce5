// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/read_sync.h"

#include "base/answer.h"
#include "base/log.h"
#include "base/log_failure.h"
#include "domain/contacts/endpoint.h"
#include "domain/threads/inbox.h"
#include "domain/threads/thread_updates.h"
#include "storage/user_database.h"
#include "xmpp/extensions/xep0333_markers.h"
#include "xmpp/extensions/xep0490_mds.h"

#include <utility>

namespace roost {

using namespace Qt::StringLiterals;

const QString ReadSync::nodeSetting = u"read-marks-node"_s;

ReadSync::ReadSync(UserDatabase &database, ThreadUpdates &updates, Inbox &inbox, Clock &clock, Wire wire,
                   QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_updates(updates)
    , m_inbox(inbox)
    , m_clock(clock)
    , m_wire(std::move(wire))
{
    connect(&m_wire.markers, &Xep0333Markers::displayedElsewhere, this, &ReadSync::displayedElsewhere);
    connect(&m_wire.mds, &Xep0490Mds::displayedReceived, this, &ReadSync::displayedReceived);
}

// Marks of our other devices

void ReadSync::sessionStarted(bool resumed)
{
    scheduleTelling();
    // An open request is answered in the resumed session.
    if (resumed)
        return;
    ++m_session;
    m_isReady = false;
    m_canPublish.reset();
    m_marked.clear();
    m_published.clear();
    m_wire.mds.fetch().then(this, [this, session = m_session](const Result<QList<DisplayedUpTo>> &displayed) {
        if (session == m_session)
            fetched(displayed);
    });
    m_clock.after(longestWait, this, [this, session = m_session] {
        if (session == m_session)
            becomeReady();
    });
}

void ReadSync::setCanPublish(bool can)
{
    m_canPublish = can;
    scheduleTelling();
}

void ReadSync::fetched(const Result<QList<DisplayedUpTo>> &displayed)
{
    if (displayed)
        displayedReceived(*displayed);
    else
        qCInfo(lcDomain) << "what was read elsewhere is not known:" << displayed.error().detail;
    becomeReady();
}

void ReadSync::becomeReady()
{
    if (std::exchange(m_isReady, true))
        return;
    scheduleTelling();
    Q_EMIT ready();
}

void ReadSync::displayedReceived(const QList<DisplayedUpTo> &displayed)
{
    for (const DisplayedUpTo &each : displayed) {
        // Ignore the echo of our own publication.
        if (std::exchange(m_published[each.chat], each.stanzaId) != each.stanzaId)
            collect(each.chat, MarkKind::ReadStanzaId, each.stanzaId);
    }
    submitMarks();
}

void ReadSync::displayedElsewhere(const Jid &chat, const QString &id, const QString &queryId)
{
    const bool isFirst = m_collected.isEmpty();
    collect(chat, MarkKind::ReadSenderId, id);
    if (queryId.isEmpty())
        submitMarks();
    else if (isFirst)
        QMetaObject::invokeMethod(this, &ReadSync::submitMarks, Qt::QueuedConnection);
}

void ReadSync::collect(const Jid &thread, MarkKind kind, const QString &ref)
{
    MarkRecord &mark = m_collected[{thread, static_cast<int>(kind)}];
    mark.thread = thread;
    mark.kind = kind;
    mark.ref = ref;
    mark.delivery.atMs = m_clock.nowMs();
}

void ReadSync::submitMarks()
{
    if (m_collected.isEmpty())
        return;
    m_inbox.flush(); // the marked message may have arrived in the same turn
    m_updates.submitMarks(std::exchange(m_collected, {}).values());
}

// Marks of this device

void ReadSync::seen(const Endpoint &endpoint, int count)
{
    if (count <= 0)
        return;
    m_updates.submitRead({endpoint.id(), count, false});
    scheduleTelling();
}

void ReadSync::scheduleTelling()
{
    // Otherwise becomeReady(), setCanPublish() or the next session does it.
    if (m_telling || !m_wire.isOnline())
        return;
    m_telling = true;
    m_clock.after(tellAfter, this, [this] {
        m_telling = false;
        if (m_wire.isOnline() && m_isReady && m_canPublish)
            tellAll();
    });
}

void ReadSync::tellAll()
{
    onAnswer(m_database.loadUntold(), this, [this](const Result<QList<UntoldThread>> &untold) {
        if (!untold || untold->isEmpty() || !m_wire.isOnline())
            return;
        QHash<Jid, int> told;
        for (const UntoldThread &each : *untold) {
            tell(each.thread, each.count, each.newest);
            told.insert(each.thread, each.count);
        }
        logFailure(m_database.subtractUntold(std::move(told)), this, "saving the sent read marks");
    });
}

void ReadSync::tell(const Jid &thread, int count, const QList<MessageRecord> &messages)
{
    const MessageRecord *markable = nullptr;
    QString archiveId;
    for (auto message = messages.crbegin(); message != messages.crend() && count > 0; ++message) {
        if (message->mine || !message->read)
            continue;
        --count;
        if (!markable && message->markable)
            markable = &*message;
        if (archiveId.isEmpty())
            archiveId = message->stanzaId;
    }
    if (markable && m_allowed && m_allowed(thread) && m_wire.isOnline())
        tellSender(*markable);
    if (!archiveId.isEmpty())
        publish(thread, archiveId);
}

void ReadSync::tellSender(const MessageRecord &message)
{
    const QString id = message.senderId;
    if (id.isEmpty() || std::exchange(m_marked[message.thread], id) == id)
        return;
    if (message.target.isEmpty())
        m_wire.markers.sendDisplayed(message.thread, id);
    else
        m_wire.markers.sendDisplayedPrivately(message.thread.withResource(message.resource), id);
}

void ReadSync::publish(const Jid &thread, const QString &stanzaId)
{
    if (!m_canPublish.value_or(false) || std::exchange(m_published[thread], stanzaId) == stanzaId)
        return;
    onAnswer(m_wire.mds.publish({thread, stanzaId}), this, [this, thread, stanzaId](const Status &status) {
        if (status)
            return;
        qCInfo(lcDomain) << "what was read is not told to our other devices:" << status.error().detail;
        if (m_published.value(thread) == stanzaId)
            m_published.remove(thread);
        const ErrorKind kind = status.error().kind;
        const bool mayWorkLater = kind == ErrorKind::NotConnected || kind == ErrorKind::Timeout;
        if (!mayWorkLater)
            return;
        m_updates.submitRead({thread, 1, false});
    });
}

} // namespace roost
