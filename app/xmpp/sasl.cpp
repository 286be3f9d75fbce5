// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/sasl.h"

#include <QMessageAuthenticationCode>
#include <QPasswordDigestor>

#include <algorithm>
#include <utility>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// RFC 4013 §2.1: commonly mapped to nothing (RFC 3454 table B.1).
bool isInvisible(char16_t c)
{
    return c == 0x00AD || c == 0x034F || c == 0x1806 || (c >= 0x180B && c <= 0x180D) ||
           (c >= 0x200B && c <= 0x200D) || c == 0x2060 || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

/// The value of attribute `name` (one letter) in a SCRAM message; null when absent.
QByteArray scramAttribute(const QByteArray &message, char name)
{
    for (const QByteArray &part : message.split(',')) {
        if (part.size() >= 2 && part[0] == name && part[1] == '=')
            return part.sliced(2);
    }
    return {};
}

QByteArray joined(const QStringList &list)
{
    QList<QByteArray> octets;
    for (const QString &text : list)
        octets.append(text.toUtf8());
    // i;octet collation (RFC 4790 §9.3) is the order of bytes.
    std::sort(octets.begin(), octets.end());
    return octets.join('\x1E');
}

} // namespace

QStringList saslMechanisms(const XmlElement &parent)
{
    QStringList texts;
    for (const XmlElement &child : parent.children()) {
        if (child.name() == u"mechanism")
            texts.append(child.text().trimmed());
    }
    return texts;
}

bool isSameSecret(const QByteArray &a, const QByteArray &b)
{
    if (a.size() != b.size())
        return false;
    int difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= a[i] ^ b[i];
    return difference == 0;
}

int saslStrength(QStringView mechanism)
{
    if (mechanism == u"SCRAM-SHA-512")
        return 4;
    if (mechanism == u"SCRAM-SHA-256")
        return 3;
    if (mechanism == u"SCRAM-SHA-1")
        return 2;
    return mechanism == u"PLAIN" ? 1 : 0;
}

QString strongestMechanism(const QStringList &offered)
{
    QString best;
    for (const QString &mechanism : offered) {
        if (saslStrength(mechanism) > saslStrength(best))
            best = mechanism;
    }
    return best;
}

Result<QString> chooseMechanism(const QStringList &offered, const QString &strongestEver, bool isEncrypted)
{
    const QString best = strongestMechanism(offered);
    if (saslStrength(best) < saslStrength(strongestEver))
        return unexpected(ErrorKind::AuthDowngrade, strongestEver + u" > "_s + offered.join(u' '));
    if (best.isEmpty() || (best == u"PLAIN" && !isEncrypted))
        return unexpected(ErrorKind::AuthNotSupported, offered.join(u' '));
    return best;
}

QByteArray plainMessage(const QString &user, const QString &password)
{
    return '\0' + saslPrepared(user).toUtf8() + '\0' + saslPrepared(password).toUtf8();
}

QString saslPrepared(const QString &text)
{
    QString mapped;
    mapped.reserve(text.size());
    for (const QChar c : text) {
        if (isInvisible(c.unicode()))
            continue;
        mapped += c.category() == QChar::Separator_Space ? QChar(u' ') : c;
    }
    return mapped.normalized(QString::NormalizationForm_KC, QChar::Unicode_3_2);
}

ScramClient::ScramClient(const QString &mechanism, const QString &user, const QString &nonce)
    : m_nonce(nonce.toUtf8())
{
    if (mechanism == u"SCRAM-SHA-512")
        m_algorithm = QCryptographicHash::Sha512;
    else if (mechanism == u"SCRAM-SHA-256")
        m_algorithm = QCryptographicHash::Sha256;
    QByteArray name = saslPrepared(user).toUtf8();
    name.replace('=', "=3D").replace(',', "=2C");
    m_firstBare = "n=" + name + ",r=" + m_nonce;
}

void ScramClient::setOffer(QStringList mechanisms, std::optional<QStringList> bindings)
{
    m_mechanisms = std::move(mechanisms);
    m_bindings = std::move(bindings);
}

QByteArray ScramClient::clientFirst() const { return "n,," + m_firstBare; }

QByteArray ScramClient::offerHash() const
{
    QByteArray text = joined(m_mechanisms);
    if (m_bindings)
        text += '\x1F' + joined(*m_bindings);
    return QCryptographicHash::hash(text, m_algorithm).toBase64();
}

Result<ScramChallenge> ScramClient::readServerFirst(const QByteArray &message)
{
    // RFC 5802 §5.1: an unknown mandatory extension ends it.
    if (message.startsWith("m="))
        return unexpected(ErrorKind::ProtocolViolation, u"SCRAM extension"_s);
    ScramChallenge challenge;
    m_serverFirst = message;
    m_fullNonce = scramAttribute(message, 'r');
    const auto salt =
        QByteArray::fromBase64Encoding(scramAttribute(message, 's'), QByteArray::AbortOnBase64DecodingErrors);
    bool isNumber = false;
    challenge.iterations = scramAttribute(message, 'i').toInt(&isNumber);
    if (m_fullNonce.isEmpty() || !salt || salt.decoded.isEmpty() || !isNumber)
        return unexpected(ErrorKind::ProtocolViolation, u"SCRAM challenge"_s);
    challenge.salt = salt.decoded;
    if (!m_fullNonce.startsWith(m_nonce) || m_fullNonce.size() == m_nonce.size())
        return unexpected(ErrorKind::ServerNotAuthentic, u"nonce"_s);
    if (challenge.iterations < fewestIterations || challenge.iterations > mostIterations) {
        return unexpected(ErrorKind::ServerNotAuthentic, u"iterations %1"_s.arg(challenge.iterations));
    }
    const QByteArray hash = scramAttribute(message, 'h');
    if (!hash.isNull() && !m_mechanisms.isEmpty() && !isSameSecret(hash, offerHash()))
        return unexpected(ErrorKind::AuthDowngrade, u"XEP-0474"_s);
    return challenge;
}

QByteArray ScramClient::saltedPassword(QCryptographicHash::Algorithm algorithm, const QString &password,
                                       const ScramChallenge &challenge)
{
    return QPasswordDigestor::deriveKeyPbkdf2(
        algorithm, saslPrepared(password).toUtf8(), challenge.salt, challenge.iterations,
        static_cast<quint64>(QCryptographicHash::hashLength(algorithm)));
}

QByteArray ScramClient::hmac(const QByteArray &key, const QByteArray &data) const
{
    return QMessageAuthenticationCode::hash(data, key, m_algorithm);
}

QByteArray ScramClient::clientFinal(const QByteArray &saltedPassword)
{
    const QByteArray withoutProof = "c=biws,r=" + m_fullNonce; // biws = "n,," in base64.
    const QByteArray authMessage = m_firstBare + ',' + m_serverFirst + ',' + withoutProof;
    QByteArray proof = hmac(saltedPassword, "Client Key");
    const QByteArray storedKey = QCryptographicHash::hash(proof, m_algorithm);
    const QByteArray signature = hmac(storedKey, authMessage);
    for (qsizetype i = 0; i < proof.size(); ++i)
        proof[i] = static_cast<char>(proof[i] ^ signature[i]);
    m_serverSignature = hmac(hmac(saltedPassword, "Server Key"), authMessage);
    return withoutProof + ",p=" + proof.toBase64();
}

Status ScramClient::readServerFinal(const QByteArray &message) const
{
    const QByteArray error = scramAttribute(message, 'e');
    if (!error.isNull())
        return unexpected(ErrorKind::WrongPassword, QString::fromUtf8(error));
    const auto signature =
        QByteArray::fromBase64Encoding(scramAttribute(message, 'v'), QByteArray::AbortOnBase64DecodingErrors);
    if (m_serverSignature.isEmpty() || !signature || !isSameSecret(signature.decoded, m_serverSignature))
        return unexpected(ErrorKind::ServerNotAuthentic, u"signature"_s);
    return Done{};
}

} // namespace roost
