// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/threads/archive_coverage.h"
#include "domain/threads/message.h"
#include "storage/archive_records.h"

#include <QObject>
#include <QSet>

#include <vector>

namespace roost {

class Endpoint;
class EndpointDirectory;
class Outbox;
class UserDatabase;

/// The conversation with one Endpoint: a window of messages in memory (newest at the end, ordered by
/// position then row), grown backwards page by page. Main thread; owned by the ThreadDirectory.
class Thread : public QObject
{
    Q_OBJECT

public:
    static constexpr int pageSize = 60;

    /// All references must outlive the thread.
    Thread(Endpoint &endpoint, EndpointDirectory &directory, UserDatabase &database, Outbox &outbox,
           Clock &clock, QObject *parent = nullptr);
    ~Thread() override;

    [[nodiscard]] Endpoint &endpoint() const { return m_endpoint; }
    [[nodiscard]] const std::vector<Message> &messages() const { return m_messages; }
    /// Nothing older is stored.
    [[nodiscard]] bool isComplete() const { return m_complete; }
    [[nodiscard]] bool isLoading() const { return m_loading; }
    /// Index of message `id` in messages(), or -1.
    [[nodiscard]] qsizetype indexOf(const QString &id, bool mine) const;

    /// What of the account's archive is here. Where a stretch of it begins between two messages, some may be
    /// missing.
    [[nodiscard]] const ArchiveCoverage &coverage() const { return m_coverage; }
    void setCoverage(const ArchiveCoverage &coverage);
    /// Somebody looks at a place where messages may be missing: gapSeen() follows.
    void askForGap() { Q_EMIT gapSeen(); }
    /// Asks for the next older page; inserted() (unless there is none), then loadFinished(), or loadFailed()
    /// follows. Without effect while loading or when complete.
    void loadOlder();
    /// After loadFailed(): the same page once more; otherwise without effect.
    void retryLoading();
    /// Sends `body` to the Endpoint (all its Connections, or its target()): shown at once as Queued, then the
    /// Outbox's business. The draft is what was sent; it stays in the database until the message is there.
    /// Blank text does nothing. Returns the id.
    QString send(const QString &body);
    /// The only Connection that what is typed is for, as it was when chosen; an empty resource = all.
    [[nodiscard]] const Delivery &target() const { return m_target; }
    /// An empty `resource` = all Connections again. Kept when that Connection goes: what is sent then asks
    /// the person first (see hasTargetGone()).
    void setTarget(const QString &resource);
    /// A message whose Connection has gone, to all of them, under the same id.
    void sendToAll(const QString &id);
    /// A Failed message again, under the same id.
    void sendAgain(const QString &id);
    /// The user has seen everything.
    void markRead();
    /// Kept at once in the Endpoint, saved a moment later.
    void setDraft(const QString &draft);
    /// Saves a draft that still waits for its moment.
    void saveDraft();

    // Called by Inbox and Outbox.
    /// Puts a message at its place in the order; a double (same id and direction) is ignored, and so is one
    /// older than the window (it comes with its page).
    void insert(const MessageRecord &record);
    /// One from the archive: it may be much older than all that is here, and then waits for its page.
    void insertArchived(const MessageRecord &record);
    /// These have other positions now.
    void move(const QList<MovedMessage> &messages);
    /// The database has given message `id` of ours its row and position.
    void setStored(const QString &id, const StoreOutcome &outcome);
    void setState(const QString &id, MessageState state, ErrorKind kind, const QString &failure);
    /// The sender of message `change.id` has corrected or deleted it.
    void change(const MessageRecord &change);
    void setDelivery(const QString &id, const Delivery &delivery);

Q_SIGNALS:
    /// Around an insertion of `last - first + 1` rows that become first..last.
    void aboutToInsert(int first, int last);
    void inserted(int first, int last);
    void changed(int row);
    /// The same messages, in another order.
    void aboutToReorder();
    void reordered();
    /// Message `id` of ours has been written down.
    void stored(const QString &id);
    void targetChanged();
    void coverageChanged();
    void gapSeen();
    void loadFinished();
    void loadFailed(const roost::Error &error);

private:
    void pageLoaded(const Result<QList<MessageRecord>> &page);
    void insertPage(std::vector<Message> page);
    void insertInOrder(const Message &message);
    void reorder();
    [[nodiscard]] bool isOlderThanWindow(const Message &message) const;
    [[nodiscard]] bool remember(const Message &message);

    Endpoint &m_endpoint;
    EndpointDirectory &m_directory;
    UserDatabase &m_database;
    Outbox &m_outbox;
    Clock &m_clock;
    Delivery m_target;
    ArchiveCoverage m_coverage;
    std::vector<Message> m_messages;
    /// From there on all is in m_messages; by default no page has come yet.
    MessageCursor m_loadedFrom;
    QSet<MessageKey> m_known; ///< Keys of m_messages.
    bool m_complete = false;
    bool m_loading = false;
    bool m_hasFailed = false; ///< The last page could not be read.
    bool m_draftWaits = false;
};

} // namespace roost
