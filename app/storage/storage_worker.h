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
        Write,        ///< Survives a crash of the program; a power failure may lose the last ones.
        DurableWrite, ///< Flushed to the disk before finish(): data that others rely on.
        Incoming,     ///< Durable as well, but waits a moment for more of its kind in a flood.
        Alone,        ///< Outside of any transaction (opening, benchmarks).
    };

    explicit StorageJob(Kind kind) : m_kind(kind) {}
    virtual ~StorageJob() = default;
    Q_DISABLE_COPY_MOVE(StorageJob)

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] bool isWrite() const { return isDurable() || m_kind == Kind::Write; }
    [[nodiscard]] bool isDurable() const { return m_kind == Kind::DurableWrite || m_kind == Kind::Incoming; }
    [[nodiscard]] bool isPatient() const { return m_kind == Kind::Incoming; }
    /// Does the work. Called again after a rollback of its transaction.
    virtual Status run(StorageTables &tables) = 0;
    /// Called once, as the last function: after the commit, or with the final error.
    virtual void finish(const Status &status) = 0;

private:
    Kind m_kind;
};

/// The only thread that uses the database. Runs the jobs in the order of post(), all that are queued in one
/// transaction. A write that fails because of a full disk or a lock stays queued, with all later writes, and
/// is retried until it succeeds or the worker ends; meanwhile reads are answered from the committed state. If
/// a job meets damage, the worker repairs the file and runs the job again; the job fails only if the repair
/// fails.
class StorageWorker
{
public:
    /// All are called in the storage thread.
    struct Reports
    {
        /// Writes begin to fail (with the reason), or work again.
        std::function<void(bool writable, const Error &why)> writable;
        /// The same for reads. StorageCorrupt: the file is damaged and could not be repaired.
        std::function<void(bool readable, const Error &why)> readable;
        /// The file is damaged; repaired() or readable() follows.
        std::function<void()> repairing;
        std::function<void(const StorageRepair &)> repaired;
    };

    explicit StorageWorker(Reports reports);
    /// Runs the queued jobs (with one last attempt for failing writes), then ends the thread.
    ~StorageWorker();
    Q_DISABLE_COPY_MOVE(StorageWorker)

    /// Any thread.
    void post(std::unique_ptr<StorageJob> job);

private:
    using Jobs = std::vector<std::unique_ptr<StorageJob>>;
    using Clock = std::chrono::steady_clock;

    void runThread();
    /// Waits for jobs or for the time of the next attempt. False if the thread must end.
    bool takeJobs(Jobs &jobs);
    /// Delays the commit of incoming messages shortly after the last commit, to batch more of them: a commit
    /// writes each changed page, however small the change is. False if it is time to commit.
    bool takeMoreOfTheFlood(Jobs &jobs);
    void process(Jobs jobs);
    void processGroup(Jobs group);
    /// Runs all jobs in one transaction and finishes them. On a passing error the unfinished jobs stay in
    /// `jobs` and the error is returned. A job with a final error is finished with it; the others go on.
    Status runTransactions(Jobs &jobs);
    /// Commits all jobs, or none. On an error, `failedAt` is the index of the failed job, or -1 if BEGIN or
    /// COMMIT failed.
    Status runTransaction(Jobs &jobs, std::ptrdiff_t &failedAt);
    void rollBack();
    void answerReads(Jobs &jobs);
    [[nodiscard]] Status read(StorageJob &job);
    /// Repairs the open file. If that is not possible, or not now, reports the damage and returns false.
    bool mend(const Error &damage);
    void setDamaged(const Error &damage);
    /// Clears all caches of the file's content.
    void forgetFile();
    void tellRepair();
    void retry();
    void setBlocked(const Error &why);
    /// Reports the state of writes if it has changed; kind None = writes work.
    void tell(const Error &why);
    /// The same for reads.
    void tellReading(const Error &why);

    const Reports m_reports;
    std::unique_ptr<StorageTables> m_tables; ///< Storage thread.
    Jobs m_waiting;                          ///< Writes to be retried. Storage thread.
    Error m_told;                            ///< The last report about writes. Storage thread.
    Error m_toldReading;                     ///< The last report about reads. Storage thread.
    bool m_isDamaged = false;                ///< Damaged, and not repaired. Storage thread.
    int m_repairs = 0;                       ///< Storage thread.
    Clock::time_point m_nextRepair;          ///< Storage thread.
    Clock::time_point m_lastCommit;          ///< Storage thread.
    Clock::time_point m_nextAttempt;
    std::chrono::milliseconds m_pause{0};
    std::optional<bool> m_isSynchronousFull; ///< Unset = unknown. Storage thread.

    std::mutex m_mutex;
    std::condition_variable m_wake;
    Jobs m_posted;           ///< Guarded by m_mutex.
    bool m_isUrgent = false; ///< A posted job must not wait. Guarded by m_mutex.
    bool m_isEnding = false; ///< Guarded by m_mutex.
    std::thread m_thread;    ///< The last member: it starts when all others are initialised.
};

} // namespace roost
