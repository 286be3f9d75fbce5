// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/storage_worker.h"

#include "base/log.h"
#include "storage/storage_opening.h"
#include "storage/storage_tables.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace roost {

namespace {
constexpr auto firstPause = 50ms;
/// Minimum time between two commits of incoming messages; too short to be noticed.
constexpr auto floodPause = 25ms;
/// The flood is over if no message has come for this time.
constexpr auto quietPause = 4ms;
constexpr auto longestPause = 2000ms;
/// Maximum number of repairs in a run: a disk that damages file after file is not worth more of them.
constexpr int mostRepairs = 3;
/// Pause after a failed repair, which mostly lacked disk space.
constexpr auto repairPause = 10min;

Error notOpen() { return {ErrorKind::StorageFailed, u"the database is not open"_s}; }

bool isDamage(const Status &status) { return !status && status.error().kind == ErrorKind::StorageCorrupt; }
} // namespace

StorageWorker::StorageWorker(Reports reports) : m_reports(std::move(reports))
{
    m_thread = std::thread([this] { runThread(); });
}

StorageWorker::~StorageWorker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void StorageWorker::post(std::unique_ptr<StorageJob> job)
{
    bool isNews = false;
    {
        const std::lock_guard lock(m_mutex);
        isNews = m_posted.empty() || (!m_isUrgent && !job->isPatient());
        m_isUrgent = m_isUrgent || !job->isPatient();
        m_posted.push_back(std::move(job));
    }
    if (isNews)
        m_wake.notify_one();
}

void StorageWorker::runThread()
{
    m_tables = std::make_unique<StorageTables>();
    Jobs jobs;
    while (takeJobs(jobs)) {
        process(std::move(jobs));
        jobs.clear();
        if (!m_waiting.empty() && Clock::now() >= m_nextAttempt)
            retry();
    }
    if (!m_waiting.empty())
        retry();
    for (const auto &job : m_waiting)
        job->finish(unexpected(m_told));
    m_waiting.clear();
    m_tables.reset();
}

bool StorageWorker::takeJobs(Jobs &jobs)
{
    std::unique_lock lock(m_mutex);
    const auto isReady = [this] { return m_isEnding || !m_posted.empty(); };
    if (m_waiting.empty())
        m_wake.wait(lock, isReady);
    else
        m_wake.wait_until(lock, m_nextAttempt, isReady);
    jobs.swap(m_posted);
    m_isUrgent = false;
    return !jobs.empty() || !m_isEnding;
}

void StorageWorker::process(Jobs jobs)
{
    Jobs group;
    for (auto &job : jobs) {
        if (job->kind() != StorageJob::Kind::Alone) {
            group.push_back(std::move(job));
            continue;
        }
        processGroup(std::exchange(group, {}));
        const auto done = job->run(*m_tables);
        forgetFile();
        tellRepair();
        job->finish(done);
    }
    processGroup(std::move(group));
}

void StorageWorker::processGroup(Jobs group)
{
    const auto isWrite = [](const auto &job) { return job->isWrite(); };
    const bool hasWrites = std::any_of(group.begin(), group.end(), isWrite);
    if (hasWrites && m_waiting.empty()) {
        const auto done = runTransactions(group);
        if (!done)
            setBlocked(done.error());
    }
    // The remaining jobs could not be written now, or are reads only.
    answerReads(group);
    std::move(group.begin(), group.end(), std::back_inserter(m_waiting));
}

Status StorageWorker::runTransactions(Jobs &jobs)
{
    while (!jobs.empty()) {
        std::ptrdiff_t failedAt = -1;
        const auto done = runTransaction(jobs, failedAt);
        if (done) {
            for (const auto &job : jobs)
                job->finish(Done{});
            jobs.clear();
            tell({});
            return Done{};
        }
        if (SqlConnection::isPassing(done.error()))
            return done;
        if (isDamage(done) && mend(done.error()))
            continue;
        qCWarning(lcStorage) << "a storage job failed:" << done.error().detail;
        // If BEGIN or COMMIT failed, the first job gets the error, so that the loop ends.
        const auto culprit = jobs.begin() + std::max<std::ptrdiff_t>(failedAt, 0);
        (*culprit)->finish(done);
        jobs.erase(culprit);
    }
    return Done{};
}

bool StorageWorker::takeMoreOfTheFlood(Jobs &jobs)
{
    const auto until = std::min(m_lastCommit + floodPause, Clock::now() + quietPause);
    std::unique_lock lock(m_mutex);
    m_wake.wait_until(lock, until, [this] { return m_isEnding || m_isUrgent || !m_posted.empty(); });
    if (m_posted.empty() || m_isUrgent || m_isEnding || Clock::now() >= m_lastCommit + floodPause)
        return false;
    std::move(m_posted.begin(), m_posted.end(), std::back_inserter(jobs));
    m_posted.clear();
    return true;
}

Status StorageWorker::runTransaction(Jobs &jobs, std::ptrdiff_t &failedAt)
{
    if (!m_tables->connection.isOpen())
        return unexpected(notOpen());
    const bool isDurable =
        std::any_of(jobs.begin(), jobs.end(), [](const auto &job) { return job->isDurable(); });
    if (isDurable != m_isSynchronousFull) {
        const auto pragma = isDurable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL";
        if (auto done = m_tables->connection.execute(pragma); !done)
            return done;
        m_isSynchronousFull = isDurable;
    }
    if (auto begun = Statement(m_tables->connection, "BEGIN IMMEDIATE").run(); !begun)
        return begun;
    const bool isFlood =
        std::all_of(jobs.begin(), jobs.end(), [](const auto &job) { return job->isPatient(); });
    // By index, because takeMoreOfTheFlood() appends jobs.
    for (std::size_t at = 0; at < jobs.size() || (isFlood && takeMoreOfTheFlood(jobs)); ++at) {
        StorageJob &job = *jobs[at];
        Status done = Done{};
        if (!job.isPatient())
            done = m_tables->threads.save();
        if (done)
            done = job.run(*m_tables);
        if (!done && (job.isWrite() || SqlConnection::isPassing(done.error()) || isDamage(done))) {
            failedAt = std::ptrdiff_t(at);
            rollBack();
            return done;
        }
        if (!job.isWrite())
            tellReading(done ? Error{} : done.error());
    }
    auto committed = m_tables->threads.save();
    if (committed)
        committed = m_tables->positions.save();
    if (committed)
        committed = Statement(m_tables->connection, "COMMIT").run();
    if (!committed)
        rollBack();
    m_lastCommit = Clock::now();
    return committed;
}

void StorageWorker::rollBack()
{
    // After some errors (a full disk) SQLite has rolled back already; then this fails, which does no harm.
    (void)Statement(m_tables->connection, "ROLLBACK").run();
    m_tables->keys.forget();
    m_tables->threads.forget();
    m_tables->messages.forget();
    m_tables->marks.forget();
    m_tables->positions.forget();
}

void StorageWorker::answerReads(Jobs &jobs)
{
    for (const auto &job : jobs) {
        if (!job->isWrite())
            job->finish(read(*job));
    }
    std::erase_if(jobs, [](const auto &job) { return !job->isWrite(); });
}

Status StorageWorker::read(StorageJob &job)
{
    if (!m_tables->connection.isOpen())
        return unexpected(notOpen());
    auto done = job.run(*m_tables);
    if (isDamage(done) && mend(done.error()))
        done = job.run(*m_tables);
    tellReading(done ? Error{} : done.error());
    return done;
}

bool StorageWorker::mend(const Error &damage)
{
    if (m_repairs >= mostRepairs || Clock::now() < m_nextRepair) {
        setDamaged(damage);
        return false;
    }
    m_reports.repairing();
    const auto repaired = StorageOpening::repair(*m_tables);
    forgetFile();
    tellRepair();
    if (repaired) {
        ++m_repairs;
        m_isDamaged = false;
        tellReading({});
        return true;
    }
    m_nextRepair = Clock::now() + repairPause;
    qCWarning(lcStorage) << "a damaged database could not be repaired:" << repaired.error().detail;
    setDamaged({ErrorKind::StorageCorrupt, repaired.error().detail});
    return false;
}

void StorageWorker::setDamaged(const Error &damage)
{
    tellReading(damage);
    m_isDamaged = true;
}

void StorageWorker::forgetFile()
{
    m_tables->keys.forget();
    m_tables->threads.forget();
    m_tables->messages.forget();
    m_tables->marks.forget();
    m_tables->positions.forget();
    m_isSynchronousFull.reset();
}

void StorageWorker::tellRepair()
{
    if (const auto repair = std::exchange(m_tables->repair, std::nullopt))
        m_reports.repaired(*repair);
}

void StorageWorker::retry()
{
    if (const auto done = runTransactions(m_waiting); !done)
        setBlocked(done.error());
    else
        m_pause = {};
}

void StorageWorker::setBlocked(const Error &why)
{
    m_pause = std::clamp(m_pause * 2, std::chrono::milliseconds(firstPause),
                         std::chrono::milliseconds(longestPause));
    m_nextAttempt = Clock::now() + m_pause;
    tell(why);
}

void StorageWorker::tell(const Error &why)
{
    if (m_told.kind == why.kind)
        return;
    m_told = why;
    m_reports.writable(why.kind == ErrorKind::None, why);
}

void StorageWorker::tellReading(const Error &why)
{
    // A successful read of other pages does not end the damage.
    if (m_toldReading.kind == why.kind || m_isDamaged)
        return;
    m_toldReading = why;
    m_reports.readable(why.kind == ErrorKind::None, why);
}

} // namespace roost
