// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/presence_sync.h"

#include "base/answer.h"
#include "base/log_failure.h"
#include "base/visible_text.h"
#include "domain/contacts/device_kind.h"
#include "domain/contacts/endpoint_directory.h"
#include "domain/contacts/notifier.h"
#include "storage/user_database.h"
#include "xmpp/extensions/rfc6121_presence.h"
#include "xmpp/extensions/xep0030_disco.h"
#include "xmpp/extensions/xep0092_version.h"
#include "xmpp/extensions/xep0115_caps.h"
#include "xmpp/extensions/xep0199_ping.h"
#include "xmpp/extensions/xep0203_delay.h"
#include "xmpp/extensions/xep0319_idle.h"
#include "xmpp/language_choice.h"

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds lastSeenDelay{2'000};
constexpr int mostQuestions = 2;        ///< Concurrent requests, of XEP-0030 and XEP-0092 together.
constexpr qsizetype mostNameless = 200; ///< Requests of each kind in a session.
constexpr qsizetype longestClientName = 64;

QString clientNameOf(const QString &text)
{
    const QString name = text.left(longestClientName);
    return hasVisibleText(name) ? name : QString();
}

} // namespace

PresenceSync::PresenceSync(Jid account, EndpointDirectory &directory, UserDatabase &database, Clock &clock,
                           Wire wire, Notifier *notifier, QObject *parent)
    : QObject(parent)
    , m_account(std::move(account))
    , m_directory(directory)
    , m_database(database)
    , m_clock(clock)
    , m_wire(wire)
    , m_notifier(notifier)
    , m_check(clock, {[caps = &m_wire.caps](const Jid &full) {
                          return caps->infoOf(full).hasFeature(u"urn:xmpp:ping");
                      },
                      [ping = &m_wire.ping](const Jid &full) { return ping->ping(full); }})
{
    connect(&m_check, &ConnectionCheck::gone, this,
            [this](const Jid &full) { m_directory.connectionUnavailable(full, 0); });
    connect(&m_wire.presence, &Rfc6121Presence::presenceReceived, this, &PresenceSync::received);
    connect(&m_wire.presence, &Rfc6121Presence::presenceFailed, this, &PresenceSync::failed);
    connect(&m_wire.caps, &Xep0115Caps::infoReceived, this, &PresenceSync::describe);
    connect(&m_directory, &EndpointDirectory::wentOffline, this, &PresenceSync::noteLastSeen);
    connect(&m_directory, &EndpointDirectory::cameOnline, this, [this](Endpoint *endpoint) {
        const bool isNews = m_settled && endpoint->tellsWhenOnline() && endpoint->id() != m_account;
        if (isNews && m_notifier)
            m_notifier->cameOnline(*endpoint);
    });
}

void PresenceSync::sessionStarted(bool resumed)
{
    m_online = true;
    if (resumed) {
        if (std::exchange(m_suspended, false))
            m_directory.restoreConnections();
        m_check.resumed();
        return;
    }
    if (std::exchange(m_suspended, false)) {
        m_directory.removeAllConnections();
        m_stale.clear();
    } else {
        // All contacts keep their presence until a new one arrives, so that the list does not flicker.
        const QList<Jid> connected = m_directory.connectedAddresses();
        m_stale = QSet<Jid>(connected.cbegin(), connected.cend());
    }
    m_settled = false;
    m_rosterKnown = false;
    m_asked.clear();
    m_nameless.clear();
    m_check.forget();
    m_askedInfo.clear();
    m_capless.clear();
    m_floodStartMs = m_lastPresenceMs = m_clock.monotonicMs();
    const int flood = ++m_flood;
    m_clock.after(quietTime, this, [this, flood] { checkSettled(flood); });
}

void PresenceSync::sessionEnded()
{
    if (!std::exchange(m_online, false))
        return;
    const int loss = ++m_loss;
    m_clock.after(graceTime, this, [this, loss] {
        if (m_online || loss != m_loss)
            return;
        noteAllLastSeen();
        m_directory.suspendConnections();
        m_suspended = true;
        saveLastSeen();
    });
}

void PresenceSync::signedOut()
{
    m_online = false;
    m_settled = false;
    m_suspended = false;
    ++m_flood;
    ++m_loss;
    m_stale.clear();
    m_check.forget();
    noteAllLastSeen();
    m_directory.removeAllConnections();
    saveLastSeen();
}

void PresenceSync::rosterReceived() { m_rosterKnown = true; }

void PresenceSync::checkSettled(int flood)
{
    if (flood != m_flood || m_settled)
        return;
    const qint64 now = m_clock.monotonicMs();
    const qint64 quietFor = now - m_lastPresenceMs;
    const qint64 limit = m_floodStartMs + longestFlood.count() - now;
    if ((m_rosterKnown && quietFor >= quietTime.count()) || limit <= 0) {
        settle();
        return;
    }
    const qint64 wait = std::clamp(quietTime.count() - quietFor, qint64(100), std::max(limit, qint64(1)));
    m_clock.after(std::chrono::milliseconds(wait), this, [this, flood] { checkSettled(flood); });
}

void PresenceSync::settle()
{
    m_settled = true;
    const QSet<Jid> gone = std::exchange(m_stale, {});
    for (const Jid &full : gone)
        m_directory.connectionUnavailable(full, 0);
    askNext();
    Q_EMIT settled();
}

void PresenceSync::received(const Stanza &stanza, const PresenceInfo &presence)
{
    m_lastPresenceMs = m_clock.monotonicMs();
    m_check.heard(stanza.from);
    if (!m_stale.isEmpty())
        m_stale.remove(stanza.from);
    if (presence.show != Show::Offline) {
        available(stanza, presence);
        return;
    }
    const auto *delay = stanza.annotation<Delay>();
    m_directory.connectionUnavailable(stanza.from, delay ? delay->stampMs : 0);
    if (delay) { // may be a newer "last seen" of an offline contact
        if (Endpoint *endpoint = m_directory.find(stanza.from))
            noteLastSeen(endpoint);
    }
}

void PresenceSync::available(const Stanza &stanza, const PresenceInfo &presence)
{
    // The presence of a stranger, who may send it to any address, creates no Endpoint. Until the roster is
    // here, strangers and contacts cannot be told apart.
    Endpoint *endpoint = m_directory.find(stanza.from);
    if (m_rosterKnown && !endpoint && stanza.from.bareView() != m_account.bareView())
        return;
    if (endpoint && endpoint->isBlocked())
        return;
    const bool isNew = !endpoint || !endpoint->connection(stanza.from.resourceView());
    const auto *delay = stanza.annotation<Delay>();
    const auto *idle = stanza.annotation<IdleSince>();
    m_directory.connectionAvailable(stanza.from, {presence.show, presence.status, {}}, presence.priority,
                                    idle ? idle->sinceMs : 0, delay ? delay->stampMs : 0);
    // The new Connection may have moved from a dead node of a cluster. Its older Connections may have gone
    // with that node without a presence.
    if (isNew && m_settled && endpoint)
        m_check.suspect(*endpoint, stanza.from.resourceView());
    const DiscoInfo info = stanza.annotation<Caps>() ? m_wire.caps.infoOf(stanza.from) : DiscoInfo{};
    if (!info.isEmpty()) {
        describe(stanza.from, info);
        return;
    }
    if (!isNew)
        return;
    const DeviceKind guess = deviceKindFromResource(stanza.from.resourceView());
    if (guess != DeviceKind::Unknown)
        m_directory.describeConnection(stanza.from, guess, {}, false);
    if (endpoint && !stanza.annotation<Caps>())
        requestDescription(stanza.from, *endpoint);
}

void PresenceSync::failed(const Jid &from, const Error &error)
{
    // The contact's server or the Connection is not reachable (any more).
    Q_UNUSED(error)
    if (m_directory.find(from))
        m_directory.connectionUnavailable(from, 0);
}

void PresenceSync::describe(const Jid &full, const DiscoInfo &info)
{
    const Endpoint *endpoint = m_directory.find(full);
    const Connection *connection = endpoint ? endpoint->connection(full.resourceView()) : nullptr;
    if (!connection)
        return;
    m_check.described(full);
    DeviceKind kind = deviceKindOf(info);
    if (kind == DeviceKind::Unknown)
        kind = deviceKindFromResource(full.resourceView());
    QString name;
    int rank = -1;
    for (const DiscoIdentity &identity : info.identities) {
        const int own = languageRank(identity.language, {});
        const QString told = clientNameOf(identity.name);
        if (!told.isEmpty() && own > rank) {
            name = told;
            rank = own;
        }
    }
    if (name.isEmpty())
        name = connection->clientName();
    m_directory.describeConnection(full, kind, name, info.hasFeature(u"urn:xmpp:receipts"));
    if (!name.isEmpty() || !endpoint->isContact() || m_asked.size() >= mostNameless || m_asked.contains(full))
        return;
    m_asked.insert(full);
    m_nameless.append(full);
    askNext();
}

void PresenceSync::requestDescription(const Jid &full, const Endpoint &endpoint)
{
    // A request reveals that we are online: ask only contacts who see our presence.
    if (!endpoint.isContact() || !endpoint.seesUs() || full.isBare() || m_askedInfo.size() >= mostNameless ||
        m_askedInfo.contains(full))
        return;
    m_askedInfo.insert(full);
    m_capless.append(full);
    askNext();
}

void PresenceSync::askNext()
{
    while (m_online && m_settled && m_asking < mostQuestions) {
        if (!m_capless.isEmpty()) {
            // Its features may be known by now.
            if (const Jid full = m_capless.takeFirst(); m_wire.caps.infoOf(full).isEmpty())
                askInfo(full);
        } else if (!m_nameless.isEmpty())
            askVersion(m_nameless.takeFirst());
        else
            return;
    }
}

void PresenceSync::askInfo(const Jid &full)
{
    ++m_asking;
    onAnswer(m_wire.disco.info(full), this, [this, full](const Result<DiscoInfo> &answer) {
        --m_asking;
        const Endpoint *endpoint = m_directory.find(full);
        if (answer && endpoint && endpoint->connection(full.resourceView())) {
            m_wire.caps.learn(full, *answer);
            describe(full, *answer);
        }
        askNext();
    });
}

void PresenceSync::askVersion(const Jid &full)
{
    ++m_asking;
    onAnswer(m_wire.version.ask(full), this, [this, full](const Result<SoftwareVersion> &answer) {
        --m_asking;
        const Endpoint *endpoint = m_directory.find(full);
        const Connection *connection = endpoint ? endpoint->connection(full.resourceView()) : nullptr;
        if (answer && connection && connection->clientName().isEmpty()) {
            m_directory.describeConnection(full, connection->kind(), clientNameOf(answer->name),
                                           connection->canReceipt());
        }
        askNext();
    });
}

void PresenceSync::noteLastSeen(Endpoint *endpoint)
{
    m_lastSeen.insert(endpoint);
    if (m_lastSeenScheduled)
        return;
    m_lastSeenScheduled = true;
    m_clock.after(lastSeenDelay, this, [this] { saveLastSeen(); });
}

void PresenceSync::noteAllLastSeen()
{
    for (Endpoint *endpoint : m_directory.all()) {
        if (endpoint->isOnline())
            m_lastSeen.insert(endpoint);
    }
}

void PresenceSync::saveLastSeen()
{
    m_lastSeenScheduled = false;
    if (m_lastSeen.isEmpty())
        return;
    QList<std::pair<Jid, qint64>> seen;
    seen.reserve(m_lastSeen.size());
    for (const Endpoint *endpoint : std::as_const(m_lastSeen))
        seen.append({endpoint->id(), endpoint->lastSeenMs()});
    m_lastSeen.clear();
    logFailure(m_database.saveLastSeen(std::move(seen)), this, "saving last-seen times");
}

} // namespace roost
