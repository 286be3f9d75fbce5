// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/thread_updates.h"

#include "base/answer.h"
#include "base/log.h"
#include "domain/contacts/endpoint_directory.h"
#include "storage/user_database.h"

#include <QPointer>

namespace roost {

ThreadUpdates::ThreadUpdates(EndpointDirectory &directory, UserDatabase &database, QObject *parent)
    : QObject(parent)
    , m_directory(directory)
    , m_database(database)
{
}

void ThreadUpdates::submit(EventBatch batch, QObject *context, Answer answer)
{
    const auto origin = batch.origin;
    onAnswer(m_database.apply(std::move(batch)), this,
             [this, origin, context = QPointer(context),
              answer = std::move(answer)](const Result<ChangeList> &changes) {
                 if (changes)
                     report(*changes, origin);
                 else
                     qCWarning(lcDomain) << "storing events failed:" << changes.error().detail;
                 if (answer && context)
                     answer(changes);
             });
}

void ThreadUpdates::submitMarks(QList<MarkRecord> marks)
{
    EventBatch batch;
    batch.marks = std::move(marks);
    submit(std::move(batch));
}

void ThreadUpdates::submitRead(const ReadHere &read)
{
    EventBatch batch;
    batch.reads = {read};
    submit(std::move(batch));
}

void ThreadUpdates::report(const ChangeList &changes, EventBatch::Origin origin)
{
    for (const ThreadSummary &summary : changes.summaries)
        m_directory.setSummary(summary);
    if (!changes.moved.isEmpty())
        Q_EMIT moved(changes.moved);
    if (!changes.changed.isEmpty())
        Q_EMIT changed(changes.changed);
    if (!changes.inserted.isEmpty())
        Q_EMIT inserted(changes.inserted, origin);
    if (!changes.deliveries.isEmpty())
        Q_EMIT deliveriesChanged(changes.deliveries);
    if (!changes.remarks.isEmpty())
        Q_EMIT remarksChanged(changes.remarks);
    if (!changes.becameRead.isEmpty())
        Q_EMIT readElsewhere(changes.becameRead.keys());
    if (!changes.news.isEmpty())
        Q_EMIT newsArchived(changes.inserted, changes.news);
    if (!changes.unknownMarks.isEmpty())
        Q_EMIT markUnknown();
}

} // namespace roost
