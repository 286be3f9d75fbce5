// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "storage/event_batch.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <chrono>
#include <functional>
#include <optional>

namespace roost {

class Endpoint;
class Inbox;
class ThreadUpdates;
class UserDatabase;
class Xep0333Markers;
class Xep0490Mds;
struct DisplayedUpTo;

/// Synchronizes read marks: sends ours to the other side (XEP-0333) and to our other devices (XEP-0490, or
/// carbons of the marker if the server has no PEP), and passes the marks of our other devices to the Inbox.
/// Main thread.
class ReadSync : public QObject
{
    Q_OBJECT

public:
    struct Wire
    {
        Xep0333Markers &markers;
        Xep0490Mds &mds;
        std::function<bool()> isOnline;
    };
    /// Delay that debounces marks: messages seen within it give one mark.
    static constexpr std::chrono::milliseconds tellAfter{200};
    /// Timeout of the archive's wait for the marks of our other devices.
    static constexpr std::chrono::milliseconds longestWait{3'000};
    /// Setting that is kept while the node of XEP-0490 is known to be configured correctly.
    static const QString nodeSetting;

    /// References must outlive it.
    ReadSync(UserDatabase &database, ThreadUpdates &updates, Inbox &inbox, Clock &clock, Wire wire,
             QObject *parent = nullptr);

    /// `allowed` decides which bare addresses get displayed markers; none by default. Our own devices always
    /// get marks.
    void setAllowed(std::function<bool(const Jid &bare)> allowed) { m_allowed = std::move(allowed); }
    /// Whether the account supports the node of XEP-0490 §5. To be called in each new session.
    void setCanPublish(bool can);

    void sessionStarted(bool resumed);
    /// The marks of our other devices are here, or the timeout is over: the archive can be read.
    [[nodiscard]] bool isReady() const { return m_isReady; }
    /// The user has seen the last `count` messages from `endpoint`. The database keeps that until the marks
    /// are sent.
    void seen(const Endpoint &endpoint, int count);

Q_SIGNALS:
    void ready();

private:
    void fetched(const Result<QList<DisplayedUpTo>> &displayed);
    void displayedReceived(const QList<DisplayedUpTo> &displayed);
    void displayedElsewhere(const Jid &chat, const QString &id, const QString &queryId);
    /// Collects a mark of another device of ours. The marks of one turn of the event loop are one batch: the
    /// archive may hold one for each message.
    void collect(const Jid &thread, MarkKind kind, const QString &ref);
    void submitMarks();
    void becomeReady();
    void scheduleTelling();
    void tellAll();
    void tell(const Jid &thread, int count, const QList<MessageRecord> &messages);
    void tellSender(const MessageRecord &message);
    void publish(const Jid &thread, const QString &stanzaId);

    UserDatabase &m_database;
    ThreadUpdates &m_updates;
    Inbox &m_inbox;
    Clock &m_clock;
    Wire m_wire;
    std::function<bool(const Jid &)> m_allowed;
    std::optional<bool> m_canPublish;
    bool m_isReady = false;
    bool m_telling = false;
    int m_session = 0; ///< Timers of an earlier session do nothing.
    /// Marks of this turn, the last one of each thread and kind.
    QHash<std::pair<Jid, int>, MarkRecord> m_collected;
    QHash<Jid, QString> m_marked;    ///< Thread -> id in the last displayed marker.
    QHash<Jid, QString> m_published; ///< Thread -> last published archive id, ours or of another device.
};

} // namespace roost
