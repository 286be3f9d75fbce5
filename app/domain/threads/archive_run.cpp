// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/archive_run.h"

#include "base/answer.h"
#include "base/log.h"
#include "base/log_failure.h"
#include "domain/threads/inbox.h"
#include "domain/threads/thread_updates.h"
#include "storage/user_database.h"

#include <QPointer>
#include <QSet>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// Pages of a run before the prefetch begins.
constexpr int firstPages = 2;
/// Maximum number of messages that wait for the database.
constexpr qsizetype maxWaiting = 1'000;
constexpr std::chrono::seconds retryPause{30};
/// ejabberd on Mnesia, while it writes, may report the beginning of the archive too early. So an empty page
/// is asked for once more.
constexpr std::chrono::seconds emptyPagePause{1};
constexpr int maxEmptyPages = 2;
const QString emptySetting = u"archive-was-empty"_s;
/// Servers write several messages at once: one message may appear in the archive after another that stands
/// behind it; ejabberd under load took four seconds. So the next run fetches the last seconds again.
constexpr qint64 unsettledMs = 30'000;

/// 0 for an empty list.
qint64 oldestOf(const QList<MessageRecord> &messages)
{
    qint64 oldest = 0;
    for (const MessageRecord &message : messages)
        oldest = oldest == 0 ? message.timeMs : std::min(oldest, message.timeMs);
    return oldest;
}

} // namespace

ArchiveRun::ArchiveRun(Inbox &inbox, UserDatabase &database, ThreadUpdates &updates, Clock &clock,
                       const Query &query, QObject *parent)
    : QObject(parent)
    , m_inbox(inbox)
    , m_database(database)
    , m_updates(updates)
    , m_clock(clock)
    , m_query(query)
{
}

void ArchiveRun::start(const ArchiveLook &look)
{
    m_look = look;
    onAnswer(m_database.loadArchiveRanges(), this,
             [this](const Result<QList<ArchiveRange>> &ranges) { rangesLoaded(ranges); });
}

void ArchiveRun::rangesLoaded(const Result<QList<ArchiveRange>> &ranges)
{
    if (!ranges) {
        qCWarning(lcDomain) << "reading the archive's ranges failed:" << ranges.error().detail;
        end();
        return;
    }
    m_older = *ranges;
    Q_EMIT rangesChanged(m_older);
    if (m_older.isEmpty())
        loadWasEmpty();
    else
        fetch();
}

void ArchiveRun::loadWasEmpty()
{
    // An empty archive leaves no range, but messages that arrive in it later are not history.
    onAnswer(m_database.loadSettings(), this, [this](const Result<QHash<QString, QString>> &settings) {
        m_wasEmpty = settings && settings->contains(emptySetting);
        fetch();
    });
}

void ArchiveRun::fetchNow()
{
    if (m_fetch != Fetch::Pausing)
        return;
    ++m_pauses;
    fetch();
}

void ArchiveRun::fetch()
{
    m_fetch = Fetch::Asking;
    const bool isNewest = m_range.newestId.isEmpty();
    const bool isPrefetched = m_prefetch && m_prefetch->before == m_range.oldestId;
    auto answer = isPrefetched ? m_prefetch->page
                               : m_query({m_range.oldestId, isNewest ? newestPageSize : olderPageSize});
    if (isPrefetched)
        m_prefetch.reset();
    dropPrefetch(); // after a leap, the prefetched page is not the next one
    answer.then(parent(), [self = QPointer(this)](const Result<ArchivePage> &page) {
        if (!self)
            return;
        self->m_fetch = Fetch::Idle;
        self->pageReceived(page);
    });
}

void ArchiveRun::prefetch(const QString &oldestId)
{
    if (m_fetch != Fetch::Asking || m_prefetch || m_pages < firstPages || isFull())
        return;
    m_prefetch.emplace(Prefetch{oldestId, m_query({oldestId, olderPageSize})});
}

void ArchiveRun::dropPrefetch()
{
    if (!m_prefetch)
        return;
    QFuture<Result<ArchivePage>> discarded = m_prefetch->page;
    m_prefetch.reset(); // Not by std::exchange(), see store().
    discarded.then(parent(), [&inbox = m_inbox](const Result<ArchivePage> &page) {
        if (page)
            inbox.forgetArchived(page->queryId);
    });
}

void ArchiveRun::fetchMore()
{
    if (m_fetch != Fetch::Idle)
        return;
    // A page beyond a leap needs to know that nothing newer waits for the database.
    if (m_leapsTo && (m_isStoring || m_batch))
        return;
    if (!isFull())
        fetch();
}

bool ArchiveRun::isFull() const { return m_batch && m_batch->count >= maxWaiting; }

void ArchiveRun::fetchAfter(std::chrono::milliseconds pause)
{
    m_fetch = Fetch::Pausing;
    m_clock.after(pause, this, [this, number = ++m_pauses] {
        if (number == m_pauses)
            fetch();
    });
}

void ArchiveRun::pageReceived(const Result<ArchivePage> &page)
{
    if (page) {
        takePage(*page);
    } else if (page.error().kind == ErrorKind::ItemNotFound && !m_range.oldestId.isEmpty()) {
        // Our oldest message has expired in the archive, and so have all older messages.
        const ArchivePage nothingOlder;
        qsizetype historyCount = 0;
        const QList<qint64> mergedRows = extend(nothingOlder, 0, historyCount);
        enqueue({}, {}, mergedRows);
    } else {
        pageFailed(page.error());
    }
}

void ArchiveRun::pageFailed(const Error &error)
{
    qCInfo(lcDomain) << "asking the archive failed:" << int(error.kind) << error.detail;
    if (error.kind == ErrorKind::NotConnected)
        Q_EMIT aborted(); // The next session starts a new run.
    else
        fetchAfter(retryPause);
}

void ArchiveRun::takePage(const ArchivePage &page)
{
    qCDebug(lcDomain) << "a page of the archive:" << page.ids.size()
                      << "results, the first of all:" << page.isFirst;
    ++m_pages;
    m_emptyPages = page.ids.isEmpty() ? m_emptyPages + 1 : 0;
    if (page.ids.isEmpty() && !m_range.oldestId.isEmpty() && m_emptyPages < maxEmptyPages) {
        fetchAfter(emptyPagePause);
        return;
    }
    const QString before = m_range.oldestId;
    QList<MessageRecord> messages = m_inbox.takeArchived(page.queryId);
    m_leapsTo.reset();
    findSettledEnd(page, messages);
    qsizetype historyCount = 0;
    const QList<qint64> mergedRows = extend(page, oldestOf(messages), historyCount);
    // Mostly nothing is history, or everything.
    const bool isAllHistory = historyCount == page.ids.size();
    QSet<QString> history;
    if (!isAllHistory)
        history = QSet<QString>(page.ids.cbegin(), page.ids.cbegin() + historyCount);
    const qint64 nowMs = m_clock.nowMs();
    for (MessageRecord &message : messages) {
        message.read = message.read || isAllHistory || history.contains(message.stanzaId);
        // The server's clock may be ahead of ours: a message that arrives next is later all the same.
        message.timeMs = std::min(message.timeMs, nowMs);
    }
    if (!before.isEmpty() && before == m_range.oldestId && !m_range.reachesStart) {
        qCWarning(lcDomain) << "the archive gives the same page again";
        m_fetch = Fetch::Ended;
        if (!m_isStoring)
            end();
        return;
    }
    enqueue(std::move(messages), m_inbox.takeArchivedMarks(page.queryId), mergedRows);
}

QList<qint64> ArchiveRun::extend(const ArchivePage &page, qint64 pageOldestMs, qsizetype &historyCount)
{
    QList<qint64> mergedRows;
    historyCount = m_older.isEmpty() && !m_wasEmpty ? page.ids.size() : 0;
    if (!page.ids.isEmpty())
        m_range.oldestId = page.ids.first();
    if (pageOldestMs != 0)
        m_range.oldestMs = m_range.oldestMs == 0 ? pageOldestMs : std::min(m_range.oldestMs, pageOldestMs);
    for (qsizetype i = m_older.size() - 1; i >= 0; --i) {
        const ArchiveRange known = m_older.at(i);
        const qsizetype oldest = page.ids.lastIndexOf(known.oldestId);
        const qsizetype place = std::max(page.ids.lastIndexOf(known.newestId), oldest);
        if (place < 0)
            continue;
        if (i == m_older.size() - 1)
            historyCount = place + 1;
        // The page may reach further back than the known range.
        if (oldest < 0) {
            m_leapsTo = known.oldestPosition;
            m_range.oldestId = known.oldestId;
            m_range.oldestMs = known.oldestMs;
        }
        m_range.reachesStart = known.reachesStart;
        // A run that was aborted before it reached a settled message leaves a range whose two ids are equal.
        // Such a range does not settle the newest id.
        m_isEndSettled = m_isEndSettled || known.newestId != known.oldestId;
        for (qsizetype swallowed = 0; swallowed <= i; ++swallowed)
            mergedRows.append(m_older.at(swallowed).rowId);
        m_older.remove(0, i + 1);
        break;
    }
    if (page.ids.isEmpty()) {
        m_range.reachesStart = true;
        for (const ArchiveRange &gone : std::as_const(m_older))
            mergedRows.append(gone.rowId);
        m_older.clear();
    }
    return mergedRows;
}

void ArchiveRun::findSettledEnd(const ArchivePage &page, const QList<MessageRecord> &messages)
{
    if (m_isEndSettled || page.ids.isEmpty())
        return;
    if (!m_settledMs && !messages.isEmpty())
        m_settledMs = messages.last().timeMs - unsettledMs;
    for (auto message = messages.crbegin(); message != messages.crend() && !m_isEndSettled; ++message) {
        m_isEndSettled = message->timeMs <= *m_settledMs;
        m_range.newestId = message->stanzaId;
    }
    // An older page may hold a settled message.
    if (!m_isEndSettled)
        m_range.newestId = page.ids.first();
}

void ArchiveRun::enqueue(QList<MessageRecord> messages, QList<MarkRecord> marks,
                         const QList<qint64> &mergedRows)
{
    QStringList own;
    for (const MessageRecord &message : std::as_const(messages)) {
        if (message.mine)
            own.append(message.senderId);
    }
    for (const MarkRecord &mark : std::as_const(marks)) {
        if (!mark.stanzaId.isEmpty())
            own.append(mark.stanzaId);
    }
    if (!own.isEmpty())
        Q_EMIT ownFound(own);
    if (m_range.reachesStart || m_range.oldestMs != 0)
        Q_EMIT reached(m_range.reachesStart ? 0 : m_range.oldestMs);
    if (m_range.reachesStart)
        m_fetch = Fetch::Ended;
    if (!m_batch)
        m_batch = Batch{};
    m_batch->leapsTo = m_leapsTo;
    m_batch->count += messages.size() + marks.size();
    m_batch->pages.push_back(std::move(messages));
    m_batch->marks.push_back(std::move(marks));
    m_batch->mergedRows += mergedRows;
    if (!m_isStoring)
        store();
    fetchMore();
}

void ArchiveRun::store()
{
    Batch batch = std::move(*m_batch);
    m_batch.reset(); // Not by std::exchange(): GCC 12 warns of it under the sanitizer.
    EventBatch events;
    events.origin = EventBatch::Origin::Archive;
    events.archive = ArchivePart{m_range, std::move(batch.mergedRows), m_look, batch.leapsTo};
    events.messages.reserve(batch.count);
    for (auto page = batch.pages.rbegin(); page != batch.pages.rend(); ++page)
        events.messages.append(std::move(*page));
    for (auto page = batch.marks.rbegin(); page != batch.marks.rend(); ++page)
        events.marks.append(std::move(*page));
    m_isStoring = true;
    QList<ArchiveRange> ranges = m_older;
    const bool hasRange = !m_range.newestId.isEmpty();
    if (hasRange)
        ranges.prepend(m_range);
    // The messages are stored and reported also when the run is gone by then.
    m_updates.submit(std::move(events), this, [this, hasRange, ranges](const Result<ChangeList> &changes) {
        batchAnswered(changes, hasRange, ranges);
    });
}

void ArchiveRun::batchAnswered(const Result<ChangeList> &changes, bool hasRange, QList<ArchiveRange> ranges)
{
    if (!changes) {
        Q_EMIT aborted();
        return;
    }
    if (hasRange)
        ranges.first().oldestPosition = changes->look.ceiling;
    m_look = changes->look;
    m_range.rowId = changes->rangeRow;
    m_isStoring = false;
    Q_EMIT rangesChanged(ranges);
    if (m_batch)
        store();
    else if (m_fetch == Fetch::Ended)
        return end();
    fetchMore();
}

void ArchiveRun::end()
{
    const bool isComplete = m_range.reachesStart;
    if (isComplete && m_range.newestId.isEmpty() && !m_wasEmpty)
        logFailure(m_database.saveSetting(emptySetting, u"1"_s), parent(), "saving a setting");
    Q_EMIT finished(isComplete);
}

} // namespace roost
