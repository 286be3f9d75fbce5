// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/id_source.h"
#include "xmpp/sasl.h"
#include "xmpp/stream_config.h"
#include "xmpp/stream_management.h"

#include <QObject>

#include <optional>

namespace roost {

/// The salted password of the last sign-in, so that a reconnect need not compute it again. As secret as the
/// password.
struct ScramCache
{
    QCryptographicHash::Algorithm algorithm = QCryptographicHash::Sha1;
    ScramChallenge challenge;
    QByteArray saltedPassword;
};

/// From the open socket to the usable session: <open/> (RFC 7395 §3.4), SASL (RFC 6120 §6), stream restart,
/// then XEP-0198 resumption or resource binding (RFC 6120 §7), the obsolete session request where a server
/// insists, and XEP-0198 enabling. Takes elements, gives elements; knows neither socket nor feature. One
/// object an attempt. Main thread; PBKDF2 on the global QThreadPool.
class StreamNegotiator : public QObject
{
    Q_OBJECT

public:
    /// `management` and `cache` belong to the stream and outlive attempts.
    StreamNegotiator(const StreamConfig &config, IdSource &ids, StreamManagement &management,
                     std::optional<ScramCache> &cache, QObject *parent = nullptr);

    /// The socket is open; `isEncrypted` by TLS.
    void start(bool isEncrypted);
    /// An element before finished(); false if it is a stanza of the session, for the stream to deliver.
    [[nodiscard]] bool handle(const XmlElement &element);
    /// Own full address after finished(); empty when resumed.
    [[nodiscard]] const Jid &boundJid() const { return m_boundJid; }
    /// What the server offers once we have signed in.
    [[nodiscard]] const XmlElement &sessionFeatures() const { return m_sessionFeatures; }

Q_SIGNALS:
    void sendRequested(const roost::XmlElement &element);
    /// Signs of life beside elements: the password has been computed.
    void progressed();
    void finished(bool resumed);
    void failed(const roost::Error &error);
    /// The server offered something stronger than ever, and proved to be the right one.
    void strongestMechanismFound(const QString &mechanism);
    void acknowledged(const QStringList &tags);
    /// The old session is gone: what had not been acknowledged.
    void lost(const QStringList &tags);

private:
    enum class Step : quint8 {
        Idle,
        Opening,
        Features,
        Authenticating,
        Reopening,
        SessionFeatures,
        Resuming,
        Binding,
        Session,
        Enabling,
        Done,
    };
    void sendOpen(Step next);
    bool handleOpen(const XmlElement &element, Step next);
    void fail(ErrorKind kind, const QString &detail = {});
    void fail(const Error &error) { fail(error.kind, error.detail); }

    // SASL
    void startSasl(const XmlElement &features);
    void handleSasl(const XmlElement &element);
    void handleChallenge(const QByteArray &message);
    void computeResponse(const ScramChallenge &challenge);
    void sendResponse(const QByteArray &saltedPassword);
    void handleSuccess(const QByteArray &message);
    void handleFailure(const XmlElement &failure);

    // Session
    void startSession(const XmlElement &features);
    void handleResumption(const XmlElement &element);
    void bind(bool withResource);
    void handleBound(const XmlElement &iq);
    void startEnabling();
    void handleEnabled(const XmlElement &element);
    void finish(bool resumed);

    StreamConfig m_config;
    IdSource &m_ids;
    StreamManagement &m_management;
    std::optional<ScramCache> &m_cache;
    Step m_step = Step::Idle;
    bool m_isEncrypted = false;
    QString m_mechanism;
    QString m_strongestOffered;
    std::optional<ScramClient> m_scram;
    bool m_isServerProven = false;
    QString m_iqId;
    bool m_needsSession = false;
    bool m_hasManagement = false;
    bool m_hasTriedResource = false;
    Jid m_boundJid;
    XmlElement m_sessionFeatures;
};

} // namespace roost
