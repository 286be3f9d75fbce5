// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/threads/archive_sync.h"
#include "domain/threads/inbox.h"
#include "domain_fixture.h"
#include "storage/position_sequence.h"
#include "xmpp/extensions/rfc6121_message.h"
#include "xmpp/extensions/xep0203_delay.h"

#include <QPromise>
#include <QTest>

namespace roost {

using namespace Qt::StringLiterals;

inline constexpr qint64 t0 = 1'700'000'000'000;

/// One message in the archive of alice@example.com; its archive id is "a-<index>".
struct Archived
{
    QString id;
    QString from = u"foo@bar.com/phone"_s;
    QString to = u"alice@example.com"_s;
};

/// A sync with a played archive: a list of messages, one per second.
class SyncFixture : public DomainFixture
{
public:
    SyncFixture()
    {
        QObject::connect(updates.get(), &ThreadUpdates::inserted, &marker,
                         [this](const QList<MessageRecord> &some, EventBatch::Origin origin) {
                             if (origin == EventBatch::Origin::Archive)
                                 all.append(some);
                         });
        begin();
    }
    ~SyncFixture()
    {
        giveUp();
        database.reset();
    }
    Q_DISABLE_COPY_MOVE(SyncFixture)

    /// As if the program had just been started.
    void begin()
    {
        giveUp();
        sync.reset();
        inbox = std::make_unique<Inbox>(jid("alice@example.com"), directory, *updates, clock);
        sync = std::make_unique<ArchiveSync>(*inbox, *database, *updates, clock,
                                             [this](const ArchiveQuery &query) {
                                                 queries.append(query);
                                                 auto &promise = asked ? askedAhead : asked;
                                                 promise = std::make_shared<QPromise<Result<ArchivePage>>>();
                                                 promise->start();
                                                 return promise->future();
                                             });
        QObject::connect(sync.get(), &ArchiveSync::reached, &marker,
                         [this](qint64 timeMs) { reached.append(timeMs); });
        QObject::connect(sync.get(), &ArchiveSync::ownFound, &marker,
                         [this](const QStringList &ids) { ownFound.append(ids); });
    }
    /// Another device of ours has read the thread of foo@bar.com up to the message with this archive id.
    void readElsewhere(const QString &stanzaId)
    {
        EventBatch batch;
        batch.marks = {{jid("foo@bar.com"), MarkKind::ReadStanzaId, stanzaId, {}}};
        updates->submit(std::move(batch));
    }
    void say(int count, const QString &from = u"foo@bar.com/phone"_s)
    {
        for (int i = 0; i < count; ++i)
            archive.append({u"message-%1"_s.arg(archive.size()), from});
    }
    void sayOurs(const QString &id) { archive.append({id, u"alice@example.com/phone"_s, u"foo@bar.com"_s}); }
    /// Plays the archive's part for the question that is open.
    [[nodiscard]] bool reply()
    {
        if (!QTest::qWaitFor([this] { return asked != nullptr; }))
            return false;
        answer();
        return stored();
    }
    /// The same without waiting for the database.
    void answer()
    {
        const qsizetype number = queries.size() - (askedAhead ? 1 : 0);
        const ArchiveQuery query = queries.at(number - 1);
        qsizetype end = archive.size();
        for (qsizetype i = 0; i < archive.size() && !query.before.isEmpty(); ++i) {
            if (u"a-%1"_s.arg(i) == query.before)
                end = i;
        }
        const qsizetype begin = std::min(end, std::max(forgotten, end - query.max));
        ArchivePage page{u"query-%1"_s.arg(number), {}, begin == forgotten};
        for (qsizetype i = begin; i < end; ++i) {
            page.ids.append(u"a-%1"_s.arg(i));
            if (!archive.at(i).id.isEmpty())
                deliver(archive.at(i), page.ids.last(), page.queryId, t0 + i * apartMs);
        }
        const auto promise = std::exchange(asked, std::exchange(askedAhead, nullptr));
        promise->addResult(Result<ArchivePage>(page));
        promise->finish();
    }
    [[nodiscard]] bool refuse(ErrorKind kind)
    {
        if (!QTest::qWaitFor([this] { return asked != nullptr; }))
            return false;
        giveUp(kind);
        return stored();
    }
    /// Until the sync ends; how many pages it took, -1 if it does not.
    [[nodiscard]] int replyToAll()
    {
        int pages = 0;
        for (; sync->isRunning() && pages < 1'000; ++pages) {
            if (!reply())
                return -1;
            clock.advance(std::chrono::seconds(1));
        }
        return pages;
    }
    QStringList freshIds() const
    {
        QStringList found;
        for (const MessageRecord &message : all)
            found.append(message.id);
        return found;
    }
    QList<ArchiveRange> ranges()
    {
        auto loaded = database->loadArchiveRanges();
        if (!QTest::qWaitFor([&] { return loaded.isFinished(); }))
            return {};
        auto found = loaded.result().value_or({});
        for (ArchiveRange &range : found)
            range.oldestPosition = 0; // see endBelow()
        return found;
    }
    /// How many messages of foo@bar.com are kept, numbered as they were said; -1 = not in that order.
    int keptInOrder()
    {
        const auto kept = storedMessages("foo@bar.com");
        for (qsizetype i = 0; i < kept.size(); ++i) {
            if (kept.at(i).id != u"message-%1"_s.arg(i))
                return -1;
        }
        return int(kept.size());
    }
    /// The lower end of the range whose oldest message is `id`.
    qint64 endBelow(const QString &id) const
    {
        for (const MessageRecord &message : all) {
            if (message.id == id)
                return message.position - PositionSequence::spacing;
        }
        return 0;
    }

    QList<Archived> archive;
    qsizetype forgotten = 0; ///< Number of the oldest messages that have expired.
    qint64 apartMs = 1'000;  ///< Distance between two stamps.
    QList<ArchiveQuery> queries;
    std::shared_ptr<QPromise<Result<ArchivePage>>> asked;
    std::shared_ptr<QPromise<Result<ArchivePage>>> askedAhead; ///< Before `asked` is answered.
    QList<MessageRecord> all;
    QList<qint64> reached; ///< Arguments of ArchiveSync::reached, in milliseconds.
    QStringList ownFound;  ///< Arguments of ArchiveSync::ownFound.
    std::unique_ptr<Inbox> inbox;
    std::unique_ptr<ArchiveSync> sync;

private:
    void giveUp(ErrorKind kind = ErrorKind::NotConnected)
    {
        for (auto *each : {&asked, &askedAhead}) {
            if (const auto promise = std::exchange(*each, nullptr)) {
                promise->addResult(Result<ArchivePage>(unexpected(kind)));
                promise->finish();
            }
        }
    }
    void deliver(const Archived &message, const QString &archiveId, const QString &queryId, qint64 stampMs)
    {
        Stanza stanza;
        stanza.from = Jid::fromWire(message.from);
        stanza.to = Jid::fromWire(message.to);
        stanza.id = message.id;
        stanza.type = u"chat"_s;
        stanza.annotate(Delay{stampMs, {}});
        stanza.annotate(ArchiveResult{archiveId, queryId});
        inbox->receive(stanza, MessageBody{message.id, {}});
    }
};

} // namespace roost
