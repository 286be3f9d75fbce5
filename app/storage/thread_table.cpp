// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/thread_table.h"

#include "storage/endpoint_keys.h"
#include "storage/sql_connection.h"

#include <utility>

namespace roost {

Result<ThreadTable::Edited> ThreadTable::load(qint64 endpoint, const Jid &thread)
{
    Statement select(m_connection, "SELECT e.listed, t.preview, t.preview_mine, t.preview_notice,"
                                   " t.last_message_ms, t.unread FROM endpoints e"
                                   " LEFT JOIN threads t ON t.endpoint_id = e.id WHERE e.id = ?");
    Edited edited;
    edited.now.thread = edited.reported.thread = edited.stored.thread = thread;
    if (!select.number(endpoint).next())
        return select.ended().transform([&edited](Done) { return edited; });
    edited.wasListed = select.numberAt(0) != 0;
    edited.isReportDue = !edited.wasListed;
    if (!edited.wasListed)
        return edited;
    edited.now.preview = select.textAt(1);
    edited.now.previewMine = select.numberAt(2) != 0;
    edited.now.previewNotice = select.enumAt<MessageNotice>(3);
    edited.now.lastMessageMs = select.numberAt(4);
    edited.now.unread = int(select.numberAt(5));
    edited.reported = edited.stored = edited.now;
    return edited;
}

Result<ThreadSummary *> ThreadTable::edit(qint64 endpoint, const Jid &thread)
{
    auto found = m_edited.find(endpoint);
    if (found == m_edited.end()) {
        auto loaded = load(endpoint, thread);
        if (!loaded)
            return unexpected(loaded.error());
        found = m_edited.insert(endpoint, *std::move(loaded));
    }
    if (!std::exchange(found->isTouched, true))
        m_touched.append(endpoint);
    return &found->now;
}

QList<ThreadSummary> ThreadTable::takeChanged()
{
    QList<ThreadSummary> changed;
    for (const qint64 endpoint : std::exchange(m_touched, {})) {
        const auto edited = m_edited.find(endpoint);
        if (edited == m_edited.end())
            continue;
        edited->isTouched = false;
        if (!std::exchange(edited->isReportDue, false) && edited->now == edited->reported)
            continue;
        edited->reported = edited->now;
        changed.append(edited->now);
    }
    return changed;
}

Status ThreadTable::save()
{
    const auto all = std::exchange(m_edited, {});
    m_touched.clear();
    for (auto each = all.cbegin(); each != all.cend(); ++each) {
        if (each->now == each->stored && each->wasListed)
            continue;
        if (!each->wasListed) {
            Statement list(m_connection, "UPDATE endpoints SET listed = 1 WHERE id = ?");
            if (auto done = list.number(each.key()).run(); !done)
                return done;
        }
        Statement upsert(m_connection,
                         "INSERT INTO threads (endpoint_id, preview, preview_mine, preview_notice,"
                         " last_message_ms, unread) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (endpoint_id)"
                         " DO UPDATE SET preview = excluded.preview, preview_mine = excluded.preview_mine,"
                         " preview_notice = excluded.preview_notice,"
                         " last_message_ms = excluded.last_message_ms, unread = excluded.unread");
        upsert.number(each.key())
            .text(each->now.preview)
            .number(each->now.previewMine)
            .number(each->now.previewNotice)
            .number(each->now.lastMessageMs)
            .number(each->now.unread);
        if (auto done = upsert.run(); !done)
            return done;
    }
    return Done{};
}

Status ThreadTable::setReadRow(qint64 endpoint, qint64 row)
{
    Statement upsert(m_connection, "INSERT INTO threads (endpoint_id, read_row) VALUES (?, ?)"
                                   " ON CONFLICT (endpoint_id) DO UPDATE SET read_row = excluded.read_row");
    return upsert.number(endpoint).number(row).run();
}

Result<qint64> ThreadTable::readPosition(qint64 endpoint)
{
    Statement select(m_connection, "SELECT m.position FROM threads t JOIN messages m ON m.id = t.read_row"
                                   " WHERE t.endpoint_id = ?");
    if (select.number(endpoint).next())
        return select.numberAt(0);
    return select.ended().transform([](Done) { return qint64(0); });
}

Status ThreadTable::saveDraft(const Jid &thread, const QString &draft)
{
    const auto endpoint = draft.isEmpty() ? m_keys.find(thread) : m_keys.findOrMake(thread);
    if (!endpoint || *endpoint == 0)
        return endpoint.transform([](qint64) { return Done{}; });
    if (draft.isEmpty()) {
        Statement clear(m_connection, "UPDATE threads SET draft = '' WHERE endpoint_id = ? AND draft <> ''");
        return clear.number(*endpoint).run();
    }
    Statement upsert(m_connection, "INSERT INTO threads (endpoint_id, draft) VALUES (?, ?)"
                                   " ON CONFLICT (endpoint_id) DO UPDATE SET draft = excluded.draft");
    if (auto done = upsert.number(*endpoint).text(draft).run(); !done)
        return done;
    Statement list(m_connection, "UPDATE endpoints SET listed = 1 WHERE id = ? AND listed = 0");
    return list.number(*endpoint).run();
}

Status ThreadTable::addUntold(const Jid &thread, int count)
{
    const auto endpoint = m_keys.find(thread);
    if (!endpoint || *endpoint == 0)
        return endpoint.transform([](qint64) { return Done{}; });
    Statement upsert(m_connection, "INSERT INTO threads (endpoint_id, untold) VALUES (?1, min(?2, ?3))"
                                   " ON CONFLICT (endpoint_id) DO UPDATE SET untold = min(untold + ?2, ?3)");
    return upsert.number(*endpoint).number(count).number(maxUntold).run();
}

Result<QHash<Jid, int>> ThreadTable::loadUntold()
{
    Statement select(m_connection, "SELECT e.jid, t.untold FROM threads t INDEXED BY threads_untold"
                                   " JOIN endpoints e ON e.id = t.endpoint_id WHERE t.untold > 0");
    QHash<Jid, int> untold;
    while (select.next())
        untold.insert(Jid::fromTrusted(select.textAt(0)), int(select.numberAt(1)));
    return select.ended().transform([&untold](Done) { return std::move(untold); });
}

Status ThreadTable::subtractUntold(const QHash<Jid, int> &told)
{
    for (auto each = told.cbegin(); each != told.cend(); ++each) {
        const auto endpoint = m_keys.find(each.key());
        if (!endpoint)
            return unexpected(endpoint.error());
        Statement update(m_connection,
                         "UPDATE threads SET untold = max(0, untold - ?) WHERE endpoint_id = ?");
        if (auto done = update.number(each.value()).number(*endpoint).run(); !done)
            return done;
    }
    return Done{};
}

} // namespace roost
