// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/threads/archive_coverage.h"
#include "storage/archive_records.h"
#include "storage/records.h"
#include "xmpp/extensions/xep0313_mam.h"

#include <QFuture>
#include <QObject>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace roost {

class Inbox;
class UserDatabase;

/// Fetches what the account's archive (XEP-0313) holds and the database does not: the newest page first, then
/// backwards, page by page, until it meets what is here or the archive begins. The next page is asked for
/// while the last one is written; what comes faster than it can be written is written together. What is known
/// of the archive is kept as ranges; a hole between two of them is filled in this session or a later one.
/// Main thread.
class ArchiveSync : public QObject
{
    Q_OBJECT

public:
    using Query = std::function<QFuture<Result<ArchivePage>>(const ArchiveQuery &)>;
    /// The page that is waited for on the screen, and those of the background.
    static constexpr int newestPageSize = 50;
    static constexpr int olderPageSize = 100;

    /// References must outlive the sync, and the database its answers.
    ArchiveSync(Inbox &inbox, UserDatabase &database, Clock &clock, Query query, QObject *parent = nullptr);

    /// Reads what is known of the archive, for coverage() while there is no stream.
    void load();
    /// A new session has begun: until start(), or until it is known that there is no archive (false), the end
    /// may be missing.
    void setAwaited(bool isAwaited);
    /// There is a stream to an account with an archive. What ran before is given up; nothing is lost by it.
    /// `settling` above 0: a connection that we have lost may have sent what the server is still working on.
    /// Then the end is looked at now and then for so long, and reached() is told only of what is asked for
    /// after that.
    void start(std::chrono::seconds settling = std::chrono::seconds(0));
    static constexpr std::chrono::seconds settlingTime{3};
    /// For a server that is known to be far behind with its work.
    static constexpr std::chrono::seconds lateSettlingTime{30};
    /// The stream has gone.
    void stop();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    /// All that the archive held at the start of this session is here.
    [[nodiscard]] bool isComplete() const { return m_isComplete; }
    /// ... and has been looked at again since, so that nothing that was still being written is missing.
    [[nodiscard]] bool isSure() const { return m_isSure; }
    [[nodiscard]] ArchiveCoverage coverage() const;
    /// Something that is here may have got its id in the archive by now: its end is looked at again, a moment
    /// later and not all the time. Nothing when it is being read anyway.
    void lookSoon();
    /// Somebody looks at a hole: the next page comes at once.
    void hurry();
    /// The page that was asked for has begun to come, with that archive id, its oldest: the next one is asked
    /// for already, so that no time passes between the two. Not at the beginning, where mostly little is
    /// missing and the page after the next would be in vain.
    void pageBegan(const QString &oldestId);

Q_SIGNALS:
    /// These were not here before; in the order of the archive. They are in the contact list already.
    /// `news`: threads in which nothing that anybody has seen is newer.
    void stored(const QList<roost::MessageRecord> &messages, const QList<roost::Jid> &news);
    /// These were here, and stand where the archive has them now.
    void moved(const QList<roost::MovedMessage> &messages);
    /// Senders have corrected or deleted messages that were here, which these name by their ids.
    void changed(const QList<roost::MessageRecord> &changes);
    /// Ids of messages of ours that the archive holds, new here or not.
    void ownFound(const QStringList &ids);
    /// What the archive holds from that time on (its stamps, ms) has been gone through, and ownFound() told;
    /// 0 = all of it.
    void reached(qint64 fromMs);
    void coverageChanged();
    /// The newest page is in: what comes now is older.
    void newestPageStored();
    void finished();

private:
    enum class Room { None, Wanted, Ready };
    /// Pages that have come while those before them are written: they are written as one.
    struct Waiting
    {
        std::vector<QList<MessageRecord>> pages; ///< Newest first.
        qsizetype count = 0;                     ///< Of their messages.
        QList<qint64> mergedRows;
        std::optional<qint64> leapsTo;
        bool isNewest = false; ///< The newest page is among them.
    };
    /// A question that has been asked before its turn.
    struct Ahead
    {
        QString before;
        QFuture<Result<ArchivePage>> page;
    };

    void begin();
    void makeRoom(bool isNewSession);
    void loadRanges();
    void dropWaiting();
    void lookAtTheEnd(int run);
    void lookWhileUnsettled(int run);
    void ask();
    /// No more is to come until what waits is written.
    [[nodiscard]] bool isFull() const;
    void dropAhead();
    void askAfter(std::chrono::milliseconds pause);
    void rangesLoaded(const Result<QList<ArchiveRange>> &ranges);
    void askWhetherItWasEmpty();
    void pageReceived(const Result<ArchivePage> &page);
    void failed(const Error &error);
    /// Extends m_range by the page, whose oldest message has the stamp `pageOldestMs` (0 = it has none); the
    /// rows of ranges that it swallowed. `missed`: messages from that index on came while we were away, what
    /// is before is history.
    QList<qint64> extend(const ArchivePage &page, qint64 pageOldestMs, qsizetype &missed);
    /// Has the range end at a message that nothing can come before any more.
    void findNewestCertain(const ArchivePage &page, const QList<MessageRecord> &messages);
    /// To what waits to be written.
    void add(const ArchivePage &page, QList<MessageRecord> messages, const QList<qint64> &merged);
    void store();
    /// What came of it, for everybody: stored is stored, whatever has become of the stream.
    void tell(const ArchiveOutcome &outcome);
    void pageStored(bool isNewest);
    void askForMore();
    void finish();

    Inbox &m_inbox;
    UserDatabase &m_database;
    Clock &m_clock;
    Query m_query;
    /// What this session has fetched, grown backwards; where it ends m_look knows.
    ArchiveRange m_range;
    QList<ArchiveRange> m_older; ///< What was here before, newest first.
    /// What is in the database of both, newest first.
    QList<ArchiveRange> m_stored;
    std::optional<Waiting> m_waiting;
    ArchiveLook m_look;
    Room m_room = Room::None; ///< For the next run.
    int m_rooms = 0;
    std::optional<Ahead> m_ahead;
    int m_pages = 0;          ///< Of this run.
    int m_emptyPages = 0;     ///< In a row.
    bool m_isPausing = false; ///< Until the next page.
    bool m_isAsking = false;  ///< A question is open.
    bool m_isStoring = false;
    bool m_isAtEnd = false; ///< There is nothing more to ask for.
    int m_pauses = 0;
    int m_run = 0; ///< Answers to an earlier run are not for this one.
    /// The next page lies beyond what was known before, whose oldest position that is.
    std::optional<qint64> m_leapsTo;
    std::optional<qint64> m_certainMs; ///< What is older has been written down for long.
    bool m_isNewestCertain = false;
    bool m_isAwaited = false;
    bool m_isRunning = false;
    bool m_isComplete = false;
    bool m_looksAgain = false;
    bool m_isOpen = false; ///< From start() to stop().
    bool m_isUnsettled = false;
    bool m_isLookPlanned = false;
    qint64 m_lastLookMs = 0; ///< Monotonic; 0 = never.
    bool m_isSure = false;
    bool m_wasEmpty = false; ///< When it was read for the first time: what it holds now is news.
};

} // namespace roost
