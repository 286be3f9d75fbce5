// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/records.h"

#include <QHash>
#include <QList>
#include <QSet>

namespace roost {

/// Read marks of our other devices, for messages that arrive later: from the archive, from offline storage,
/// or delayed. UserDatabase::markReadUpTo() applies the marks to stored messages.
class ReadMarks
{
public:
    /// Replaces the ids of the thread's mark that are set in `mark`.
    void set(const ReadMark &mark);
    /// The same for a mark of an archive page (`queryId`). Pages arrive newest first, so a mark of an earlier
    /// page stays.
    void setArchived(const ReadMark &mark, const QString &queryId);
    /// Drops all marks: a new session fetches them again.
    void clear();

    /// Live messages, oldest first: those up to the mark of their thread become read. Returns the marks whose
    /// message is in the list.
    [[nodiscard]] QList<ReadMark> applyToNews(QList<MessageRecord> &messages) const;
    /// A new run over the archive begins.
    void beginArchive() { m_reached.clear(); }
    /// A page of the run, oldest first: the marked message of a thread and all older ones become read, in
    /// later pages too. Returns the marks whose message is on the page.
    [[nodiscard]] QList<ReadMark> applyToPage(QList<MessageRecord> &messages);

private:
    [[nodiscard]] bool isNamed(const MessageRecord &message) const;

    QHash<Jid, ReadMark> m_marks;
    QHash<Jid, QString> m_archiveQuery; ///< Thread -> query that delivered its messageId; empty = live.
    QSet<Jid> m_reached;                ///< Threads whose marked message this run has met.
};

} // namespace roost
