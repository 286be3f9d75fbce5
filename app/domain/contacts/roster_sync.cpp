// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/roster_sync.h"

#include "base/log.h"
#include "base/log_failure.h"
#include "base/visible_text.h"
#include "domain/contacts/endpoint_directory.h"
#include "storage/user_database.h"
#include "xmpp/extensions/rfc6121_presence.h"
#include "xmpp/extensions/xep0191_blocking.h"

namespace roost {

namespace {

constexpr qsizetype longestRequestMessage = 512;
constexpr qsizetype longestNickname = 128;

QStringList withoutDoubles(QStringList labels)
{
    labels.removeIf([](const QString &label) { return !hasVisibleText(label); });
    labels.removeDuplicates();
    labels.sort();
    return labels;
}

QString nameOrNone(const QString &name) { return hasVisibleText(name) ? name : QString(); }

void takeOver(ContactRecord &record, const RosterItem &item)
{
    record.inRoster = true;
    record.name = nameOrNone(item.name);
    record.labels = withoutDoubles(item.groups);
    record.subscription = item.subscription;
    record.ask = item.ask;
    if (item.subscription == Subscription::From || item.subscription == Subscription::Both)
        record.wantsUs = false; // answered, maybe by another of our Connections
}

/// Removes the contact from the roster. The name stays with its thread.
void leaveRoster(ContactRecord &record)
{
    record.inRoster = false;
    record.subscription = Subscription::None;
    record.ask = false;
    record.labels.clear();
    record.tellWhenOnline = false;
}

/// True for a contact that the user has added and whose presence the user sees or has requested.
bool hasAskedFirst(const Endpoint &endpoint)
{
    return endpoint.isContact() &&
           (endpoint.isRequestPending() || endpoint.subscription() == Subscription::To);
}

/// True if the record has no fact that needs a row.
bool isForgettable(const ContactRecord &record)
{
    return !record.inRoster && record.lastMessageMs == 0 && !record.blocked && !record.wantsUs &&
           record.draft.isEmpty();
}

bool seesThem(Subscription subscription)
{
    return subscription == Subscription::To || subscription == Subscription::Both;
}

} // namespace

RosterSync::RosterSync(Jid account, EndpointDirectory &directory, UserDatabase &database, Wire wire,
                       QObject *parent)
    : QObject(parent)
    , m_account(std::move(account))
    , m_directory(directory)
    , m_database(database)
    , m_wire(std::move(wire))
{
    connect(&m_wire.roster, &Rfc6121Roster::itemsReceived, this, &RosterSync::received);
    connect(&m_wire.roster, &Rfc6121Roster::itemPushed, this, &RosterSync::pushed);
    connect(&m_wire.roster, &Rfc6121Roster::itemRemoved, this, &RosterSync::removed);
    connect(&m_wire.presence, &Rfc6121Presence::subscriptionRequested, this, &RosterSync::requested);
    connect(&m_wire.presence, &Rfc6121Presence::subscriptionWithdrawn, this, [this](const Jid &from) {
        if (Endpoint *endpoint = m_directory.find(from))
            setWantsUs(*endpoint, false);
    });
    connect(&m_wire.blocking, &Xep0191Blocking::blockedChanged, this, &RosterSync::blockedChanged);
}

void RosterSync::load(const QString &version)
{
    m_version = version.isNull() ? QString::fromLatin1("") : version;
    m_requests.clear();
    for (Endpoint *endpoint : m_directory.all()) {
        if (endpoint->wantsUs())
            m_requests.append(endpoint);
    }
    if (!m_requests.isEmpty())
        Q_EMIT requestsChanged();
}

void RosterSync::sessionStarted()
{
    m_received.clear();
    m_inStep.clear();
    // then(), not onAnswer(): the answer must be applied in the same turn, before a newer push.
    m_wire.roster.fetch(m_version).then(this,
                                        [this](const Result<RosterAnswer> &answer) { answered(answer); });
}

void RosterSync::received(const QList<RosterItem> &items)
{
    collect(m_received, items);
    if (m_received.size() >= contactsAtOnce)
        takeReceived();
}

void RosterSync::takeReceived()
{
    ContactChanges changes;
    addSaved(changes, m_received);
    for (auto it = m_received.cbegin(); it != m_received.cend(); ++it)
        m_inStep.insert(it.key());
    m_received.clear();
    apply(std::move(changes));
}

void RosterSync::answered(const Result<RosterAnswer> &answer)
{
    // The request belonged to a lost session; the next session requests the roster again.
    if (!answer && answer.error().kind == ErrorKind::NotConnected)
        return;
    if (!answer) {
        qCWarning(lcDomain) << "no roster:" << int(answer.error().kind) << answer.error().detail;
    } else if (!answer->unchanged) {
        received(answer->items);
        takeReceived();
        ContactChanges changes;
        addLeft(changes, m_inStep);
        changes.rosterVersion = answer->version;
        apply(std::move(changes));
    }
    m_received.clear();
    m_inStep = {};
    Q_EMIT rosterReceived();
}

void RosterSync::collect(Items &items, const QList<RosterItem> &told) const
{
    for (const RosterItem &item : told) {
        const Jid id = item.jid.bare();
        if (id.isEmpty() || id == m_account)
            continue;
        RosterItem &known = items[id];
        QStringList groups = known.groups + item.groups; // the roster may contain an item twice
        if (const Endpoint *endpoint = m_inStep.contains(id) ? m_directory.find(id) : nullptr)
            groups += endpoint->labels();
        known = item;
        known.groups = groups;
    }
}

void RosterSync::addSaved(ContactChanges &changes, const Items &items) const
{
    for (auto it = items.cbegin(); it != items.cend(); ++it) {
        const Endpoint *endpoint = m_directory.find(it.key());
        ContactRecord record;
        if (endpoint)
            record = endpoint->record();
        record.jid = it.key();
        takeOver(record, it.value());
        if (!endpoint || record != endpoint->record())
            changes.saved.append(record);
    }
}

template <typename Known> void RosterSync::addLeft(ContactChanges &changes, const Known &known) const
{
    for (const Endpoint *endpoint : m_directory.all()) {
        if (!endpoint->isContact() || known.contains(endpoint->id()))
            continue;
        ContactRecord record = endpoint->record();
        leaveRoster(record);
        if (isForgettable(record))
            changes.removed.append(record.jid);
        else
            changes.saved.append(record);
    }
}

ContactChanges RosterSync::difference(const QList<RosterItem> &items) const
{
    ContactChanges changes;
    Items wanted;
    collect(wanted, items);
    addSaved(changes, wanted);
    addLeft(changes, wanted);
    return changes;
}

void RosterSync::apply(ContactChanges changes)
{
    QList<Jid> seen;
    QList<Jid> unseen;
    const auto note = [this, &seen, &unseen](const Jid &id, Subscription now) {
        const Endpoint *endpoint = m_directory.find(id);
        const bool before = endpoint && seesThem(endpoint->subscription());
        if (before != seesThem(now))
            (before ? unseen : seen).append(id);
    };
    for (const ContactRecord &record : std::as_const(changes.saved)) {
        note(record.jid, record.subscription);
        m_directory.update(record);
    }
    for (const Jid &id : std::as_const(changes.removed)) {
        note(id, Subscription::None);
        m_directory.modify(m_directory.endpoint(id), leaveRoster);
    }
    // RFC 6121 §2.5.2, §3.3.3: we no longer see their Connections. Prosody sends no presence for that.
    for (const Jid &id : std::as_const(unseen))
        m_directory.connectionUnavailable(id, 0);
    if (!seen.isEmpty())
        Q_EMIT nowSeen(seen);
    if (!changes.rosterVersion.isNull())
        m_version = changes.rosterVersion;
    const auto hasAnswer = [](const Endpoint *endpoint) { return !endpoint->wantsUs(); };
    if (m_requests.removeIf(hasAnswer) > 0)
        Q_EMIT requestsChanged();
    if (changes.saved.isEmpty() && changes.removed.isEmpty() && changes.rosterVersion.isNull())
        return;
    logFailure(m_database.applyContactChanges(std::move(changes)), this, "saving contacts");
}

void RosterSync::pushed(const RosterItem &item, const QString &version)
{
    const Jid id = item.jid.bare();
    if (id.isEmpty() || id == m_account)
        return;
    ContactRecord record = m_directory.endpoint(id).record();
    takeOver(record, item);
    ContactChanges changes;
    changes.saved.append(record);
    changes.rosterVersion = version;
    apply(std::move(changes));
}

void RosterSync::removed(const Jid &jid, const QString &version)
{
    ContactChanges changes;
    changes.rosterVersion = version;
    if (const Endpoint *endpoint = m_directory.find(jid)) {
        ContactRecord record = endpoint->record();
        leaveRoster(record);
        if (isForgettable(record))
            changes.removed.append(record.jid);
        else
            changes.saved.append(record);
    }
    apply(std::move(changes));
}

void RosterSync::change(Endpoint &endpoint, const std::function<void(ContactRecord &)> &by)
{
    if (!m_directory.modify(endpoint, by))
        return;
    ContactChanges changes;
    changes.saved.append(endpoint.record());
    logFailure(m_database.applyContactChanges(std::move(changes)), this, "saving a contact");
}

QFuture<Status> RosterSync::setItem(const Endpoint &endpoint, const QString &name, const QStringList &labels)
{
    RosterItem item;
    item.jid = endpoint.id();
    // Names come from dialogs, files and links. An invisible name becomes empty.
    item.name = singleLine(name);
    for (const QString &label : labels)
        item.groups.append(singleLine(label));
    item.groups = withoutDoubles(item.groups);
    return m_wire.roster.setItem(item);
}

QFuture<Status> RosterSync::add(const Jid &id, const QString &name, const QStringList &labels)
{
    if (id.isEmpty() || id.bare() == m_account)
        return readyFuture<Done>(unexpected(ErrorKind::InvalidAddress));
    if (!m_wire.isOnline())
        return readyFuture<Done>(unexpected(ErrorKind::NotConnected));
    Endpoint &endpoint = m_directory.endpoint(id);
    return setItem(endpoint, name, labels).then(this, [this, &endpoint](const Status &status) -> Status {
        if (!status)
            return status;
        const Subscription now = endpoint.subscription();
        if (now != Subscription::To && now != Subscription::Both)
            m_wire.presence.subscribe(endpoint.id());
        if (endpoint.wantsUs())
            approve(endpoint);
        return Done{};
    });
}

QFuture<Status> RosterSync::rename(Endpoint &endpoint, const QString &name)
{
    if (!endpoint.isContact()) {
        change(endpoint, [&name](ContactRecord &record) { record.name = singleLine(name); });
        return readyFuture<Done>(Done{});
    }
    if (!m_wire.isOnline())
        return readyFuture<Done>(unexpected(ErrorKind::NotConnected));
    return setItem(endpoint, name, endpoint.labels());
}

QFuture<Status> RosterSync::setLabels(Endpoint &endpoint, const QStringList &labels)
{
    if (!m_wire.isOnline())
        return readyFuture<Done>(unexpected(ErrorKind::NotConnected));
    return setItem(endpoint, endpoint.name(), labels);
}

QFuture<Status> RosterSync::remove(Endpoint &endpoint)
{
    if (!endpoint.isContact())
        return readyFuture<Done>(Done{});
    if (!m_wire.isOnline())
        return readyFuture<Done>(unexpected(ErrorKind::NotConnected));
    return m_wire.roster.removeItem(endpoint.id())
        .then(this, [this, &endpoint](const Status &status) -> Status {
            if (status || status.error().kind != ErrorKind::ItemNotFound)
                return status;
            removed(endpoint.id(), {}); // the server does not have the contact any more, as intended
            return Done{};
        });
}

QFuture<Status> RosterSync::block(Endpoint &endpoint)
{
    if (!m_wire.isOnline())
        return readyFuture<Done>(unexpected(ErrorKind::NotConnected));
    // XEP-0191 §3.3: the server must do this. ejabberd does not, so the contact would see us online for ever.
    if (endpoint.seesUs())
        m_wire.presence.hideFrom(endpoint.id());
    return m_wire.blocking.block(endpoint.id());
}

QFuture<Status> RosterSync::unblock(Endpoint &endpoint)
{
    if (!m_wire.isOnline())
        return readyFuture<Done>(unexpected(ErrorKind::NotConnected));
    return m_wire.blocking.unblock(endpoint.id()).then(this, [this, &endpoint](const Status &status) {
        if (status && endpoint.seesUs())
            m_wire.presence.setOwnPresence(m_wire.presence.ownPresence()); // to be seen again
        return status;
    });
}

void RosterSync::blockedChanged(const QSet<Jid> &blocked)
{
    for (Endpoint *endpoint : m_directory.all()) {
        if (endpoint->isBlocked() && !blocked.contains(endpoint->id()))
            change(*endpoint, [](ContactRecord &record) { record.blocked = false; });
    }
    for (const Jid &id : blocked) {
        if (!id.isBare())
            continue; // a single blocked Connection, which an Endpoint cannot show
        Endpoint &endpoint = m_directory.endpoint(id);
        setWantsUs(endpoint, false);
        change(endpoint, [](ContactRecord &record) { record.blocked = true; });
        // XEP-0191 §3.3: a blocked contact sends nothing more, not even "unavailable".
        m_directory.connectionUnavailable(id, 0);
    }
}

void RosterSync::setTellWhenOnline(Endpoint &endpoint, bool on)
{
    change(endpoint, [on](ContactRecord &record) { record.tellWhenOnline = on; });
}

void RosterSync::setNickname(const Jid &id, const QString &nickname)
{
    Endpoint *endpoint = m_directory.find(id);
    if (endpoint && hasVisibleText(nickname))
        change(*endpoint,
               [&nickname](ContactRecord &record) { record.nickname = nickname.left(longestNickname); });
}

void RosterSync::setAvatarHash(const Jid &id, const QString &hash)
{
    Endpoint *endpoint = id.bare() == m_account ? &m_directory.endpoint(id) : m_directory.find(id);
    if (!endpoint || endpoint->avatarHash() == hash)
        return;
    if (endpoint->isListed()) {
        m_directory.modify(*endpoint, [&hash](ContactRecord &record) { record.avatarHash = hash; });
        logFailure(m_database.saveAvatarHash(endpoint->id(), hash), this, "saving an avatar hash");
    } else {
        change(*endpoint, [&hash](ContactRecord &record) { record.avatarHash = hash; });
    }
}

void RosterSync::requested(const Jid &from, const QString &nickname, const QString &message)
{
    const Jid id = from.bare();
    if (id.isEmpty() || id == m_account)
        return;
    Endpoint *known = m_directory.find(id);
    if (known && known->isBlocked())
        return;
    // RFC 6121 §3.1.3: approve at once if the contact sees us already. The same holds if the user has asked
    // first: this is the request in return.
    if (known && (known->seesUs() || hasAskedFirst(*known))) {
        m_wire.presence.approve(id);
        return;
    }
    if (!(known && known->wantsUs()) && m_requests.size() >= maxRequests)
        return;
    Endpoint &endpoint = m_directory.endpoint(id);
    const bool isNew = !endpoint.wantsUs();
    setWantsUs(endpoint, true, message.left(longestRequestMessage));
    if (endpoint.name().isEmpty())
        setNickname(id, nickname);
    if (isNew)
        Q_EMIT subscriptionRequested(&endpoint);
}

void RosterSync::setWantsUs(Endpoint &endpoint, bool wantsUs, const QString &message)
{
    const bool wanted = endpoint.wantsUs();
    change(endpoint, [&](ContactRecord &record) {
        record.wantsUs = wantsUs;
        record.wantsUsMessage = message;
    });
    if (wanted == wantsUs)
        return;
    if (wantsUs)
        m_requests.append(&endpoint);
    else
        m_requests.removeOne(&endpoint);
    Q_EMIT requestsChanged();
}

void RosterSync::approve(Endpoint &endpoint)
{
    if (!m_wire.isOnline())
        return; // the request stays open
    m_wire.presence.approve(endpoint.id());
    const Subscription now = endpoint.subscription();
    if (now != Subscription::To && now != Subscription::Both && !endpoint.isRequestPending())
        m_wire.presence.subscribe(endpoint.id());
    setWantsUs(endpoint, false);
}

void RosterSync::refuse(Endpoint &endpoint)
{
    if (!m_wire.isOnline())
        return;
    m_wire.presence.refuse(endpoint.id());
    setWantsUs(endpoint, false);
}

} // namespace roost
