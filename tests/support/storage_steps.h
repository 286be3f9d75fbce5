// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/user_database.h"

#include <QPromise>

namespace roost {

// Single events for UserDatabase::apply(), and the part of the answer that a test asks for. A message without
// a sender's id gets its key as that.

inline QList<MessageRecord> withSenderIds(QList<MessageRecord> messages)
{
    for (MessageRecord &message : messages) {
        if (message.senderId.isNull())
            message.senderId = message.id;
    }
    return messages;
}

inline QFuture<Result<QList<StoreOutcome>>> storeMessages(UserDatabase &database,
                                                          const QList<MessageRecord> &messages)
{
    EventBatch batch;
    batch.messages = withSenderIds(messages);
    return database.apply(std::move(batch)).then([](const Result<ChangeList> &changes) {
        return changes.transform([](const ChangeList &list) { return list.outcomes; });
    });
}

inline QFuture<Result<StoreOutcome>> storeOutgoing(UserDatabase &database, MessageRecord message)
{
    message.mine = true;
    message.state = MessageState::Queued;
    EventBatch batch;
    batch.origin = EventBatch::Origin::Outgoing;
    batch.messages = withSenderIds({message});
    return database.apply(std::move(batch)).then([](const Result<ChangeList> &changes) {
        return changes.transform([](const ChangeList &list) { return list.outcomes.constFirst(); });
    });
}

/// Previews of the threads whose summary has changed.
inline QStringList previewsOf(const ChangeList &changes)
{
    QStringList previews;
    for (const ThreadSummary &summary : changes.summaries)
        previews.append(summary.preview);
    return previews;
}

/// A page of the archive.
struct ArchivedMessages
{
    QList<MessageRecord> messages;
    ArchiveRange range;
    QList<qint64> mergedRows;
    ArchiveLook look = {};
    std::optional<qint64> leapsTo = {};
};

inline QFuture<Result<ChangeList>> storeArchived(UserDatabase &database, const ArchivedMessages &page)
{
    EventBatch batch;
    batch.origin = EventBatch::Origin::Archive;
    batch.messages = withSenderIds(page.messages);
    batch.archive = ArchivePart{page.range, page.mergedRows, page.look, page.leapsTo};
    return database.apply(std::move(batch));
}

inline QFuture<Result<ChangeList>> applyMarks(UserDatabase &database, const QList<MarkRecord> &marks)
{
    EventBatch batch;
    batch.marks = marks;
    return database.apply(std::move(batch));
}

inline QFuture<Status> saveDeliveries(UserDatabase &database, const Jid &thread, const QString &id,
                                      const QList<DeliveryRecord> &deliveries)
{
    QList<MarkRecord> marks;
    for (const DeliveryRecord &delivery : deliveries)
        marks.append({thread, MarkKind::Delivery, id, delivery});
    return applyMarks(database, marks).then([](const Result<ChangeList> &changes) -> Status {
        return changes.transform([](const ChangeList &) { return Done{}; });
    });
}

/// Another device of ours has read the thread up to one message. One of the two ids is set.
struct ReadMark
{
    Jid thread;
    QString stanzaId;  ///< MarkKind::ReadStanzaId.
    QString messageId; ///< MarkKind::ReadSenderId.
};

/// By thread, the number of messages that became read; 0 for an unknown archive id.
inline QFuture<Result<QHash<Jid, int>>> markReadUpTo(UserDatabase &database, const QList<ReadMark> &marks)
{
    QList<MarkRecord> records;
    for (const ReadMark &mark : marks) {
        const bool isArchive = !mark.stanzaId.isEmpty();
        records.append({mark.thread,
                        isArchive ? MarkKind::ReadStanzaId : MarkKind::ReadSenderId,
                        isArchive ? mark.stanzaId : mark.messageId,
                        {}});
    }
    return applyMarks(database, records).then([](const Result<ChangeList> &changes) {
        return changes.transform([](const ChangeList &list) {
            QHash<Jid, int> counts = list.becameRead;
            for (const Jid &thread : list.unknownMarks)
                counts.insert(thread, 0);
            return counts;
        });
    });
}

/// Ids of the messages of ours that the Connection of `delivery` has read, newest first.
inline QFuture<Result<QStringList>> markOwnRead(UserDatabase &database, const Jid &thread, const QString &id,
                                                const DeliveryRecord &delivery)
{
    return applyMarks(database, {{thread, MarkKind::Delivery, id, delivery, true}})
        .then([](const Result<ChangeList> &changes) {
            return changes.transform([](const ChangeList &list) {
                QStringList ids;
                for (const DeliveryChange &change : list.deliveries)
                    ids.append(change.id);
                return ids;
            });
        });
}

/// The user has read the thread here.
inline QFuture<Status> markRead(UserDatabase &database, const Jid &thread)
{
    EventBatch batch;
    batch.reads = {{thread, 0, true}};
    return database.apply(std::move(batch)).then([](const Result<ChangeList> &changes) -> Status {
        return changes.transform([](const ChangeList &) { return Done{}; });
    });
}

} // namespace roost
