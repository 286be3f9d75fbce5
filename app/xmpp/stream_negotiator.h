// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/id_source.h"
#include "xmpp/fast_token.h"
#include "xmpp/sasl.h"
#include "xmpp/sasl2_offer.h"
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

/// State that one sign-in leaves for the next one of the same account. As secret as the password.
struct SignInMemory
{
    std::optional<ScramCache> scram;
    FastToken token;
    /// Offer of the last sign-in, while it may be assumed to be unchanged (XEP-0388 §2.1): the token is then
    /// sent together with <open/>, which saves a round trip. Reset when an attempt with it does not lead to a
    /// session.
    std::optional<Sasl2Offer> offer;
};

/// From the open socket to the usable session: <open/> (RFC 7395 §3.4), then in one request, where the server
/// offers it, XEP-0388 SASL2 (1.0.4) with XEP-0386 Bind 2 (1.1.0), XEP-0198 and a XEP-0484 token; else SASL
/// (RFC 6120 §6), stream restart, XEP-0198 resumption or resource binding (RFC 6120 §7), the obsolete session
/// request where a server insists, and XEP-0198 enabling. Takes elements, gives elements; knows neither
/// socket nor feature. Left out on purpose: the tasks of <continue/> (no server has one). One object an
/// attempt. Main thread; PBKDF2 on the global QThreadPool.
class StreamNegotiator : public QObject
{
    Q_OBJECT

public:
    /// `management` and `memory` belong to the stream and outlive attempts.
    StreamNegotiator(const StreamConfig &config, IdSource &ids, StreamManagement &management,
                     SignInMemory &memory, QObject *parent = nullptr);

    /// The socket is open; `isEncrypted` by TLS, or `isLocal`: it ends on this machine.
    void start(bool isEncrypted, bool isLocal = false);
    /// An element before finished(); false if it is a stanza of the session, for the stream to deliver.
    [[nodiscard]] bool handle(const XmlElement &element);
    /// Own full address after finished(); empty when resumed.
    [[nodiscard]] const Jid &boundJid() const { return m_boundJid; }
    /// Features that the server offers after authentication.
    [[nodiscard]] const XmlElement &sessionFeatures() const { return m_sessionFeatures; }
    /// Language of texts that name none (RFC 6120 §4.7.4); may be empty.
    [[nodiscard]] const QString &streamLanguage() const { return m_streamLanguage; }
    /// After finished(): namespaces of the StreamConfig::inlineRequests that were granted.
    [[nodiscard]] const QStringList &inlineEnabled() const { return m_inlineEnabled; }

Q_SIGNALS:
    void sendRequested(const roost::XmlElement &element);
    /// Progress without an element: the password has been computed.
    void progressed();
    void finished(bool resumed);
    void failed(const roost::Error &error);
    /// The server offered something stronger than ever, and proved to be the right one.
    void strongestMechanismFound(const QString &mechanism);
    /// The server gave another token, or (null) refused the one it had given: then failed() follows, and the
    /// password is to be tried on a new stream.
    void tokenChanged(const roost::FastToken &token);
    void acknowledged(const QStringList &tags);
    /// The old session is lost, with these unacknowledged tags.
    void lost(const QStringList &tags);

private:
    enum class Step : quint8 {
        Idle,
        Opening,
        Features,
        Authenticating,
        Reopening,
        SessionFeatures,
        BoundFeatures,
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
    bool chooseAmong(const QStringList &offered);
    [[nodiscard]] QByteArray firstMessage(const QStringList &offered, const XmlElement &features);
    [[nodiscard]] XmlElement saslElement(const QString &name, const QByteArray &message) const;
    void handleSasl(const XmlElement &element);
    void handleChallenge(const QByteArray &message);
    void computeResponse(const ScramChallenge &challenge);
    void sendResponse(const QByteArray &saltedPassword);
    bool proveServer(const QByteArray &message);
    void handleSuccess(const QByteArray &message);
    void handleFailure(const XmlElement &failure);

    // SASL2
    [[nodiscard]] bool canUseToken(const Sasl2Offer &offer) const;
    void startEarly();
    void checkEarly(const std::optional<Sasl2Offer> &offer);
    bool startSasl2(const Sasl2Offer &offer, const XmlElement &features);
    void authenticateWithToken();
    void authenticate(const QByteArray &message);
    void addSessionRequests(XmlElement &request);
    void handleSasl2Success(const XmlElement &success);
    void takeToken(const XmlElement &success);
    void handleInlineBound(const XmlElement &success, const XmlElement &bound);
    void handleBoundFeatures(const XmlElement &features);
    void forgetToken(const QString &why);

    // Session
    void startSession(const XmlElement &features);
    void handleResumption(const XmlElement &element);
    void endOldSession(const XmlElement *failed);
    void bind(bool withResource);
    void handleBound(const XmlElement &iq);
    void startEnabling();
    void handleEnabled(const XmlElement &element);
    void finish(bool resumed);

    StreamConfig m_config;
    IdSource &m_ids;
    StreamManagement &m_management;
    SignInMemory &m_memory;
    Step m_step = Step::Idle;
    bool m_isEncrypted = false;
    bool m_isPrivate = false; ///< Encrypted or local: the connection cannot be overheard.
    QString m_saslNs;         ///< Namespace of the SASL version in use.
    Sasl2Offer m_offer;
    bool m_isEarly = false; ///< The token went out before the server's offer came.
    bool m_hasUsedToken = false;
    bool m_asksToResume = false;
    bool m_asksForManagement = false;
    QStringList m_inlineAsked;
    QStringList m_inlineEnabled;
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
    QString m_streamLanguage;
};

} // namespace roost
