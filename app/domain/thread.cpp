// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/thread.h"

#include "base/answer.h"
#include "domain/endpoint_directory.h"
#include "domain/log_failure.h"
#include "domain/outbox.h"
#include "storage/user_database.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace roost {

namespace {

constexpr std::chrono::milliseconds draftDelay{100};

/// What is not stored yet comes after all that is of the same millisecond.
qint64 orderRow(const MessageRecord &message)
{
    return message.rowId == 0 ? std::numeric_limits<qint64>::max() : message.rowId;
}

bool isBefore(const MessageRecord &a, const MessageRecord &b)
{
    return a.timeMs != b.timeMs ? a.timeMs < b.timeMs : orderRow(a) < orderRow(b);
}

} // namespace

Thread::Thread(Endpoint &endpoint, EndpointDirectory &directory, UserDatabase &database, Outbox &outbox,
               Clock &clock, QObject *parent)
    : QObject(parent)
    , m_endpoint(endpoint)
    , m_directory(directory)
    , m_database(database)
    , m_outbox(outbox)
    , m_clock(clock)
{
}

Thread::~Thread() = default;

qsizetype Thread::indexOf(const QString &id, bool mine) const
{
    if (!m_known.contains({mine, id}))
        return -1;
    // From the end: what is asked for is nearly always new.
    const auto found =
        std::find_if(m_messages.rbegin(), m_messages.rend(),
                     [&](const MessageRecord &message) { return message.mine == mine && message.id == id; });
    return found == m_messages.rend() ? -1 : std::distance(found, m_messages.rend()) - 1;
}

void Thread::loadOlder()
{
    if (m_loading || m_complete)
        return;
    m_loading = true;
    MessageCursor before;
    const auto oldest = std::find_if(m_messages.cbegin(), m_messages.cend(),
                                     [](const MessageRecord &message) { return message.rowId != 0; });
    // The first page is asked for from the very end, even if something has been typed meanwhile.
    if (oldest != m_messages.cend())
        before = {oldest->timeMs, oldest->rowId};
    onAnswer(m_database.loadMessages(m_endpoint.id(), before, pageSize), this,
             [this](const Result<QList<MessageRecord>> &page) { pageLoaded(page); });
}

void Thread::pageLoaded(const Result<QList<MessageRecord>> &page)
{
    m_loading = false;
    if (!page) {
        Q_EMIT loadFailed(page.error());
        return;
    }
    m_complete = page->size() < pageSize;
    std::vector<MessageRecord> fresh;
    fresh.reserve(static_cast<std::size_t>(page->size()));
    for (const MessageRecord &message : *page) {
        if (remember(message))
            fresh.push_back(message);
    }
    insertPage(std::move(fresh));
    Q_EMIT loadFinished();
}

void Thread::insertPage(std::vector<MessageRecord> page)
{
    if (page.empty())
        return;
    if (!m_messages.empty() && !isBefore(page.back(), m_messages.front())) {
        // Something came while the page was on its way.
        for (const MessageRecord &message : page)
            insertInOrder(message);
        return;
    }
    const int last = static_cast<int>(page.size()) - 1;
    Q_EMIT aboutToInsert(0, last);
    m_messages.insert(m_messages.begin(), std::make_move_iterator(page.begin()),
                      std::make_move_iterator(page.end()));
    Q_EMIT inserted(0, last);
}

bool Thread::remember(const MessageRecord &message)
{
    if (message.id.isEmpty())
        return true; // Nothing to tell doubles by; the database has done it.
    const std::pair<bool, QString> key{message.mine, message.id};
    if (m_known.contains(key))
        return false;
    m_known.insert(key);
    return true;
}

void Thread::insertInOrder(const MessageRecord &message)
{
    const auto place = std::upper_bound(m_messages.begin(), m_messages.end(), message, isBefore);
    const int row = static_cast<int>(place - m_messages.begin());
    Q_EMIT aboutToInsert(row, row);
    m_messages.insert(m_messages.begin() + row, message);
    Q_EMIT inserted(row, row);
}

void Thread::insert(const MessageRecord &message)
{
    const bool isOlderThanWindow =
        !m_complete && !m_messages.empty() && isBefore(message, m_messages.front());
    if (isOlderThanWindow || !remember(message))
        return;
    insertInOrder(message);
}

void Thread::insertArchived(const MessageRecord &message)
{
    const bool isFull = m_messages.size() >= static_cast<std::size_t>(pageSize);
    if (m_complete && isFull && isBefore(message, m_messages.front()))
        m_complete = false;
    insert(message);
}

QString Thread::send(const QString &body)
{
    if (body.trimmed().isEmpty())
        return {};
    // The database's copy goes when the message is written, in one transaction: whenever the program is
    // killed, there is the one or the other.
    m_directory.modify(m_endpoint, [](ContactRecord &record) { record.draft.clear(); });
    const MessageRecord message = m_outbox.send(m_endpoint, body, m_target);
    insert(message);
    return message.id;
}

void Thread::setCoverage(const ArchiveCoverage &coverage)
{
    if (m_coverage == coverage)
        return;
    m_coverage = coverage;
    Q_EMIT coverageChanged();
}

void Thread::setTarget(const QString &resource)
{
    if (m_target.resource == resource)
        return;
    m_target = resource.isEmpty() ? DeliveryRecord() : m_outbox.targetOf(m_endpoint, resource);
    Q_EMIT targetChanged();
}

void Thread::sendToAll(const QString &id)
{
    const qsizetype row = indexOf(id, true);
    if (row < 0 || !hasTargetGone(m_messages[static_cast<std::size_t>(row)]))
        return;
    MessageRecord &message = m_messages[static_cast<std::size_t>(row)];
    const QString target = std::exchange(message.target, {});
    message.deliveries.removeIf([&target](const DeliveryRecord &delivery) {
        return delivery.resource == target && delivery.state == DeliveryState::Sent;
    });
    MessageRecord again = message;
    m_outbox.sendToAll(again);
}

void Thread::sendAgain(const QString &id)
{
    const qsizetype row = indexOf(id, true);
    if (row < 0)
        return;
    const MessageRecord message = m_messages[static_cast<std::size_t>(row)];
    if (message.state == MessageState::Failed)
        m_outbox.sendAgain(message);
}

void Thread::markRead()
{
    const bool hadUnread = m_directory.modify(m_endpoint, [](ContactRecord &record) { record.unread = 0; });
    if (!hadUnread)
        return;
    for (MessageRecord &message : m_messages)
        message.read = true;
    logFailure(m_database.markRead(m_endpoint.id()), this, "marking a thread as read");
}

void Thread::setDraft(const QString &draft)
{
    const bool isNew =
        m_directory.modify(m_endpoint, [&draft](ContactRecord &record) { record.draft = draft; });
    if (!isNew || m_draftWaits)
        return;
    m_draftWaits = true;
    m_clock.after(draftDelay, this, [this] { saveDraft(); });
}

void Thread::saveDraft()
{
    if (!m_draftWaits)
        return;
    m_draftWaits = false;
    logFailure(m_database.saveDraft(m_endpoint.id(), m_endpoint.draft()), this, "saving a draft");
}

void Thread::move(const QList<MovedMessage> &messages)
{
    QList<int> rows;
    std::vector<MessageRecord> after = m_messages;
    for (const MovedMessage &moved : messages) {
        const qsizetype row = moved.thread == m_endpoint.id() ? indexOf(moved.id, moved.mine) : -1;
        if (row < 0)
            continue;
        rows.append(static_cast<int>(row));
        after[static_cast<std::size_t>(row)].timeMs = moved.timeMs;
    }
    if (std::is_sorted(after.cbegin(), after.cend(), isBefore)) {
        m_messages = std::move(after);
        for (const int row : std::as_const(rows))
            Q_EMIT changed(row);
        return;
    }
    Q_EMIT aboutToReorder();
    std::stable_sort(after.begin(), after.end(), isBefore);
    m_messages = std::move(after);
    Q_EMIT reordered();
}

void Thread::setRow(const QString &id, qint64 rowId)
{
    const qsizetype row = indexOf(id, true);
    if (row < 0)
        return;
    MessageRecord &message = m_messages[static_cast<std::size_t>(row)];
    message.rowId = rowId;
    // The order among messages of one millisecond may be another one now; then it stays as it is shown.
    const bool fitsBefore = row == 0 || !isBefore(message, m_messages[static_cast<std::size_t>(row) - 1]);
    const bool fitsAfter = row + 1 == static_cast<qsizetype>(m_messages.size()) ||
                           !isBefore(m_messages[static_cast<std::size_t>(row) + 1], message);
    if (!fitsBefore || !fitsAfter)
        message.rowId = 0;
    Q_EMIT stored(id);
}

void Thread::setState(const QString &id, MessageState state, ErrorKind kind, const QString &failure)
{
    const qsizetype row = indexOf(id, true);
    if (row < 0)
        return;
    MessageRecord &message = m_messages[static_cast<std::size_t>(row)];
    // As in the database: what has been read stays so when a receipt comes late.
    const bool isLate = message.state == MessageState::Read &&
                        (state == MessageState::Delivered || state == MessageState::AtServer);
    if (isLate)
        return;
    message.state = state;
    message.failureKind = static_cast<int>(kind);
    message.failure = failure;
    Q_EMIT changed(static_cast<int>(row));
}

void Thread::setDelivery(const QString &id, const DeliveryRecord &delivery)
{
    const qsizetype row = indexOf(id, true);
    if (row < 0)
        return;
    QList<DeliveryRecord> &deliveries = m_messages[static_cast<std::size_t>(row)].deliveries;
    const auto known = std::find_if(deliveries.begin(), deliveries.end(), [&](const DeliveryRecord &each) {
        return each.resource == delivery.resource;
    });
    if (known == deliveries.end())
        deliveries.append(delivery);
    else if (known->state < delivery.state)
        *known = delivery;
    else
        return;
    Q_EMIT changed(static_cast<int>(row));
}

} // namespace roost
