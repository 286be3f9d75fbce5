// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/records.h"

#include <QHash>
#include <QList>
#include <QSet>

namespace roost {

/// How far our other devices have read, for messages that have yet to come: out of the archive, out of the
/// offline storage, or late. What is in the database already is found there (UserDatabase::markReadUpTo()).
class ReadMarks
{
public:
    /// Replaces what is known of the thread by either of its two names.
    void set(const ReadMark &mark);
    /// The same for what a page of the archive says (`queryId`): pages come newest first, so what an earlier
    /// one said stays.
    void setArchived(const ReadMark &mark, const QString &queryId);
    /// A new session: all is told anew.
    void clear();

    /// Live messages, oldest first: those up to the mark of their thread become read. The marks that were
    /// among them.
    [[nodiscard]] QList<ReadMark> applyToNews(QList<MessageRecord> &messages) const;
    /// The archive is read from its end.
    void beginArchive() { m_reached.clear(); }
    /// One of its pages, oldest first: from where the mark of a thread has come, all that is older is read.
    /// The marks that were among them.
    [[nodiscard]] QList<ReadMark> applyToPage(QList<MessageRecord> &messages);

private:
    [[nodiscard]] bool isNamed(const MessageRecord &message) const;

    QHash<Jid, ReadMark> m_marks;
    QHash<Jid, QString> m_archiveQuery; ///< Which page named the messageId of a thread.
    QSet<Jid> m_reached;                ///< Threads whose mark has come out of the archive.
};

} // namespace roost
