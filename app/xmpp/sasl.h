// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "xmpp/xml_element.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QString>
#include <QStringList>

#include <optional>

namespace roost {

/// Strength of a SASL mechanism: 0 = unsupported, PLAIN 1, SCRAM-SHA-1 2, -256 3, -512 4.
[[nodiscard]] int saslStrength(QStringView mechanism);

/// The texts of the <mechanism/> children, trimmed.
[[nodiscard]] QStringList saslMechanisms(const XmlElement &parent);

/// Compares in constant time, so that the duration reveals nothing about the contents.
[[nodiscard]] bool isSameSecret(const QByteArray &a, const QByteArray &b);

/// The strongest of `offered` that we speak; empty if there is none.
[[nodiscard]] QString strongestMechanism(const QStringList &offered);

/// Chooses the SASL mechanism. AuthDowngrade if the best of `offered` is weaker than `strongestEver` (the
/// best that this server has ever offered: an attacker may be shortening the list). AuthNotSupported if no
/// offered mechanism is usable; PLAIN is not usable on an unencrypted transport.
[[nodiscard]] Result<QString> chooseMechanism(const QStringList &offered, const QString &strongestEver,
                                              bool isEncrypted);

/// RFC 4616: the message of PLAIN.
[[nodiscard]] QByteArray plainMessage(const QString &user, const QString &password);

/// RFC 4013, for passwords: NFKC of Unicode 3.2 with other spaces as spaces and invisible characters left
/// out. Characters that SASLprep prohibits are kept: the server then refuses the password, which is the true
/// answer.
[[nodiscard]] QString saslPrepared(const QString &text);

/// Parameters of the server's first SCRAM message.
struct ScramChallenge
{
    QByteArray salt;
    int iterations = 0;

    bool operator==(const ScramChallenge &) const = default;
};

/// The client's side of one SCRAM exchange (RFC 5802, RFC 7677), without channel binding: Qt has no
/// tls-exporter and neither Prosody nor ejabberd offers -PLUS over WebSocket, so the flag is `n`, never `y`.
/// A value; any thread.
class ScramClient
{
public:
    /// A lower iteration count is too weak (RFC 7677 §4). A higher one lets a hostile server waste our time:
    /// a million rounds of SHA-512 take Qt 11 s, and the sign-in has only 30 s.
    static constexpr int fewestIterations = 4096;
    static constexpr int mostIterations = 1'000'000;

    /// `mechanism` is one of SCRAM-SHA-1, -256, -512; `nonce` must be unguessable and printable without
    /// comma.
    ScramClient(const QString &mechanism, const QString &user, const QString &nonce);

    /// XEP-0474 (0.5.0): stores the server's offer, to compare it with the offer that the server signs.
    /// `bindings` is nullopt if the server did not advertise XEP-0440.
    void setOffer(QStringList mechanisms, std::optional<QStringList> bindings);

    [[nodiscard]] QCryptographicHash::Algorithm algorithm() const { return m_algorithm; }
    [[nodiscard]] QByteArray clientFirst() const;
    /// Reads the server's first message. ServerNotAuthentic for a wrong nonce or iterations out of bounds,
    /// AuthDowngrade when the XEP-0474 hash does not fit the offer, ProtocolViolation for nonsense.
    [[nodiscard]] Result<ScramChallenge> readServerFirst(const QByteArray &message);
    /// The expensive step (PBKDF2): for a worker thread.
    [[nodiscard]] static QByteArray saltedPassword(QCryptographicHash::Algorithm algorithm,
                                                   const QString &password, const ScramChallenge &challenge);
    /// After readServerFirst().
    [[nodiscard]] QByteArray clientFinal(const QByteArray &saltedPassword);
    /// Checks the server's signature. WrongPassword if it says `e=`, ServerNotAuthentic if the signature is
    /// wrong.
    [[nodiscard]] Status readServerFinal(const QByteArray &message) const;

private:
    [[nodiscard]] QByteArray hmac(const QByteArray &key, const QByteArray &data) const;
    [[nodiscard]] QByteArray offerHash() const;

    QCryptographicHash::Algorithm m_algorithm = QCryptographicHash::Sha1;
    QByteArray m_firstBare;
    QByteArray m_nonce;
    QByteArray m_serverFirst;
    QByteArray m_fullNonce;
    QByteArray m_serverSignature;
    QStringList m_mechanisms;
    std::optional<QStringList> m_bindings;
};

} // namespace roost
