// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/outbox.h"

#include "base/answer.h"
#include "base/log.h"
#include "base/log_failure.h"
#include "domain/contacts/endpoint_directory.h"
#include "domain/threads/message_size.h"
#include "domain/threads/thread_updates.h"
#include "storage/user_database.h"
#include "xmpp/extensions/rfc6121_message.h"
#include "xmpp/extensions/xep0033_addresses.h"
#include "xmpp/extensions/xep0280_carbons.h"
#include "xmpp/extensions/xep0334_hints.h"

#include <QSet>

#include <limits>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// Maximum number of messages sent before the event loop has its turn: thousands may wait for a session.
constexpr int maxPerTurn = 32;

} // namespace

Outbox::Outbox(EndpointDirectory &directory, UserDatabase &database, ThreadUpdates &updates, Clock &clock,
               IdSource &ids, Wire wire, QObject *parent)
    : QObject(parent)
    , m_directory(directory)
    , m_database(database)
    , m_updates(updates)
    , m_clock(clock)
    , m_ids(ids)
    , m_wire(std::move(wire))
    , m_deliveries(directory, database, updates, clock)
{
    connect(&m_deliveries, &DeliveryTracker::messageRefused, this, [this](const QString &id) {
        forgetUnsent(id);
        countQueued();
    });
    // A timer, because a posted event would run before input and painting.
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
        // Messages that were typed meanwhile follow them.
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
    message.id = message.senderId = m_ids.next();
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
    m_updates.submit({EventBatch::Origin::Outgoing, {message}}, this,
                     [this, id = message.id](const Result<ChangeList> &changes) { stored(id, changes); });
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
    m_deliveries.setState(again.thread, again.id, MessageState::Queued);
    enqueue(again, Phase::Waiting);
    flush();
}

void Outbox::enqueue(const MessageRecord &message, Phase phase, std::optional<qint64> place)
{
    const qint64 order = place ? *place : m_nextOrder++;
    Unsent entry;
    entry.message = message;
    entry.phase = phase;
    m_unsent.emplace(order, std::move(entry));
    m_order.insert(message.id, order);
    m_deliveries.track(message.id, message.thread, message.target);
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
    m_deliveries.release(id);
}

void Outbox::stored(const QString &id, const Result<ChangeList> &changes)
{
    Unsent *entry = unsent(id);
    if (!entry)
        return;
    if (!changes) {
        fail(id, changes.error());
    } else {
        const StoreOutcome &outcome = changes->outcomes.constFirst();
        entry->message.rowId = outcome.rowId;
        entry->message.position = outcome.position;
        entry->phase = Phase::Waiting;
    }
    flush();
}

void Outbox::flush()
{
    if (m_turn.isActive())
        return;
    int sent = 0;
    QList<std::pair<QString, Error>> failed;
    QSet<Jid> held; // threads with an earlier message that must wait
    for (auto &[order, entry] : m_unsent) {
        if (!m_started || m_isLoading || !m_wire.isOnline())
            break;
        if (entry.phase == Phase::Storing || entry.phase == Phase::Preparing)
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
        if (OutgoingStep *step = nextStep(entry)) {
            held.insert(entry.message.thread);
            if (!entry.isSessionAwaited)
                prepare(entry, *step);
            continue;
        }
        if (sent++ == maxPerTurn) {
            m_turn.start();
            break;
        }
        entry.phase = Phase::InFlight;
        if (!m_wire.send(stanzaOf(entry.message), entry.message.id)) {
            entry.phase = Phase::Waiting;
            break;
        }
        m_deliveries.recordRecipients(entry.message);
    }
    for (const auto &[id, obstacle] : std::as_const(failed))
        fail(id, obstacle);
    countQueued();
}

OutgoingStep *Outbox::nextStep(Unsent &entry) const
{
    if (m_steps.empty())
        return nullptr;
    const Message message = messageOf(entry.message);
    while (entry.step < m_steps.size() && !m_steps[entry.step]->concerns(message))
        ++entry.step;
    return entry.step < m_steps.size() ? m_steps[entry.step] : nullptr;
}

void Outbox::prepare(Unsent &entry, OutgoingStep &step)
{
    entry.phase = Phase::Preparing;
    entry.preparation = step.prepare(messageOf(entry.message));
    onAnswer(entry.preparation, this,
             [this, id = entry.message.id](const Result<Message> &message) { prepared(id, message); });
}

void Outbox::prepared(const QString &id, const Result<Message> &message)
{
    Unsent *entry = unsent(id);
    if (!entry || entry->phase != Phase::Preparing)
        return;
    entry->phase = Phase::Waiting;
    if (message) {
        const MessageRecord ready = recordOf(*message, entry->message.thread);
        entry->message.body = ready.body;
        entry->message.subject = ready.subject;
        ++entry->step;
    } else if (message.error().kind == ErrorKind::NotConnected) {
        entry->isSessionAwaited = true;
    } else {
        fail(id, message.error());
    }
    flush();
}

void Outbox::fail(const QString &id, const Error &error)
{
    const Jid thread = unsent(id)->message.thread;
    forgetUnsent(id);
    m_deliveries.setState(thread, id, MessageState::Failed, error);
}

bool Outbox::cancel(const QString &id)
{
    Unsent *entry = unsent(id);
    if (!entry || entry->phase == Phase::InFlight)
        return false;
    QFuture<Result<Message>> preparation = entry->preparation;
    const bool isPreparing = entry->phase == Phase::Preparing;
    // The database writes the state after the message itself, should that still be on its way.
    fail(id, {ErrorKind::Cancelled, {}});
    if (isPreparing)
        preparation.cancel();
    flush();
    return true;
}

void Outbox::sessionStarted()
{
    m_started = true;
    for (auto &[order, entry] : m_unsent)
        entry.isSessionAwaited = false;
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
    // A receipt may have arrived earlier, which is a higher state.
    if (m_deliveries.stateOf(id) == MessageState::Queued)
        m_deliveries.setState(thread, id, MessageState::AtServer);
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
    QString probe;
    for (const QString &id : ids) {
        Unsent *entry = unsent(id);
        if (!entry || entry->phase != Phase::InFlight)
            continue;
        entry->phase = Phase::Waiting;
        entry->mayBeThere = true;
        if (m_deliveries.stateOf(id) >= MessageState::Delivered)
            forgetUnsent(id); // a receipt has come, so it did arrive
        else if (probe.isEmpty())
            probe = id;
    }
    Unsent *entry = probe.isEmpty() ? nullptr : unsent(probe);
    if (entry && (++entry->losses >= maxLosses || entry->ends >= maxEnds))
        fail(probe, {ErrorKind::StreamError, {}});
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
            if (m_deliveries.stateOf(id) >= MessageState::Delivered)
                forgetUnsent(id); // a receipt has come, so it did arrive
        }
    }
    countQueued();
}

bool Outbox::mustWait(const Unsent &entry) const
{
    if (!entry.message.target.isEmpty())
        return !m_presenceKnown; // no server archives such a message
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
    restartHoldTimer();
}

void Outbox::restartHoldTimer()
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
        restartHoldTimer(); // the archive makes progress
    flush();
}

void Outbox::foundInArchive(const QStringList &ids)
{
    for (const QString &id : ids) {
        if (m_order.contains(id))
            acknowledged(id);
    }
}

void Outbox::countQueued()
{
    int count = 0;
    for (const auto &[order, entry] : m_unsent)
        count += entry.phase == Phase::Waiting || entry.phase == Phase::Preparing ? 1 : 0;
    if (count == m_queuedCount)
        return;
    m_queuedCount = count;
    Q_EMIT queuedCountChanged();
}

XmlElement Outbox::stanzaOf(const MessageRecord &message)
{
    if (message.target.isEmpty())
        return Rfc6121Message::makeChat(message.thread, message.id, message.body);
    // Not type chat: if the target has gone, servers deliver a chat message to the other Connections. No
    // server keeps it.
    XmlElement stanza =
        Rfc6121Message::makeNormal(message.thread.withResource(message.target), message.id, message.body);
    stanza.addChild(Xep0033Addresses::makeTo(message.thread.withResource(message.target)));
    stanza.addChild(Xep0280Carbons::makePrivate());
    stanza.addChild(Xep0334Hints::make(Xep0334Hints::Hint::NoCopy));
    stanza.addChild(Xep0334Hints::make(Xep0334Hints::Hint::NoStore));
    return stanza;
}

bool Outbox::isTargetThere(const MessageRecord &message) const
{
    const Endpoint *endpoint = m_directory.find(message.thread);
    return endpoint && endpoint->connection(message.target);
}

Error Outbox::obstacleOf(const MessageRecord &message) const
{
    static_assert(maxBodyBytes == longestBodyBytes);
    if (!fitsOneMessage(message.body))
        return {ErrorKind::ResourceLimit, {}};
    if (!message.target.isEmpty() && !isTargetThere(message))
        return {ErrorKind::ServiceUnavailable, {}};
    return {};
}

void Outbox::setPresenceKnown(bool known)
{
    m_presenceKnown = known;
    if (known)
        flush();
}

void Outbox::sendToAll(const MessageRecord &message)
{
    if (m_order.contains(message.id))
        return;
    MessageRecord toAll = message;
    toAll.target.clear();
    logFailure(m_database.dropMessageTarget(message.thread, message.id), this, "sending to all");
    sendAgain(toAll);
}

} // namespace roost
