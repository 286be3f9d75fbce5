// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/event_batch.h"
#include "storage/records.h"
#include "storage/storage_repair.h"

#include <QFuture>
#include <QHash>
#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace roost {

class IntegrityCheck;
class SqlConnection;
class StorageWorker;

/// The account's SQLite file. The storage thread carries out all calls in order, many in one transaction.
/// Each future is consumed once, with a context. Errors: StorageFull, StorageLocked, StorageReadOnly,
/// StorageCorrupt, StorageTooNew, StorageFailed.
///
/// After an error that may pass (a full disk, a lock, …) the worker retries the write, in order, until it
/// succeeds or the database is closed; isWritable() is false meanwhile. A damaged file is repaired: its
/// readable rows go into a new file, the old file is kept beside it (repaired()), and the call that met the
/// damage runs again on the new file.
class UserDatabase : public QObject
{
    Q_OBJECT

public:
    explicit UserDatabase(QObject *parent = nullptr);
    /// Finishes the queued work, then closes the file. Blocks until that is done.
    ~UserDatabase() override;

    /// Opens or creates `file` and its folder, and migrates it. Uses WAL and foreign keys. A file of a newer
    /// version (StorageTooNew) and a database of another program (StorageCorrupt) are refused and not
    /// changed.
    [[nodiscard]] QFuture<Status> open(const QString &file);
    /// Valid after open(): the last run did not close the file.
    [[nodiscard]] bool wasLeftOpen() const { return m_wasLeftOpen; }
    /// Checks the whole file for damage, in a thread of its own. StorageCorrupt with the first finding. Only
    /// one check runs at a time; further calls get the same answer.
    [[nodiscard]] QFuture<Status> checkIntegrity();
    /// Repairs the file after `damage` (StorageCorrupt) that checkIntegrity() has found.
    [[nodiscard]] QFuture<Status> repair(Error damage);
    /// After a repair of a file that was in use: writes back rows from memory that were not readable. Stored
    /// rows stay. Messages without a position are skipped.
    [[nodiscard]] QFuture<Status> restore(QList<ContactRecord> contacts, QList<MessageRecord> messages);

    /// All contacts with their thread summaries, by one query.
    [[nodiscard]] QFuture<Result<QList<ContactRecord>>> loadContacts();
    /// The head of the contact list that the last run stored for `order`, with the record of `self` if it is
    /// known. If it is kept (isKept), call forgetListHead() before any other write.
    [[nodiscard]] QFuture<Result<ListHead>> loadListHead(QString order, Jid self);
    [[nodiscard]] QFuture<Status> forgetListHead();
    /// Must be the last write of a run. `byName`: the first contacts without a thread, in the order of the
    /// list.
    [[nodiscard]] QFuture<Status> saveListHead(QString order, QList<Jid> byName);
    [[nodiscard]] QFuture<Status> applyContactChanges(ContactChanges changes);
    /// (address, last seen) pairs; unknown addresses are ignored.
    [[nodiscard]] QFuture<Status> saveLastSeen(QList<std::pair<Jid, qint64>> seen);
    [[nodiscard]] QFuture<Status> saveAvatarHash(Jid contact, QString hash);

    /// The only way of messages, marks and read states into the database. One transaction; it updates the
    /// summaries of the threads. A message of a stranger creates a thread; duplicates change nothing. Durable
    /// if the batch has live or outgoing messages.
    [[nodiscard]] QFuture<Result<ChangeList>> apply(EventBatch batch);
    /// All Queued messages, in the order in which they were stored.
    [[nodiscard]] QFuture<Result<QList<MessageRecord>>> loadQueued();
    /// All remarks of ours that are not settled, in the order in which they were stored.
    [[nodiscard]] QFuture<Result<QList<OutgoingRemark>>> loadOutgoingRemarks();
    [[nodiscard]] QFuture<Status> setMessageState(Jid thread, QString id, MessageState state, ErrorKind kind,
                                                  QString failure);
    /// Removes the target of a message of ours: it is for all Connections now.
    [[nodiscard]] QFuture<Status> dropMessageTarget(Jid thread, QString id);
    /// At most `limit` messages before `before`, newest last, with deliveries.
    [[nodiscard]] QFuture<Result<QList<MessageRecord>>> loadMessages(Jid thread, MessageCursor before,
                                                                     int limit);
    /// At most `limit` messages after `after`, newest last, with deliveries.
    [[nodiscard]] QFuture<Result<QList<MessageRecord>>> loadMessagesAfter(Jid thread, MessageCursor after,
                                                                          int limit);
    /// At most `half` messages before `at`, and at most `half` from there on; newest last, with deliveries.
    [[nodiscard]] QFuture<Result<QList<MessageRecord>>> loadMessagesAround(Jid thread, MessageCursor at,
                                                                           int half);
    /// The place of message `id` in its direction; none if it is not stored.
    [[nodiscard]] QFuture<Result<std::optional<MessageCursor>>> findMessage(Jid thread, QString id,
                                                                            bool mine);
    /// The place of the oldest received message that the user has not read; none if all are read.
    [[nodiscard]] QFuture<Result<std::optional<MessageCursor>>> findFirstUnread(Jid thread);
    /// Threads with messages that were read here and not reported yet.
    [[nodiscard]] QFuture<Result<QList<UntoldThread>>> loadUntold();
    /// So many of these messages have been reported.
    [[nodiscard]] QFuture<Status> subtractUntold(QHash<Jid, int> told);
    /// To be called before a run over the archive: reserves positions for its messages below those of all
    /// later live messages. In a new session it also moves the queued messages behind all others, which is
    /// where the archive will have them.
    [[nodiscard]] QFuture<Result<ChangeList>> makeRoomForArchive(bool isNewSession);
    /// The known ranges of the account's archive, newest first.
    [[nodiscard]] QFuture<Result<QList<ArchiveRange>>> loadArchiveRanges();
    [[nodiscard]] QFuture<Status> saveDraft(Jid thread, QString draft);

    /// Small per-account settings ("roster-version", "strongest-mechanism", "presence" …).
    [[nodiscard]] QFuture<Result<QHash<QString, QString>>> loadSettings();
    [[nodiscard]] QFuture<Status> saveSetting(QString key, QString value);

    /// False while writes fail (full disk, lock …); new data waits in memory.
    [[nodiscard]] bool isWritable() const { return m_writable; }

    /// Runs `work` in the storage thread, outside of a transaction (benchmarks, tests).
    void run(std::function<void(SqlConnection &)> work);

Q_SIGNALS:
    void writableChanged(bool writable, const roost::Error &why);
    /// Reads fail, or work again. StorageCorrupt: the file is damaged and could not be repaired.
    void readableChanged(bool readable, const roost::Error &why);
    /// The file is damaged. repaired() or readableChanged() follows; answers wait until then.
    void repairing();
    void repaired(const roost::StorageRepair &repair);

private:
    std::unique_ptr<StorageWorker> m_worker;
    std::unique_ptr<IntegrityCheck> m_check;
    QString m_file;
    std::atomic<bool> m_wasLeftOpen = false;
    bool m_writable = true;
};

} // namespace roost
