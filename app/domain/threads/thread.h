// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/threads/archive_coverage.h"
#include "domain/threads/message.h"
#include "storage/event_batch.h"

#include <QObject>
#include <QSet>

#include <functional>
#include <vector>

namespace roost {

class Endpoint;
class EndpointDirectory;
class Outbox;
class UserDatabase;

/// The conversation with one Endpoint: a window of messages in memory, ordered by position, then row, newest
/// at the end. It grows backwards page by page. Main thread; owned by the ThreadDirectory.
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
    /// True if the database holds no older message.
    [[nodiscard]] bool isComplete() const { return m_complete; }
    [[nodiscard]] bool isLoading() const { return m_loading; }
    /// Index of message `id` in messages(), or -1.
    [[nodiscard]] qsizetype indexOf(const QString &id, bool mine) const;

    /// The known ranges of the account's archive. If a range begins between two messages, some may be missing
    /// there.
    [[nodiscard]] const ArchiveCoverage &coverage() const { return m_coverage; }
    void setCoverage(const ArchiveCoverage &coverage);
    /// The user sees a gap; emits gapSeen().
    void askForGap() { Q_EMIT gapSeen(); }
    /// Requests the next older page. inserted() (unless the page is empty) and loadFinished() follow, or
    /// loadFailed(). Without effect while loading or if the thread is complete.
    void loadOlder();
    /// Requests the page of the last loadFailed() again; otherwise without effect.
    void retryLoading();
    /// Sends `body` to the Endpoint (to all Connections, or to target()). The message is shown at once as
    /// Queued; the Outbox does the rest. Clears the draft, which stays in the database until the message is
    /// stored. Ignores blank text. Returns the id.
    QString send(const QString &body);
    /// The only recipient of the next message, with the name it had when chosen; an empty resource = all.
    [[nodiscard]] const Delivery &target() const { return m_target; }
    /// An empty `resource` = all Connections. The target stays if that Connection goes; a message to it then
    /// fails and the user decides (see hasTargetGone()).
    void setTarget(const QString &resource);
    /// Sends a message whose target has gone to all Connections, under the same id.
    void sendToAll(const QString &id);
    /// Sends a Failed message again, under the same id.
    void sendAgain(const QString &id);
    /// The user has seen all messages.
    void markRead();
    /// Sets the draft of the Endpoint at once and saves it after a short delay.
    void setDraft(const QString &draft);
    /// Saves a draft that has not been saved yet.
    void saveDraft();

    // Called by Inbox and Outbox.
    /// Inserts a message in order. Ignores a duplicate (same id and direction), and a message older than the
    /// window, which comes with its page.
    void insert(const MessageRecord &record);
    /// Inserts a message of the archive. A message older than a full window is not inserted; it comes with
    /// its page.
    void insertArchived(const MessageRecord &record);
    /// Applies new positions.
    void move(const QList<MovedMessage> &messages);
    /// The database has given message `id` of ours its row and position.
    void setStored(const QString &id, qint64 rowId, qint64 position);
    void setState(const QString &id, MessageState state, ErrorKind kind, const QString &failure);
    /// The sender of message `change.id` has corrected or deleted it.
    void change(const MessageRecord &change);
    void setDelivery(const QString &id, const Delivery &delivery);

Q_SIGNALS:
    /// Emitted before and after an insertion; the new rows are first..last.
    void aboutToInsert(int first, int last);
    void inserted(int first, int last);
    void changed(int row);
    /// Emitted before and after a change of the order; the messages are the same.
    void aboutToReorder();
    void reordered();
    /// The database has stored message `id` of ours.
    void stored(const QString &id);
    void targetChanged();
    void coverageChanged();
    void gapSeen();
    /// The user has seen all messages.
    void readHere();
    void loadFinished();
    void loadFailed(const roost::Error &error);

private:
    void pageLoaded(const Result<QList<MessageRecord>> &page);
    void insertPage(std::vector<Message> page);
    void insertInOrder(const Message &message);
    void reorder();
    [[nodiscard]] bool isOlderThanWindow(const Message &message) const;
    [[nodiscard]] bool remember(const Message &message);
    /// Repeats a change of a message that is not here when the page that is being read has arrived.
    void defer(std::function<void()> change);

    Endpoint &m_endpoint;
    EndpointDirectory &m_directory;
    UserDatabase &m_database;
    Outbox &m_outbox;
    Clock &m_clock;
    Delivery m_target;
    ArchiveCoverage m_coverage;
    std::vector<Message> m_messages;
    /// Start of the window: all later messages are in m_messages. The default value: no page has come yet.
    MessageCursor m_loadedFrom;
    QSet<MessageKey> m_known; ///< Keys of m_messages.
    bool m_complete = false;
    bool m_loading = false;
    bool m_hasFailed = false; ///< The last loadOlder() has failed.
    bool m_draftWaits = false;
    /// Changes since the request of the page: the database reads the page before it writes them.
    std::vector<std::function<void()>> m_deferred;
    bool m_isPageRead = false; ///< markRead() since the request of the page.
};

} // namespace roost
