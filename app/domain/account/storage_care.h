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

/// Looks after the account's database: has it checked for damage in the background, puts back what a repair
/// could not read and is still in memory, and knows what is to be told to the person. Main thread.
class StorageCare : public QObject
{
    Q_OBJECT

public:
    /// All references must outlive it.
    StorageCare(UserDatabase &database, EndpointDirectory &directory, ThreadDirectory &threads,
                Outbox &outbox, Clock &clock, QObject *parent = nullptr);

    /// After the list is there: long enough for it to be painted and for signing in.
    static constexpr std::chrono::seconds checkDelay{30};
    /// A sound file is looked at so often, at most; one that the last run did not close at once.
    static constexpr std::chrono::hours betweenChecks{24};
    /// After something could not be read, so often at most.
    static constexpr std::chrono::minutes betweenSuspicions{10};

    /// Everything has been read. `lastCheck`: what checkedSetting held.
    void start(const QString &lastCheck);
    static const QString checkedSetting;

    /// Why nothing can be written: new messages are not shown and ours are not sent meanwhile. None = it can.
    [[nodiscard]] const Error &writeError() const { return m_writeError; }
    /// Why something could not be read. None = nothing is missing.
    [[nodiscard]] const Error &readError() const { return m_readError; }
    /// Database requests wait for the repair.
    [[nodiscard]] bool isRepairing() const { return m_isRepairing; }
    /// The last repair, until it is dismissed.
    [[nodiscard]] const std::optional<StorageRepair> &repair() const { return m_repair; }
    void dismissRepair();

    // Called by the Session.
    /// Messages that came could not be kept, for good.
    void storeFailed(const Error &why);
    void stored();

Q_SIGNALS:
    /// What is to be told is another.
    void changed();
    /// The file that is in use was replaced: what is known of it is not true any more.
    void replaced();
    /// A whole check has found nothing: checkedSetting should be kept as this.
    void checked(const QString &setting);

private:
    void check();
    void checkEnded(const Status &status);
    void repaired(const StorageRepair &repair);
    void readableChanged(bool readable, const Error &why);
    /// What could not be read the last time.
    void retryLoading();
    /// A part of what is in memory, the rest in later turns of the event loop.
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
    bool m_isLost = false; ///< The write error is of something that is not tried again.
};

} // namespace roost
