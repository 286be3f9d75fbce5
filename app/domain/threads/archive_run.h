// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "storage/event_batch.h"
#include "xmpp/extensions/xep0313_mam.h"

#include <QFuture>
#include <QObject>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace roost {

class Inbox;
class ThreadUpdates;
class UserDatabase;

/// One sync run over the account's archive (XEP-0313): the newest page first, then backwards, page by page,
/// until a page meets a range that is in the database, or the archive begins. The next page is prefetched
/// while the last one is written; pages that arrive faster than the database writes are written as one batch.
/// abort() and deleting the run end it early, also from within finished() and aborted(); a batch that is
/// already on its way into the database is stored and reported all the same. Main thread.
class ArchiveRun : public QObject
{
    Q_OBJECT

public:
    using Query = std::function<QFuture<Result<ArchivePage>>(const ArchiveQuery &)>;
    /// Messages in the newest page, which the user waits for, and in the older pages.
    static constexpr int newestPageSize = 50;
    static constexpr int olderPageSize = 100;
    /// References and `query` outlive the run; `parent` receives the answers of the database.
    ArchiveRun(Inbox &inbox, UserDatabase &database, ThreadUpdates &updates, Clock &clock, const Query &query,
               QObject *parent);

    /// Reads the ranges and asks for the newest page. `look` is the result of making room for the archive.
    void start(const ArchiveLook &look);
    /// Drops a prefetched page. To be called before the run is deleted while its parent lives on.
    void abort() { dropPrefetch(); }
    /// Asks for the next page at once if the run is pausing.
    void fetchNow();
    /// The requested page has begun to arrive, and its oldest message has the archive id `oldestId`: requests
    /// the next older page. Does nothing for the first pages: mostly little is missing, and the prefetched
    /// page would be dropped.
    void prefetch(const QString &oldestId);
    /// Whether a page of this run is in the database.
    [[nodiscard]] bool hasStored() const { return m_range.rowId != 0; }

Q_SIGNALS:
    /// The ranges that are in the database, newest first, have changed.
    void rangesChanged(const QList<roost::ArchiveRange> &ranges);
    /// See ArchiveSync.
    void ownFound(const QStringList &ids);
    void reached(qint64 fromMs);
    /// The run has ended. `isComplete`: the database holds all that the archive held.
    void finished(bool isComplete);
    /// The stream or the database is gone.
    void aborted();

private:
    enum class Fetch {
        Idle,    ///< Between two pages, or before the first one.
        Asking,  ///< A query is open.
        Pausing, ///< A timer runs; then the next query follows.
        Ended,   ///< There is nothing more to ask for.
    };
    /// Pages that arrive while a batch is being written.
    struct Batch
    {
        std::vector<QList<MessageRecord>> pages; ///< Newest first.
        std::vector<QList<MarkRecord>> marks;    ///< Of each page.
        qsizetype count = 0;                     ///< Number of messages.
        QList<qint64> mergedRows;
        std::optional<qint64> leapsTo;
    };
    struct Prefetch
    {
        QString before;
        QFuture<Result<ArchivePage>> page;
    };

    void rangesLoaded(const Result<QList<ArchiveRange>> &ranges);
    void loadWasEmpty();
    void fetch();
    void fetchMore();
    void fetchAfter(std::chrono::milliseconds pause);
    void dropPrefetch();
    /// Too many messages wait for the database.
    [[nodiscard]] bool isFull() const;
    void pageReceived(const Result<ArchivePage> &page);
    void pageFailed(const Error &error);
    void takePage(const ArchivePage &page);
    /// Extends m_range by the page, whose oldest message has the stamp `pageOldestMs` (0 = the page has no
    /// message). Returns the rows of the ranges that became part of it. `historyCount`: number of messages,
    /// from the oldest on, that are history; the later ones arrived while the account was offline.
    QList<qint64> extend(const ArchivePage &page, qint64 pageOldestMs, qsizetype &historyCount);
    /// Looks for the newest message before which nothing can appear any more, and lets the range end there.
    void findSettledEnd(const ArchivePage &page, const QList<MessageRecord> &messages);
    void enqueue(QList<MessageRecord> messages, QList<MarkRecord> marks, const QList<qint64> &mergedRows);
    void store();
    /// `ranges` are in the database with the batch; the first one is that of this run if `hasRange`.
    void batchAnswered(const Result<ChangeList> &changes, bool hasRange, QList<ArchiveRange> ranges);
    void end();

    Inbox &m_inbox;
    UserDatabase &m_database;
    ThreadUpdates &m_updates;
    Clock &m_clock;
    const Query &m_query;

    Fetch m_fetch = Fetch::Idle;
    int m_pauses = 0; ///< A timer of an earlier pause does nothing.
    int m_pages = 0;
    int m_emptyPages = 0; ///< In a row.
    std::optional<Prefetch> m_prefetch;

    /// All that this run has fetched, grown backwards.
    ArchiveRange m_range;
    QList<ArchiveRange> m_older; ///< Ranges of earlier runs, newest first.
    bool m_wasEmpty = false;     ///< An earlier run found an empty archive: messages are no history.
    /// The next page lies beyond a known range; the oldest position of that range.
    std::optional<qint64> m_leapsTo;
    std::optional<qint64> m_settledMs; ///< Messages with an older stamp are settled.
    bool m_isEndSettled = false;       ///< m_range.newestId names a settled message.

    std::optional<Batch> m_batch;
    bool m_isStoring = false;
    ArchiveLook m_look; ///< For the next batch.
};

} // namespace roost
