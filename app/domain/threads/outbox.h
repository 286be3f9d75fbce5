// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/id_source.h"
#include "base/result.h"
#include "domain/threads/delivery_tracker.h"
#include "domain/threads/outgoing_step.h"
#include "storage/event_batch.h"
#include "xmpp/xml_element.h"

#include <QHash>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace roost {

class Endpoint;
class EndpointDirectory;
class ThreadUpdates;
class UserDatabase;

/// Queue of outgoing messages. A message is stored, then prepared by the steps, then sent, and sent again
/// under the same id if the stream was lost. Messages to one Endpoint keep their order. Main thread.
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

    /// Loads the messages that were Queued when the program ended.
    void load();
    /// Adds a step that messages pass before they are sent, in the order of the calls. `step` outlives the
    /// outbox.
    void addStep(OutgoingStep &step) { m_steps.push_back(&step); }
    /// Repeats a load() that failed; otherwise without effect.
    void retryLoading();
    /// Stores a new message as Queued and sends it as soon as there is a stream. Returns the record to be
    /// shown at once; signals report its state. `target`: the only recipient. If that Connection has gone,
    /// the message fails (see hasTargetGone()) and is never sent to others.
    [[nodiscard]] MessageRecord send(Endpoint &endpoint, const QString &body,
                                     const DeliveryRecord &target = {});
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

Q_SIGNALS:
    void queuedCountChanged();

private:
    enum class Phase : quint8 {
        Storing,
        Waiting,   ///< For a session, the archive, presences, or an earlier message of its thread.
        Preparing, ///< A step is under way.
        InFlight,
    };
    struct Unsent
    {
        MessageRecord message;
        Phase phase = Phase::Storing;
        int losses = 0;
        int ends = 0;
        std::size_t step = 0; ///< Index of the next step in m_steps.
        QFuture<Result<Message>> preparation;
        bool isSessionAwaited = false; ///< The step runs again in the next session.
        bool mayBeThere = false; ///< Maybe sent in an earlier session; it is not known whether it arrived.
    };

    /// Adds a message at the end of the queue, or at `place`.
    void enqueue(const MessageRecord &message, Phase phase, std::optional<qint64> place = {});
    [[nodiscard]] Unsent *unsent(const QString &id);
    void forgetUnsent(const QString &id);
    /// The hold for the archive ends `longestHold` from now.
    void restartHoldTimer();
    /// Shows `message` as the last one of its thread until the database confirms it.
    void summarize(const MessageRecord &message);
    void stored(const QString &id, const Result<ChangeList> &changes);
    /// Sends waiting messages, a batch in each turn of the event loop.
    void flush();
    /// The next step that concerns the entry; nullptr if the entry is ready.
    [[nodiscard]] OutgoingStep *nextStep(Unsent &entry) const;
    void prepare(Unsent &entry, OutgoingStep &step);
    void prepared(const QString &id, const Result<Message> &message);
    void fail(const QString &id, const Error &error);
    /// The outgoing stanza of a message.
    [[nodiscard]] static XmlElement stanzaOf(const MessageRecord &message);
    /// True if the message must not be sent yet.
    [[nodiscard]] bool mustWait(const Unsent &entry) const;
    [[nodiscard]] bool isTargetThere(const MessageRecord &message) const;
    /// The reason why the message cannot be sent; None if it can.
    [[nodiscard]] Error obstacleOf(const MessageRecord &message) const;
    void countQueued();

    EndpointDirectory &m_directory;
    UserDatabase &m_database;
    ThreadUpdates &m_updates;
    Clock &m_clock;
    IdSource &m_ids;
    Wire m_wire;
    std::vector<OutgoingStep *> m_steps;
    std::map<qint64, Unsent> m_unsent; ///< By the order of sending.
    QHash<QString, qint64> m_order;    ///< Id to key in m_unsent.
    qint64 m_nextOrder = 0;
    int m_queuedCount = 0;
    QTimer m_turn; ///< Runs until the next batch of flush().
    bool m_started = false;
    bool m_hasFailed = false; ///< load() has failed.
    bool m_isLoading = false; ///< load() is under way.
    bool m_presenceKnown = false;
    qint64 m_archivedFromMs = 0;
    int m_holds = 0;
    DeliveryTracker m_deliveries;
};

} // namespace roost
