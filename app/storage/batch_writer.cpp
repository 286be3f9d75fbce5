// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/batch_writer.h"

#include "storage/storage_tables.h"

namespace roost {

Result<ChangeList> BatchWriter::apply(const EventBatch &batch)
{
    Status done = batch.archive ? m_tables.archive.store(batch, m_changes) : store(batch);
    if (done)
        done = adoptRemarks();
    for (auto mark = batch.marks.cbegin(); done && mark != batch.marks.cend(); ++mark)
        done = isRemark(mark->kind) ? applyRemark(*mark) : m_tables.reads.apply(*mark, m_changes);
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

Status BatchWriter::applyRemark(const MarkRecord &mark)
{
    if (mark.ref.isEmpty() || mark.thread.isEmpty())
        return Done{};
    const auto endpoint = m_tables.keys.findOrMakeUnlisted(mark.thread);
    if (!endpoint)
        return unexpected(endpoint.error());
    auto message = m_tables.marks.named(*endpoint, mark.ref);
    if (!message)
        return unexpected(message.error());
    if (!*message)
        return m_tables.marks.keepEarly(*endpoint, mark);
    MessageRecord &about = **message;
    const auto isNew = m_tables.marks.saveRemark(*endpoint, about.mine, about.id, mark);
    if (!isNew || !*isNew)
        return isNew.transform([](bool) { return Done{}; });
    if (auto done = m_tables.marks.fill(*endpoint, about); !done)
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
