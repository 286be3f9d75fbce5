// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/command_table.h"

namespace roost {

namespace {

/// Collects the segment for each {} in `parameters`; returns false if the pattern does not match.
bool matchSegments(const QList<QByteArray> &pattern, const QList<QByteArray> &segments,
                   QStringList &parameters)
{
    if (pattern.size() != segments.size())
        return false;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != "{}" && pattern[i] != segments[i])
            return false;
    }
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == "{}")
            parameters.append(QString::fromUtf8(QByteArray::fromPercentEncoding(segments[i])));
    }
    return true;
}

} // namespace

void CommandTable::add(const char *method, const char *pattern, Direct run)
{
    addLate(method, pattern,
            [run = std::move(run)](const DriverCommand &command, const AnswerCommand &answer) {
                answer(run(command));
            });
}

void CommandTable::addLate(const char *method, const char *pattern, Late run)
{
    m_entries.push_back({method, QByteArray(pattern).split('/'), std::move(run)});
}

CommandTable::Route CommandTable::find(const QByteArray &method, const QByteArray &path) const
{
    QByteArray trimmed = path.mid(1);
    if (trimmed.endsWith('/'))
        trimmed.chop(1);
    const QList<QByteArray> segments = trimmed.split('/');
    Route route;
    for (const Entry &entry : m_entries) {
        QStringList parameters;
        if (!matchSegments(entry.segments, segments, parameters))
            continue;
        route.isKnownPath = true;
        if (entry.method != method)
            continue;
        route.run = &entry.run;
        route.parameters = parameters;
        break;
    }
    return route;
}

} // namespace roost
