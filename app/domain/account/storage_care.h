// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "storage/storage_repair.h"

#include <QList>
#include <QObject>

#include <chrono>
#include <optional>

namespace roost {

class Endpoint;
class EndpointDirectory;
class Outbox;
class ThreadDirectory;
class UserDatabase;

/// Looks after the account's database: starts integrity checks in the background, writes back rows that a
/// repair could not read and that are still in memory, and holds the state for the user. Main thread.
class StorageCare : public QObject
{
    Q_OBJECT

public:
    /// All references must outlive it.
    StorageCare(UserDatabase &database, EndpointDirectory &directory, ThreadDirectory &threads,
                Outbox &outbox, Clock &clock, QObject *parent = nullptr);

    /// Delay of the first check after start(), so that painting and sign-in come first.
    static constexpr std::chrono::seconds checkDelay{30};
    /// Minimum time between two checks. A file that the last run did not close is checked regardless.
    static constexpr std::chrono::hours betweenChecks{24};
    /// Minimum time between two checks after read errors.
    static constexpr std::chrono::minutes betweenSuspicions{10};

    /// All contacts have been read. `lastCheck`: the value of checkedSetting.
    void start(const QString &lastCheck);
    static const QString checkedSetting;

    /// The error of failing writes; meanwhile new messages are not shown and ours are not sent. None = writes
    /// work.
    [[nodiscard]] const Error &writeError() const { return m_writeError; }
    /// The error of failing reads. None = reads work.
    [[nodiscard]] const Error &readError() const { return m_readError; }
    /// A repair is going on; requests to the database wait for it.
    [[nodiscard]] bool isRepairing() const { return m_isRepairing; }
    /// The last repair, until it is dismissed.
    [[nodiscard]] const std::optional<StorageRepair> &repair() const { return m_repair; }
    void dismissRepair();

    // Called by the Session.
    /// Received messages could not be stored, and will not be retried.
    void storeFailed(const Error &why);
    void stored();

Q_SIGNALS:
    /// The state for the user has changed.
    void changed();
    /// The file in use was replaced: cached facts about it are outdated.
    void replaced();
    /// A check has found no damage; `setting` is the new value of checkedSetting.
    void checked(const QString &setting);

private:
    void check();
    void checkEnded(const Status &status);
    void repaired(const StorageRepair &repair);
    void readableChanged(bool readable, const Error &why);
    /// Repeats reads that failed.
    void retryLoading();
    /// Writes back a batch of contacts from memory, the others in later turns of the event loop.
    void restoreMore();

    UserDatabase &m_database;
    EndpointDirectory &m_directory;
    ThreadDirectory &m_threads;
    Outbox &m_outbox;
    Clock &m_clock;
    Error m_writeError;
    Error m_readError;
    std::optional<StorageRepair> m_repair;
    QList<Endpoint *> m_toRestore;
    qint64 m_lastSuspicionMs = 0; ///< Monotonic; 0 = never.
    bool m_isRepairing = false;
    bool m_isLost = false; ///< The write error is final: messages are lost.
};

} // namespace roost
