// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "storage/records.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <chrono>
#include <functional>
#include <optional>

namespace roost {

class Endpoint;
class Inbox;
class UserDatabase;
class Xep0333Markers;
class Xep0490Mds;
struct DisplayedUpTo;

/// What has been read: ours to the other side (XEP-0333) and to our other devices (XEP-0490, or copies of the
/// former where the server has no PEP); and what our other devices have read to the Inbox. Main thread.
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
    /// Messages seen within it are told of as one.
    static constexpr std::chrono::milliseconds tellAfter{200};
    /// The archive waits no longer than that for the marks of our other devices.
    static constexpr std::chrono::milliseconds longestWait{3'000};
    /// Setting that keeps, over restarts, what was read while nobody could be told.
    static const QString untoldSetting;
    /// Kept while the node of XEP-0490 is known to be as it should be.
    static const QString nodeSetting;

    /// References must outlive it.
    ReadSync(UserDatabase &database, Inbox &inbox, Clock &clock, Wire wire, QObject *parent = nullptr);

    /// Who may learn that we have read, by bare address. Nobody by default. Our own devices always do.
    void setAllowed(std::function<bool(const Jid &bare)> allowed) { m_allowed = std::move(allowed); }
    /// Whether the account keeps what we publish to ourselves (XEP-0490 §5): known in each new session.
    void setCanPublish(bool can);
    /// What untoldSetting held.
    void load(const QString &untold);

    void sessionStarted(bool resumed);
    /// The marks of our other devices are here, or will not come: what the archive holds can be judged.
    [[nodiscard]] bool isReady() const { return m_isReady; }
    /// The person here has seen the last `count` messages of theirs.
    void seen(const Endpoint &endpoint, int count);

Q_SIGNALS:
    void ready();
    /// untoldSetting should be kept as this.
    void untoldChanged(const QString &untold);

private:
    void fetched(const Result<QList<DisplayedUpTo>> &displayed);
    void displayedReceived(const QList<DisplayedUpTo> &displayed);
    void displayedElsewhere(const Jid &chat, const QString &id, const QString &queryId);
    void becomeReady();
    void scheduleTelling();
    void tellAll();
    void tell(const Jid &thread, int count, const QList<MessageRecord> &messages);
    void tellSender(const MessageRecord &message);
    void publish(const Jid &thread, const QString &stanzaId);
    void saveUntold();

    UserDatabase &m_database;
    Inbox &m_inbox;
    Clock &m_clock;
    Wire m_wire;
    std::function<bool(const Jid &)> m_allowed;
    std::optional<bool> m_canPublish;
    bool m_isReady = false;
    bool m_telling = false;
    int m_session = 0;        ///< Counts them, so that the timers of an earlier one do nothing.
    QHash<Jid, int> m_untold; ///< Threads, and how many of theirs at their end have been seen since.
    QString m_savedUntold;
    QHash<Jid, QString> m_marked;    ///< The last message that the other side has been told of.
    QHash<Jid, QString> m_published; ///< The last archive id that our devices have been told of.
};

} // namespace roost
