// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/threads/archive_coverage.h"
#include "domain/threads/archive_run.h"
#include "storage/event_batch.h"

#include <QObject>

#include <chrono>
#include <memory>
#include <optional>

namespace roost {

class Inbox;
class ThreadUpdates;
class UserDatabase;

/// Keeps the account's archive (XEP-0313) and the database in sync: plans ArchiveRuns at the start of a
/// session and whenever the end of the archive may have changed. The known parts of the archive are ranges; a
/// gap between two of them is filled in this session or a later one. Main thread.
class ArchiveSync : public QObject
{
    Q_OBJECT

public:
    using Query = ArchiveRun::Query;

    /// References must outlive the sync, and the database its answers.
    ArchiveSync(Inbox &inbox, UserDatabase &database, ThreadUpdates &updates, Clock &clock, Query query,
                QObject *parent = nullptr);
    ~ArchiveSync() override;

    /// Reads the known ranges, for coverage() while there is no stream.
    void load();
    /// A new session has begun: the end may be missing until start(), or until the account turns out to have
    /// no archive (false).
    void setAwaited(bool isAwaited);
    /// There is a stream to an account with an archive. An earlier run is aborted; nothing is lost by it.
    /// `settling` above 0: the server may still be working on stanzas of a connection that was lost. For that
    /// time the sync fetches the end again now and then, and reports only later runs by reached().
    void start(std::chrono::seconds settling = std::chrono::seconds(0));
    static constexpr std::chrono::seconds settlingTime{3};
    /// For a server that is known to be far behind with its work.
    static constexpr std::chrono::seconds lateSettlingTime{30};
    /// The stream has gone.
    void stop();
    [[nodiscard]] bool isRunning() const { return m_phase != Phase::Idle; }
    /// The database holds all that the archive held at the start of this session.
    [[nodiscard]] bool isComplete() const { return m_isComplete; }
    /// ... and a second run has fetched the end again, so that no message that was still being written is
    /// missing.
    [[nodiscard]] bool isSettled() const { return m_isSettled; }
    [[nodiscard]] ArchiveCoverage coverage() const;
    /// A stored message may have its archive id by now: fetches the end again, after a pause that debounces
    /// such requests. Does nothing while a run is going on.
    void scheduleResync();
    /// The user looks at a gap: the next page comes at once.
    void fetchNow();
    /// See ArchiveRun::prefetch().
    void prefetch(const QString &oldestId);

Q_SIGNALS:
    /// Ids of messages of ours that the archive holds, new here or not.
    void ownFound(const QStringList &ids);
    /// All messages of the archive with a stamp (ms) from that time on have been fetched, and ownFound() has
    /// reported them; 0 = the whole archive.
    void reached(qint64 fromMs);
    void coverageChanged();
    void finished();

private:
    enum class Phase {
        Idle,
        MakingRoom, ///< The database prepares positions; then a run starts.
        Running,    ///< m_run is there.
    };
    enum class Room { None, Wanted, Ready };

    void begin();
    void endRun();
    void makeRoom(bool isNewSession);
    void roomMade(const Result<ChangeList> &changes);
    void startRun();
    void runFinished(bool isComplete);
    void resync(int session);
    void resyncWhileUnsettled(int session);
    void setRanges(const QList<ArchiveRange> &ranges);

    Inbox &m_inbox;
    UserDatabase &m_database;
    ThreadUpdates &m_updates;
    Clock &m_clock;
    Query m_query;

    Phase m_phase = Phase::Idle;
    std::unique_ptr<ArchiveRun> m_run;
    QList<ArchiveRange> m_ranges; ///< In the database, newest first.
    Room m_room = Room::None;     ///< For the next run.
    int m_rooms = 0;              ///< Only the answer to the last request counts.
    ArchiveLook m_look;           ///< From making room.

    int m_session = 0;     ///< Timers of an earlier session do nothing.
    bool m_isOpen = false; ///< From start() to stop().
    bool m_isAwaited = false;
    bool m_isUnsettled = false;
    bool m_isComplete = false;
    bool m_isSettled = false;
    bool m_isResync = false; ///< The run fetches the end again.
    bool m_isResyncPlanned = false;
    std::optional<qint64> m_lastResyncMs; ///< Monotonic.
};

} // namespace roost
