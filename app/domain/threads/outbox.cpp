// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/outbox.h"

#include "base/answer.h"
#include "base/log.h"
#include "base/log_failure.h"
#include "domain/contacts/device_kind.h"
#include "domain/contacts/endpoint_directory.h"
#include "storage/user_database.h"

#include <QSet>

#include <limits>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t maxFates = 4'000;
constexpr std::size_t maxEarly = 512;
constexpr qsizetype maxDeliveries = 64;
/// So many go out before the event loop has its turn: what waited for a session may be thousands.
constexpr int mostPerTurn = 32;

/// RFC 6121 §8.5.3.2: what servers answer for a Connection that is not there.
bool saysThatNobodyIsThere(const Error &error)
{
    return error.kind == ErrorKind::ServiceUnavailable || error.kind == ErrorKind::ItemNotFound ||
           error.detail.startsWith("recipient-unavailable"_L1) || error.detail.startsWith("gone"_L1);
}

} // namespace

Outbox::Outbox(EndpointDirectory &directory, UserDatabase &database, Clock &clock, IdSource &ids, Wire wire,
               QObject *parent)
    : QObject(parent)
    , m_directory(directory)
    , m_database(database)
    , m_clock(clock)
    , m_ids(ids)
    , m_wire(std::move(wire))
{
    // Not a posted event: those come before input and painting.
    m_turn.setSingleShot(true);
    connect(&m_turn, &QTimer::timeout, this, &Outbox::flush);
}

void Outbox::load()
{
    m_isLoading = true;
    onAnswer(m_database.loadQueued(), this, [this](const Result<QList<MessageRecord>> &queued) {
        m_isLoading = false;
        m_hasFailed = !queued;
        if (!queued) {
            qCWarning(lcDomain) << "reading queued messages failed:" << queued.error().detail;
            return;
        }
        // What has been typed meanwhile comes after them.
        qint64 order = -queued->size();
        for (const MessageRecord &message : *queued) {
            ++order;
            if (m_order.contains(message.id))
                continue;
            enqueue(message, Phase::Waiting, order - 1);
            unsent(message.id)->mayBeThere = true;
        }
        flush();
    });
}

void Outbox::retryLoading()
{
    if (m_hasFailed && !m_isLoading)
        load();
}

MessageRecord Outbox::send(Endpoint &endpoint, const QString &body, const DeliveryRecord &target)
{
    MessageRecord message;
    message.thread = endpoint.id();
    message.id = m_ids.next();
    message.mine = true;
    message.body = body;
    message.timeMs = m_clock.nowMs();
    message.state = MessageState::Queued;
    message.read = true;
    message.target = target.resource;
    if (!target.resource.isEmpty())
        message.deliveries = {target};
    summarize(message);
    enqueue(message, Phase::Storing);
    onAnswer(m_database.storeOutgoing(message), this,
             [this, id = message.id](const Result<StoreOutcome> &outcome) { stored(id, outcome); });
    return message;
}

void Outbox::summarize(const MessageRecord &message)
{
    m_directory.modify(m_directory.endpoint(message.thread), [&message](ContactRecord &record) {
        record.preview = previewOf(message);
        record.previewNotice = message.notice;
        record.previewMine = true;
        record.lastMessageMs = message.timeMs;
    });
}

void Outbox::sendAgain(const MessageRecord &message)
{
    if (m_order.contains(message.id))
        return;
    MessageRecord again = message;
    again.state = MessageState::Queued;
    setState(again.thread, again.id, MessageState::Queued);
    enqueue(again, Phase::Waiting);
    flush();
}

void Outbox::enqueue(const MessageRecord &message, Phase phase, std::optional<qint64> place)
{
    const qint64 order = place ? *place : m_nextOrder++;
    m_unsent.emplace(order, Unsent{message, phase, 0});
    m_order.insert(message.id, order);
    remember(message.id, message.thread, MessageState::Queued, message.target);
}

Outbox::Unsent *Outbox::unsent(const QString &id)
{
    const auto order = m_order.constFind(id);
    return order == m_order.cend() ? nullptr : &m_unsent.at(*order);
}

QList<MessageRecord> Outbox::unsentMessages() const
{
    QList<MessageRecord> messages;
    for (const auto &[order, entry] : m_unsent)
        messages.append(entry.message);
    return messages;
}

void Outbox::forgetUnsent(const QString &id)
{
    const auto order = m_order.constFind(id);
    if (order == m_order.cend())
        return;
    m_unsent.erase(*order);
    m_order.erase(order);
}

void Outbox::stored(const QString &id, const Result<StoreOutcome> &outcome)
{
    Unsent *entry = unsent(id);
    if (!entry)
        return;
    const Jid thread = entry->message.thread;
    if (!outcome) {
        forgetUnsent(id);
        setState(thread, id, MessageState::Failed, outcome.error());
    } else {
        entry->message.rowId = outcome->rowId;
        entry->message.position = outcome->position;
        entry->phase = Phase::Waiting;
        // What was written before it may have told its own summary meanwhile.
        if (outcome->isLast)
            summarize(entry->message);
        Q_EMIT messageStored(thread, id, *outcome);
    }
    flush();
}

void Outbox::flush()
{
    if (m_turn.isActive())
        return;
    int sent = 0;
    QList<std::pair<QString, Error>> failed;
    QSet<Jid> held; // threads whose earlier message is not written down yet
    for (auto &[order, entry] : m_unsent) {
        if (!m_started || m_isLoading || !m_wire.isOnline())
            break;
        if (entry.phase == Phase::Storing)
            held.insert(entry.message.thread);
        if (entry.phase != Phase::Waiting || held.contains(entry.message.thread))
            continue;
        if (mustWait(entry)) {
            held.insert(entry.message.thread);
            continue;
        }
        if (const Error obstacle = obstacleOf(entry.message); obstacle.kind != ErrorKind::None) {
            failed.append({entry.message.id, obstacle});
            continue;
        }
        if (sent++ == mostPerTurn) {
            m_turn.start();
            break;
        }
        entry.phase = Phase::InFlight;
        if (!m_wire.send(stanzaOf(entry.message), entry.message.id)) {
            entry.phase = Phase::Waiting;
            break;
        }
        recordPresentConnections(entry.message);
    }
    for (const auto &[id, obstacle] : std::as_const(failed)) {
        const Jid thread = unsent(id)->message.thread;
        forgetUnsent(id);
        setState(thread, id, MessageState::Failed, obstacle);
    }
    countQueued();
}

void Outbox::recordPresentConnections(const MessageRecord &message)
{
    const Endpoint *endpoint = m_directory.find(message.thread);
    if (!endpoint || endpoint->connections().empty())
        return;
    QList<DeliveryRecord> deliveries;
    for (const Connection &connection : endpoint->connections()) {
        if (!message.target.isEmpty() && connection.resource() != message.target)
            continue;
        const Jid full = message.thread.withResource(connection.resource());
        deliveries.append(deliveryOn(full, DeliveryState::Sent));
        noteSentTo(full, message.id);
    }
    logFailure(m_database.saveDeliveries(message.thread, message.id, deliveries), this, "saving deliveries");
    for (const DeliveryRecord &delivery : std::as_const(deliveries))
        Q_EMIT deliveryChanged(message.thread, message.id, delivery);
}

DeliveryRecord Outbox::deliveryOn(const Jid &full, DeliveryState state) const
{
    DeliveryRecord delivery;
    delivery.resource = full.resource();
    delivery.state = state;
    delivery.atMs = m_clock.nowMs();
    delivery.label = delivery.resource;
    const Endpoint *endpoint = m_directory.find(full);
    const Connection *connection = endpoint ? endpoint->connection(delivery.resource) : nullptr;
    if (connection) {
        delivery.kind = connection->kind();
        if (!connection->clientName().isEmpty())
            delivery.label = connection->clientName();
    }
    if (delivery.kind == DeviceKind::Unknown)
        delivery.kind = deviceKindFromResource(delivery.resource);
    return delivery;
}

void Outbox::saveDelivery(const Jid &thread, const QString &id, const DeliveryRecord &delivery)
{
    logFailure(m_database.saveDeliveries(thread, id, {delivery}), this, "saving a delivery");
    Q_EMIT deliveryChanged(thread, id, delivery);
}

void Outbox::sessionStarted()
{
    m_started = true;
    flush();
}

void Outbox::sessionEnded() { m_started = false; }

void Outbox::sessionGone()
{
    m_started = false;
    for (auto &[order, entry] : m_unsent) {
        if (entry.phase != Phase::InFlight)
            continue;
        entry.phase = Phase::Waiting;
        entry.mayBeThere = true;
    }
    countQueued();
}

void Outbox::acknowledged(const QString &id)
{
    const Unsent *entry = unsent(id);
    if (!entry)
        return;
    const Jid thread = entry->message.thread;
    forgetUnsent(id);
    // A receipt may have been faster: that says more.
    if (m_fates.value(id).state == MessageState::Queued)
        setState(thread, id, MessageState::AtServer);
    countQueued();
}

void Outbox::streamFailed(const Error &error)
{
    const bool isItsDoing =
        error.kind == ErrorKind::ResourceLimit ||
        (error.kind == ErrorKind::StreamError && !error.detail.startsWith("system-shutdown"_L1));
    const auto first = std::find_if(m_unsent.begin(), m_unsent.end(),
                                    [](const auto &each) { return each.second.phase == Phase::InFlight; });
    if (isItsDoing && first != m_unsent.end())
        ++first->second.ends;
}

void Outbox::lost(const QStringList &ids)
{
    QString suspect;
    for (const QString &id : ids) {
        Unsent *entry = unsent(id);
        if (!entry || entry->phase != Phase::InFlight)
            continue;
        entry->phase = Phase::Waiting;
        entry->mayBeThere = true;
        if (m_fates.value(id).state >= MessageState::Delivered)
            forgetUnsent(id); // a receipt has come, so it did arrive
        else if (suspect.isEmpty())
            suspect = id;
    }
    Unsent *entry = suspect.isEmpty() ? nullptr : unsent(suspect);
    if (entry && (++entry->losses >= maxLosses || entry->ends >= maxEnds)) {
        const Jid thread = entry->message.thread;
        forgetUnsent(suspect);
        setState(thread, suspect, MessageState::Failed, {ErrorKind::StreamError, {}});
    }
    flush();
}

void Outbox::givenBack(const QStringList &doubtful, const QStringList &unsentIds)
{
    for (const QStringList *ids : {&doubtful, &unsentIds}) {
        for (const QString &id : *ids) {
            Unsent *entry = unsent(id);
            if (!entry || entry->phase != Phase::InFlight)
                continue;
            entry->phase = Phase::Waiting;
            entry->mayBeThere = entry->mayBeThere || ids == &doubtful;
            if (m_fates.value(id).state >= MessageState::Delivered)
                forgetUnsent(id); // a receipt has come, so it did arrive
        }
    }
    countQueued();
}

void Outbox::receiptReceived(const Jid &from, const QString &id)
{
    const Jid thread = from.bare();
    const auto fate = m_fates.constFind(id);
    const bool isKnown = fate != m_fates.cend();
    if (id.isEmpty() || from.isEmpty() || (isKnown && fate->thread != thread))
        return; // nobody has a receipt to give for what was sent to another
    if (isKnown && !fate->target.isEmpty() && fate->target != from.resource()) {
        // The server gave it to another one than it was for: that is not hidden, and no delivery.
        if (from.isFull())
            saveDelivery(thread, id, deliveryOn(from, DeliveryState::Delivered));
        return;
    }
    if (from.isFull()) {
        const DeliveryRecord delivery = deliveryOn(from, DeliveryState::Delivered);
        saveDelivery(thread, id, delivery);
        if (!isKnown)
            keepEarly({thread, id}, delivery);
    }
    if (isKnown)
        m_fates[id].isInferred = false;
    // Of an unknown one the database knows whether it is there; then it has certainly arrived.
    if (!isKnown || fate->state < MessageState::Delivered || fate->state == MessageState::Failed)
        setState(thread, id, MessageState::Delivered);
}

void Outbox::keepEarly(const MessageKey &key, const DeliveryRecord &delivery)
{
    auto &early = m_early[key];
    if (early.isEmpty())
        m_earlyAge.push_back(key);
    if (early.size() < maxDeliveries)
        early.append(delivery);
    if (m_earlyAge.size() > maxEarly) {
        m_early.remove(m_earlyAge.front());
        m_earlyAge.pop_front();
    }
}

void Outbox::copyStored(const Jid &thread, const QString &id)
{
    if (m_fates.contains(id))
        return;
    remember(id, thread, MessageState::AtServer);
    archivedStored(thread, id);
}

void Outbox::archivedStored(const Jid &thread, const QString &id)
{
    if (!m_early.contains({thread, id}))
        return;
    const QList<DeliveryRecord> early = m_early.take({thread, id});
    std::erase(m_earlyAge, MessageKey{thread, id});
    bool isDelivered = false;
    for (const DeliveryRecord &delivery : early) {
        isDelivered = isDelivered || delivery.state != DeliveryState::Read;
        if (delivery.state == DeliveryState::Read)
            displayedReceived(thread.withResource(delivery.resource), id);
        else
            saveDelivery(thread, id, delivery);
    }
    if (isDelivered)
        setState(thread, id, MessageState::Delivered);
}

bool Outbox::mustWait(const Unsent &entry) const
{
    if (!entry.message.target.isEmpty())
        return !m_presenceKnown; // nobody has archived it
    return entry.mayBeThere && entry.message.timeMs - clockTolerance < m_archivedFromMs;
}

bool Outbox::hasUncertain() const
{
    return m_isLoading || std::any_of(m_unsent.begin(), m_unsent.end(), [](const auto &each) {
               return each.second.phase == Phase::Waiting && each.second.mayBeThere;
           });
}

void Outbox::expectArchive()
{
    m_archivedFromMs = std::numeric_limits<qint64>::max();
    holdOn();
}

void Outbox::holdOn()
{
    m_clock.after(longestHold, this, [this, hold = ++m_holds] {
        if (hold == m_holds)
            archiveKnownFrom(0);
    });
}

void Outbox::archiveKnownFrom(qint64 ms)
{
    if (ms >= m_archivedFromMs)
        return;
    m_archivedFromMs = ms;
    if (ms > 0)
        holdOn(); // it gets on
    flush();
}

void Outbox::foundInArchive(const QStringList &ids)
{
    for (const QString &id : ids) {
        if (m_order.contains(id))
            acknowledged(id);
    }
}

void Outbox::messageFailed(const Jid &from, const QString &id, const Error &error)
{
    const auto fate = m_fates.constFind(id);
    if (fate == m_fates.cend() || fate->thread != from.bare())
        return;
    // One Connection that has it outweighs another that refused it.
    const bool hasArrived = fate->state == MessageState::Delivered || fate->state == MessageState::Read;
    if (hasArrived && !fate->isInferred)
        return;
    // What was sent to all fails when their server says so. When one Connection has gone with it (Prosody
    // tells that of a session that is not resumed), the others and the archive have it all the same.
    if (fate->target.isEmpty() && from.isFull() && saysThatNobodyIsThere(error))
        return;
    const Jid thread = fate->thread;
    const bool hasGone = !fate->target.isEmpty() && saysThatNobodyIsThere(error);
    forgetUnsent(id);
    setState(thread, id, MessageState::Failed,
             hasGone ? Error{ErrorKind::ServiceUnavailable, error.detail} : error);
    countQueued();
}

void Outbox::remember(const QString &id, const Jid &thread, MessageState state, const QString &target)
{
    if (!m_fates.contains(id))
        m_fateAge.push_back(id);
    m_fates.insert(id, {thread, state, target, false});
    // What is still under way must not be forgotten, however old.
    while (m_fateAge.size() > maxFates + m_unsent.size()) {
        const QString oldest = m_fateAge.front();
        m_fateAge.pop_front();
        if (m_order.contains(oldest))
            m_fateAge.push_back(oldest);
        else
            m_fates.remove(oldest);
    }
}

void Outbox::setState(const Jid &thread, const QString &id, MessageState state, const Error &error)
{
    if (const auto fate = m_fates.find(id); fate != m_fates.end())
        fate->state = state;
    logFailure(m_database.setMessageState(thread, id, state, error.kind, error.detail), this,
               "saving the state of a message");
    Q_EMIT messageStateChanged(thread, id, state, error.kind, error.detail);
}

void Outbox::countQueued()
{
    int count = 0;
    for (const auto &[order, entry] : m_unsent)
        count += entry.phase == Phase::Waiting ? 1 : 0;
    if (count == m_queuedCount)
        return;
    m_queuedCount = count;
    Q_EMIT queuedCountChanged();
}

} // namespace roost
