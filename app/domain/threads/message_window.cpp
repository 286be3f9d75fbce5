// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/message_window.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace roost {

namespace {

/// A message that is not stored yet follows all stored ones.
bool isBefore(const Message &a, const Message &b)
{
    if (a.rowId == 0 || b.rowId == 0)
        return a.rowId > b.rowId;
    return std::pair(a.position, a.rowId) < std::pair(b.position, b.rowId);
}

bool isBefore(const MessageCursor &a, const MessageCursor &b)
{
    return std::pair(a.position, a.rowId) < std::pair(b.position, b.rowId);
}

bool isUnset(const MessageCursor &cursor) { return cursor.rowId == MessageCursor().rowId; }

} // namespace

MessageCursor cursorOf(const Message &message) { return {message.position, message.rowId}; }

qsizetype MessageWindow::indexOf(const MessageKey &key) const
{
    if (!m_known.contains(key))
        return -1;
    // From the end, because callers mostly ask for a new message.
    const auto found = std::find_if(m_messages.rbegin(), m_messages.rend(),
                                    [&](const Message &message) { return message.key == key; });
    return found == m_messages.rend() ? -1 : std::distance(found, m_messages.rend()) - 1;
}

qsizetype MessageWindow::indexOfRow(qint64 rowId) const
{
    const auto found = std::find_if(m_messages.begin(), m_messages.end(),
                                    [&](const Message &message) { return message.rowId == rowId; });
    return found == m_messages.end() ? -1 : std::distance(m_messages.begin(), found);
}

bool MessageWindow::contains(const Message &message) const
{
    if (!message.key.id.isEmpty())
        return m_known.contains(message.key);
    const qsizetype row = placeOf(message);
    return row > 0 && m_messages[static_cast<std::size_t>(row) - 1].rowId == message.rowId;
}

void MessageWindow::setStart(MessageCursor start, bool reachesStart)
{
    m_start = start;
    m_reachesStart = reachesStart;
}

void MessageWindow::setEnd(MessageCursor end, bool reachesEnd)
{
    m_end = end;
    m_reachesEnd = reachesEnd;
}

bool MessageWindow::isOutside(const Message &message) const
{
    if (message.rowId == 0)
        return !m_reachesEnd;
    const MessageCursor place = cursorOf(message);
    const bool isOlder = !m_reachesStart && !isUnset(m_start) && isBefore(place, m_start);
    return isOlder || (!m_reachesEnd && isBefore(m_end, place));
}

bool MessageWindow::spans(qint64 position) const
{
    const bool isAfterStart = m_reachesStart || (!isUnset(m_start) && position >= m_start.position);
    return isAfterStart && (m_reachesEnd || position <= m_end.position);
}

qsizetype MessageWindow::placeOf(const Message &message) const
{
    const auto place = std::upper_bound(m_messages.begin(), m_messages.end(), message,
                                        [](const Message &a, const Message &b) { return isBefore(a, b); });
    return place - m_messages.begin();
}

bool MessageWindow::goesBefore(const std::vector<Message> &page) const
{
    return m_messages.empty() || isBefore(page.back(), m_messages.front());
}

bool MessageWindow::goesBehind(const std::vector<Message> &page) const
{
    return m_messages.empty() || isBefore(m_messages.back(), page.front());
}

void MessageWindow::insert(qsizetype row, std::vector<Message> messages)
{
    for (const Message &message : messages) {
        if (!message.key.id.isEmpty())
            m_known.insert(message.key);
    }
    m_messages.insert(m_messages.begin() + row, std::make_move_iterator(messages.begin()),
                      std::make_move_iterator(messages.end()));
}

bool MessageWindow::isInPlace(qsizetype row) const
{
    const auto message = m_messages.begin() + row;
    const bool fitsBefore = row == 0 || !isBefore(*message, *(message - 1));
    return fitsBefore && (message + 1 == m_messages.end() || !isBefore(*(message + 1), *message));
}

bool MessageWindow::isSorted() const
{
    return std::is_sorted(m_messages.cbegin(), m_messages.cend(),
                          [](const Message &a, const Message &b) { return isBefore(a, b); });
}

void MessageWindow::sort()
{
    std::stable_sort(m_messages.begin(), m_messages.end(),
                     [](const Message &a, const Message &b) { return isBefore(a, b); });
}

std::vector<Message> MessageWindow::unstored() const
{
    std::vector<Message> messages;
    std::copy_if(m_messages.begin(), m_messages.end(), std::back_inserter(messages),
                 [](const Message &message) { return message.rowId == 0; });
    return messages;
}

} // namespace roost
