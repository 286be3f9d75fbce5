// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/outgoing_preparation.h"

#include "base/answer.h"

namespace roost {

namespace {

Outgoing outgoingOf(const OutgoingQueue::Entry &entry)
{
    if (const MessageRecord *message = entry.message())
        return {entry.id(), entry.thread(), messageOf(*message)};
    const MarkRecord &mark = entry.remark()->mark;
    return {entry.id(), entry.thread(), OwnRemark{mark.kind, mark.ref, mark.value}};
}

} // namespace

OutgoingStep *OutgoingPreparation::nextStep(Entry &entry) const
{
    if (m_steps.empty())
        return nullptr;
    const Outgoing outgoing = outgoingOf(entry);
    while (entry.step < m_steps.size() && !m_steps[entry.step]->concerns(outgoing))
        ++entry.step;
    return entry.step < m_steps.size() ? m_steps[entry.step] : nullptr;
}

void OutgoingPreparation::start(Entry &entry, OutgoingStep &step, QObject *context, Answer answer) const
{
    entry.phase = OutgoingQueue::Phase::Preparing;
    entry.preparation = step.prepare(outgoingOf(entry));
    onAnswer(entry.preparation, context,
             [id = entry.id(), answer = std::move(answer)](const Result<Outgoing> &outgoing) {
                 answer(id, outgoing);
             });
}

Error OutgoingPreparation::finish(Entry &entry, const Result<Outgoing> &answer) const
{
    entry.phase = OutgoingQueue::Phase::Waiting;
    if (!answer) {
        entry.isSessionAwaited = answer.error().kind == ErrorKind::NotConnected;
        return entry.isSessionAwaited ? Error{} : answer.error();
    }
    if (const Message *message = answer->message(); message && entry.message()) {
        const MessageRecord ready = recordOf(*message, entry.thread());
        entry.message()->body = ready.body;
        entry.message()->subject = ready.subject;
    } else if (const OwnRemark *remark = answer->remark(); remark && entry.remark()) {
        std::get<OutgoingRemark>(entry.content).mark.value = remark->value;
    }
    ++entry.step;
    return {};
}

} // namespace roost
