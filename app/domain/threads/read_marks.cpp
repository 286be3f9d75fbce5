// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/read_marks.h"

namespace roost {

void ReadMarks::set(const ReadMark &mark)
{
    ReadMark &known = m_marks[mark.thread];
    known.thread = mark.thread;
    if (!mark.stanzaId.isEmpty())
        known.stanzaId = mark.stanzaId;
    if (mark.messageId.isEmpty())
        return;
    known.messageId = mark.messageId;
    m_archiveQuery.insert(mark.thread, {});
}

void ReadMarks::setArchived(const ReadMark &mark, const QString &queryId)
{
    const auto known = m_archiveQuery.constFind(mark.thread);
    if (known != m_archiveQuery.cend() && *known != queryId)
        return;
    set(mark);
    m_archiveQuery.insert(mark.thread, queryId);
}

void ReadMarks::clear()
{
    m_marks.clear();
    m_archiveQuery.clear();
    m_reached.clear();
}

bool ReadMarks::isNamed(const MessageRecord &message) const
{
    const auto mark = m_marks.constFind(message.thread);
    if (mark == m_marks.cend())
        return false;
    if (!mark->stanzaId.isEmpty() && message.stanzaId == mark->stanzaId)
        return true;
    return !mark->messageId.isEmpty() && !message.mine && senderIdOf(message) == mark->messageId;
}

QList<ReadMark> ReadMarks::applyToNews(QList<MessageRecord> &messages) const
{
    QList<ReadMark> named;
    if (m_marks.isEmpty())
        return named;
    QSet<Jid> reached;
    for (auto message = messages.rbegin(); message != messages.rend(); ++message) {
        if (!reached.contains(message->thread)) {
            if (!isNamed(*message))
                continue;
            reached.insert(message->thread);
            named.append(m_marks.value(message->thread));
        }
        message->read = true;
    }
    return named;
}

QList<ReadMark> ReadMarks::applyToPage(QList<MessageRecord> &messages)
{
    QList<ReadMark> named;
    for (auto message = messages.rbegin(); message != messages.rend(); ++message) {
        if (!m_reached.contains(message->thread)) {
            if (!isNamed(*message))
                continue;
            m_reached.insert(message->thread);
            named.append(m_marks.value(message->thread));
        }
        message->read = true;
    }
    return named;
}

} // namespace roost
