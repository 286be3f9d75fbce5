// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/host_lookup.h"
#include "xmpp/iq_tracker.h"
#include "xmpp/reconnect_policy.h"
#include "xmpp/stanza_router.h"
#include "xmpp/token_revocation.h"
#include "xmpp/xmpp_client.h"
#include "xmpp/xmpp_stream.h"

namespace roost {

/// Implementation of XmppClient in two files: xmpp_client.cpp has the public interface and the stanzas,
/// xmpp_client_connection.cpp the state machine that keeps the stream alive.
class XmppClient::Private final : public QObject, public StanzaSink
{
    Q_OBJECT

public:
    Private(XmppClient &client, Clock &clock, IdSource &ids, TransportFactory transports);
    ~Private() override;

    // Stanzas
    void takeStanza(XmlElement element) override;
    [[nodiscard]] bool isAwaited(const XmlElement &head) const override;
    void takeItems(const XmlElement &head, XmlPieces &pieces) override;
    void stanzaDropped(const XmlElement &head, const Error &why) override;
    [[nodiscard]] QFuture<Result<XmlElement>> request(XmlElement iq, AnswerItems *items);
    bool sendTracked(XmlElement stanza, const QString &tag);
    void confirmByPing(const QString &tag);

    // Connection
    void configure(StreamConfig config);
    void connectToServer();
    void disconnectFromServer();
    void beginAttempt();
    void networkChanged();
    void revokeToken();
    void changeToken(const FastToken &token);
    [[nodiscard]] qint64 nextAttemptInMs() const;

    XmppClient &m_client;
    Clock &m_clock;
    IdSource &m_ids;
    StreamConfig m_config;
    IqTracker m_iqs;
    XmppStream m_stream;
    /// Declared after the members that its extensions use, so that it is destroyed first.
    StanzaRouter m_router;
    StreamState m_state = StreamState::Offline;
    Jid m_ownJid;

private:
    void lookUp();
    void tryUrls(QList<QUrl> urls);
    void tryNextUrl();
    /// `peerName`: see Transport::setPeerName().
    void tryUrl(const QUrl &url, const QString &peerName = {});
    void handleOnline(bool resumed);
    void handleClosed(const Error &error);
    void handleFailedAttempt(const Error &error);
    [[nodiscard]] bool isFinal(const Error &error) const;
    void retryLater(const Error &error);
    void stop(const Error &error);
    void finishDisconnecting();
    void endSession();
    void forgetSession();
    void setState(StreamState state);
    void watch();
    void watchReachability();
    [[nodiscard]] std::unique_ptr<Transport> makeTransport();

    TransportFactory m_transports;
    std::unique_ptr<HostLookup> m_lookup;
    ReconnectPolicy m_policy;
    bool m_isWanted = false; ///< Between connectToServer() and disconnectFromServer() or a final error.
    bool m_isDisconnecting = false;
    bool m_isUp = false; ///< sessionStarted() has been called, sessionEnded() has not.
    bool m_watchesReachability = false;
    bool m_isDoubtful = false; ///< The server was reached, but did not resume the session, not yet at least.
    bool m_isTokenRefused = false; ///< In this attempt: the password is next, on a new stream.
    std::unique_ptr<TokenRevocation> m_revocation;
    /// Extensions with the namespaces of their inline requests.
    QList<std::pair<Extension *, QString>> m_inlineAskers;
    quint64 m_attempt = 0; ///< Identifies a connection attempt in delayed calls.
    quint64 m_turn = 0;    ///< Identifies the turn of one URL in delayed calls.
    quint64 m_watch = 0;
    QList<QUrl> m_foundUrls; ///< By host lookup; forgotten when none of them works.
    QUrl m_goodUrl;          ///< The last one that worked: tried first.
    QString m_goodPeerName;
    QUrl m_currentUrl;
    QString m_peerName; ///< Peer name of m_currentUrl.
    StreamRedirect m_redirect;
    int m_redirects = 0;
    QList<QUrl> m_remaining;
    std::optional<Error> m_attemptError;
    qint64 m_retryAt = 0;
    qint64 m_onlineSince = 0;
    qint64 m_watchWallMs = 0;
    qint64 m_watchMonotonicMs = 0;
};

} // namespace roost
