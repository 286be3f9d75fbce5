// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/event_batch.h"

#include <QObject>

#include <functional>

namespace roost {

class EndpointDirectory;
class UserDatabase;

/// The only way of events into the database, and of its changes out of it: live and archived messages, ours,
/// marks and read states. Takes the summaries over into the EndpointDirectory, then reports the other
/// changes, in the order of the signals below. Main thread.
class ThreadUpdates : public QObject
{
    Q_OBJECT

public:
    using Answer = std::function<void(const Result<ChangeList> &)>;

    /// References must outlive it.
    ThreadUpdates(EndpointDirectory &directory, UserDatabase &database, QObject *parent = nullptr);

    /// Writes the batch and reports its changes.
    void submit(EventBatch batch) { submit(std::move(batch), this, {}); }
    /// The same for a batch of marks only, or of one read state.
    void submitMarks(QList<MarkRecord> marks);
    void submitRead(const ReadHere &read);
    /// Like submit(). Then calls `answer`, also with an error, unless `context` has been destroyed.
    void submit(EventBatch batch, QObject *context, Answer answer);
    /// Reports changes that the database made for another reason than a batch.
    void report(const ChangeList &changes, EventBatch::Origin origin);

Q_SIGNALS:
    /// These messages have new positions. New messages go between them, so this comes first.
    void moved(const QList<roost::MovedMessage> &messages);
    /// Senders have corrected or deleted these messages; the records name them by their keys.
    void changed(const QList<roost::MessageRecord> &changes);
    /// New messages; in the order of arrival, or of the archive.
    void inserted(const QList<roost::MessageRecord> &messages, roost::EventBatch::Origin origin);
    void deliveriesChanged(const QList<roost::DeliveryChange> &changes);
    void remarksChanged(const QList<roost::RemarkChange> &changes);
    /// Another device of ours has read messages of these threads.
    void readElsewhere(const QList<roost::Jid> &threads);
    /// The newest messages of these threads have come from the archive.
    void newsArchived(const QList<roost::MessageRecord> &messages, const QList<roost::Jid> &threads);
    /// A mark names an archive id that the database does not know. Our own sent messages have no archive id
    /// until a page of the archive delivers it.
    void markUnknown();

private:
    EndpointDirectory &m_directory;
    UserDatabase &m_database;
};

} // namespace roost
