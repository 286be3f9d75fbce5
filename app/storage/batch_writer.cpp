// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/batch_writer.h"

#include "storage/storage_tables.h"

#include <algorithm>

namespace roost {

Result<ChangeList> BatchWriter::apply(const EventBatch &batch)
{
    Status done = batch.archive ? m_tables.archive.store(batch, m_changes) : store(batch);
    if (done)
        done = adoptRemarks();
    for (auto mark = batch.marks.cbegin(); done && mark != batch.marks.cend(); ++mark)
        done = isRemark(mark->kind) ? applyRemark(*mark, batch) : m_tables.reads.apply(*mark, m_changes);
    for (auto remark = batch.remarks.cbegin(); done && remark != batch.remarks.cend(); ++remark) {
        done = addOutgoing(*remark);
        if (done)
            done = applyRemark(remark->mark, batch);
    }
    for (auto settled = batch.settled.cbegin(); done && settled != batch.settled.cend(); ++settled)
        done = settle(*settled);
    for (auto read = batch.reads.cbegin(); done && read != batch.reads.cend(); ++read)
        done = m_tables.reads.markHere(*read);
    if (!done)
        return unexpected(done.error());
    m_changes.summaries = m_tables.threads.takeChanged();
    return std::move(m_changes);
}

Status BatchWriter::store(const EventBatch &batch)
{
    if (batch.messages.isEmpty())
        return Done{};
    QList<MessageRecord> messages = batch.messages;
    const auto met = m_tables.reads.applyEarly(messages);
    if (!met)
        return unexpected(met.error());
    auto outcomes = m_tables.messages.store(messages);
    if (!outcomes)
        return unexpected(outcomes.error());
    m_changes.outcomes = *std::move(outcomes);
    for (qsizetype i = 0; i < messages.size(); ++i) {
        if (auto done = take(messages.at(i), m_changes.outcomes.at(i)); !done)
            return done;
    }
    if (batch.origin == EventBatch::Origin::Outgoing)
        return m_tables.threads.saveDraft(messages.first().thread, {});
    for (const MarkRecord &mark : *met) {
        if (auto done = m_tables.reads.applyMet(mark, m_changes); !done)
            return done;
    }
    return m_tables.reads.markAnswered(m_changes);
}

Status BatchWriter::take(const MessageRecord &message, const StoreOutcome &outcome)
{
    if (outcome.changed)
        return takeChange(message, outcome);
    if (!outcome.inserted)
        return Done{};
    MessageRecord inserted = message;
    inserted.rowId = outcome.rowId;
    inserted.position = outcome.position;
    inserted.id = outcome.id;
    if (message.mine) {
        const auto endpoint = m_tables.keys.find(message.thread);
        if (!endpoint)
            return unexpected(endpoint.error());
        if (auto done = m_tables.marks.saveDeliveries(*endpoint, inserted.id, message.deliveries); !done)
            return done;
        if (auto done = m_tables.reads.deliverEarly(*endpoint, inserted, m_changes); !done)
            return done;
    }
    m_changes.inserted.append(std::move(inserted));
    return Done{};
}

Status BatchWriter::adoptRemarks()
{
    for (MessageRecord &message : m_changes.inserted) {
        const auto endpoint = m_tables.keys.find(message.thread);
        if (!endpoint)
            return unexpected(endpoint.error());
        if (auto done = m_tables.marks.adoptRemarks(*endpoint, message); !done)
            return done;
    }
    return Done{};
}

Result<qint64> BatchWriter::positionOf(const MarkRecord &mark, const EventBatch &batch)
{
    if (!batch.archive)
        return m_tables.positions.next();
    // The stamps of one archive agree with each other: the mark follows the last message that is not newer.
    const auto &messages = batch.messages;
    const auto newer =
        std::upper_bound(messages.cbegin(), messages.cend(), mark.delivery.atMs,
                         [](qint64 atMs, const MessageRecord &message) { return atMs < message.timeMs; });
    const auto after = static_cast<qint64>(messages.cend() - newer) + 1;
    return batch.archive->look.ceiling - after * PositionSequence::spacing + 1;
}

Status BatchWriter::applyRemark(const MarkRecord &mark, const EventBatch &batch)
{
    if (mark.ref.isEmpty() || mark.thread.isEmpty())
        return Done{};
    const auto endpoint = m_tables.keys.findOrMakeUnlisted(mark.thread);
    if (!endpoint)
        return unexpected(endpoint.error());
    const auto position = positionOf(mark, batch);
    if (!position)
        return unexpected(position.error());
    MarkRecord placed = mark;
    placed.position = *position;
    const auto message = m_tables.marks.named(*endpoint, mark.ref, *position);
    if (!message)
        return unexpected(message.error());
    return *message ? saveRemark(*endpoint, **message, placed) : m_tables.marks.keepEarly(*endpoint, placed);
}

Status BatchWriter::saveRemark(qint64 endpoint, MessageRecord about, const MarkRecord &mark)
{
    const auto isNew = m_tables.marks.saveRemark(endpoint, about.mine, about.id, mark);
    if (!isNew || !*isNew)
        return isNew.transform([](bool) { return Done{}; });
    if (auto done = m_tables.marks.fill(endpoint, about); !done)
        return done;
    for (MessageRecord &inserted : m_changes.inserted) {
        if (inserted.thread == mark.thread && inserted.id == about.id && inserted.mine == about.mine) {
            inserted.remarks = about.remarks;
            return Done{};
        }
    }
    m_changes.remarks.append({mark.thread, about.id, about.mine, about.remarks});
    return Done{};
}

Status BatchWriter::addOutgoing(const OutgoingRemark &remark)
{
    const auto endpoint = m_tables.keys.findOrMakeUnlisted(remark.mark.thread);
    if (!endpoint)
        return unexpected(endpoint.error());
    return m_tables.outgoingRemarks.add(*endpoint, remark);
}

Status BatchWriter::settle(const SettledRemark &settled)
{
    const MarkRecord &mark = settled.remark.mark;
    const auto endpoint = m_tables.keys.find(mark.thread);
    if (!endpoint)
        return unexpected(endpoint.error());
    if (auto done = m_tables.outgoingRemarks.remove(*endpoint, mark.stanzaId); !done || !settled.isRefused)
        return done;
    MarkRecord restored = mark;
    const auto position = m_tables.positions.next();
    if (!position)
        return unexpected(position.error());
    restored.position = *position;
    const auto message = m_tables.marks.named(*endpoint, mark.ref, restored.position);
    if (!message || !*message)
        return message.transform([](const auto &) { return Done{}; });
    const auto current = m_tables.marks.ownRemark(*endpoint, **message, mark.kind);
    if (!current || *current != mark.value) // a newer one of ours has taken its place
        return current.transform([](const QString &) { return Done{}; });
    restored.value = settled.remark.previous;
    return saveRemark(*endpoint, **message, restored);
}

Status BatchWriter::takeChange(const MessageRecord &change, const StoreOutcome &outcome)
{
    // The original came in the same batch: it is shown with the new text at once.
    for (MessageRecord &message : m_changes.inserted) {
        if (message.rowId != outcome.rowId)
            continue;
        applyChange(message, change);
        return Done{};
    }
    m_changes.changed.append(change);
    m_changes.changed.last().id = outcome.id;
    if (!isCallAnswer(change.notice))
        return Done{};
    // A call that was answered on another device means that the earlier messages were seen there.
    return m_tables.reads.markSeenElsewhere(change.thread, m_changes);
}

} // namespace roost
