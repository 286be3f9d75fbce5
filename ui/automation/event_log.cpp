// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/event_log.h"

#include "automation/crash_report.h"

#include <QJsonDocument>

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

void EventLog::add(const QString &kind, QJsonObject facts)
{
    facts.insert("n"_L1, m_next++);
    facts.insert("ms"_L1, m_since.elapsed());
    facts.insert("kind"_L1, kind);
    CrashReport::note(QJsonDocument(facts).toJson(QJsonDocument::Compact));
    m_entries.push_back(std::move(facts));
    if (m_entries.size() > most)
        m_entries.pop_front();
}

QJsonObject EventLog::factsOf(const EndpointRef &ref)
{
    return {{"address"_L1, ref.id.toString()}, {"account"_L1, ref.account.toString()}};
}

QJsonArray EventLog::since(qint64 n) const
{
    QJsonArray lines;
    const qint64 first = m_next - qint64(m_entries.size());
    for (qint64 at = std::max(n, first); at < m_next; ++at)
        lines.append(m_entries[std::size_t(at - first)]);
    return lines;
}

} // namespace roost
