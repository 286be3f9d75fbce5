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
#include <iterator>
#include <utility>

namespace roost {

namespace {

constexpr std::chrono::milliseconds draftDelay{100};

/// Older and newer messages around the message of openAt().
constexpr int halfPage = Thread::pageSize / 2;

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

void Thread::loadOlder()
{
    if (!isLoading() && !isComplete())
        request({Request::Kind::Older});
}

void Thread::loadNewer()
{
    if (!isLoading() && !isAtEnd())
        request({Request::Kind::Newer});
}

void Thread::openAt(const MessageKey &key)
{
    const qsizetype row = m_window.indexOf(key);
    const bool staysHere = !isOpening() && m_request.kind != Request::Kind::End;
    if (row >= 0 && staysHere)
        Q_EMIT opened(static_cast<int>(row));
    else
        request({Request::Kind::Message, key});
}

void Thread::openAtFirstUnread() { request({Request::Kind::FirstUnread}); }

void Thread::jumpToEnd()
{
    if (m_request.kind == Request::Kind::End)
        return;
    if (!isAtEnd()) {
        request({Request::Kind::End});
    } else if (isOpening()) {
        ++m_requests;
        finish({});
    }
}

bool Thread::isOpening() const
{
    return m_request.kind == Request::Kind::Message || m_request.kind == Request::Kind::FirstUnread;
}

void Thread::retryLoading()
{
    if (m_failed.kind != Request::Kind::None && !isLoading())
        request(m_failed);
}

void Thread::request(const Request &request)
{
    m_request = request;
    m_isPageRead = false;
    const auto answered = [this, number = ++m_requests](auto action) {
        return [this, number, action](const auto &answer) {
            if (number == m_requests)
                (this->*action)(answer);
        };
    };
    const Jid &thread = m_endpoint.id();
    const auto read = [&](QFuture<Result<QList<MessageRecord>>> page) {
        onAnswer(std::move(page), this, answered(&Thread::pageLoaded));
    };
    switch (request.kind) {
    case Request::Kind::Older:
        return read(m_database.loadMessages(thread, m_window.start(), pageSize));
    case Request::Kind::Newer:
        return read(m_database.loadMessagesAfter(thread, m_window.end(), pageSize));
    case Request::Kind::End:
        return read(m_database.loadMessages(thread, {}, pageSize));
    case Request::Kind::Message:
    case Request::Kind::FirstUnread:
        if (request.at)
            return read(m_database.loadMessagesAround(thread, *request.at, halfPage));
        return onAnswer(request.kind == Request::Kind::Message
                            ? m_database.findMessage(thread, request.key.id, request.key.isOwn)
                            : m_database.findFirstUnread(thread),
                        this, answered(&Thread::placeFound));
    case Request::Kind::None:
        break;
    }
}

void Thread::placeFound(const Result<std::optional<MessageCursor>> &place)
{
    if (!place) {
        fail(place.error());
        return;
    }
    if (!*place || m_window.indexOfRow((*place)->rowId) >= 0) {
        finish(*place ? (*place)->rowId : 0);
        return;
    }
    Request found = m_request;
    found.at = *place;
    request(found);
}

void Thread::pageLoaded(const Result<QList<MessageRecord>> &page)
{
    if (!page) {
        fail(page.error());
        return;
    }
    const bool isFull = page->size() == pageSize;
    switch (m_request.kind) {
    case Request::Kind::Older:
        m_window.setStart(page->isEmpty() ? m_window.start() : cursorOf(messageOf(page->first())), !isFull);
        insertPage(unknownOf(*page, m_window), true);
        return finish({});
    case Request::Kind::Newer:
        m_window.setEnd(page->isEmpty() ? m_window.end() : cursorOf(messageOf(page->last())), !isFull);
        insertPage(unknownOf(*page, m_window), false);
        return finish({});
    default:
        replaceWindow(*page, m_request);
        return finish(m_request.at ? std::optional(m_request.at->rowId) : std::nullopt);
    }
}

void Thread::fail(const Error &error)
{
    m_failed = std::exchange(m_request, {});
    // The next request reads what the changes have written.
    m_deferred.clear();
    m_isPageRead = false;
    Q_EMIT loadFailed(error);
}

void Thread::finish(std::optional<qint64> openedRow)
{
    m_request = {};
    m_failed = {};
    m_isPageRead = false;
    if (isAtEnd())
        insertUnstored();
    for (const auto &change : std::exchange(m_deferred, {}))
        change();
    if (openedRow)
        Q_EMIT opened(*openedRow == 0 ? -1 : static_cast<int>(m_window.indexOfRow(*openedRow)));
    Q_EMIT loadFinished();
}

void Thread::defer(std::function<void()> change)
{
    if (isLoading())
        m_deferred.push_back(std::move(change));
}

std::vector<Message> Thread::unknownOf(const QList<MessageRecord> &page, const MessageWindow &window)
{
    std::vector<Message> fresh;
    fresh.reserve(static_cast<std::size_t>(page.size()));
    for (const MessageRecord &record : page) {
        Message message = messageOf(record);
        message.isRead = message.isRead || m_isPageRead;
        if (!window.contains(message))
            fresh.push_back(std::move(message));
    }
    return fresh;
}

void Thread::insertPage(std::vector<Message> page, bool isOlder)
{
    if (page.empty())
        return;
    if (isOlder ? !m_window.goesBefore(page) : !m_window.goesBehind(page)) {
        // A message arrived while the page was being read.
        for (const Message &message : page)
            insertInOrder(message);
        return;
    }
    const int first = isOlder ? 0 : static_cast<int>(messages().size());
    const int last = first + static_cast<int>(page.size()) - 1;
    Q_EMIT aboutToInsert(first, last);
    m_window.insert(first, std::move(page));
    Q_EMIT inserted(first, last);
}

void Thread::replaceWindow(const QList<MessageRecord> &page, const Request &request)
{
    const auto isOlder = [&request](const MessageRecord &message) {
        return request.at && std::pair(message.position, message.rowId) <
                                 std::pair(request.at->position, request.at->rowId);
    };
    const qsizetype older = std::count_if(page.begin(), page.end(), isOlder);
    MessageWindow window;
    if (!page.isEmpty())
        window.setStart(cursorOf(messageOf(page.first())), false);
    if (request.at) {
        window.setStart(window.start(), older < halfPage);
        if (page.size() - older == halfPage)
            window.setEnd(cursorOf(messageOf(page.last())), false);
    } else {
        window.setStart(window.start(), page.size() < pageSize);
    }
    window.insert(0, unknownOf(page, window));
    for (Message &message : m_window.unstored())
        m_unstored.push_back(std::move(message));
    Q_EMIT aboutToReset();
    m_window = std::move(window);
    Q_EMIT reset();
}

void Thread::insertInOrder(const Message &message)
{
    const qsizetype place = m_window.placeOf(message);
    const int row = static_cast<int>(place);
    Q_EMIT aboutToInsert(row, row);
    m_window.insert(place, {message});
    Q_EMIT inserted(row, row);
}

void Thread::insertUnstored()
{
    const std::vector<Message> unstored = std::exchange(m_unstored, {});
    for (const Message &message : unstored) {
        if (!m_window.isOutside(message) && !m_window.contains(message))
            insertInOrder(message);
    }
}

void Thread::insert(const MessageRecord &record)
{
    const Message message = messageOf(record);
    if (m_window.isOutside(message))
        defer([=, this] { insert(record); });
    else if (!m_window.contains(message))
        insertInOrder(message);
}

void Thread::insertArchived(const MessageRecord &record)
{
    const bool isFull = messages().size() >= static_cast<std::size_t>(pageSize);
    const Message message = messageOf(record);
    if (isComplete() && isFull && m_window.goesBefore({message}))
        m_window.setStart(cursorOf(messages().front()), false);
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
    jumpToEnd();
    if (isAtEnd())
        insert(message);
    else
        m_unstored.push_back(messageOf(message));
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
    if (row < 0 || !hasTargetGone(m_window.at(row)))
        return;
    Message &message = m_window.at(row);
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
    const Message &message = m_window.at(row);
    if (message.state == MessageState::Failed)
        m_outbox.sendAgain(recordOf(message, m_endpoint.id()));
}

void Thread::markRead()
{
    const bool hadUnread = m_directory.modify(m_endpoint, [](ContactRecord &record) { record.unread = 0; });
    if (!hadUnread)
        return;
    for (qsizetype row = 0; row < std::ssize(messages()); ++row)
        m_window.at(row).isRead = true;
    m_isPageRead = isLoading();
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
    for (const MovedMessage &moved : messages) {
        const MessageKey key{moved.mine, moved.id};
        if (m_window.contains(key))
            here.insert(key, &moved);
        else
            missing.append(moved);
    }
    if (!missing.isEmpty())
        defer([=, this] { move(missing); });
    QList<int> rows;
    for (qsizetype row = 0; row < std::ssize(this->messages()) && !here.isEmpty(); ++row) {
        Message &message = m_window.at(row);
        const MovedMessage *moved = here.value(message.key);
        if (!moved)
            continue;
        message.position = moved->position;
        if (std::exchange(message.timeMs, moved->timeMs) != moved->timeMs)
            rows.append(static_cast<int>(row));
    }
    if (!m_window.isSorted()) {
        reorder();
    } else {
        for (const int row : std::as_const(rows))
            Q_EMIT changed(row);
    }
    closeHole(missing);
}

void Thread::closeHole(const QList<MovedMessage> &missing)
{
    std::optional<qint64> highest;
    for (const MovedMessage &moved : missing) {
        if (m_window.spans(moved.position))
            highest = std::max(highest.value_or(moved.position), moved.position);
    }
    const bool isWhole = isComplete() && isAtEnd();
    if (!highest || isWhole)
        return;
    m_window.setStart({*highest, MessageCursor().rowId - 1}, false);
    if (!messages().empty() && messages().front().position < *highest)
        loadOlder();
}

void Thread::reorder()
{
    Q_EMIT aboutToReorder();
    m_window.sort();
    Q_EMIT reordered();
}

bool Thread::setStored(const QString &id, qint64 rowId, qint64 position)
{
    const MessageKey key{true, id};
    const qsizetype row = m_window.indexOf(key);
    const auto waiting = std::find_if(m_unstored.begin(), m_unstored.end(),
                                      [&key](const Message &message) { return message.key == key; });
    if (row < 0 && waiting == m_unstored.end())
        return false;
    Message &message = row < 0 ? *waiting : m_window.at(row);
    message.rowId = rowId;
    message.position = position;
    // Another message may have been stored before this one, and inserted here after it.
    if (row >= 0 && !m_window.isInPlace(row))
        reorder();
    Q_EMIT stored(id);
    return true;
}

void Thread::setState(const QString &id, MessageState state, ErrorKind kind, const QString &failure)
{
    const qsizetype row = indexOf(id, true);
    if (row < 0) {
        defer([=, this] { setState(id, state, kind, failure); });
        return;
    }
    Message &message = m_window.at(row);
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
    Message &message = m_window.at(row);
    MessageRecord record = recordOf(message, m_endpoint.id());
    applyChange(record, change);
    message = messageOf(record);
    Q_EMIT changed(static_cast<int>(row));
}

void Thread::setRemarks(const RemarkChange &change)
{
    const qsizetype row = indexOf(change.id, change.mine);
    if (row < 0)
        return defer([=, this] { setRemarks(change); });
    m_window.at(row).remarks = change.remarks;
    Q_EMIT changed(static_cast<int>(row));
}

void Thread::setDelivery(const QString &id, const Delivery &delivery)
{
    const qsizetype row = indexOf(id, true);
    if (row < 0) {
        defer([=, this] { setDelivery(id, delivery); });
        return;
    }
    QList<Delivery> &deliveries = m_window.at(row).deliveries;
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
