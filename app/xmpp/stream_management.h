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
/// to send again. Survives the socket; knows nothing of it. Left out on purpose: `location` (it names a TCP
/// host and port, of no use over WebSocket) and giving up a resumption after `max` (asking costs one round
/// trip and the server knows better). Main thread.
class StreamManagement
{
public:
    /// Untracked stanzas sent between two own requests for an acknowledgement.
    static constexpr int kRequestEvery = 5;

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
    /// A stanza was put on the wire; an empty `tag` is not reported. True when an <r/> should follow.
    [[nodiscard]] bool sent(const QByteArray &frame, const QString &tag);
    /// The server handled `handled` stanzas (modulo 2^32): the tags among those newly acknowledged. Fails
    /// with ProtocolViolation when it claims more than was sent.
    [[nodiscard]] Result<QStringList> acknowledged(quint32 handled);
    /// Takes the `h` of <a/>, <resumed/> or <failed/>.
    [[nodiscard]] Result<QStringList> acknowledged(const XmlElement &element);
    /// True when the last answer left tracked stanzas waiting, so that another <r/> is due.
    [[nodiscard]] bool wantsRequest();

    // Resumption
    [[nodiscard]] XmlElement makeResume() const;
    /// After <resumed/> and its acknowledged(): the frames to send again, in order.
    [[nodiscard]] std::vector<QByteArray> framesToResend();
    /// The session is over: the tags whose fate is unknown. All is forgotten.
    QStringList end();

private:
    struct Sent
    {
        QByteArray frame;
        QString tag;
    };
    [[nodiscard]] bool hasTracked() const;

    bool m_isEnabled = false;
    bool m_isRequested = false; ///< An own <r/> waits for its answer.
    bool m_hasProgressed = false;
    QString m_resumeId;
    int m_maximumSeconds = 0;
    quint32 m_received = 0;
    quint32 m_acknowledged = 0;
    int m_sinceRequest = 0;
    std::deque<Sent> m_unacknowledged;
};

} // namespace roost
