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

#include <algorithm>
#include <limits>
#include <memory>

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
    , m_remarks(updates, clock, ids)
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
    // The database answers in order.
    const auto messages = std::make_shared<Result<QList<MessageRecord>>>();
    onAnswer(m_database.loadQueued(), this, [messages](const auto &queued) { *messages = queued; });
    onAnswer(m_database.loadOutgoingRemarks(), this,
             [this, messages](const Result<QList<OutgoingRemark>> &remarks) {
                 m_isLoading = false;
                 m_hasFailed = !*messages || !remarks;
                 if (!m_hasFailed)
                     loaded(**messages, *remarks);
                 else
                     qCWarning(lcDomain) << "reading queued messages failed:"
                                         << (*messages ? remarks.error() : messages->error()).detail;
             });
}

void Outbox::loaded(const QList<MessageRecord> &messages, const QList<OutgoingRemark> &remarks)
{
    // Entries that were made meanwhile follow them.
    qint64 order = -(messages.size() + remarks.size());
    const auto add = [this, &order](const auto &content, const QString &id) {
        ++order;
        if (!m_queue.contains(id))
            enqueue(content, Phase::Waiting, order - 1).mayBeThere = true;
    };
    auto remark = remarks.cbegin();
    for (const MessageRecord &message : messages) {
        for (; remark != remarks.cend() && remark->mark.delivery.atMs < message.timeMs; ++remark)
            add(*remark, remark->mark.stanzaId);
        add(message, message.id);
    }
    for (; remark != remarks.cend(); ++remark)
        add(*remark, remark->mark.stanzaId);
    flush();
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
    if (m_queue.contains(message.id))
        return;
    MessageRecord again = message;
    again.state = MessageState::Queued;
    m_deliveries.setState(again.thread, again.id, MessageState::Queued);
    enqueue(again, Phase::Waiting);
    flush();
}

void Outbox::remark(Endpoint &endpoint, const Message &message, MarkKind kind, const QString &value)
{
    const auto remark = m_remarks.make(endpoint.id(), message, kind, value);
    if (!remark)
        return;
    enqueue(*remark, Phase::Storing);
    EventBatch batch;
    batch.origin = EventBatch::Origin::Outgoing;
    batch.remarks = {*remark};
    m_updates.submit(
        std::move(batch), this,
        [this, id = remark->mark.stanzaId](const Result<ChangeList> &changes) { stored(id, changes); });
}

Outbox::Unsent &Outbox::enqueue(std::variant<MessageRecord, OutgoingRemark> content, Phase phase,
                                std::optional<qint64> place)
{
    Unsent entry;
    entry.content = std::move(content);
    entry.phase = phase;
    if (const MessageRecord *message = entry.message())
        m_deliveries.track(message->id, message->thread, message->target);
    return m_queue.add(std::move(entry), place);
}

QList<MessageRecord> Outbox::unsentMessages() const
{
    QList<MessageRecord> messages;
    for (const auto &[order, entry] : m_queue.entries()) {
        if (entry.message())
            messages.append(*entry.message());
    }
    return messages;
}

void Outbox::forgetUnsent(const QString &id)
{
    m_queue.remove(id);
    m_deliveries.release(id);
}

void Outbox::stored(const QString &id, const Result<ChangeList> &changes)
{
    Unsent *entry = m_queue.find(id);
    if (!entry)
        return;
    if (!changes) {
        fail(id, changes.error());
    } else {
        if (MessageRecord *message = entry->message()) {
            const StoreOutcome &outcome = changes->outcomes.constFirst();
            message->rowId = outcome.rowId;
            message->position = outcome.position;
        }
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
    QSet<Jid> held; // threads with an earlier entry that must wait
    for (auto &[order, entry] : m_queue.entries()) {
        if (!m_started || m_isLoading || !m_wire.isOnline())
            break;
        const Jid &thread = entry.thread();
        if (entry.phase == Phase::Storing || entry.phase == Phase::Preparing)
            held.insert(thread);
        if (entry.phase != Phase::Waiting || held.contains(thread))
            continue;
        if (mustWait(entry)) {
            held.insert(thread);
            continue;
        }
        if (const Error obstacle = obstacleOf(entry); obstacle.kind != ErrorKind::None) {
            failed.append({entry.id(), obstacle});
            continue;
        }
        if (OutgoingStep *step = m_preparation.nextStep(entry)) {
            held.insert(thread);
            if (!entry.isSessionAwaited) {
                m_preparation.start(entry, *step, this,
                                    [this](const QString &id, const auto &answer) { prepared(id, answer); });
            }
            continue;
        }
        if (sent++ == maxPerTurn) {
            m_turn.start();
            break;
        }
        const XmlElement stanza =
            entry.message() ? stanzaOf(*entry.message()) : m_remarks.stanzaOf(*entry.remark());
        entry.phase = Phase::InFlight;
        if (!m_wire.send(stanza, entry.id())) {
            entry.phase = Phase::Waiting;
            break;
        }
        if (entry.message())
            m_deliveries.recordRecipients(*entry.message());
    }
    for (const auto &[id, obstacle] : std::as_const(failed))
        fail(id, obstacle);
    countQueued();
}

void Outbox::prepared(const QString &id, const Result<Outgoing> &answer)
{
    Unsent *entry = m_queue.find(id);
    if (!entry || entry->phase != Phase::Preparing)
        return;
    if (const Error error = m_preparation.finish(*entry, answer); error.kind != ErrorKind::None)
        fail(id, error);
    flush();
}

void Outbox::fail(const QString &id, const Error &error)
{
    const Unsent entry = std::move(*m_queue.find(id));
    forgetUnsent(id);
    if (entry.message())
        m_deliveries.setState(entry.thread(), id, MessageState::Failed, error);
    else
        m_remarks.fail(*entry.remark(), error);
}

void Outbox::entryFailed(const Jid &from, const QString &id, const Error &error)
{
    const Unsent *entry = m_queue.find(id);
    const bool isRemark = entry && entry->remark();
    // One Connection that has gone with the remark does not matter: the others have it.
    const bool isFailure = !from.isFull() || !isRecipientGone(error);
    if (isRemark && entry->thread() == from.bare() && isFailure)
        fail(id, error);
    else if (!isRemark && !m_remarks.refused(from, id, error))
        m_deliveries.messageFailed(from, id, error);
}

bool Outbox::cancel(const QString &id)
{
    Unsent *entry = m_queue.find(id);
    if (!entry || entry->phase == Phase::InFlight)
        return false;
    QFuture<Result<Outgoing>> preparation = entry->preparation;
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
    for (auto &[order, entry] : m_queue.entries())
        entry.isSessionAwaited = false;
    flush();
}

void Outbox::sessionEnded() { m_started = false; }

void Outbox::sessionGone()
{
    m_started = false;
    for (auto &[order, entry] : m_queue.entries()) {
        if (entry.phase != Phase::InFlight)
            continue;
        entry.phase = Phase::Waiting;
        entry.mayBeThere = true;
    }
    countQueued();
}

void Outbox::acknowledged(const QString &id)
{
    const Unsent *entry = m_queue.find(id);
    if (!entry)
        return;
    if (entry->remark()) {
        const OutgoingRemark remark = *entry->remark();
        forgetUnsent(id);
        m_remarks.acknowledged(remark);
        return;
    }
    const Jid thread = entry->thread();
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
    auto &entries = m_queue.entries();
    const auto first = std::find_if(entries.begin(), entries.end(),
                                    [](const auto &each) { return each.second.phase == Phase::InFlight; });
    if (isItsDoing && first != entries.end())
        ++first->second.ends;
}

bool Outbox::putBack(const QString &id, bool isDoubtful)
{
    Unsent *entry = m_queue.find(id);
    if (!entry || entry->phase != Phase::InFlight)
        return false;
    entry->phase = Phase::Waiting;
    entry->mayBeThere = entry->mayBeThere || isDoubtful;
    if (m_deliveries.stateOf(id) < MessageState::Delivered)
        return true;
    forgetUnsent(id); // a receipt has come, so it did arrive
    return false;
}

void Outbox::lost(const QStringList &ids)
{
    QString probe;
    for (const QString &id : ids) {
        if (putBack(id, true) && probe.isEmpty())
            probe = id;
    }
    Unsent *entry = probe.isEmpty() ? nullptr : m_queue.find(probe);
    if (entry && (++entry->losses >= maxLosses || entry->ends >= maxEnds))
        fail(probe, {ErrorKind::StreamError, {}});
    flush();
}

void Outbox::givenBack(const QStringList &doubtful, const QStringList &unsentIds)
{
    for (const QString &id : doubtful)
        putBack(id, true);
    for (const QString &id : unsentIds)
        putBack(id, false);
    countQueued();
}

bool Outbox::mustWait(const Unsent &entry) const
{
    if (!entry.target().isEmpty())
        return !m_presenceKnown; // no server archives such a message
    return entry.mayBeThere && entry.timeMs() - clockTolerance < m_archivedFromMs;
}

bool Outbox::hasUncertain() const
{
    const auto &entries = m_queue.entries();
    return m_isLoading || std::any_of(entries.begin(), entries.end(), [](const auto &each) {
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
        if (m_queue.contains(id))
            acknowledged(id);
    }
}

void Outbox::countQueued()
{
    int count = 0;
    for (const auto &[order, entry] : m_queue.entries())
        count +=
            entry.message() && (entry.phase == Phase::Waiting || entry.phase == Phase::Preparing) ? 1 : 0;
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

Error Outbox::obstacleOf(const Unsent &entry) const
{
    if (entry.remark()) {
        const bool isKnown = m_remarks.canSend(entry.remark()->mark.kind);
        return isKnown ? Error{} : Error{ErrorKind::FeatureNotImplemented, {}};
    }
    const MessageRecord &message = *entry.message();
    static_assert(maxBodyBytes == longestBodyBytes);
    if (!fitsOneMessage(message.body))
        return {ErrorKind::ResourceLimit, {}};
    const Endpoint *endpoint = m_directory.find(message.thread);
    const bool isTargetThere = endpoint && endpoint->connection(message.target);
    return message.target.isEmpty() || isTargetThere ? Error{} : Error{ErrorKind::ServiceUnavailable, {}};
}

void Outbox::setPresenceKnown(bool known)
{
    m_presenceKnown = known;
    if (known)
        flush();
}

void Outbox::sendToAll(const MessageRecord &message)
{
    if (m_queue.contains(message.id))
        return;
    MessageRecord toAll = message;
    toAll.target.clear();
    logFailure(m_database.dropMessageTarget(message.thread, message.id), this, "sending to all");
    sendAgain(toAll);
}

} // namespace roost
