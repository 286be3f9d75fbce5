// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/archive_sync.h"

#include "base/answer.h"
#include "base/log.h"
#include "base/log_failure.h"
#include "domain/threads/inbox.h"
#include "storage/user_database.h"

#include <QSet>

#include <chrono>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// Of a run, before pages are asked for ahead of their turn.
constexpr int firstPages = 2;
/// So many messages wait, at most, while those before them are written.
constexpr qsizetype mostWaiting = 1'000;
constexpr std::chrono::seconds retryPause{30};
/// Where the archive begins is asked twice: ejabberd on Mnesia, while it writes, may say too soon that there
/// is nothing older.
constexpr std::chrono::seconds secondLookPause{1};
constexpr int looksAtTheStart = 2;
const QString emptySetting = u"archive-was-empty"_s;
/// Servers write several messages at once: one may appear in the archive after another that stands behind it.
/// So the last seconds are looked through once more the next time.
/// ejabberd under load was seen to take four seconds.
constexpr qint64 unsettledMs = 30'000;
/// A busy server may write down seconds later what it had taken, and passed to nobody, before we came: seen
/// with ejabberd, 3 s. So the end of the archive is looked at once more, a while after the beginning of a
/// session.
constexpr std::chrono::seconds lookAgainPause{10};
/// What was sent is in the archive a moment later; and one look does for all that is asked in the meantime.
constexpr std::chrono::seconds lookSoonPause{2};
constexpr std::chrono::seconds betweenLooks{10};
/// So that a message of ours that has arrived late is not held longer than that.
constexpr std::chrono::seconds betweenUnsettledLooks{5};

/// 0 without any.
qint64 oldestOf(const QList<MessageRecord> &messages)
{
    qint64 oldest = 0;
    for (const MessageRecord &message : messages)
        oldest = oldest == 0 ? message.timeMs : std::min(oldest, message.timeMs);
    return oldest;
}

} // namespace

ArchiveSync::ArchiveSync(Inbox &inbox, UserDatabase &database, Clock &clock, Query query, QObject *parent)
    : QObject(parent)
    , m_inbox(inbox)
    , m_database(database)
    , m_clock(clock)
    , m_query(std::move(query))
{
}

void ArchiveSync::load()
{
    onAnswer(m_database.loadArchiveRanges(), this,
             [this, run = m_run](const Result<QList<ArchiveRange>> &ranges) {
                 if (run != m_run || !ranges)
                     return;
                 m_older = *ranges;
                 m_stored = m_older;
                 Q_EMIT coverageChanged();
             });
}

ArchiveCoverage ArchiveSync::coverage() const
{
    ArchiveCoverage coverage;
    coverage.isLoading = m_isRunning || m_isAwaited;
    coverage.isEndMissing = m_isAwaited || (m_isRunning && !m_looksAgain && m_range.rowId == 0);
    for (const ArchiveRange &range : m_stored)
        coverage.stretches.append({range.oldestPosition, range.reachesStart});
    return coverage;
}

void ArchiveSync::hurry()
{
    if (!m_isRunning || !m_isPausing)
        return;
    ++m_pauses;
    ask();
}

void ArchiveSync::setAwaited(bool isAwaited)
{
    // What comes live from now on is newer than the archive.
    if (isAwaited)
        makeRoom(true);
    if (std::exchange(m_isAwaited, isAwaited) != isAwaited)
        Q_EMIT coverageChanged();
}

void ArchiveSync::start(std::chrono::seconds settling)
{
    ++m_run;
    m_isUnsettled = settling.count() > 0;
    if (m_isUnsettled) {
        m_clock.after(settling, this, [this, run = m_run] {
            if (run == m_run)
                start();
        });
        lookWhileUnsettled(m_run);
    }
    m_isAwaited = false;
    m_isOpen = true;
    m_isComplete = false;
    m_isSure = false;
    m_looksAgain = false;
    begin();
}

void ArchiveSync::begin()
{
    m_isRunning = true;
    dropWaiting();
    m_range = {};
    m_older.clear();
    m_stored.clear();
    m_leapsTo.reset();
    m_certainMs.reset();
    m_isNewestCertain = false;
    m_emptyPages = 0;
    m_pages = 0;
    m_isAtEnd = false;
    m_isStoring = false;
    m_inbox.dropArchived();
    if (m_room == Room::None)
        makeRoom(false);
    else if (m_room == Room::Ready)
        loadRanges();
}

void ArchiveSync::makeRoom(bool isNewSession)
{
    m_room = Room::Wanted;
    onAnswer(m_database.makeRoomForArchive(isNewSession), this,
             [this, room = ++m_rooms](const Result<ArchiveOutcome> &outcome) {
                 if (outcome)
                     tell(*outcome);
                 else
                     qCWarning(lcDomain) << "making room for the archive failed:" << outcome.error().detail;
                 if (room != m_rooms)
                     return;
                 m_room = outcome ? Room::Ready : Room::None;
                 m_look = outcome ? outcome->look : ArchiveLook{};
                 if (m_isRunning && outcome)
                     loadRanges();
                 else if (m_isRunning)
                     finish();
             });
}

void ArchiveSync::loadRanges()
{
    m_room = Room::None;
    onAnswer(m_database.loadArchiveRanges(), this,
             [this, run = m_run](const Result<QList<ArchiveRange>> &ranges) {
                 if (run == m_run)
                     rangesLoaded(ranges);
             });
}

void ArchiveSync::stop()
{
    ++m_run;
    dropWaiting();
    m_isOpen = false;
    const bool wasAwaited = std::exchange(m_isAwaited, false);
    if (std::exchange(m_isRunning, false) || wasAwaited)
        Q_EMIT coverageChanged();
}

// The next session asks for them again.
void ArchiveSync::dropWaiting()
{
    m_isAsking = false;
    m_isPausing = false;
    dropAhead();
    m_waiting.reset();
}

void ArchiveSync::lookAtTheEnd(int run)
{
    if (run != m_run || m_isRunning)
        return;
    m_looksAgain = true;
    begin();
}

void ArchiveSync::lookWhileUnsettled(int run)
{
    m_clock.after(betweenUnsettledLooks, this, [this, run] {
        if (run != m_run || !m_isUnsettled)
            return;
        lookAtTheEnd(run);
        lookWhileUnsettled(run);
    });
}

void ArchiveSync::lookSoon()
{
    if (!m_isOpen || m_isRunning || m_isLookPlanned)
        return;
    m_isLookPlanned = true;
    const qint64 now = m_clock.monotonicMs();
    std::chrono::milliseconds pause = lookSoonPause;
    if (m_lastLookMs != 0)
        pause = std::max(pause, betweenLooks - std::chrono::milliseconds(now - m_lastLookMs));
    m_clock.after(pause, this, [this, run = m_run] {
        m_isLookPlanned = false;
        m_lastLookMs = m_clock.monotonicMs();
        lookAtTheEnd(run);
    });
}

void ArchiveSync::finish()
{
    m_isRunning = false;
    Q_EMIT coverageChanged();
    m_isSure = std::exchange(m_looksAgain, false);
    if (m_isSure)
        return;
    m_clock.after(lookAgainPause, this, [this, run = m_run] { lookAtTheEnd(run); });
    Q_EMIT finished();
}

void ArchiveSync::rangesLoaded(const Result<QList<ArchiveRange>> &ranges)
{
    if (!ranges) {
        qCWarning(lcDomain) << "reading the archive's ranges failed:" << ranges.error().detail;
        finish();
        return;
    }
    m_older = *ranges;
    m_stored = m_older;
    Q_EMIT coverageChanged();
    m_wasEmpty = false;
    if (m_older.isEmpty())
        askWhetherItWasEmpty();
    else
        ask();
}

void ArchiveSync::askWhetherItWasEmpty()
{
    // An empty archive leaves no range; but what comes into it later is no history.
    onAnswer(m_database.loadSettings(), this,
             [this, run = m_run](const Result<QHash<QString, QString>> &settings) {
                 if (run != m_run)
                     return;
                 m_wasEmpty = settings && settings->contains(emptySetting);
                 ask();
             });
}

void ArchiveSync::ask()
{
    m_isPausing = false;
    m_isAsking = true;
    const bool isNewest = m_range.newestId.isEmpty();
    const bool isAsked = m_ahead && m_ahead->before == m_range.oldestId;
    auto answer =
        isAsked ? m_ahead->page : m_query({m_range.oldestId, isNewest ? newestPageSize : olderPageSize});
    if (isAsked)
        m_ahead.reset();
    dropAhead(); // it has leapt
    answer.then(this, [this, run = m_run](const Result<ArchivePage> &page) {
        if (run != m_run)
            return;
        m_isAsking = false;
        pageReceived(page);
    });
}

void ArchiveSync::pageBegan(const QString &oldestId)
{
    if (!m_isRunning || !m_isAsking || m_ahead || m_pages < firstPages || isFull())
        return;
    m_ahead.emplace(Ahead{oldestId, m_query({oldestId, olderPageSize})});
}

void ArchiveSync::dropAhead()
{
    if (!m_ahead)
        return;
    QFuture<Result<ArchivePage>> nobodys = m_ahead->page;
    m_ahead.reset(); // Not by std::exchange(), see store().
    nobodys.then(this, [this](const Result<ArchivePage> &page) {
        if (page)
            m_inbox.forgetArchived(page->queryId);
    });
}

// While a page is on its way into the database the next one is on its way to us. Not beyond a leap: what
// follows one needs to know that nothing newer waits.
void ArchiveSync::askForMore()
{
    if (!m_isRunning || m_isAsking || m_isPausing || m_isAtEnd)
        return;
    if (m_leapsTo && (m_isStoring || m_waiting))
        return;
    if (isFull())
        return;
    ask();
}

bool ArchiveSync::isFull() const { return m_waiting && m_waiting->count >= mostWaiting; }

void ArchiveSync::askAfter(std::chrono::milliseconds pause)
{
    m_isPausing = true;
    m_clock.after(pause, this, [this, run = m_run, number = ++m_pauses] {
        if (run == m_run && number == m_pauses)
            ask();
    });
}

void ArchiveSync::failed(const Error &error)
{
    qCInfo(lcDomain) << "asking the archive failed:" << int(error.kind) << error.detail;
    if (error.kind == ErrorKind::NotConnected) {
        stop(); // the next session starts anew
        return;
    }
    askAfter(retryPause);
}

void ArchiveSync::pageReceived(const Result<ArchivePage> &page)
{
    if (!page) {
        if (page.error().kind != ErrorKind::ItemNotFound || m_range.oldestId.isEmpty()) {
            failed(page.error());
            return;
        }
        // What we hold the oldest has expired in the archive, and all that was older with it.
        const ArchivePage nothingOlder;
        qsizetype missed = 0;
        const QList<qint64> merged = extend(nothingOlder, 0, missed);
        add(nothingOlder, {}, merged);
        return;
    }
    qCDebug(lcDomain) << "a page of the archive:" << page->ids.size()
                      << "results, the first of all:" << page->isFirst;
    ++m_pages;
    m_emptyPages = page->ids.isEmpty() ? m_emptyPages + 1 : 0;
    if (page->ids.isEmpty() && !m_range.oldestId.isEmpty() && m_emptyPages < looksAtTheStart) {
        askAfter(secondLookPause);
        return;
    }
    qsizetype missed = 0;
    const QString before = m_range.oldestId;
    QList<MessageRecord> messages = m_inbox.takeArchived(page->queryId);
    m_leapsTo.reset();
    findNewestCertain(*page, messages);
    const QList<qint64> merged = extend(*page, oldestOf(messages), missed);
    // Mostly it is nothing, or all of it.
    const bool isAllHistory = missed == page->ids.size();
    QSet<QString> history;
    if (!isAllHistory)
        history = QSet<QString>(page->ids.cbegin(), page->ids.cbegin() + missed);
    const qint64 nowMs = m_clock.nowMs();
    for (MessageRecord &message : messages) {
        message.read = message.read || isAllHistory || history.contains(message.stanzaId);
        // The server's clock may be ahead of ours: what comes next is later all the same.
        message.timeMs = std::min(message.timeMs, nowMs);
    }
    if (!before.isEmpty() && before == m_range.oldestId && !m_range.reachesStart) {
        qCWarning(lcDomain) << "the archive gives the same page again";
        m_isAtEnd = true;
        if (!m_isStoring)
            finish();
        return;
    }
    add(*page, std::move(messages), merged);
}

QList<qint64> ArchiveSync::extend(const ArchivePage &page, qint64 pageOldestMs, qsizetype &missed)
{
    QList<qint64> merged;
    missed = m_older.isEmpty() && !m_wasEmpty ? page.ids.size() : 0;
    if (!page.ids.isEmpty()) {
        m_range.oldestId = page.ids.first();
    }
    if (pageOldestMs != 0)
        m_range.oldestMs = m_range.oldestMs == 0 ? pageOldestMs : std::min(m_range.oldestMs, pageOldestMs);
    for (qsizetype i = m_older.size() - 1; i >= 0; --i) {
        const ArchiveRange known = m_older.at(i);
        const qsizetype oldest = page.ids.lastIndexOf(known.oldestId);
        const qsizetype place = std::max(page.ids.lastIndexOf(known.newestId), oldest);
        if (place < 0)
            continue;
        if (i == m_older.size() - 1)
            missed = place + 1;
        // The page may reach further back than what was known.
        if (oldest < 0) {
            m_leapsTo = known.oldestPosition;
            m_range.oldestId = known.oldestId;
            m_range.oldestMs = known.oldestMs;
        }
        m_range.reachesStart = known.reachesStart;
        // Of a look that broke off before it came upon one that is certain nothing is left but a place.
        m_isNewestCertain = m_isNewestCertain || known.newestId != known.oldestId;
        for (qsizetype swallowed = 0; swallowed <= i; ++swallowed)
            merged.append(m_older.at(swallowed).rowId);
        m_older.remove(0, i + 1);
        break;
    }
    if (page.ids.isEmpty()) {
        m_range.reachesStart = true;
        for (const ArchiveRange &gone : std::as_const(m_older))
            merged.append(gone.rowId);
        m_older.clear();
    }
    return merged;
}

void ArchiveSync::findNewestCertain(const ArchivePage &page, const QList<MessageRecord> &messages)
{
    if (m_isNewestCertain || page.ids.isEmpty())
        return;
    if (!m_certainMs && !messages.isEmpty())
        m_certainMs = messages.last().timeMs - unsettledMs;
    for (auto message = messages.crbegin(); message != messages.crend() && !m_isNewestCertain; ++message) {
        m_isNewestCertain = message->timeMs <= *m_certainMs;
        m_range.newestId = message->stanzaId;
    }
    // Else it will be on an older page.
    if (!m_isNewestCertain)
        m_range.newestId = page.ids.first();
}

void ArchiveSync::add(const ArchivePage &page, QList<MessageRecord> messages, const QList<qint64> &merged)
{
    QStringList own;
    for (const MessageRecord &message : std::as_const(messages)) {
        if (message.mine)
            own.append(message.id);
    }
    if (!own.isEmpty())
        Q_EMIT ownFound(own);
    if (!m_isUnsettled && (m_range.reachesStart || m_range.oldestMs != 0))
        Q_EMIT reached(m_range.reachesStart ? 0 : m_range.oldestMs);
    m_isAtEnd = m_range.reachesStart;
    if (!m_waiting)
        m_waiting = Waiting{};
    m_waiting->leapsTo = m_leapsTo;
    m_waiting->count += messages.size();
    m_waiting->pages.push_back(std::move(messages));
    m_waiting->mergedRows += merged;
    m_waiting->isNewest = m_waiting->isNewest || (m_range.rowId == 0 && !page.queryId.isEmpty());
    if (!m_isStoring)
        store();
    askForMore();
}

void ArchiveSync::store()
{
    Waiting waiting = std::move(*m_waiting);
    m_waiting.reset(); // Not by std::exchange(): GCC 12 warns of it under the sanitizer.
    // Several pages are as good as one that is longer.
    ArchivedMessages messages{{}, m_range, std::move(waiting.mergedRows), m_look, waiting.leapsTo};
    messages.messages.reserve(waiting.count);
    for (auto page = waiting.pages.rbegin(); page != waiting.pages.rend(); ++page)
        messages.messages.append(std::move(*page));
    m_isStoring = true;
    QList<ArchiveRange> covered = m_older;
    const bool isRange = !m_range.newestId.isEmpty();
    if (isRange)
        covered.prepend(m_range);
    onAnswer(m_database.storeArchived(std::move(messages)), this,
             [this, isNewest = waiting.isNewest, isRange, covered,
              run = m_run](const Result<ArchiveOutcome> &outcome) mutable {
                 if (!outcome) {
                     qCWarning(lcDomain) << "storing a page of the archive failed:" << outcome.error().detail;
                     stop();
                     return;
                 }
                 tell(*outcome);
                 if (run != m_run)
                     return;
                 if (isRange)
                     covered.first().oldestPosition = outcome->look.ceiling;
                 m_stored = covered;
                 m_look = outcome->look;
                 m_range.rowId = outcome->rangeRow;
                 pageStored(isNewest);
             });
    m_inbox.markArchived();
}

void ArchiveSync::tell(const ArchiveOutcome &outcome)
{
    m_inbox.countFresh(outcome.fresh);
    m_inbox.countRead(outcome.answered);
    m_inbox.summarizeAnew(outcome.newest);
    // First those that are there: the new ones go between them.
    if (!outcome.moved.isEmpty())
        Q_EMIT moved(outcome.moved);
    if (!outcome.changed.isEmpty())
        Q_EMIT changed(outcome.changed);
    if (!outcome.fresh.isEmpty())
        Q_EMIT stored(outcome.fresh, outcome.news);
}

void ArchiveSync::pageStored(bool isNewest)
{
    m_isStoring = false;
    if (m_waiting || !m_range.reachesStart)
        Q_EMIT coverageChanged();
    if (isNewest)
        Q_EMIT newestPageStored();
    if (m_waiting) {
        store();
    } else if (m_isAtEnd) {
        m_isComplete = m_isComplete || m_range.reachesStart;
        if (m_range.reachesStart && m_range.newestId.isEmpty() && !m_wasEmpty)
            logFailure(m_database.saveSetting(emptySetting, u"1"_s), this, "saving a setting");
        finish();
        return;
    }
    askForMore();
}

} // namespace roost
