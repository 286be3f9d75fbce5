// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/thread.h"

#include "base/answer.h"
#include "base/log_failure.h"
#include "domain/contacts/endpoint_directory.h"
#include "domain/threads/outbox.h"
#include "storage/records.h"
#include "storage/user_database.h"

#include <QHash>

#include <algorithm>
#include <chrono>

namespace roost {

namespace {

constexpr std::chrono::milliseconds draftDelay{100};

/// A message that is not stored yet follows all stored ones.
bool isBefore(const Message &a, const Message &b)
{
    if (a.rowId == 0 || b.rowId == 0)
        return a.rowId > b.rowId;
    return std::pair(a.position, a.rowId) < std::pair(b.position, b.rowId);
}

MessageCursor cursorOf(const Message &message) { return {message.position, message.rowId}; }

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
    const MessageKey key{mine, id};
    if (!m_known.contains(key))
        return -1;
    // From the end, because callers mostly ask for a new message.
    const auto found = std::find_if(m_messages.rbegin(), m_messages.rend(),
                                    [&](const Message &message) { return message.key == key; });
    return found == m_messages.rend() ? -1 : std::distance(found, m_messages.rend()) - 1;
}

void Thread::loadOlder()
{
    if (m_loading || m_complete)
        return;
    m_loading = true;
    onAnswer(m_database.loadMessages(m_endpoint.id(), m_loadedFrom, pageSize), this,
             [this](const Result<QList<MessageRecord>> &page) { pageLoaded(page); });
}

void Thread::retryLoading()
{
    if (m_hasFailed)
        loadOlder();
}

void Thread::pageLoaded(const Result<QList<MessageRecord>> &page)
{
    m_loading = false;
    m_hasFailed = !page;
    const auto deferred = std::exchange(m_deferred, {});
    const bool isPageRead = std::exchange(m_isPageRead, false);
    if (!page) { // the next request reads what the changes have written
        Q_EMIT loadFailed(page.error());
        return;
    }
    m_complete = page->size() < pageSize;
    if (!page->isEmpty())
        m_loadedFrom = {page->first().position, page->first().rowId};
    std::vector<Message> fresh;
    fresh.reserve(static_cast<std::size_t>(page->size()));
    for (const MessageRecord &record : *page) {
        Message message = messageOf(record);
        message.isRead = message.isRead || isPageRead;
        if (remember(message))
            fresh.push_back(std::move(message));
    }
    insertPage(std::move(fresh));
    for (const auto &change : deferred)
        change();
    Q_EMIT loadFinished();
}

void Thread::defer(std::function<void()> change)
{
    if (m_loading)
        m_deferred.push_back(std::move(change));
}

void Thread::insertPage(std::vector<Message> page)
{
    if (page.empty())
        return;
    if (!m_messages.empty() && !isBefore(page.back(), m_messages.front())) {
        // A message arrived while the page was being read.
        for (const Message &message : page)
            insertInOrder(message);
        return;
    }
    const int last = static_cast<int>(page.size()) - 1;
    Q_EMIT aboutToInsert(0, last);
    m_messages.insert(m_messages.begin(), std::make_move_iterator(page.begin()),
                      std::make_move_iterator(page.end()));
    Q_EMIT inserted(0, last);
}

bool Thread::remember(const Message &message)
{
    if (message.key.id.isEmpty())
        return true; // no id to compare; the database has dropped duplicates
    if (m_known.contains(message.key))
        return false;
    m_known.insert(message.key);
    return true;
}

void Thread::insertInOrder(const Message &message)
{
    const auto place = std::upper_bound(m_messages.begin(), m_messages.end(), message, isBefore);
    const int row = static_cast<int>(place - m_messages.begin());
    Q_EMIT aboutToInsert(row, row);
    m_messages.insert(m_messages.begin() + row, message);
    Q_EMIT inserted(row, row);
}

void Thread::insert(const MessageRecord &record)
{
    const Message message = messageOf(record);
    if (!isOlderThanWindow(message) && remember(message))
        insertInOrder(message);
}

bool Thread::isOlderThanWindow(const Message &message) const
{
    const bool isAnythingLoaded = m_loadedFrom.rowId != MessageCursor().rowId;
    return !m_complete && isAnythingLoaded && message.rowId != 0 &&
           std::pair(message.position, message.rowId) < std::pair(m_loadedFrom.position, m_loadedFrom.rowId);
}

void Thread::insertArchived(const MessageRecord &record)
{
    const bool isFull = m_messages.size() >= static_cast<std::size_t>(pageSize);
    if (m_complete && isFull && isBefore(messageOf(record), m_messages.front())) {
        m_complete = false;
        m_loadedFrom = cursorOf(m_messages.front());
    }
    insert(record);
}

QString Thread::send(const QString &body)
{
    if (body.trimmed().isEmpty())
        return {};
    // The database removes its draft and stores the message in one transaction: after a crash there is always
    // one of them.
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
    m_target = resource.isEmpty() ? Delivery() : m_outbox.deliveries().targetOf(m_endpoint, resource);
    Q_EMIT targetChanged();
}

void Thread::sendToAll(const QString &id)
{
    const qsizetype row = indexOf(id, true);
    if (row < 0 || !hasTargetGone(m_messages[static_cast<std::size_t>(row)]))
        return;
    Message &message = m_messages[static_cast<std::size_t>(row)];
    const QString target = std::exchange(message.target, {});
    message.deliveries.removeIf([&target](const Delivery &delivery) {
        return delivery.resource == target && delivery.state == DeliveryState::Sent;
    });
    m_outbox.sendToAll(recordOf(message, m_endpoint.id()));
}

void Thread::sendAgain(const QString &id)
{
    const qsizetype row = indexOf(id, true);
    if (row < 0)
        return;
    const Message &message = m_messages[static_cast<std::size_t>(row)];
    if (message.state == MessageState::Failed)
        m_outbox.sendAgain(recordOf(message, m_endpoint.id()));
}

void Thread::markRead()
{
    const bool hadUnread = m_directory.modify(m_endpoint, [](ContactRecord &record) { record.unread = 0; });
    if (!hadUnread)
        return;
    for (Message &message : m_messages)
        message.isRead = true;
    m_isPageRead = m_loading;
    Q_EMIT readHere();
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
    QHash<MessageKey, const MovedMessage *> here;
    QList<MovedMessage> missing;
    std::optional<qint64> highestMissing;
    for (const MovedMessage &moved : messages) {
        const MessageKey key{moved.mine, moved.id};
        if (m_known.contains(key))
            here.insert(key, &moved);
        else
            missing.append(moved);
    }
    for (const MovedMessage &moved : std::as_const(missing))
        highestMissing = std::max(highestMissing.value_or(moved.position), moved.position);
    if (!missing.isEmpty())
        defer([=, this] { move(missing); });
    QList<int> rows;
    for (std::size_t row = 0; row < m_messages.size() && !here.isEmpty(); ++row) {
        Message &message = m_messages[row];
        const MovedMessage *moved = here.value(message.key);
        if (!moved)
            continue;
        message.position = moved->position;
        if (std::exchange(message.timeMs, moved->timeMs) != moved->timeMs)
            rows.append(static_cast<int>(row));
    }
    if (!std::is_sorted(m_messages.cbegin(), m_messages.cend(), isBefore)) {
        reorder();
    } else {
        for (const int row : std::as_const(rows))
            Q_EMIT changed(row);
    }
    if (m_complete || !highestMissing || *highestMissing < m_loadedFrom.position)
        return;
    // Messages that are not in the window have moved behind its old start.
    m_loadedFrom = {*highestMissing, MessageCursor().rowId - 1};
    if (!m_messages.empty() && m_messages.front().position < *highestMissing)
        loadOlder();
}

void Thread::reorder()
{
    Q_EMIT aboutToReorder();
    std::stable_sort(m_messages.begin(), m_messages.end(), isBefore);
    Q_EMIT reordered();
}

void Thread::setStored(const QString &id, qint64 rowId, qint64 position)
{
    const qsizetype row = indexOf(id, true);
    if (row < 0)
        return;
    const auto message = m_messages.begin() + row;
    message->rowId = rowId;
    message->position = position;
    // Another message may have been stored before this one, and inserted here after it.
    const bool fitsBefore = row == 0 || !isBefore(*message, *(message - 1));
    const bool fitsAfter = message + 1 == m_messages.end() || !isBefore(*(message + 1), *message);
    if (!fitsBefore || !fitsAfter)
        reorder();
    Q_EMIT stored(id);
}

void Thread::setState(const QString &id, MessageState state, ErrorKind kind, const QString &failure)
{
    const qsizetype row = indexOf(id, true);
    if (row < 0) {
        defer([=, this] { setState(id, state, kind, failure); });
        return;
    }
    Message &message = m_messages[static_cast<std::size_t>(row)];
    // As in the database: a late receipt does not lower the state of a message that was read.
    const bool isLate = message.state == MessageState::Read &&
                        (state == MessageState::Delivered || state == MessageState::AtServer);
    if (isLate)
        return;
    message.state = state;
    message.failure = {kind, failure};
    Q_EMIT changed(static_cast<int>(row));
}

void Thread::change(const MessageRecord &change)
{
    const qsizetype row = indexOf(change.id, change.mine);
    if (row < 0) {
        defer([=, this] { this->change(change); });
        return;
    }
    Message &message = m_messages[static_cast<std::size_t>(row)];
    MessageRecord record = recordOf(message, m_endpoint.id());
    applyChange(record, change);
    message = messageOf(record);
    Q_EMIT changed(static_cast<int>(row));
}

void Thread::setDelivery(const QString &id, const Delivery &delivery)
{
    const qsizetype row = indexOf(id, true);
    if (row < 0) {
        defer([=, this] { setDelivery(id, delivery); });
        return;
    }
    QList<Delivery> &deliveries = m_messages[static_cast<std::size_t>(row)].deliveries;
    const auto known = std::find_if(deliveries.begin(), deliveries.end(),
                                    [&](const Delivery &each) { return each.resource == delivery.resource; });
    if (known == deliveries.end())
        deliveries.append(delivery);
    else if (known->state < delivery.state)
        *known = delivery;
    else
        return;
    Q_EMIT changed(static_cast<int>(row));
}

} // namespace roost
