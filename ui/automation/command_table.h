// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/driver_answer.h"

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace roost {

/// Which command is meant by a method and a path (W3C WebDriver 6.5).
class CommandTable
{
public:
    /// Answers at once.
    using Direct = std::function<DriverAnswer(const DriverCommand &command)>;
    /// Answers when it is done.
    using Late = std::function<void(const DriverCommand &command, const AnswerCommand &answer)>;

    /// `pattern`: "session/{}/element/{}/click".
    void add(const char *method, const char *pattern, Direct run);
    void addLate(const char *method, const char *pattern, Late run);

    struct Route
    {
        const Late *run = nullptr; ///< nullptr: there is no such command …
        bool isKnownPath = false;  ///< … but with another method there is.
        QStringList parameters;
    };
    /// `path` as sent: "/session/x/url". Parameters come decoded.
    [[nodiscard]] Route find(const QByteArray &method, const QByteArray &path) const;

private:
    struct Entry
    {
        QByteArray method;
        QList<QByteArray> segments;
        Late run;
    };
    std::vector<Entry> m_entries;
};

} // namespace roost
