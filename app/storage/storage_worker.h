// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/storage_repair.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace roost {

struct StorageTables;

/// One piece of work for the storage thread.
class StorageJob
{
public:
    enum class Kind {
        Read,
        Write,        ///< Survives a crash of the program; the last ones may be lost when the power fails.
        DurableWrite, ///< On the disk itself before finish(): what others rely on our having.
        Incoming,     ///< Durable, too, but may wait a moment for more of its kind while there is a flood.
        Alone,        ///< Outside of any transaction (opening, benchmarks).
    };

    explicit StorageJob(Kind kind) : m_kind(kind) {}
    virtual ~StorageJob() = default;
    Q_DISABLE_COPY_MOVE(StorageJob)

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] bool isWrite() const { return isDurable() || m_kind == Kind::Write; }
    [[nodiscard]] bool isDurable() const { return m_kind == Kind::DurableWrite || m_kind == Kind::Incoming; }
    [[nodiscard]] bool isPatient() const { return m_kind == Kind::Incoming; }
    /// Does the work; may be called again after its transaction was rolled back.
    virtual Status run(StorageTables &tables) = 0;
    /// Called once, last: after the commit, or with the error that the job ended in.
    virtual void finish(const Status &status) = 0;

private:
    Kind m_kind;
};

/// The one thread that touches the database. Jobs are carried out in the order of post(); all that has
/// gathered runs in one transaction. A write that meets a full disk or a lock stays, with all writes behind
/// it, and is tried again until it works or the worker goes; reads are answered meanwhile from what is
/// committed. When a job comes upon a damage the file is repaired and the job run again; only if that is not
/// possible it fails.
class StorageWorker
{
public:
    /// All are called in the storage thread.
    struct Reports
    {
        /// Writes begin to fail (with the reason), or work again.
        std::function<void(bool writable, const Error &why)> writable;
        /// The same of reads; StorageCorrupt: the file is damaged and could not be repaired.
        std::function<void(bool readable, const Error &why)> readable;
        /// A damage has been found; repaired() follows, or readable().
        std::function<void()> repairing;
        std::function<void(const StorageRepair &)> repaired;
    };

    explicit StorageWorker(Reports reports);
    /// Carries out what is queued (one last attempt at writes that keep failing), then ends the thread.
    ~StorageWorker();
    Q_DISABLE_COPY_MOVE(StorageWorker)

    /// Any thread.
    void post(std::unique_ptr<StorageJob> job);

private:
    using Jobs = std::vector<std::unique_ptr<StorageJob>>;
    using Clock = std::chrono::steady_clock;

    void runThread();
    /// Waits for jobs or for the time of the next attempt; false when it is time to end.
    bool takeJobs(Jobs &jobs);
    /// Before a commit of incoming messages that comes shortly after the last one: waits a moment for more of
    /// them, since a commit writes each page that was touched, however little was put there. False when it is
    /// time to commit.
    bool takeMoreOfTheFlood(Jobs &jobs);
    void process(Jobs jobs);
    void processGroup(Jobs group);
    /// Runs all in one transaction and finishes them. If a passing error comes in between, what is unfinished
    /// is left in `jobs` and the error returned; a job that fails for good is finished with its error, the
    /// others go on.
    Status runTransactions(Jobs &jobs);
    /// Either all are committed and Done, or nothing is and the error says why; `failedAt` is the job, or -1
    /// if it was none in particular.
    Status runTransaction(Jobs &jobs, std::ptrdiff_t &failedAt);
    void rollBack();
    void answerReads(Jobs &jobs);
    [[nodiscard]] Status read(StorageJob &job);
    /// Repairs the file that is open; false, and told, if that is not possible, or not now.
    bool mend(const Error &damage);
    void setDamaged(const Error &damage);
    /// What was prepared or remembered of the file is not true any more.
    void forgetFile();
    void tellRepair();
    void retry();
    void setBlocked(const Error &why);
    /// Reports when it is news; kind None = writes work.
    void tell(const Error &why);
    /// The same of reads.
    void tellReading(const Error &why);

    const Reports m_reports;
    std::unique_ptr<StorageTables> m_tables; ///< Storage thread.
    Jobs m_waiting;                          ///< Writes that could not be carried out yet. Storage thread.
    Error m_told;                            ///< What was last reported. Storage thread.
    Error m_toldReading;                     ///< The same of reads. Storage thread.
    bool m_isDamaged = false;                ///< And could not be repaired. Storage thread.
    int m_repairs = 0;                       ///< Storage thread.
    Clock::time_point m_nextRepair;          ///< Storage thread.
    Clock::time_point m_lastCommit;          ///< Storage thread.
    Clock::time_point m_nextAttempt;
    std::chrono::milliseconds m_pause{0};
    std::optional<bool> m_isSynchronousFull; ///< Unset = unknown. Storage thread.

    std::mutex m_mutex;
    std::condition_variable m_wake;
    Jobs m_posted;           ///< Guarded by m_mutex.
    bool m_isUrgent = false; ///< One of those posted does not wait. Guarded by m_mutex.
    bool m_isEnding = false; ///< Guarded by m_mutex.
    std::thread m_thread;    ///< Last: starts when all else is there.
};

} // namespace roost
