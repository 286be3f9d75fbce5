// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "xmpp/xml_element.h"

#include <QByteArray>
#include <QStringList>

#include <deque>
#include <vector>

namespace roost {

/// XEP-0198 Stream Management (1.6.1), the bookkeeping: counters, unacknowledged stanzas, and the waiting
/// queue. At most `windowSize` stanzas are in flight. A server that is slower than the client (Prosody
/// archives some 350 receipts a second) would queue the rest, and the answer to each request would wait
/// behind them. A resumption uses the same window, so resent stanzas are paced too. The object outlives the
/// socket and knows nothing of it. Left out on purpose: `location` (it names a TCP host and port, which
/// WebSocket cannot use) and giving up a resumption after `max` (trying costs one round trip and the server
/// knows better). Main thread.
class StreamManagement
{
public:
    /// Untracked stanzas sent between two own requests for an acknowledgement.
    static constexpr int requestEvery = 5;
    /// Stanzas that the server has not acknowledged.
    static constexpr std::size_t windowSize = 64;
    /// Beyond the window, for Lane::Urgent only.
    static constexpr std::size_t reserve = 16;
    /// Maximum length of the waiting queue; beyond it, untracked stanzas are dropped.
    static constexpr std::size_t mostWaiting = 8'192;

    /// The order is kept within a lane. Urgent is for stanzas that the user waits for and that depend on no
    /// earlier message: requests, answers and our presence.
    enum class Lane : quint8 { InTurn, Urgent };

    [[nodiscard]] static XmlElement makeEnable();
    /// A new session: `enabled` is the server's <enabled/>.
    void begin(const XmlElement &enabled);
    /// True between begin() and end(), also while there is no socket.
    [[nodiscard]] bool isEnabled() const { return m_isEnabled; }
    [[nodiscard]] bool canResume() const { return !m_resumeId.isEmpty(); }
    /// Seconds that the server keeps a lost session; 0 = not said.
    [[nodiscard]] int maximumSeconds() const { return m_maximumSeconds; }

    // Incoming
    /// A message, presence or IQ was handled.
    void countReceived() { ++m_received; }
    [[nodiscard]] XmlElement makeAnswer() const;
    [[nodiscard]] static XmlElement makeRequest();

    // Outgoing
    /// Takes a stanza of an enabled session; an empty `tag` is not reported. False: too much waits, dropped.
    /// `isRevocable`: resumed() may give it back.
    [[nodiscard]] bool add(QByteArray frame, const QString &tag, Lane lane = Lane::InTurn,
                           bool isRevocable = false);
    /// Frames to put on the wire now, in order.
    [[nodiscard]] std::vector<QByteArray> takeSendable();
    /// True if stanzas wait until the server acknowledges those in flight.
    [[nodiscard]] bool hasWaiting() const { return !m_waiting.empty() || !m_urgent.empty(); }
    /// The server has handled `handled` stanzas (modulo 2^32). Returns the tags of the newly acknowledged
    /// ones; ProtocolViolation if the server claims more than were sent.
    [[nodiscard]] Result<QStringList> acknowledged(quint32 handled);
    /// Takes the `h` of <a/>, <resumed/> or <failed/>.
    [[nodiscard]] Result<QStringList> acknowledged(const XmlElement &element);
    /// True when an <r/> is due, which counts as sent then.
    [[nodiscard]] bool wantsRequest();
    /// An <r/> has not brought any progress, and something waits for it: ask again, but a while later.
    [[nodiscard]] bool isStuck() const { return !m_isRequested && hasWaiting(); }

    // Resumption
    [[nodiscard]] XmlElement makeResume() const;
    /// Tags of the stanzas that resumed() returned: they are not resent.
    struct GivenBack
    {
        QStringList doubtful; ///< Was on the wire; the server may have it all the same.
        QStringList unsent;
    };
    /// Call after <resumed/> and its acknowledged(): unacknowledged stanzas are queued again before the
    /// waiting ones. `isDoubtful`: the server may still be processing stanzas of the old socket, so all
    /// revocable stanzas are returned instead.
    GivenBack resumed(bool isDoubtful = false);
    /// Ends the session, forgets everything, and returns the tags whose fate is unknown.
    QStringList end();

private:
    struct Kept
    {
        QByteArray frame;
        QString tag;
        Lane lane = Lane::InTurn;
        bool isRevocable = false;
    };
    [[nodiscard]] static QStringList giveBack(std::deque<Kept> &kept);
    void putOnWire(std::deque<Kept> &lane, std::size_t limit, std::vector<QByteArray> &frames);
    [[nodiscard]] bool hasTracked() const;

    bool m_isEnabled = false;
    bool m_isRequested = false; ///< An own <r/> waits for its answer.
    bool m_hasProgressed = false;
    QString m_resumeId;
    int m_maximumSeconds = 0;
    quint32 m_received = 0;
    quint32 m_acknowledged = 0;
    int m_sinceRequest = 0;
    bool m_hasTrackedSinceRequest = false;
    std::deque<Kept> m_unacknowledged; ///< On the wire.
    std::deque<Kept> m_urgent;
    std::deque<Kept> m_waiting;
};

} // namespace roost
