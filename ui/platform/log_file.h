// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace roost {

/// Sends the program's log to a file, or to standard error, as long as it lives; one line a message, with the
/// time. Without a file only warnings are shown, on standard error. Any thread may log.
class LogFile
{
public:
    /// `file`: a path, "-" for standard error, empty for warnings only.
    explicit LogFile(const QString &file);
    ~LogFile();
    LogFile(const LogFile &) = delete;
    LogFile &operator=(const LogFile &) = delete;

    /// Why it cannot be written; empty = it can.
    [[nodiscard]] const QString &problem() const { return m_problem; }

private:
    QString m_problem;
};

} // namespace roost
