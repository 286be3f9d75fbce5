// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QFuture>
#include <QString>

#include <memory>
#include <mutex>
#include <thread>

namespace roost {

class SqlConnection;

/// One check of a whole database file for damage (`PRAGMA quick_check`), in a thread and on a connection of
/// its own, so that no other job waits for it. The destructor interrupts it.
class IntegrityCheck
{
public:
    explicit IntegrityCheck(QString file);
    ~IntegrityCheck();
    Q_DISABLE_COPY_MOVE(IntegrityCheck)

    /// Done, StorageCorrupt with the first finding, Cancelled if it was interrupted, or the error of opening
    /// the file.
    [[nodiscard]] QFuture<Status> answer() const { return m_promise.future(); }

private:
    void run();
    [[nodiscard]] Status look();

    const QString m_file;
    QPromise<Status> m_promise;
    std::mutex m_mutex;
    std::unique_ptr<SqlConnection> m_connection; ///< The pointer is guarded by m_mutex.
    bool m_isEnding = false;                     ///< Guarded by m_mutex.
    std::thread m_thread; ///< The last member: it starts when all others are initialised.
};

} // namespace roost
