// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/endpoint_directory.h"

#include "base/vector_registers.h"

#include <algorithm>

namespace roost {

namespace {

/// Maximum number of shared labels and client names; a hostile contact may invent new ones.
constexpr qsizetype maxInterned = 4'096;

EndpointChanges difference(const ContactRecord &before, const ContactRecord &after)
{
    EndpointChanges what;
    const bool wasListed = before.inRoster || before.lastMessageMs != 0;
    const bool isListed = after.inRoster || after.lastMessageMs != 0;
    if (wasListed != isListed)
        what |= isListed ? EndpointChange::Added : EndpointChange::Removed;
    if (before.name != after.name || before.nickname != after.nickname)
        what |= EndpointChange::Name;
    if (before.labels != after.labels)
        what |= EndpointChange::Labels;
    if (before.subscription != after.subscription || before.ask != after.ask ||
        before.wantsUs != after.wantsUs || before.wantsUsMessage != after.wantsUsMessage ||
        before.inRoster != after.inRoster)
        what |= EndpointChange::Subscription;
    if (before.lastSeenMs != after.lastSeenMs)
        what |= EndpointChange::Presence;
    if (before.avatarHash != after.avatarHash)
        what |= EndpointChange::Avatar;
    if (before.preview != after.preview || before.previewMine != after.previewMine ||
        before.previewNotice != after.previewNotice || before.lastMessageMs != after.lastMessageMs)
        what |= EndpointChange::Thread;
    if (before.unread != after.unread)
        what |= EndpointChange::Unread;
    if (before.draft != after.draft)
        what |= EndpointChange::Draft;
    if (before.blocked != after.blocked)
        what |= EndpointChange::Blocked;
    if (before.tellWhenOnline != after.tellWhenOnline)
        what |= EndpointChange::TellMe;
    return what;
}

} // namespace

EndpointDirectory::EndpointDirectory(Jid account, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_account(std::move(account))
    , m_clock(clock)
    , m_rule(resolvePresence)
{
}

EndpointDirectory::~EndpointDirectory() = default;

QString EndpointDirectory::interned(const QString &text)
{
    const auto known = m_interned.constFind(text);
    if (known != m_interned.cend())
        return *known;
    if (m_interned.size() < maxInterned)
        m_interned.insert(text, text);
    return text;
}

Endpoint &EndpointDirectory::create(ContactRecord record)
{
    m_endpoints.push_back(std::unique_ptr<Endpoint>(new Endpoint(m_account, std::move(record))));
    Endpoint &made = *m_endpoints.back();
    m_byId.insert(made.id().bareView(), &made);
    return made;
}

Endpoint &EndpointDirectory::endpoint(const Jid &id)
{
    Q_ASSERT(!id.isEmpty());
    if (Endpoint *known = lookUp(id.bareView()))
        return *known;
    ContactRecord record;
    record.jid = id.bare();
    return create(std::move(record));
}

Endpoint *EndpointDirectory::find(const Jid &id) const { return lookUp(id.bareView()); }

Endpoint *EndpointDirectory::lookUp(QStringView bare) const
{
    Endpoint *found = m_byId.value(bare, nullptr);
    releaseVectorRegisters();
    return found;
}

QList<Endpoint *> EndpointDirectory::listed() const
{
    QList<Endpoint *> all;
    all.reserve(static_cast<qsizetype>(m_endpoints.size()));
    for (const auto &endpoint : m_endpoints) {
        if (endpoint->isListed())
            all.append(endpoint.get());
    }
    return all;
}

QList<Endpoint *> EndpointDirectory::all() const
{
    QList<Endpoint *> all;
    all.reserve(static_cast<qsizetype>(m_endpoints.size()));
    for (const auto &endpoint : m_endpoints)
        all.append(endpoint.get());
    return all;
}

qsizetype EndpointDirectory::size() const { return static_cast<qsizetype>(m_endpoints.size()); }

void EndpointDirectory::setPresenceRule(PresenceRule rule)
{
    m_rule = std::move(rule);
    for (const auto &endpoint : m_endpoints) {
        const bool wasOnline = endpoint->isOnline();
        post(*endpoint, endpoint->resolve(m_rule), wasOnline);
    }
}

void EndpointDirectory::loadHead(const ListHead &head)
{
    m_awaited = Awaited{head.listed, head.unread};
    for (const ContactRecord &record : head.contacts) {
        if (lookUp(record.jid.bareView()))
            update(record);
        else
            create(record);
    }
}

void EndpointDirectory::load(QList<ContactRecord> records)
{
    m_awaited.reset();
    const bool mayBeKnown = !m_byId.isEmpty();
    m_byId.reserve(m_byId.size() + records.size());
    // The labels of records from the database are shared already.
    for (const ContactRecord &record : std::as_const(records)) {
        if (mayBeKnown && lookUp(record.jid.bareView()))
            update(record); // a row of the list head, or requested before the database was read
        else
            create(record);
    }
    Q_EMIT loaded();
}

void EndpointDirectory::update(const ContactRecord &record)
{
    modify(endpoint(record.jid), [&record](ContactRecord &own) { own = record; });
}

bool EndpointDirectory::modify(Endpoint &endpoint, const std::function<void(ContactRecord &)> &change)
{
    ContactRecord changed = endpoint.m_record;
    change(changed);
    const EndpointChanges what = difference(endpoint.m_record, changed);
    if (!what)
        return false;
    if (what.testFlag(EndpointChange::Labels)) {
        for (QString &label : changed.labels)
            label = interned(label);
    }
    if (changed.nickname != endpoint.m_record.nickname)
        endpoint.m_isCompared = false;
    changed.jid = endpoint.m_record.jid; // the key of m_byId points into this very string
    endpoint.m_record = std::move(changed);
    m_changes.post(&endpoint, what);
    return true;
}

void EndpointDirectory::setSummary(const ThreadSummary &summary)
{
    // Not by modify(): in a flood, copying and comparing records would cost more than everything else here.
    Endpoint &endpoint = this->endpoint(summary.thread);
    ContactRecord &record = endpoint.m_record;
    const bool wasListed = endpoint.isListed();
    EndpointChanges what;
    if (std::exchange(record.unread, summary.unread) != summary.unread)
        what |= EndpointChange::Unread;
    const bool isLastEqual =
        record.lastMessageMs == summary.lastMessageMs && record.previewMine == summary.previewMine &&
        record.previewNotice == summary.previewNotice && record.preview == summary.preview;
    if (!isLastEqual) {
        record.preview = summary.preview;
        record.previewNotice = summary.previewNotice;
        record.previewMine = summary.previewMine;
        record.lastMessageMs = summary.lastMessageMs;
        what |= EndpointChange::Thread;
    }
    if (!wasListed && endpoint.isListed())
        what |= EndpointChange::Added;
    if (what)
        m_changes.post(&endpoint, what);
}

void EndpointDirectory::connectionAvailable(const Jid &full, const Presence &presence, int priority,
                                            qint64 idleSinceMs, qint64 stampMs)
{
    Endpoint &target = endpoint(full);
    const bool wasOnline = target.isOnline();
    const Endpoint::Update update{presence.show, presence.status,
                                  static_cast<qint8>(std::clamp(priority, -128, 127)), idleSinceMs,
                                  stampMs != 0 ? stampMs : m_clock.nowMs()};
    const QStringView resource = full.resourceView();
    // Use the string of a known Connection, so that most presences allocate none.
    const Connection *known = target.connection(resource);
    const QString name = known ? known->resource() : resource.toString();
    post(target, target.updateConnection(name, update, m_rule), wasOnline);
}

void EndpointDirectory::connectionUnavailable(const Jid &full, qint64 stampMs)
{
    Endpoint *target = lookUp(full.bareView());
    if (!target)
        return;
    const bool wasOnline = target->isOnline();
    EndpointChanges what = full.isBare() ? target->removeAllConnections()
                                         : target->removeConnection(full.resourceView(), m_rule);
    const bool hasGone = wasOnline && !target->isOnline();
    if (hasGone || (!wasOnline && stampMs > target->m_record.lastSeenMs)) {
        target->m_record.lastSeenMs = stampMs != 0 ? stampMs : m_clock.nowMs();
        what |= EndpointChange::Presence;
    }
    post(*target, what, wasOnline);
}

void EndpointDirectory::describeConnection(const Jid &full, DeviceKind kind, const QString &clientName,
                                           bool canReceipt)
{
    Endpoint *target = lookUp(full.bareView());
    if (!target)
        return;
    m_changes.post(target,
                   target->describeConnection(full.resourceView(), kind, interned(clientName), canReceipt));
}

void EndpointDirectory::setClaims(Endpoint &endpoint, Endpoint::Claims claims)
{
    const bool isNews = !endpoint.m_isCompared || endpoint.m_claims != claims;
    endpoint.m_isCompared = true;
    endpoint.m_claims = claims;
    if (isNews)
        m_changes.post(&endpoint, EndpointChange::Name);
}

void EndpointDirectory::setTyping(const Jid &full, bool isTyping)
{
    if (Endpoint *target = lookUp(full.bareView()))
        m_changes.post(target, target->setTyping(full.resourceView(), isTyping));
}

void EndpointDirectory::removeAllConnections()
{
    m_suspended.clear();
    const qint64 now = m_clock.nowMs();
    for (const auto &endpoint : m_endpoints) {
        const bool wasOnline = endpoint->isOnline();
        const EndpointChanges what = endpoint->removeAllConnections();
        if (!what)
            continue;
        if (wasOnline)
            endpoint->m_record.lastSeenMs = now;
        m_changes.post(endpoint.get(), what);
    }
}

void EndpointDirectory::suspendConnections()
{
    const qint64 now = m_clock.nowMs();
    for (const auto &endpoint : m_endpoints) {
        if (endpoint->m_connections.empty())
            continue;
        m_suspended.emplace_back(endpoint.get(), std::move(endpoint->m_connections));
        if (endpoint->isOnline())
            endpoint->m_record.lastSeenMs = now;
        endpoint->m_connections = {};
        endpoint->m_presence = {};
        m_changes.post(endpoint.get(), EndpointChange::Connections | EndpointChange::Presence);
    }
}

void EndpointDirectory::restoreConnections()
{
    const auto suspended = std::exchange(m_suspended, {});
    for (const auto &[endpoint, connections] : suspended) {
        endpoint->m_connections = connections;
        m_changes.post(endpoint, EndpointChange::Connections | endpoint->resolve(m_rule));
    }
}

QList<Jid> EndpointDirectory::connectedAddresses() const
{
    QList<Jid> addresses;
    for (const auto &endpoint : m_endpoints) {
        for (const Connection &connection : endpoint->connections()) {
            addresses.append(connection.resource().isEmpty()
                                 ? endpoint->id()
                                 : endpoint->id().withResource(connection.resource()));
        }
    }
    return addresses;
}

void EndpointDirectory::post(Endpoint &endpoint, EndpointChanges what, bool wasOnline)
{
    if (!what)
        return;
    m_changes.post(&endpoint, what);
    if (wasOnline == endpoint.isOnline())
        return;
    if (wasOnline)
        Q_EMIT wentOffline(&endpoint);
    else
        Q_EMIT cameOnline(&endpoint);
}

} // namespace roost
