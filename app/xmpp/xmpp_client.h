// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"
#include "xmpp/stream_config.h"
#include "xmpp/transport.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace roost {

class XmppStream;
class StanzaRouter;
class IqTracker;
class HostLookup;

/// The account's way to its server: finds the URL, keeps one XmppStream alive (reconnects with
/// ReconnectPolicy, resumes by XEP-0198), routes stanzas through the extensions. Knows no feature. Main
/// thread.
class XmppClient : public QObject, public StanzaSender
{
    Q_OBJECT

public:
    using TransportFactory = std::function<std::unique_ptr<Transport>()>;

    /// `clock` and `ids` must outlive the client. An empty factory means WebSocketTransport.
    XmppClient(Clock &clock, IdSource &ids, TransportFactory transports = {}, QObject *parent = nullptr);
    ~XmppClient() override;

    /// Replaces address, password, URLs; takes effect at the next attempt.
    void configure(StreamConfig config);
    /// Connects and stays connected until disconnectFromServer() or a final error.
    void connectToServer();
    /// Unavailable presence, </close>; state() ends as Offline. Forgets the resumable session.
    void disconnectFromServer();
    /// The user signs out: forgets the sign-in token (StreamConfig::token) and, if the server can be reached,
    /// revokes it there on a separate stream.
    void revokeToken();
    /// Skips the current waiting time.
    void reconnectNow();
    /// The network changed or the machine woke: probe the socket, reconnect when it does not answer within 3
    /// s.
    void networkChanged();

    [[nodiscard]] StreamState state() const;
    /// When the next attempt comes, ms from now; -1 when none is planned.
    [[nodiscard]] qint64 nextAttemptInMs() const;
    [[nodiscard]] const StreamConfig &config() const;

    // StanzaSender
    void send(XmlElement stanza) override;
    [[nodiscard]] QFuture<Result<XmlElement>> request(XmlElement iq) override;
    bool sendCounted(XmlElement stanza, const QString &tag) override;
    [[nodiscard]] QFuture<Result<XmlElement>> requestItems(XmlElement iq, AnswerItems &items) override;
    void sendNonza(XmlElement element) override;
    [[nodiscard]] bool hasStreamFeature(QStringView name, QStringView ns) const override;
    [[nodiscard]] QString streamLanguage() const override;
    [[nodiscard]] Jid ownJid() const override;
    [[nodiscard]] bool isOnline() const override;
    [[nodiscard]] Clock &clock() override;
    [[nodiscard]] IdSource &ids() override;

    /// Sends a stanza; stanzaAcknowledged() or stanzasLost() reports its fate under `tag` (any non-empty
    /// string, usually the message id). Returns false without a stream: nothing was sent.
    bool sendTracked(XmlElement stanza, const QString &tag);

    /// Adds an extension; the client owns it. Order of adding = order within a stage.
    void addExtension(std::unique_ptr<Extension> extension);
    [[nodiscard]] const std::vector<std::unique_ptr<Extension>> &extensions() const;
    /// The extension of type T; must have been added.
    template <typename T> [[nodiscard]] T &extension() const
    {
        for (const auto &extension : extensions()) {
            if (auto *found = qobject_cast<T *>(extension.get()))
                return *found;
        }
        Q_UNREACHABLE();
    }

    /// Feeds one frame as if it had come from the server (benchmarks and tests). Main thread.
    void injectFrame(const QByteArray &frame);

Q_SIGNALS:
    void stateChanged(roost::StreamState state);
    /// The session is up. `resumed`: nothing was lost, nothing needs asking again.
    void sessionStarted(bool resumed);
    void sessionEnded();
    /// A final error, which the user must fix (see remedyOf()): no automatic retry follows. With `willRetry`,
    /// the reason for the wait that starts now.
    void failed(const roost::Error &error, bool willRetry);
    /// A stanza that no extension consumed.
    void stanzaReceived(const roost::Stanza &stanza);
    /// XEP-0198: the server has it.
    void stanzaAcknowledged(const QString &tag);
    /// Before sessionStarted(true), with StreamConfig::givesBack only: `doubtful` ones were sent and may or
    /// may not have arrived, `unsent` ones never left.
    void stanzasGivenBack(const QStringList &doubtful, const QStringList &unsent);
    /// The session could not be resumed: these may or may not have arrived.
    void stanzasLost(const QStringList &tags);
    /// The server's strongest mechanism so far changed: keep it (StreamConfig::strongestMechanism).
    void strongestMechanismChanged(const QString &mechanism);
    /// XEP-0484: keep it as well as the password (StreamConfig::token); null = forget the old one.
    void tokenChanged(const roost::FastToken &token);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace roost
