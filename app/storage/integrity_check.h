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

/// One look through a whole database file for damage (`PRAGMA quick_check`), in a thread and on a connection
/// of its own, so that nobody waits for it. Ends early when it is destroyed.
class IntegrityCheck
{
public:
    explicit IntegrityCheck(QString file);
    ~IntegrityCheck();
    Q_DISABLE_COPY_MOVE(IntegrityCheck)

    /// Done; StorageCorrupt with the first finding; Cancelled when it ended early; or why the file cannot be
    /// read.
    [[nodiscard]] QFuture<Status> answer() const { return m_promise.future(); }

private:
    void run();
    [[nodiscard]] Status look();

    const QString m_file;
    QPromise<Status> m_promise;
    std::mutex m_mutex;
    std::unique_ptr<SqlConnection> m_connection; ///< Guarded by m_mutex, as far as it comes and goes.
    bool m_isEnding = false;                     ///< Guarded by m_mutex.
    std::thread m_thread;                        ///< Last: starts when all else is there.
};

} // namespace roost
