// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "xmpp/xml_element.h"

#include <QByteArray>
#include <QStringList>

#include <deque>
#include <vector>

namespace roost {

/// XEP-0198 Stream Management (1.6.1), the bookkeeping: what was counted, what is not acknowledged yet, what
/// waits for its turn. At most `kWindow` stanzas are in flight: a server that works through them more slowly
/// than we send (Prosody archives some 350 receipts a second) would queue the rest, and the answer to each
/// request behind it. A resumption passes the same window, so what is sent again is paced too. Survives the
/// socket; knows nothing of it. Left out on purpose: `location` (it names a TCP host and port, of no use over
/// WebSocket) and giving up a resumption after `max` (asking costs one round trip and the server knows
/// better). Main thread.
class StreamManagement
{
public:
    /// Untracked stanzas sent between two own requests for an acknowledgement.
    static constexpr int kRequestEvery = 5;
    /// Stanzas that the server has not acknowledged.
    static constexpr std::size_t kWindow = 64;
    /// Beyond the window, for Lane::Urgent only.
    static constexpr std::size_t kReserve = 16;
    /// Maximum length of the waiting queue; beyond it, untracked stanzas are dropped.
    static constexpr std::size_t kMostWaiting = 8'192;

    /// The order is kept within a lane. Urgent is for stanzas that the user waits for and that depend on no
    /// earlier message: requests, answers and our presence.
    enum class Lane : quint8 { InTurn, Urgent };

    [[nodiscard]] static XmlElement makeEnable();
    /// A new session: `enabled` is the server's <enabled/>.
    void begin(const XmlElement &enabled);
    /// True between begin() and end(), also while the socket is gone.
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
    /// Something waits until the server acknowledges what is in flight.
    [[nodiscard]] bool hasWaiting() const { return !m_waiting.empty() || !m_urgent.empty(); }
    /// The server handled `handled` stanzas (modulo 2^32): the tags among those newly acknowledged. Fails
    /// with ProtocolViolation when it claims more than was sent.
    [[nodiscard]] Result<QStringList> acknowledged(quint32 handled);
    /// Takes the `h` of <a/>, <resumed/> or <failed/>.
    [[nodiscard]] Result<QStringList> acknowledged(const XmlElement &element);
    /// True when an <r/> is due, which counts as sent then.
    [[nodiscard]] bool wantsRequest();
    /// An <r/> has not brought any progress, and something waits for it: ask again, but a while later.
    [[nodiscard]] bool isStuck() const { return !m_isRequested && hasWaiting(); }

    // Resumption
    [[nodiscard]] XmlElement makeResume() const;
    /// Tags of what resumed() has given back: it is not sent again.
    struct GivenBack
    {
        QStringList doubtful; ///< Was on the wire; the server may have it all the same.
        QStringList unsent;
    };
    /// After <resumed/> and its acknowledged(): what is not acknowledged waits to be sent again, before what
    /// waited already. `isDoubtful`: the server may still be working on the old socket's stanzas, so all that
    /// is revocable is given back instead.
    GivenBack resumed(bool isDoubtful = false);
    /// The session is over: the tags whose fate is unknown. All is forgotten.
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
