// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/read_sync.h"

#include "base/answer.h"
#include "base/log.h"
#include "domain/contacts/endpoint.h"
#include "domain/threads/inbox.h"
#include "domain/threads/read_marks.h"
#include "storage/user_database.h"
#include "xmpp/extensions/xep0333_markers.h"
#include "xmpp/extensions/xep0490_mds.h"

#include <utility>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// Number of messages at the end of a thread that are searched for the message to be marked.
constexpr int lookBack = 60;
constexpr qsizetype maxUntold = 1'000;

} // namespace

const QString ReadSync::untoldSetting = u"untold-reads"_s;
const QString ReadSync::nodeSetting = u"read-marks-node"_s;

ReadSync::ReadSync(UserDatabase &database, Inbox &inbox, Clock &clock, Wire wire, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_inbox(inbox)
    , m_clock(clock)
    , m_wire(std::move(wire))
{
    connect(&m_wire.markers, &Xep0333Markers::displayedElsewhere, this, &ReadSync::displayedElsewhere);
    connect(&m_wire.mds, &Xep0490Mds::displayedReceived, this, &ReadSync::displayedReceived);
}

void ReadSync::load(const QString &untold)
{
    m_savedUntold = untold;
    const QStringList lines = untold.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        const Jid thread = Jid::fromWire(line.section(u' ', 0, 0));
        if (thread.isBare() && m_untold.size() < maxUntold)
            m_untold.insert(thread, std::max(1, line.section(u' ', 1).toInt()));
    }
}

void ReadSync::saveUntold()
{
    QString untold;
    for (auto each = m_untold.cbegin(); each != m_untold.cend(); ++each)
        untold += u"%1 %2\n"_s.arg(each.key().toString()).arg(each.value());
    if (untold != std::exchange(m_savedUntold, untold))
        Q_EMIT untoldChanged(untold);
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
    m_inbox.readMarks().clear();
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
    QList<ReadMark> marks;
    for (const DisplayedUpTo &each : displayed) {
        // Ignore the echo of our own publication.
        if (std::exchange(m_published[each.chat], each.stanzaId) != each.stanzaId)
            marks.append({each.chat, each.stanzaId, {}});
    }
    m_inbox.readElsewhere(marks);
}

void ReadSync::displayedElsewhere(const Jid &chat, const QString &id, const QString &queryId)
{
    m_inbox.readElsewhere({{chat, {}, id}}, queryId);
}

// Marks of this device

void ReadSync::seen(const Endpoint &endpoint, int count)
{
    if (count <= 0 || (m_untold.size() >= maxUntold && !m_untold.contains(endpoint.id())))
        return;
    int &untold = m_untold[endpoint.id()];
    untold = std::min(untold + count, lookBack);
    if (m_wire.isOnline())
        scheduleTelling();
    else
        saveUntold();
}

void ReadSync::scheduleTelling()
{
    if (m_telling || m_untold.isEmpty())
        return;
    m_telling = true;
    m_clock.after(tellAfter, this, [this] {
        m_telling = false;
        // Otherwise becomeReady(), setCanPublish() or the next session sends it.
        if (m_wire.isOnline() && m_isReady && m_canPublish)
            tellAll();
        else
            saveUntold();
    });
}

void ReadSync::tellAll()
{
    const auto untold = std::exchange(m_untold, {});
    for (auto each = untold.cbegin(); each != untold.cend(); ++each) {
        onAnswer(m_database.loadMessages(each.key(), {}, lookBack), this,
                 [this, thread = each.key(), count = each.value()](const Result<QList<MessageRecord>> &page) {
                     if (page)
                         tell(thread, count, *page);
                 });
    }
    saveUntold();
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
    const QString id = senderIdOf(message);
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
        int &untold = m_untold[thread];
        untold = std::max(untold, 1);
        saveUntold();
    });
}

} // namespace roost
