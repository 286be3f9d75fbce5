// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/user_database.h"

#include "storage/batch_writer.h"
#include "storage/integrity_check.h"
#include "storage/storage_opening.h"
#include "storage/storage_tables.h"
#include "storage/storage_worker.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

using Kind = StorageJob::Kind;

/// A job with one answer. The work may run more than once, so it must not consume its captures.
template <typename T, typename Work> class AnsweringJob final : public StorageJob
{
public:
    AnsweringJob(Kind kind, Work work) : StorageJob(kind), m_work(std::move(work)) { m_promise.start(); }
    ~AnsweringJob() override = default;

    QFuture<Result<T>> future() { return m_promise.future(); }

    Status run(StorageTables &tables) override
    {
        m_answer = m_work(tables);
        return m_answer.transform([](const T &) { return Done{}; });
    }
    void finish(const Status &status) override
    {
        if (status)
            m_promise.addResult(std::move(m_answer));
        else
            m_promise.addResult(Result<T>(unexpected(status.error())));
        m_promise.finish();
    }

private:
    Work m_work;
    Result<T> m_answer;
    QPromise<Result<T>> m_promise;
};

template <typename Work> auto submit(StorageWorker &worker, Kind kind, Work work)
{
    using T = typename std::invoke_result_t<Work, StorageTables &>::value_type;
    auto job = std::make_unique<AnsweringJob<T, Work>>(kind, std::move(work));
    auto future = job->future();
    worker.post(std::move(job));
    return future;
}

Status restoreMessages(StorageTables &tables, const QList<MessageRecord> &messages)
{
    for (const MessageRecord &message : messages) {
        if (message.position == 0)
            continue; // another job is still storing it
        const auto outcome = tables.messages.restore(message);
        if (!outcome)
            return unexpected(outcome.error());
        if (!outcome->inserted)
            continue;
        const auto endpoint = tables.keys.find(message.thread);
        if (!endpoint)
            return unexpected(endpoint.error());
        if (auto done = tables.marks.saveDeliveries(*endpoint, outcome->id, message.deliveries); !done)
            return done;
        for (const Remark &remark : message.remarks) {
            MarkRecord mark{message.thread, remark.kind, outcome->id, {}, false, remark.author, remark.value};
            mark.delivery.atMs = remark.atMs;
            if (auto done = tables.marks.saveRemark(*endpoint, message.mine, outcome->id, mark); !done)
                return unexpected(done.error());
        }
    }
    return Done{};
}

bool hasRemarks(const EventBatch &batch)
{
    return std::any_of(batch.marks.begin(), batch.marks.end(),
                       [](const MarkRecord &mark) { return isRemark(mark.kind); });
}

Result<QList<MessageRecord>> withMarks(StorageTables &tables, Result<QList<MessageRecord>> messages)
{
    if (!messages)
        return messages;
    QHash<qint64, bool> hasTheirs; // by Endpoint; mostly no message of theirs has a mark
    for (MessageRecord &message : *messages) {
        const auto endpoint = tables.keys.find(message.thread);
        if (!endpoint)
            return unexpected(endpoint.error());
        if (!message.mine && !hasTheirs.contains(*endpoint)) {
            const auto any = tables.marks.hasAboutTheirs(*endpoint);
            if (!any)
                return unexpected(any.error());
            hasTheirs.insert(*endpoint, *any);
        }
        if (!message.mine && !hasTheirs.value(*endpoint))
            continue;
        if (auto filled = tables.marks.fill(*endpoint, message); !filled)
            return unexpected(filled.error());
    }
    return messages;
}

class AloneJob final : public StorageJob
{
public:
    explicit AloneJob(std::function<void(SqlConnection &)> work)
        : StorageJob(Kind::Alone)
        , m_work(std::move(work))
    {
    }
    Status run(StorageTables &tables) override
    {
        m_work(tables.connection);
        return Done{};
    }
    void finish(const Status &) override {}

private:
    std::function<void(SqlConnection &)> m_work;
};

} // namespace

UserDatabase::UserDatabase(QObject *parent) : QObject(parent)
{
    const auto later = [this](auto action) {
        QMetaObject::invokeMethod(this, std::move(action), Qt::QueuedConnection);
    };
    StorageWorker::Reports reports;
    reports.writable = [this, later](bool writable, const Error &why) {
        later([this, writable, why] {
            m_writable = writable;
            Q_EMIT writableChanged(writable, why);
        });
    };
    reports.readable = [this, later](bool readable, const Error &why) {
        later([this, readable, why] { Q_EMIT readableChanged(readable, why); });
    };
    reports.repairing = [this, later] { later([this] { Q_EMIT repairing(); }); };
    reports.repaired = [this, later](const StorageRepair &repair) {
        later([this, repair] { Q_EMIT repaired(repair); });
    };
    m_worker = std::make_unique<StorageWorker>(std::move(reports));
}

// The worker must end while this object is complete: it queues its last reports to this object, which are
// dropped with it.
UserDatabase::~UserDatabase()
{
    m_check.reset();
    m_worker.reset();
}

QFuture<Status> UserDatabase::open(const QString &file)
{
    m_file = file;
    return submit(*m_worker, Kind::Alone, [this, file](StorageTables &tables) {
        bool wasLeftOpen = false;
        auto opened = StorageOpening::open(tables, file, wasLeftOpen);
        m_wasLeftOpen = wasLeftOpen;
        return opened;
    });
}

QFuture<Status> UserDatabase::checkIntegrity()
{
    if (!m_check || m_check->answer().isFinished())
        m_check = std::make_unique<IntegrityCheck>(m_file);
    return m_check->answer();
}

QFuture<Status> UserDatabase::repair(Error damage)
{
    // The worker repairs the file for a job that fails with damage, and runs the job again.
    return submit(*m_worker, Kind::Read,
                  [damage = std::move(damage), isFirst = true](StorageTables &) mutable -> Status {
                      return std::exchange(isFirst, false) ? Status(unexpected(damage)) : Status(Done{});
                  });
}

QFuture<Status> UserDatabase::restore(QList<ContactRecord> contacts, QList<MessageRecord> messages)
{
    return submit(
        *m_worker, Kind::Write,
        [contacts = std::move(contacts), messages = std::move(messages)](StorageTables &tables) -> Status {
            for (const ContactRecord &contact : contacts) {
                if (auto done = tables.contacts.restore(contact); !done)
                    return done;
            }
            return restoreMessages(tables, messages);
        });
}

QFuture<Result<QList<ContactRecord>>> UserDatabase::loadContacts()
{
    return submit(*m_worker, Kind::Read, [](StorageTables &tables) { return tables.contacts.load(); });
}

QFuture<Result<ListHead>> UserDatabase::loadListHead(QString order, Jid self)
{
    return submit(*m_worker, Kind::Read,
                  [order = std::move(order), self = std::move(self)](StorageTables &tables) {
                      return tables.head.load(order, self);
                  });
}

QFuture<Status> UserDatabase::forgetListHead()
{
    return submit(*m_worker, Kind::Write, [](StorageTables &tables) { return tables.head.forget(); });
}

QFuture<Status> UserDatabase::saveListHead(QString order, QList<Jid> byName)
{
    return submit(*m_worker, Kind::Write,
                  [order = std::move(order), byName = std::move(byName)](StorageTables &tables) {
                      return tables.head.save(order, byName);
                  });
}

QFuture<Status> UserDatabase::applyContactChanges(ContactChanges changes)
{
    return submit(*m_worker, Kind::Write, [changes = std::move(changes)](StorageTables &tables) -> Status {
        for (const auto &jid : changes.removed) {
            if (auto done = tables.contacts.remove(jid); !done)
                return done;
        }
        for (const auto &contact : changes.saved) {
            if (auto done = tables.contacts.save(contact); !done)
                return done;
        }
        if (changes.rosterVersion.isNull())
            return Done{};
        return tables.settings.save(u"roster-version"_s, changes.rosterVersion);
    });
}

QFuture<Status> UserDatabase::saveLastSeen(QList<std::pair<Jid, qint64>> seen)
{
    return submit(*m_worker, Kind::Write, [seen = std::move(seen)](StorageTables &tables) -> Status {
        for (const auto &[jid, ms] : seen) {
            if (auto done = tables.contacts.saveLastSeen(jid, ms); !done)
                return done;
        }
        return Done{};
    });
}

QFuture<Status> UserDatabase::saveAvatarHash(Jid contact, QString hash)
{
    return submit(*m_worker, Kind::Write,
                  [contact = std::move(contact), hash = std::move(hash)](StorageTables &tables) {
                      return tables.contacts.saveAvatarHash(contact, hash);
                  });
}

QFuture<Result<ChangeList>> UserDatabase::apply(EventBatch batch)
{
    // Incoming messages are durable, because the server forgets a message once we have acknowledged it.
    Kind kind = Kind::Write;
    if (batch.origin == EventBatch::Origin::Outgoing)
        kind = Kind::DurableWrite;
    else if (batch.origin == EventBatch::Origin::Live && (!batch.messages.isEmpty() || hasRemarks(batch)))
        kind = Kind::Incoming;
    return submit(*m_worker, kind, [batch = std::move(batch)](StorageTables &tables) {
        return BatchWriter(tables).apply(batch);
    });
}

QFuture<Result<QList<MessageRecord>>> UserDatabase::loadQueued()
{
    return submit(*m_worker, Kind::Read,
                  [](StorageTables &tables) { return withMarks(tables, tables.messages.loadQueued()); });
}

QFuture<Result<QList<OutgoingRemark>>> UserDatabase::loadOutgoingRemarks()
{
    return submit(*m_worker, Kind::Read, [](StorageTables &tables) { return tables.outgoingRemarks.load(); });
}

QFuture<Status> UserDatabase::setMessageState(Jid thread, QString id, MessageState state, ErrorKind kind,
                                              QString failure)
{
    return submit(*m_worker, Kind::Write,
                  [thread = std::move(thread), id = std::move(id), state, kind,
                   failure = std::move(failure)](StorageTables &tables) {
                      return tables.messages.setState(thread, id, state, kind, failure);
                  });
}

QFuture<Status> UserDatabase::dropMessageTarget(Jid thread, QString id)
{
    return submit(*m_worker, Kind::Write,
                  [thread = std::move(thread), id = std::move(id)](StorageTables &tables) -> Status {
                      const auto target = tables.messages.dropTarget(thread, id);
                      const auto endpoint = tables.keys.find(thread);
                      if (!target || !endpoint)
                          return unexpected((target ? endpoint.error() : target.error()));
                      return tables.marks.dropUnconfirmed(*endpoint, id, *target);
                  });
}

QFuture<Result<QList<MessageRecord>>> UserDatabase::loadMessages(Jid thread, MessageCursor before, int limit)
{
    return submit(*m_worker, Kind::Read, [thread = std::move(thread), before, limit](StorageTables &tables) {
        return withMarks(tables, tables.messages.load(thread, before, limit));
    });
}

QFuture<Result<QList<MessageRecord>>> UserDatabase::loadMessagesAfter(Jid thread, MessageCursor after,
                                                                      int limit)
{
    return submit(*m_worker, Kind::Read, [thread = std::move(thread), after, limit](StorageTables &tables) {
        return withMarks(tables, tables.messages.loadAfter(thread, after, limit));
    });
}

QFuture<Result<QList<MessageRecord>>> UserDatabase::loadMessagesAround(Jid thread, MessageCursor at, int half)
{
    return submit(
        *m_worker, Kind::Read,
        [thread = std::move(thread), at, half](StorageTables &tables) -> Result<QList<MessageRecord>> {
            const auto older = tables.messages.load(thread, at, half);
            if (!older)
                return older;
            const auto newer = tables.messages.loadAfter(thread, {at.position, at.rowId - 1}, half);
            if (!newer)
                return newer;
            return withMarks(tables, *older + *newer);
        });
}

QFuture<Result<std::optional<MessageCursor>>> UserDatabase::findMessage(Jid thread, QString id, bool mine)
{
    return submit(*m_worker, Kind::Read,
                  [thread = std::move(thread), id = std::move(id), mine](StorageTables &tables) {
                      return tables.places.find(thread, id, mine);
                  });
}

QFuture<Result<std::optional<MessageCursor>>> UserDatabase::findFirstUnread(Jid thread)
{
    return submit(*m_worker, Kind::Read, [thread = std::move(thread)](StorageTables &tables) {
        return tables.places.findFirstUnread(thread);
    });
}

QFuture<Result<QList<UntoldThread>>> UserDatabase::loadUntold()
{
    return submit(*m_worker, Kind::Read, [](StorageTables &tables) -> Result<QList<UntoldThread>> {
        const auto counts = tables.threads.loadUntold();
        if (!counts)
            return unexpected(counts.error());
        QList<UntoldThread> untold;
        for (auto each = counts->cbegin(); each != counts->cend(); ++each) {
            auto newest = tables.messages.load(each.key(), {}, ThreadTable::maxUntold);
            if (!newest)
                return unexpected(newest.error());
            untold.append({each.key(), each.value(), *std::move(newest)});
        }
        return untold;
    });
}

QFuture<Status> UserDatabase::subtractUntold(QHash<Jid, int> told)
{
    return submit(*m_worker, Kind::Write, [told = std::move(told)](StorageTables &tables) {
        return tables.threads.subtractUntold(told);
    });
}

QFuture<Result<ChangeList>> UserDatabase::makeRoomForArchive(bool isNewSession)
{
    return submit(*m_worker, Kind::Write, [isNewSession](StorageTables &tables) -> Result<ChangeList> {
        auto changes = tables.archive.makeRoom(isNewSession);
        if (changes)
            changes->summaries = tables.threads.takeChanged();
        return changes;
    });
}

QFuture<Result<QList<ArchiveRange>>> UserDatabase::loadArchiveRanges()
{
    return submit(*m_worker, Kind::Read, [](StorageTables &tables) { return tables.ranges.load(); });
}

QFuture<Status> UserDatabase::saveDraft(Jid thread, QString draft)
{
    return submit(*m_worker, Kind::Write,
                  [thread = std::move(thread), draft = std::move(draft)](StorageTables &tables) {
                      return tables.threads.saveDraft(thread, draft);
                  });
}

QFuture<Result<QHash<QString, QString>>> UserDatabase::loadSettings()
{
    return submit(*m_worker, Kind::Read, [](StorageTables &tables) { return tables.settings.load(); });
}

QFuture<Status> UserDatabase::saveSetting(QString key, QString value)
{
    return submit(*m_worker, Kind::Write,
                  [key = std::move(key), value = std::move(value)](StorageTables &tables) {
                      return tables.settings.save(key, value);
                  });
}

void UserDatabase::run(std::function<void(SqlConnection &)> work)
{
    m_worker->post(std::make_unique<AloneJob>(std::move(work)));
}

} // namespace roost
