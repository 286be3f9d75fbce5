// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demo_history.h"

#include "base/answer.h"
#include "domain/account/profile.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace roost {

DemoHistory::DemoHistory(DemoWorld world, Clock &clock, IdSource &ids, QObject *parent)
    : QObject(parent)
    , m_world(std::move(world))
    , m_clock(clock)
    , m_ids(ids)
{
}

DemoHistory::~DemoHistory() = default;

ContactRecord DemoHistory::record(const DemoContact &contact) const
{
    ContactRecord record;
    record.jid = contact.address;
    record.name = contact.name;
    record.labels = contact.labels;
    record.labels.sort();
    record.subscription = Subscription::Both;
    record.inRoster = true;
    return record;
}

QList<MessageRecord> DemoHistory::messages(const DemoContact &contact)
{
    QList<MessageRecord> result;
    const QDate today = m_clock.now().toLocalTime().date();
    for (const DemoLine &line : contact.history) {
        MessageRecord message;
        message.thread = contact.address;
        message.id = message.senderId = m_ids.next();
        message.mine = line.mine;
        message.body = line.text;
        // Nothing may lie in the future, however early in the day it is.
        const QDateTime when(today.addDays(-line.daysAgo), QTime::fromString(line.time, u"HH:mm"_s));
        message.timeMs = std::min(when.toMSecsSinceEpoch(), m_clock.nowMs() - 60'000);
        message.read = true;
        message.state = line.mine ? MessageState::Delivered : MessageState::Received;
        result << message;
    }
    return result;
}

void DemoHistory::write(const QString &profile)
{
    const auto check = [this](const Status &result) {
        if (!result)
            Q_EMIT finished(false);
    };
    const QString folder = Profile(profile).accountDirectory(m_world.account);
    onAnswer(m_database.open(Profile::databaseFile(folder)), this, check);
    ContactChanges changes;
    QList<MessageRecord> past;
    for (const DemoContact &contact : std::as_const(m_world.contacts)) {
        changes.saved << record(contact);
        past << messages(contact);
    }
    std::stable_sort(past.begin(), past.end(),
                     [](const MessageRecord &a, const MessageRecord &b) { return a.timeMs < b.timeMs; });
    onAnswer(m_database.applyContactChanges(changes), this, check);
    // Done in order: when the last is stored, all is.
    EventBatch batch;
    batch.messages = std::move(past);
    onAnswer(m_database.apply(std::move(batch)), this,
             [this](const Result<ChangeList> &stored) { Q_EMIT finished(bool(stored)); });
}

} // namespace roost
