// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/id_source.h"
#include "xmpp/stanza_sink.h"
#include "xmpp/stream_config.h"
#include "xmpp/stream_management.h"
#include "xmpp/stream_negotiator.h"
#include "xmpp/transport.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>
#include <optional>

namespace roost {

/// One account's XML stream over one Transport at a time: framing, negotiation, order, acknowledgement,
/// resumption, and detection of a dead peer. It is independent of features. After closed() it can be started
/// again with another transport; the state that XEP-0198 needs for a resumption is kept in between. Main
/// thread.
///
/// Frames are handled for at most 4 ms, then the event loop runs; the other frames wait in order. A long
/// frame is parsed in pieces. A malformed or oversized stanza is dropped without affecting other stanzas.
class XmppStream : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 turnMs = 4;
    /// Maximum size of an awaited IQ answer (a roster, a picture); XmlLimits applies to all other stanzas.
    static constexpr qsizetype mostAnswerBytes = 32 * 1024 * 1024;
    static constexpr qsizetype mostAtOnce = 2 * XmlPieces::pieceBytes; ///< Longer ones are read in pieces.
    static constexpr std::chrono::milliseconds stepTimeout{30'000};
    static constexpr std::chrono::milliseconds keepalive{60'000};
    static constexpr std::chrono::milliseconds answerTimeout{15'000};
    /// Data that arrives this soon after the start of a probe may have been in the socket buffer before.
    static constexpr std::chrono::milliseconds staleAfter{1'000};
    /// After an acknowledgement of nothing new, before the next request.
    static constexpr std::chrono::milliseconds askAgainAfter{1'000};

    XmppStream(Clock &clock, IdSource &ids, StanzaSink &sink, QObject *parent = nullptr);
    ~XmppStream() override;

    /// Connects `transport` to `url` and negotiates. A stream that still runs is aborted first, silently.
    void start(std::unique_ptr<Transport> transport, const QUrl &url, const StreamConfig &config);
    /// Ends politely: <close/>, then closed() when the other side has answered or after 2 s. The session is
    /// over.
    void close();
    /// Drops the socket, silently. The session can be resumed.
    void abort();
    /// Ends the session for good; returns the tags of the unacknowledged stanzas.
    QStringList forgetSession();
    /// The account or the password changed: drops the secrets that were derived from them.
    void forgetSecrets() { m_memory = {}; }
    /// The token to sign in with next time, instead of the password; may be null.
    void setToken(const FastToken &token) { m_memory.token = token; }
    [[nodiscard]] const FastToken &token() const { return m_memory.token; }

    [[nodiscard]] bool isOnline() const { return m_phase == Phase::Online; }
    [[nodiscard]] bool isRunning() const { return m_phase != Phase::Idle; }
    [[nodiscard]] bool canResume() const { return m_management.canResume(); }
    [[nodiscard]] bool hasManagement() const { return m_management.isEnabled(); }
    /// Own full address of the session; empty before the first one.
    [[nodiscard]] const Jid &boundJid() const { return m_boundJid; }
    /// Namespaces of StreamConfig::inlineRequests that this session began with.
    [[nodiscard]] const QStringList &inlineEnabled() const { return m_inlineEnabled; }

    /// Sends a stanza, perhaps later (StreamManagement::windowSize); its fate is reported under a non-empty
    /// `tag`. `isRevocable`: a resumption may return the stanza by givenBack(). False when not online.
    bool send(const XmlElement &stanza, const QString &tag = {}, bool isRevocable = false);
    /// The next resumption returns revocable stanzas; see StreamManagement::resumed().
    void setDoubtful(bool isDoubtful) { m_isDoubtful = isDoubtful; }
    /// Sends an element that is no stanza; nothing when not online.
    void sendNonza(const XmlElement &element);
    /// Features that the server offered after authentication (RFC 6120 §4.3.2); null before.
    [[nodiscard]] const XmlElement &features() const { return m_features; }
    /// See StanzaSender::streamLanguage().
    [[nodiscard]] const QString &language() const { return m_language; }
    /// Requests a sign of life from the other side; closed(Timeout) after a silence of `timeout`. Any data
    /// that arrives later than staleAfter counts, because the answer itself may queue behind other data.
    void probe(std::chrono::milliseconds timeout);
    /// True if more data has arrived than was handled: an awaited answer may be in it, or behind it.
    [[nodiscard]] bool isReceiving() const;
    /// As if `frame` had come from the server.
    void injectFrame(const QByteArray &frame) { receive(frame); }

Q_SIGNALS:
    /// The socket is open; signing in starts.
    void transportOpened();
    void online(bool resumed);
    void acknowledged(const QStringList &tags);
    void lost(const QStringList &tags);
    /// Emitted before online(true): stanzas that are not resent automatically.
    void givenBack(const roost::StreamManagement::GivenBack &tags);
    void strongestMechanismFound(const QString &mechanism);
    /// See StreamNegotiator::tokenChanged().
    void tokenChanged(const roost::FastToken &token);
    /// RFC 7395 §3.6.1, RFC 6120 §4.9.3.19: the server wants to be asked at another URL, which is as safe as
    /// this one. closed() follows.
    void redirected(const roost::StreamRedirect &redirect);
    /// Emitted once per start(), last; not after abort(). Kind None after close().
    void closed(const roost::Error &error);

private:
    enum class Phase : quint8 { Idle, Connecting, Negotiating, Online, Closing };

    void handleOpened();
    void handleTransportClosed(const Error &error);
    void receive(const QByteArray &frame);
    void continueQueue();
    void process(const QByteArray &frame);
    void noteArrival();
    void handleFrame(const QByteArray &frame);
    void handleUnusable(QByteArrayView frame, const Error &why);
    void startLong(const QByteArray &frame);
    void continueLong();
    [[nodiscard]] Status checkLong() const;
    void handleElement(XmlElement element);
    bool handleStreamElement(const XmlElement &element);
    void handleManagement(const XmlElement &element);
    void handleStreamError(const XmlElement &error);
    void handleClose(const XmlElement &close);
    bool followElsewhere(const QString &hostAndPort);
    void handleNegotiated(bool resumed);
    void sendElement(const XmlElement &element);
    void sendFrame(const QByteArray &frame);
    void sendWaiting();
    void requestAcknowledgement();
    void armStepTimeout();
    void armKeepalive();
    void armProbe(std::chrono::milliseconds timeout, std::chrono::milliseconds staleTime = {});
    void watchProbe();
    void dropTransport();
    void end(const Error &error);

    Clock &m_clock;
    IdSource &m_ids;
    StanzaSink &m_sink;
    StreamConfig m_config;
    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<StreamNegotiator> m_negotiator;
    StreamManagement m_management;
    SignInMemory m_memory;
    Jid m_boundJid;
    XmlElement m_features;
    QString m_language;
    QStringList m_inlineEnabled;
    QUrl m_url;
    bool m_isLocal = false; ///< The URL leads to this machine.
    bool m_isDoubtful = false;
    Phase m_phase = Phase::Idle;
    quint64 m_run = 0; ///< Identifies a start() in delayed calls.

    /// A long frame and its parsing state.
    struct Long
    {
        XmlPieces pieces;
        XmlElement head = {};
        bool isAwaited = false;
    };
    std::unique_ptr<Long> m_long; ///< Goes before the queue.
    std::deque<QByteArray> m_queue;
    std::optional<Error> m_closeAfterQueue;
    QTimer m_turn;        ///< Fires when the event loop had its turn.
    qint64 m_spentMs = 0; ///< On frames, in this turn.
    bool m_isProcessing = false;

    quint64 m_step = 0;
    quint64 m_probe = 0;
    bool m_isProbing = false;
    qint64 m_probeDeadline = 0;
    qint64 m_probeTimeout = 0;
    qint64 m_lifeFrom = 0; ///< Data that arrives after this time is a sign of life.
    QString m_pingId;
    qint64 m_lastArrival = 0;
    bool m_hasPart = false; ///< The beginning of a frame has come, its end has not.
};

} // namespace roost
