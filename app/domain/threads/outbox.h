// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/id_source.h"
#include "base/result.h"
#include "domain/threads/delivery_tracker.h"
#include "storage/records.h"
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

namespace roost {

class Endpoint;
class EndpointDirectory;
class UserDatabase;

/// Queue of outgoing messages. A message is stored before it is sent, and sent again under the same id if the
/// stream was lost. Messages to one Endpoint keep their order. Main thread.
class Outbox : public QObject
{
    Q_OBJECT

public:
    /// What the outbox needs of the stream.
    struct Wire
    {
        /// Sends a stanza whose fate is reported under `tag`; false when there is no stream.
        std::function<bool(XmlElement stanza, const QString &tag)> send;
        std::function<bool()> isOnline;
    };
    /// A body that is longer on the wire fails at once; see message_size.h.
    static constexpr qsizetype maxBodyBytes = 60 * 1024;
    /// A message that was the first in flight when the server ended that many sessions with an error is not
    /// tried again by itself: it may be what ends them.
    static constexpr int maxEnds = 5;
    /// The same of sessions that were lost without a word, as bad networks do, too.
    static constexpr int maxLosses = 25;
    /// How long the archive is waited for while it does not get on.
    static constexpr std::chrono::milliseconds longestHold{60'000};
    /// Our clock and the server's differ by less than that.
    static constexpr qint64 clockTolerance = 15 * 60 * 1'000;

    /// References must outlive the outbox.
    Outbox(EndpointDirectory &directory, UserDatabase &database, Clock &clock, IdSource &ids, Wire wire,
           QObject *parent = nullptr);

    /// Takes up what was still Queued when the program ended.
    void load();
    /// After what was Queued could not be read: once more; otherwise without effect.
    void retryLoading();
    /// Stores a new message as Queued, then sends it as soon as there is a stream. The answer is what to show
    /// at once; its fate follows by signals. `target`: the only Connection that it is for; it goes there
    /// while that one is there, else it fails (see hasTargetGone()) and is never sent to others.
    [[nodiscard]] MessageRecord send(Endpoint &endpoint, const QString &body,
                                     const DeliveryRecord &target = {});
    /// A Failed one again, under the same id.
    void sendAgain(const MessageRecord &message);
    /// One whose Connection has gone, to all of them, under the same id.
    void sendToAll(const MessageRecord &message);
    /// States of the messages that this outbox has sent.
    [[nodiscard]] DeliveryTracker &deliveries() { return m_deliveries; }
    /// All that is not known to have been sent.
    [[nodiscard]] QList<MessageRecord> unsentMessages() const;
    /// Messages that wait for a stream.
    [[nodiscard]] int queuedCount() const { return m_queuedCount; }

    // What the stream and the extensions report.
    /// There is a session in which our presence is known: what waits is sent, in order.
    void sessionStarted();
    /// It is known who is there: what is for one Connection alone is sent there, or fails. Until then it
    /// waits, and what comes after it in its thread.
    void setPresenceKnown(bool known);
    /// A new session with an archive, perhaps: what was sent in an earlier one and never acknowledged waits,
    /// and what comes after it in its thread, until archiveKnownFrom() covers its time, or
    /// nothing comes of it for `longestHold`.
    void expectArchive();
    /// All that the archive holds from that time on (its stamps, ms) has been gone through, foundInArchive()
    /// included. 0 = all of it, or there is none.
    void archiveKnownFrom(qint64 ms);
    /// There is something that was sent in an earlier session, perhaps, and nobody knows whether it arrived.
    [[nodiscard]] bool hasUncertain() const;
    /// The stream was lost; it may be resumed.
    void sessionEnded();
    /// We have signed out: what was in flight waits again.
    void sessionGone();
    void acknowledged(const QString &id);
    void lost(const QStringList &ids);
    /// The session goes on, but these are not in flight any more. `doubtful` ones may have arrived: see
    /// expectArchive().
    void givenBack(const QStringList &doubtful, const QStringList &unsent);
    /// The stream has ended; a session that is lost for it is told of by lost().
    void streamFailed(const Error &error);
    /// The archive holds these messages of ours: those that were still on their way have arrived.
    void foundInArchive(const QStringList &ids);

Q_SIGNALS:
    void messageStored(const roost::Jid &thread, const QString &id, const roost::StoreOutcome &outcome);
    void queuedCountChanged();

private:
    enum class Phase : quint8 { Storing, Waiting, InFlight };
    struct Unsent
    {
        MessageRecord message;
        Phase phase = Phase::Storing;
        int losses = 0;
        int ends = 0;
        bool mayBeThere = false; ///< Sent in an earlier session; nobody knows whether it arrived.
    };

    /// At the end, or at that place of the order.
    void enqueue(const MessageRecord &message, Phase phase, std::optional<qint64> place = {});
    [[nodiscard]] Unsent *unsent(const QString &id);
    void forgetUnsent(const QString &id);
    /// The hold for the archive ends `longestHold` from now.
    void restartHoldTimer();
    /// The last message of its thread.
    void summarize(const MessageRecord &message);
    void stored(const QString &id, const Result<StoreOutcome> &outcome);
    /// Sends what may be sent; a part of it in this turn of the event loop, the rest in the next ones.
    void flush();
    /// The stanza of a message as it goes out.
    [[nodiscard]] static XmlElement stanzaOf(const MessageRecord &message);
    /// It must not be sent yet.
    [[nodiscard]] bool mustWait(const Unsent &entry) const;
    [[nodiscard]] bool isTargetThere(const MessageRecord &message) const;
    /// Nothing while it may be sent; else why not.
    [[nodiscard]] Error obstacleOf(const MessageRecord &message) const;
    void countQueued();

    EndpointDirectory &m_directory;
    UserDatabase &m_database;
    Clock &m_clock;
    IdSource &m_ids;
    Wire m_wire;
    std::map<qint64, Unsent> m_unsent; ///< By the order of sending.
    QHash<QString, qint64> m_order;    ///< Id to key in m_unsent.
    qint64 m_nextOrder = 0;
    int m_queuedCount = 0;
    QTimer m_turn; ///< Until then more waits to be sent.
    bool m_started = false;
    bool m_hasFailed = false; ///< What waited when the program ended could not be read.
    bool m_isLoading = false; ///< What waited when the program ended is still being read.
    bool m_presenceKnown = false;
    qint64 m_archivedFromMs = 0;
    int m_holds = 0;
    DeliveryTracker m_deliveries;
};

} // namespace roost
