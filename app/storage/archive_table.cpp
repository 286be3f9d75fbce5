// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/archive_table.h"

#include "storage/archive_ranges.h"
#include "storage/endpoint_keys.h"
#include "storage/position_sequence.h"
#include "storage/read_table.h"
#include "storage/sql_connection.h"
#include "storage/thread_table.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace roost {

namespace {

/// A stored message keeps its time if the archive's stamp differs by no more than this.
constexpr qint64 stampToleranceMs = 2'000;
/// Maximum number of messages behind a message that are searched for an answer.
constexpr int furthestAhead = 2'000;

} // namespace

Result<ChangeList> ArchiveTable::makeRoom(bool isNewSession)
{
    ChangeList outcome;
    const auto ceiling = m_positions.nextAfterRoom();
    if (!ceiling)
        return unexpected(ceiling.error());
    outcome.look.ceiling = *ceiling;
    if (!isNewSession)
        return outcome;
    auto moved = m_messages.liftQueued();
    if (!moved)
        return unexpected(moved.error());
    outcome.moved = *std::move(moved);
    QSet<Jid> threads;
    for (const MovedMessage &message : std::as_const(outcome.moved))
        threads.insert(message.thread);
    return summarizeAnew(threads).transform([&outcome](Done) { return std::move(outcome); });
}

Status ArchiveTable::store(const EventBatch &page, ChangeList &outcome)
{
    const ArchivePart &part = *page.archive;
    outcome.look = part.look;
    if (std::exchange(outcome.look.removals, m_keys.removals()) != m_keys.removals())
        outcome.look.told.clear();
    QList<MessageRecord> changes; // newest first
    auto found = entries(page, changes);
    if (!found)
        return unexpected(found.error());
    if (auto done = takeAlong(*found, part.look.ceiling, outcome); !done)
        return done;
    if (auto done = place(*found, outcome); !done)
        return done;
    if (auto done = markAnsweredFresh(*found, outcome.look); !done)
        return done;
    QList<MarkRecord> met;
    if (auto done = markReadFresh(*found, met); !done)
        return done;
    if (auto done = storeFresh(*found, outcome); !done)
        return done;
    if (auto done = apply(changes, outcome); !done)
        return done;
    if (auto done = summarize(*found, outcome); !done)
        return done;
    if (auto done = m_reads.markAnswered(outcome); !done)
        return done;
    for (const MarkRecord &mark : std::as_const(met)) {
        if (auto done = m_reads.applyMet(mark, outcome); !done)
            return done;
    }
    if (part.leapsTo)
        outcome.look.ceiling = *part.leapsTo;
    else if (!page.messages.isEmpty()) // one more step: room for messages that lead the oldest one
        outcome.look.ceiling -= (page.messages.size() + 1) * PositionSequence::spacing;
    return m_ranges.save(part, outcome.look.ceiling).transform([&outcome](qint64 range) {
        outcome.rangeRow = range;
        return Done{};
    });
}

Status ArchiveTable::summarize(const std::vector<Entry> &entries, ChangeList &outcome)
{
    // A run goes from the newest to the oldest: a thread that it has met already has its last message.
    QSet<Jid> threads;
    for (const Entry &entry : entries) {
        if (entry.known || !outcome.look.told.contains(entry.endpoint))
            threads.insert(entry.message.thread);
    }
    for (const MessageRecord &change : std::as_const(outcome.changed))
        threads.insert(change.thread);
    if (auto done = summarizeAnew(threads); !done)
        return done;
    if (auto done = findNews(entries, outcome); !done)
        return done;
    for (const Entry &entry : entries)
        outcome.look.told.insert(entry.endpoint);
    return Done{};
}

Result<std::vector<ArchiveTable::Entry>> ArchiveTable::entries(const EventBatch &page,
                                                               QList<MessageRecord> &changes)
{
    std::vector<Entry> entries;
    entries.reserve(static_cast<std::size_t>(page.messages.size()));
    QMultiHash<std::pair<qint64, std::pair<bool, QString>>, std::size_t> places;
    qint64 position = page.archive->look.ceiling;
    for (auto message = page.messages.crbegin(); message != page.messages.crend(); ++message) {
        position -= PositionSequence::spacing;
        const auto endpoint = m_keys.findOrMake(message->thread);
        if (!endpoint)
            return unexpected(endpoint.error());
        const auto isChanging = isChange(*endpoint, *message, page);
        if (!isChanging)
            return unexpected(isChanging.error());
        if (*isChanging) {
            changes.append(*message);
            continue;
        }
        const auto known = m_duplicates.find(*endpoint, *message);
        if (!known)
            return unexpected(known.error());
        Entry entry{*message, *endpoint, *known};
        entry.message.position = position;
        if (*known) {
            // The archive holds two copies of one message, and the older copy is stored already.
            const bool isOther = !(*known)->stanzaId.isEmpty() && (*known)->stanzaId != message->stanzaId;
            if (isOther && (*known)->position < page.archive->look.ceiling)
                continue;
            const bool isFar = std::abs((*known)->timeMs - message->timeMs) > stampToleranceMs;
            entry.message.timeMs = isFar ? message->timeMs : (*known)->timeMs;
            entry.message.id = (*known)->id;
        }
        const std::pair key{*endpoint, std::pair{message->mine, message->senderId}};
        const auto [first, last] = std::as_const(places).equal_range(key);
        const auto copy =
            std::find_if(first, last, [&](std::size_t at) { return isSame(entries[at], entry); });
        if (copy != last) {
            entries[*copy] = std::move(entry);
            continue;
        }
        places.insert(key, entries.size());
        entries.push_back(std::move(entry));
    }
    return entries;
}

Result<bool> ArchiveTable::isChange(qint64 endpoint, const MessageRecord &message, const EventBatch &page)
{
    if (message.replaces.isEmpty())
        return false;
    const auto target = m_messages.changes().target(endpoint, message);
    if (!target)
        return unexpected(target.error());
    if (*target)
        return (*target)->senderId != message.senderId; // equal: the target is this very correction
    return std::any_of(page.messages.cbegin(), page.messages.cend(), [&message](const MessageRecord &other) {
        return other.thread == message.thread && other.mine == message.mine &&
               other.senderId == message.replaces && other.replaces.isEmpty();
    });
}

Status ArchiveTable::apply(const QList<MessageRecord> &changes, ChangeList &outcome)
{
    for (auto change = changes.crbegin(); change != changes.crend(); ++change) {
        const auto endpoint = m_keys.find(change->thread);
        if (!endpoint)
            return unexpected(endpoint.error());
        const auto target = m_messages.changes().target(*endpoint, *change);
        if (!target)
            return unexpected(target.error());
        if (!*target)
            continue;
        const auto isChanged = m_messages.changes().apply((*target)->rowId, *change);
        if (!isChanged)
            return unexpected(isChanged.error());
        if (!*isChanged)
            continue;
        const auto fresh =
            std::find_if(outcome.inserted.begin(), outcome.inserted.end(),
                         [&target](const MessageRecord &each) { return each.rowId == (*target)->rowId; });
        if (fresh != outcome.inserted.end()) {
            applyChange(*fresh, *change);
            continue;
        }
        outcome.changed.append(*change);
        outcome.changed.last().id = (*target)->id;
    }
    return Done{};
}

bool ArchiveTable::isSame(const Entry &one, const Entry &other)
{
    if (one.known || other.known)
        return one.known && other.known && one.known->rowId == other.known->rowId;
    if (!one.message.senderId.isEmpty())
        return isSameMessage(one.message, other.message);
    return !one.message.stanzaId.isEmpty() && one.message.stanzaId == other.message.stanzaId;
}

Status ArchiveTable::place(const std::vector<Entry> &entries, ChangeList &outcome)
{
    for (const Entry &entry : entries) {
        if (!entry.known)
            continue;
        const MessageRecord &message = entry.message;
        if (auto done = m_messages.place(entry.known->rowId, message); !done)
            return done;
        outcome.moved.append({message.thread, message.id, message.mine, message.position, message.timeMs});
    }
    return Done{};
}

Status ArchiveTable::takeAlong(const std::vector<Entry> &entries, qint64 ceiling, ChangeList &outcome)
{
    QHash<qint64, std::vector<const Entry *>> threads;
    for (const Entry &entry : entries) {
        if (entry.known)
            threads[entry.endpoint].push_back(&entry);
    }
    std::vector<ArchiveNeighbours::Thread> all;
    qint64 provenFrom = ceiling;
    for (const auto &thread : std::as_const(threads)) {
        auto found = stoodBefore(thread, ceiling);
        if (!found)
            return unexpected(found.error());
        provenFrom = std::min(provenFrom, ArchiveNeighbours::firstPlaced(*found, ceiling));
        all.push_back(*std::move(found));
    }
    for (const ArchiveNeighbours::Thread &thread : all) {
        for (MessageTable::Placed &moved : ArchiveNeighbours(ceiling, provenFrom).move(thread)) {
            if (auto done = m_messages.move(moved.rowId, moved.message.position); !done)
                return done;
            moved.message.thread = thread.jid;
            outcome.moved.append(moved.message);
        }
    }
    return Done{};
}

Result<ArchiveNeighbours::Thread> ArchiveTable::stoodBefore(const std::vector<const Entry *> &thread,
                                                            qint64 ceiling)
{
    ArchiveNeighbours::Thread found;
    found.jid = thread.front()->message.thread;
    qint64 from = ceiling;
    qint64 before = ceiling;
    for (const Entry *entry : thread) {
        found.placed.insert(entry->known->rowId, entry->message.position);
        from = std::min(from, entry->known->position);
        before = std::max(before, entry->known->position + 1);
    }
    return m_messages.between(thread.front()->endpoint, from, before)
        .transform([&found](const QList<MessageTable::Placed> &stood) {
            found.stood = stood;
            return std::move(found);
        });
}

// The stored answers are searched only if the page has unread messages, and only above the oldest of them: a
// search of a whole long thread would take long.
Status ArchiveTable::markAnsweredFresh(std::vector<Entry> &entries, ArchiveLook &look)
{
    QHash<qint64, qint64> oldestUnread; // by Endpoint; entries are newest first
    for (const Entry &entry : entries) {
        const bool isFresh = !entry.known;
        if (entry.message.mine && isFresh && !look.answers.contains(entry.endpoint))
            look.answers.insert(entry.endpoint, entry.message.position);
        if (!entry.message.mine && isFresh && !entry.message.read)
            oldestUnread.insert(entry.endpoint, entry.message.position);
    }
    for (auto each = oldestUnread.cbegin(); each != oldestUnread.cend(); ++each) {
        const auto stored = newestAnswer(each.key(), each.value());
        if (!stored)
            return unexpected(stored.error());
        if (*stored)
            look.answers[each.key()] = std::max(look.answers.value(each.key(), **stored), **stored);
    }
    for (Entry &entry : entries) {
        const auto answer = look.answers.constFind(entry.endpoint);
        if (answer != look.answers.cend() && entry.message.position < *answer)
            entry.message.read = true;
    }
    return Done{};
}

Result<std::optional<qint64>> ArchiveTable::newestAnswer(qint64 endpoint, qint64 from)
{
    // A message that was typed here (no resource) is no answer: its author had not received the message.
    Statement select(m_connection,
                     "SELECT position FROM (SELECT position, mine, archived, resource FROM messages"
                     "  INDEXED BY messages_by_position WHERE endpoint_id = ? AND position > ?"
                     "  ORDER BY position LIMIT ?)"
                     " WHERE mine = 1 AND archived = 1 AND resource <> '' ORDER BY position DESC LIMIT 1");
    select.number(endpoint).number(from).number(furthestAhead);
    std::optional<qint64> position;
    if (select.next()) {
        position = select.numberAt(0);
        return position;
    }
    return select.ended().transform([&position](Done) { return position; });
}

Status ArchiveTable::markReadFresh(std::vector<Entry> &entries, QList<MarkRecord> &met)
{
    struct ReadState
    {
        QList<MarkRecord> waiting;
        std::optional<qint64> upTo; ///< Position; 0 = not known.
    };
    QHash<qint64, ReadState> states; // by Endpoint; entries are newest first
    for (Entry &entry : entries) {
        auto state = states.find(entry.endpoint);
        if (state == states.end()) {
            const auto waiting = m_reads.earlyReads(entry.endpoint, entry.message.thread);
            if (!waiting)
                return unexpected(waiting.error());
            state = states.insert(entry.endpoint, {*waiting, {}});
        }
        const bool isUnread = !entry.known && !entry.message.mine && !entry.message.read;
        if (!isUnread && state->waiting.isEmpty())
            continue;
        if (!state->upTo) {
            const auto known = m_threads.readPosition(entry.endpoint);
            if (!known)
                return unexpected(known.error());
            state->upTo = *known;
        }
        for (const MarkRecord &mark : std::as_const(state->waiting)) {
            if (!ReadTable::isNamed(entry.message, mark))
                continue;
            met.append(mark);
            state->upTo = std::max(*state->upTo, entry.message.position);
        }
        if (entry.message.position <= *state->upTo)
            entry.message.read = true;
    }
    return Done{};
}

Status ArchiveTable::storeFresh(std::vector<Entry> &entries, ChangeList &outcome)
{
    QHash<qint64, std::pair<Jid, int>> unread;
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        if (entry->known)
            continue;
        MessageRecord &message = entry->message;
        const auto stored = m_messages.insertArchived(entry->endpoint, message);
        if (!stored)
            return unexpected(stored.error());
        if (!stored->inserted)
            continue;
        message.rowId = stored->rowId;
        message.id = stored->id;
        if (message.mine) {
            if (auto done = m_reads.deliverEarly(entry->endpoint, message, outcome); !done)
                return done;
        }
        auto &[thread, count] = unread[entry->endpoint];
        thread = message.thread;
        count += !message.mine && !message.read;
        outcome.inserted.append(message);
    }
    for (auto each = unread.cbegin(); each != unread.cend(); ++each) {
        const auto &[thread, count] = *each;
        if (count == 0 && outcome.look.told.contains(each.key()))
            continue;
        const auto summary = m_threads.edit(each.key(), thread);
        if (!summary)
            return unexpected(summary.error());
        (*summary)->unread += count;
    }
    return Done{};
}

Status ArchiveTable::findNews(const std::vector<Entry> &entries, ChangeList &outcome)
{
    QSet<qint64> seen;
    for (const Entry &entry : entries) {
        if (entry.known || seen.contains(entry.endpoint) || outcome.look.told.contains(entry.endpoint))
            continue;
        seen.insert(entry.endpoint);
        Statement newer(m_connection,
                        "SELECT 1 FROM messages INDEXED BY messages_by_position"
                        " WHERE endpoint_id = ? AND position > ? AND NOT (mine = 1 AND state = 0)"
                        " LIMIT 1");
        newer.number(entry.endpoint).number(entry.message.position);
        if (newer.next())
            continue;
        if (auto done = newer.ended(); !done)
            return done;
        outcome.news.append(entry.message.thread);
    }
    return Done{};
}

Status ArchiveTable::summarizeAnew(const QSet<Jid> &threads)
{
    for (const Jid &thread : threads) {
        const auto endpoint = m_keys.find(thread);
        if (!endpoint)
            return unexpected(endpoint.error());
        if (auto done = m_messages.summarizeAnew(thread, *endpoint); !done)
            return done;
    }
    return Done{};
}

} // namespace roost
