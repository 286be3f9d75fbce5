// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/threads/outgoing_queue.h"
#include "domain/threads/outgoing_step.h"

#include <functional>
#include <vector>

class QObject;

namespace roost {

/// Takes entries through the steps, one after the other. Main thread.
class OutgoingPreparation
{
public:
    using Entry = OutgoingQueue::Entry;
    /// The answer of a step about the entry with that id.
    using Answer = std::function<void(const QString &id, const Result<Outgoing> &answer)>;

    /// Adds a step at the end. `step` outlives the preparation.
    void addStep(OutgoingStep &step) { m_steps.push_back(&step); }
    /// The next step that concerns the entry; nullptr if the entry is ready.
    [[nodiscard]] OutgoingStep *nextStep(Entry &entry) const;
    /// Starts the step. `answer` follows unless `context` has been destroyed.
    void start(Entry &entry, OutgoingStep &step, QObject *context, Answer answer) const;
    /// Takes the answer of the step over. Returns the error that fails the entry.
    [[nodiscard]] Error finish(Entry &entry, const Result<Outgoing> &answer) const;

private:
    std::vector<OutgoingStep *> m_steps;
};

} // namespace roost
