// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/archive_sync.h"

#include "base/answer.h"
#include "base/log.h"
#include "domain/threads/inbox.h"
#include "domain/threads/thread_updates.h"
#include "storage/user_database.h"

namespace roost {

namespace {

/// A busy server may write a message into the archive seconds after it has taken it, also one from before our
/// session: ejabberd took 3 s. So each session fetches the end of the archive a second time.
constexpr std::chrono::seconds secondRunPause{10};
/// A message that was sent is in the archive a moment later.
constexpr std::chrono::seconds resyncDelay{2};
constexpr std::chrono::seconds minResyncInterval{10};
/// Interval between the runs while the server is unsettled. The outbox holds a message that has arrived late
/// for this time at most.
constexpr std::chrono::seconds unsettledInterval{5};

} // namespace

ArchiveSync::ArchiveSync(Inbox &inbox, UserDatabase &database, ThreadUpdates &updates, Clock &clock,
                         Query query, QObject *parent)
    : QObject(parent)
    , m_inbox(inbox)
    , m_database(database)
    , m_updates(updates)
    , m_clock(clock)
    , m_query(std::move(query))
{
}

ArchiveSync::~ArchiveSync() = default;

void ArchiveSync::load()
{
    onAnswer(m_database.loadArchiveRanges(), this,
             [this, session = m_session](const Result<QList<ArchiveRange>> &ranges) {
                 if (session == m_session && ranges)
                     setRanges(*ranges);
             });
}

void ArchiveSync::setRanges(const QList<ArchiveRange> &ranges)
{
    m_ranges = ranges;
    Q_EMIT coverageChanged();
}

ArchiveCoverage ArchiveSync::coverage() const
{
    ArchiveCoverage coverage;
    coverage.isLoading = isRunning() || m_isAwaited;
    const bool hasStored = m_run && m_run->hasStored();
    coverage.isEndMissing = m_isAwaited || (isRunning() && !m_isResync && !hasStored);
    for (const ArchiveRange &range : m_ranges)
        coverage.stretches.append({range.oldestPosition, range.reachesStart});
    return coverage;
}

void ArchiveSync::fetchNow()
{
    if (m_run)
        m_run->fetchNow();
}

void ArchiveSync::prefetch(const QString &oldestId)
{
    if (m_run)
        m_run->prefetch(oldestId);
}

void ArchiveSync::setAwaited(bool isAwaited)
{
    // Live messages from now on are newer than the archive.
    if (isAwaited)
        makeRoom(true);
    if (std::exchange(m_isAwaited, isAwaited) != isAwaited)
        Q_EMIT coverageChanged();
}

void ArchiveSync::start(std::chrono::seconds settling)
{
    ++m_session;
    m_isUnsettled = settling.count() > 0;
    if (m_isUnsettled) {
        m_clock.after(settling, this, [this, session = m_session] {
            if (session == m_session)
                start();
        });
        resyncWhileUnsettled(m_session);
    }
    m_isAwaited = false;
    m_isOpen = true;
    m_isComplete = false;
    m_isSettled = false;
    m_isResync = false;
    begin();
}

void ArchiveSync::begin()
{
    endRun();
    m_phase = Phase::MakingRoom;
    m_ranges.clear();
    m_inbox.dropArchived();
    if (m_room == Room::None)
        makeRoom(false);
    else if (m_room == Room::Ready)
        startRun();
}

void ArchiveSync::makeRoom(bool isNewSession)
{
    m_room = Room::Wanted;
    onAnswer(m_database.makeRoomForArchive(isNewSession), this,
             [this, room = ++m_rooms](const Result<ChangeList> &changes) {
                 if (changes)
                     m_updates.report(*changes, EventBatch::Origin::Archive);
                 else
                     qCWarning(lcDomain) << "making room for the archive failed:" << changes.error().detail;
                 if (room == m_rooms)
                     roomMade(changes);
             });
}

void ArchiveSync::roomMade(const Result<ChangeList> &changes)
{
    m_room = changes ? Room::Ready : Room::None;
    m_look = changes ? changes->look : ArchiveLook{};
    if (m_phase != Phase::MakingRoom)
        return;
    if (changes)
        startRun();
    else
        runFinished(false);
}

void ArchiveSync::startRun()
{
    m_room = Room::None;
    m_phase = Phase::Running;
    m_run = std::make_unique<ArchiveRun>(m_inbox, m_database, m_updates, m_clock, m_query, this);
    connect(m_run.get(), &ArchiveRun::rangesChanged, this, &ArchiveSync::setRanges);
    connect(m_run.get(), &ArchiveRun::ownFound, this, &ArchiveSync::ownFound);
    connect(m_run.get(), &ArchiveRun::reached, this, [this](qint64 fromMs) {
        if (!m_isUnsettled)
            Q_EMIT reached(fromMs);
    });
    connect(m_run.get(), &ArchiveRun::finished, this, &ArchiveSync::runFinished);
    connect(m_run.get(), &ArchiveRun::aborted, this, &ArchiveSync::stop);
    m_run->start(m_look);
}

void ArchiveSync::endRun()
{
    if (m_run)
        m_run->abort();
    m_run.reset();
    m_phase = Phase::Idle;
}

void ArchiveSync::stop()
{
    ++m_session;
    const bool wasLoading = isRunning() || m_isAwaited;
    endRun();
    m_isOpen = false;
    m_isAwaited = false;
    if (wasLoading)
        Q_EMIT coverageChanged();
}

void ArchiveSync::runFinished(bool isComplete)
{
    endRun();
    m_isComplete = m_isComplete || isComplete;
    Q_EMIT coverageChanged();
    m_isSettled = std::exchange(m_isResync, false);
    if (m_isSettled)
        return;
    m_clock.after(secondRunPause, this, [this, session = m_session] { resync(session); });
    Q_EMIT finished();
}

void ArchiveSync::resync(int session)
{
    if (session != m_session || isRunning())
        return;
    m_isResync = true;
    begin();
}

void ArchiveSync::resyncWhileUnsettled(int session)
{
    m_clock.after(unsettledInterval, this, [this, session] {
        if (session != m_session || !m_isUnsettled)
            return;
        resync(session);
        resyncWhileUnsettled(session);
    });
}

void ArchiveSync::scheduleResync()
{
    if (!m_isOpen || isRunning() || m_isResyncPlanned)
        return;
    m_isResyncPlanned = true;
    std::chrono::milliseconds pause = resyncDelay;
    if (m_lastResyncMs)
        pause = std::max(pause, minResyncInterval -
                                    std::chrono::milliseconds(m_clock.monotonicMs() - *m_lastResyncMs));
    m_clock.after(pause, this, [this, session = m_session] {
        m_isResyncPlanned = false;
        m_lastResyncMs = m_clock.monotonicMs();
        resync(session);
    });
}

} // namespace roost
