// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/fast_token.h"

#include "xmpp/sasl.h"

#include <QDateTime>
#include <QMessageAuthenticationCode>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView fastMechanism = "HT-SHA-256-NONE"_L1;
/// Longer ones are not tokens: the keychains of some systems take 2,560 bytes.
constexpr qsizetype longestSecret = 2048;

} // namespace

FastToken FastToken::fromElement(const XmlElement &token, const QString &mechanism)
{
    FastToken result{mechanism, token.attribute(u"token"), 0};
    if (result.secret.size() > longestSecret)
        return {};
    // Qt reads the fraction of a second that some servers write.
    const QDateTime expiry = QDateTime::fromString(token.attribute(u"expiry"), Qt::ISODateWithMs);
    if (expiry.isValid())
        result.expiresMs = expiry.toMSecsSinceEpoch();
    return result.isNull() ? FastToken() : result;
}

QString FastToken::toText() const
{
    return isNull() ? QString() : mechanism + u' ' + QString::number(expiresMs) + u' ' + secret;
}

FastToken FastToken::fromText(const QString &text)
{
    const QString mechanism = text.section(u' ', 0, 0);
    bool isNumber = false;
    const qint64 expiresMs = text.section(u' ', 1, 1).toLongLong(&isNumber);
    const QString secret = text.section(u' ', 2);
    if (!isNumber || mechanism != fastMechanism || secret.isEmpty() || secret.size() > longestSecret)
        return {};
    return {mechanism, secret, expiresMs};
}

QByteArray FastToken::initiatorMessage(const QString &user) const
{
    return saslPrepared(user).toUtf8() + '\0' +
           QMessageAuthenticationCode::hash("Initiator", secret.toUtf8(), QCryptographicHash::Sha256);
}

bool FastToken::isProvenBy(const QByteArray &message) const
{
    return !isNull() && isSameSecret(message, QMessageAuthenticationCode::hash("Responder", secret.toUtf8(),
                                                                               QCryptographicHash::Sha256));
}

QString chooseFastMechanism(const QStringList &offered)
{
    return offered.contains(fastMechanism) ? QString(fastMechanism) : QString();
}

} // namespace roost
