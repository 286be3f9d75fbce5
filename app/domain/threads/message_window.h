// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/threads/message.h"
#include "storage/records.h"

#include <QSet>

#include <vector>

namespace roost {

/// A part of a thread in memory: all stored messages between two places, in order of position, then row.
/// Messages that are not stored yet come last; only a window that reaches the end has them. A value.
class MessageWindow
{
public:
    [[nodiscard]] const std::vector<Message> &messages() const { return m_messages; }
    [[nodiscard]] Message &at(qsizetype row) { return m_messages[static_cast<std::size_t>(row)]; }
    /// Row of the message, or -1.
    [[nodiscard]] qsizetype indexOf(const MessageKey &key) const;
    /// Row of the stored message, or -1.
    [[nodiscard]] qsizetype indexOfRow(qint64 rowId) const;
    [[nodiscard]] bool contains(const MessageKey &key) const { return m_known.contains(key); }
    /// The same message is here. A message without an id is compared by its row.
    [[nodiscard]] bool contains(const Message &message) const;

    /// Where the older and the newer page begin.
    [[nodiscard]] MessageCursor start() const { return m_start; }
    [[nodiscard]] MessageCursor end() const { return m_end; }
    /// The database holds no older message, no newer message.
    [[nodiscard]] bool reachesStart() const { return m_reachesStart; }
    [[nodiscard]] bool reachesEnd() const { return m_reachesEnd; }
    void setStart(MessageCursor start, bool reachesStart);
    void setEnd(MessageCursor end, bool reachesEnd);
    /// The message is older or newer than the window, so it comes with its page.
    [[nodiscard]] bool isOutside(const Message &message) const;
    /// A message with this position would be in the window.
    [[nodiscard]] bool spans(qint64 position) const;

    /// Row at which a new message belongs.
    [[nodiscard]] qsizetype placeOf(const Message &message) const;
    /// All of `page`, which is in order, is older than the window; newer than the window.
    [[nodiscard]] bool goesBefore(const std::vector<Message> &page) const;
    [[nodiscard]] bool goesBehind(const std::vector<Message> &page) const;
    /// Inserts messages that are not here before `row`.
    void insert(qsizetype row, std::vector<Message> messages);
    /// The message at `row` is in order with its neighbours.
    [[nodiscard]] bool isInPlace(qsizetype row) const;
    [[nodiscard]] bool isSorted() const;
    void sort();
    /// The messages that are not stored yet.
    [[nodiscard]] std::vector<Message> unstored() const;

private:
    std::vector<Message> m_messages;
    QSet<MessageKey> m_known; ///< Keys of m_messages.
    MessageCursor m_start;    ///< The default value: no page has come yet.
    MessageCursor m_end;
    bool m_reachesStart = false;
    bool m_reachesEnd = true;
};

/// The place of a stored message.
[[nodiscard]] MessageCursor cursorOf(const Message &message);

} // namespace roost
