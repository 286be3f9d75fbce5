// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/archive_records.h"
#include "storage/records.h"
#include "storage/storage_repair.h"

#include <QFuture>
#include <QHash>
#include <QObject>

#include <atomic>
#include <functional>
#include <memory>

namespace roost {

class IntegrityCheck;
class SqlConnection;
class StorageWorker;

/// The account's SQLite file. Every call is carried out in order by the storage thread, many in one
/// transaction; the future is consumed once, with a context. Errors: StorageFull, StorageLocked,
/// StorageReadOnly, StorageCorrupt, StorageTooNew, StorageFailed. A write that failed for a full disk, a lock
/// or whatever else may pass is retried by the worker (in order) until it works or the database is closed;
/// isWritable() says so meanwhile. A damaged file is repaired: what can be read of it goes into a new one, it
/// is kept beside that (repaired()), and what asked for it is carried out on the new one.
class UserDatabase : public QObject
{
    Q_OBJECT

public:
    explicit UserDatabase(QObject *parent = nullptr);
    /// Finishes queued work, then closes.
    ~UserDatabase() override;

    /// Opens or makes `file` (its folder is made), migrates it. WAL, foreign keys. A newer file is refused
    /// (StorageTooNew), and so is a database of another program (StorageCorrupt); both are left as they are.
    [[nodiscard]] QFuture<Status> open(const QString &file);
    /// After open(): the last run did not close the file.
    [[nodiscard]] bool wasLeftOpen() const { return m_wasLeftOpen; }
    /// Looks through the whole file for damage, in a thread of its own: nobody waits for it. StorageCorrupt
    /// with the first finding. One at a time: who asks meanwhile gets the same answer.
    [[nodiscard]] QFuture<Status> checkIntegrity();
    /// Replaces the file by what can be read of it: for a `damage` (StorageCorrupt) that checkIntegrity() has
    /// found.
    [[nodiscard]] QFuture<Status> repair(Error damage);
    /// After a repair of a file that was in use: puts back what is in memory and was not readable any more.
    /// What is there stays. Messages without a position are left out.
    [[nodiscard]] QFuture<Status> restore(QList<ContactRecord> contacts, QList<MessageRecord> messages);

    /// All contacts with their thread summaries, by one query.
    [[nodiscard]] QFuture<Result<QList<ContactRecord>>> loadContacts();
    /// The head of the contact list that the last run kept for `order`, with the record of `self` if it is
    /// known. isKept: call forgetListHead() before anything else is written.
    [[nodiscard]] QFuture<Result<ListHead>> loadListHead(QString order, Jid self);
    [[nodiscard]] QFuture<Status> forgetListHead();
    /// The last thing to be written in a run. `byName`: who come first of those who have no thread.
    [[nodiscard]] QFuture<Status> saveListHead(QString order, QList<Jid> byName);
    [[nodiscard]] QFuture<Status> applyContactChanges(ContactChanges changes);
    /// (address, last seen) pairs; unknown addresses are left out.
    [[nodiscard]] QFuture<Status> saveLastSeen(QList<std::pair<Jid, qint64>> seen);
    [[nodiscard]] QFuture<Status> saveAvatarHash(Jid contact, QString hash);

    /// Stores incoming messages or copies of own ones (carbons), updates previews and unread counts of their
    /// threads (threads of strangers are made). Doubles change nothing.
    [[nodiscard]] QFuture<Result<QList<StoreOutcome>>> storeMessages(QList<MessageRecord> messages);
    /// Stores a message of ours as Queued, before it is sent, and removes the draft that it was, at once.
    [[nodiscard]] QFuture<Result<StoreOutcome>> storeOutgoing(MessageRecord message);
    /// All Queued ones, in the order in which they were written.
    [[nodiscard]] QFuture<Result<QList<MessageRecord>>> loadQueued();
    [[nodiscard]] QFuture<Status> setMessageState(Jid thread, QString id, MessageState state, ErrorKind kind,
                                                  QString failure);
    /// A message of ours for one Connection is for all of them now.
    [[nodiscard]] QFuture<Status> dropMessageTarget(Jid thread, QString id);
    /// Adds or raises (never lowers) the delivery of one Connection.
    [[nodiscard]] QFuture<Status> saveDeliveries(Jid thread, QString id, QList<DeliveryRecord> deliveries);
    /// At most `limit` messages before `before`, newest last, with deliveries.
    [[nodiscard]] QFuture<Result<QList<MessageRecord>>> loadMessages(Jid thread, MessageCursor before,
                                                                     int limit);
    [[nodiscard]] QFuture<Status> markRead(Jid thread);
    /// Theirs up to each mark are read; a mark that names nothing newer than what is read does nothing. By
    /// thread, how many were unread until now; 0 where some are, but the archive's id names none of what
    /// stands behind them.
    [[nodiscard]] QFuture<Result<QHash<Jid, int>>> markReadUpTo(QList<ReadMark> marks);
    /// The Connection of `delivery` has read message `id` of ours, and what we sent before it. Ids of those
    /// of which that is new, newest first; an unknown id gives none.
    [[nodiscard]] QFuture<Result<QStringList>> markOwnRead(Jid thread, QString id, DeliveryRecord delivery);
    /// The archive is going to be read from its end: what it holds has its place below all that is written
    /// from now on. A new session also has what waits to be sent stand after all that is here, since that is
    /// where it will be.
    [[nodiscard]] QFuture<Result<ArchiveOutcome>> makeRoomForArchive(bool isNewSession);
    /// What of the account's archive is here, newest first.
    [[nodiscard]] QFuture<Result<QList<ArchiveRange>>> loadArchiveRanges();
    /// Stores what a page of the archive holds and how far the archive is known, in one transaction. Each new
    /// message takes its place in the order of the archive; one of theirs that we have answered is read.
    [[nodiscard]] QFuture<Result<ArchiveOutcome>> storeArchived(ArchivedMessages page);
    [[nodiscard]] QFuture<Status> saveDraft(Jid thread, QString draft);

    /// Small per-account settings ("roster-version", "strongest-mechanism", "presence" …).
    [[nodiscard]] QFuture<Result<QHash<QString, QString>>> loadSettings();
    [[nodiscard]] QFuture<Status> saveSetting(QString key, QString value);

    /// False while writes fail (full disk, lock …): what is new waits in memory.
    [[nodiscard]] bool isWritable() const { return m_writable; }

    /// Runs `work` in the storage thread (benchmarks, tests).
    void run(std::function<void(SqlConnection &)> work);

Q_SIGNALS:
    void writableChanged(bool writable, const roost::Error &why);
    /// Something could not be read, or reading works again. StorageCorrupt: there is a damage that could not
    /// be repaired.
    void readableChanged(bool readable, const roost::Error &why);
    /// A damage has been found; repaired() follows, or readableChanged(). Answers wait meanwhile.
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
