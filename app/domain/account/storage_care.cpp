// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/account/storage_care.h"

#include "base/answer.h"
#include "base/log.h"
#include "base/log_failure.h"
#include "domain/contacts/endpoint_directory.h"
#include "domain/threads/outbox.h"
#include "domain/threads/thread_directory.h"
#include "storage/user_database.h"

#include <utility>

namespace roost {

using namespace Qt::StringLiterals;

namespace {
/// Number of contacts copied in one turn of the event loop, which takes less than a millisecond.
constexpr qsizetype restoredPerTurn = 500;
} // namespace

const QString StorageCare::checkedSetting = u"storage-checked"_s;

StorageCare::StorageCare(UserDatabase &database, EndpointDirectory &directory, ThreadDirectory &threads,
                         Outbox &outbox, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_directory(directory)
    , m_threads(threads)
    , m_outbox(outbox)
    , m_clock(clock)
{
    connect(&database, &UserDatabase::writableChanged, this, [this](bool writable, const Error &why) {
        m_writeError = writable ? Error{} : why;
        m_isLost = false;
        Q_EMIT changed();
    });
    connect(&database, &UserDatabase::readableChanged, this, &StorageCare::readableChanged);
    connect(&database, &UserDatabase::repairing, this, [this] {
        m_isRepairing = true;
        Q_EMIT changed();
    });
    connect(&database, &UserDatabase::repaired, this, &StorageCare::repaired);
}

void StorageCare::start(const QString &lastCheck)
{
    const qint64 sinceMs = m_clock.nowMs() - lastCheck.toLongLong();
    const bool isRecent = sinceMs >= 0 && std::chrono::milliseconds(sinceMs) < betweenChecks;
    if (isRecent && !m_database.wasLeftOpen())
        return;
    m_clock.after(checkDelay, this, [this] { check(); });
}

void StorageCare::check()
{
    if (m_isRepairing)
        return;
    onAnswer(m_database.checkIntegrity(), this, [this](const Status &status) { checkEnded(status); });
}

void StorageCare::checkEnded(const Status &status)
{
    if (status) {
        Q_EMIT checked(QString::number(m_clock.nowMs()));
        return;
    }
    if (status.error().kind == ErrorKind::StorageCorrupt)
        logFailure(m_database.repair(status.error()), this, "repairing the database");
    else if (status.error().kind != ErrorKind::Cancelled)
        qCInfo(lcDomain) << "the database could not be checked:" << status.error().detail;
}

void StorageCare::readableChanged(bool readable, const Error &why)
{
    m_readError = readable ? Error{} : why;
    m_isRepairing = false;
    if (readable) {
        retryLoading();
    } else if (why.kind != ErrorKind::StorageCorrupt) {
        const qint64 now = m_clock.monotonicMs();
        const bool isRecent =
            m_lastSuspicionMs != 0 && std::chrono::milliseconds(now - m_lastSuspicionMs) < betweenSuspicions;
        if (!isRecent) {
            m_lastSuspicionMs = now;
            check();
        }
    }
    Q_EMIT changed();
}

void StorageCare::repaired(const StorageRepair &repair)
{
    m_repair = repair;
    m_isRepairing = false;
    m_readError = {};
    if (repair.wasInUse) {
        m_toRestore = m_directory.listed();
        restoreMore();
        logFailure(m_database.restore({}, m_outbox.unsentMessages() + m_threads.messages()), this,
                   "putting messages back");
        retryLoading();
        Q_EMIT replaced();
    }
    Q_EMIT changed();
}

void StorageCare::retryLoading()
{
    m_threads.retryLoading();
    m_outbox.retryLoading();
}

void StorageCare::restoreMore()
{
    QList<ContactRecord> some;
    for (; !m_toRestore.isEmpty() && some.size() < restoredPerTurn; m_toRestore.removeLast())
        some.append(m_toRestore.constLast()->record());
    if (!some.isEmpty())
        logFailure(m_database.restore(std::move(some), {}), this, "putting contacts back");
    if (!m_toRestore.isEmpty())
        QMetaObject::invokeMethod(this, &StorageCare::restoreMore, Qt::QueuedConnection);
}

void StorageCare::dismissRepair()
{
    m_repair.reset();
    Q_EMIT changed();
}

void StorageCare::storeFailed(const Error &why)
{
    m_writeError = why;
    m_isLost = true;
    Q_EMIT changed();
}

void StorageCare::stored()
{
    if (!std::exchange(m_isLost, false))
        return;
    m_writeError = {};
    Q_EMIT changed();
}

} // namespace roost
