// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/id_source.h"
#include "base/result.h"
#include "domain/threads/delivery_tracker.h"
#include "domain/threads/outgoing_preparation.h"
#include "domain/threads/outgoing_queue.h"
#include "domain/threads/outgoing_remarks.h"
#include "storage/event_batch.h"
#include "xmpp/xml_element.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>
#include <utility>

namespace roost {

class Endpoint;
class EndpointDirectory;
class ThreadUpdates;
class UserDatabase;

/// Sends messages, and remarks about messages. Each entry is stored, then prepared by the steps, then sent,
/// and sent again under the same id if the stream was lost. The entries of one thread keep their order. Main
/// thread.
class Outbox : public QObject
{
    Q_OBJECT

public:
    /// The stream, as the outbox uses it.
    struct Wire
    {
        /// Sends a stanza whose fate is reported under `tag`; false when there is no stream.
        std::function<bool(XmlElement stanza, const QString &tag)> send;
        std::function<bool()> isOnline;
    };
    /// A body that is longer on the wire fails at once; see message_size.h.
    static constexpr qsizetype maxBodyBytes = 60 * 1024;
    /// Maximum number of sessions that the server ended with an error while a message was the first in
    /// flight. Then the message fails: it may be the cause.
    static constexpr int maxEnds = 5;
    /// The same for sessions that were lost without an error, which a bad network causes too.
    static constexpr int maxLosses = 25;
    /// Timeout of the wait for the archive, from its last progress.
    static constexpr std::chrono::milliseconds longestHold{60'000};
    /// Maximum difference, in ms, between our clock and the server's.
    static constexpr qint64 clockTolerance = 15 * 60 * 1'000;

    /// References must outlive the outbox.
    Outbox(EndpointDirectory &directory, UserDatabase &database, ThreadUpdates &updates, Clock &clock,
           IdSource &ids, Wire wire, QObject *parent = nullptr);

    /// Loads the entries that the server had not acknowledged when the program ended.
    void load();
    /// Adds a step that entries pass before they are sent, in the order of the calls. `step` outlives the
    /// outbox.
    void addStep(OutgoingStep &step) { m_preparation.addStep(step); }
    /// Repeats a load() that failed; otherwise without effect.
    void retryLoading();
    /// Stores a new message as Queued and sends it as soon as there is a stream. Returns the record to be
    /// shown at once; signals report its state. `target`: the only recipient. If that Connection has gone,
    /// the message fails (see hasTargetGone()) and is never sent to others.
    [[nodiscard]] MessageRecord send(Endpoint &endpoint, const QString &body,
                                     const DeliveryRecord &target = {});
    /// Stores a remark about a message of the thread, which shows it at once, and sends it. An empty `value`
    /// withdraws our remark of that kind. Without effect if it would change nothing, or if the message has no
    /// sender's id.
    void remark(Endpoint &endpoint, const Message &message, MarkKind kind, const QString &value);
    /// Kinds and ends of remarks.
    [[nodiscard]] OutgoingRemarks &remarks() { return m_remarks; }
    /// Sends a Failed message again, under the same id.
    void sendAgain(const MessageRecord &message);
    /// Sends a message whose target has gone to all Connections, under the same id.
    void sendToAll(const MessageRecord &message);
    /// Gives up a message that is not in flight yet: it becomes Failed with ErrorKind::Cancelled. False if
    /// the message is in flight, or not in the queue.
    bool cancel(const QString &id);
    /// States of the messages that this outbox has sent.
    [[nodiscard]] DeliveryTracker &deliveries() { return m_deliveries; }
    /// All messages that the server has not acknowledged.
    [[nodiscard]] QList<MessageRecord> unsentMessages() const;
    /// Messages that wait for a stream.
    [[nodiscard]] int queuedCount() const { return m_queuedCount; }

    // Reports of the stream and the extensions.
    /// A session is up and our presence is sent: sends the waiting messages, in order.
    void sessionStarted();
    /// The presences of the session are known. A message with a target waits for that, with the later
    /// messages of its thread; then it is sent, or fails.
    void setPresenceKnown(bool known);
    /// A new session begins, maybe with an archive. A message that was sent in an earlier session and never
    /// acknowledged waits, with the later messages of its thread, until archiveKnownFrom() covers its time,
    /// or until there is no progress for `longestHold`.
    void expectArchive();
    /// All messages of the archive with a stamp from `ms` on have been fetched, and foundInArchive() has
    /// reported them. 0 = the whole archive, or there is none.
    void archiveKnownFrom(qint64 ms);
    /// True if a message may have been sent in an earlier session and its fate is not known.
    [[nodiscard]] bool hasUncertain() const;
    /// The stream was lost; it may be resumed.
    void sessionEnded();
    /// We have signed out: the messages in flight wait again.
    void sessionGone();
    void acknowledged(const QString &id);
    /// The session could not be resumed: these messages may or may not have arrived.
    void lost(const QStringList &ids);
    /// The session goes on, but these messages are not in flight any more. The `doubtful` ones may have
    /// arrived: see expectArchive().
    void givenBack(const QStringList &doubtful, const QStringList &unsent);
    /// The stream has ended with `error`. If the session is lost too, lost() follows.
    void streamFailed(const Error &error);
    /// The archive holds these messages of ours: they have arrived.
    void foundInArchive(const QStringList &ids);
    /// `from` has returned message or remark `id` of ours.
    void entryFailed(const Jid &from, const QString &id, const Error &error);

Q_SIGNALS:
    void queuedCountChanged();

private:
    using Phase = OutgoingQueue::Phase;
    using Unsent = OutgoingQueue::Entry;

    void loaded(const QList<MessageRecord> &messages, const QList<OutgoingRemark> &remarks);
    /// Adds an entry at the end of the queue, or at `place`.
    Unsent &enqueue(std::variant<MessageRecord, OutgoingRemark> content, Phase phase,
                    std::optional<qint64> place = {});
    void forgetUnsent(const QString &id);
    /// An entry in flight waits again. False if it is not in flight, or has arrived.
    bool putBack(const QString &id, bool isDoubtful);
    /// The hold for the archive ends `longestHold` from now.
    void restartHoldTimer();
    /// Shows `message` as the last one of its thread until the database confirms it.
    void summarize(const MessageRecord &message);
    void stored(const QString &id, const Result<ChangeList> &changes);
    /// Sends waiting messages, a batch in each turn of the event loop.
    void flush();
    void prepared(const QString &id, const Result<Outgoing> &answer);
    void fail(const QString &id, const Error &error);
    [[nodiscard]] static XmlElement stanzaOf(const MessageRecord &message);
    /// True if the entry must not be sent yet.
    [[nodiscard]] bool mustWait(const Unsent &entry) const;
    /// The reason why the entry cannot be sent; None if it can.
    [[nodiscard]] Error obstacleOf(const Unsent &entry) const;
    void countQueued();

    EndpointDirectory &m_directory;
    UserDatabase &m_database;
    ThreadUpdates &m_updates;
    Clock &m_clock;
    IdSource &m_ids;
    Wire m_wire;
    OutgoingPreparation m_preparation;
    OutgoingQueue m_queue;
    int m_queuedCount = 0; ///< Messages only.
    QTimer m_turn;         ///< Runs until the next batch of flush().
    bool m_started = false;
    bool m_hasFailed = false; ///< load() has failed.
    bool m_isLoading = false; ///< load() is under way.
    bool m_presenceKnown = false;
    qint64 m_archivedFromMs = 0;
    int m_holds = 0;
    DeliveryTracker m_deliveries;
    OutgoingRemarks m_remarks;
};

} // namespace roost
