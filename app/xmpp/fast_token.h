// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/xml_element.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace roost {

/// A token that replaces the password and makes the sign-in faster: XEP-0484 FAST (0.2.0), for one SASL
/// mechanism of the HT family (draft-schmaus-kitten-sasl-ht). As secret as the password. Left out on purpose:
/// mechanisms with channel binding (Qt has no tls-exporter) and TLS 0-RTT, so no `count` either. A value; any
/// thread.
struct FastToken
{
    QString mechanism;
    QString secret;       ///< As the server gave it; all of it is the key.
    qint64 expiresMs = 0; ///< UTC; 0 = not said.

    [[nodiscard]] bool isNull() const { return secret.isEmpty() || mechanism.isEmpty(); }
    /// False when it is null or has expired.
    [[nodiscard]] bool isUsable(qint64 nowMs) const
    {
        return !isNull() && (expiresMs == 0 || nowMs < expiresMs);
    }

    /// Reads a <token/> that was requested for `mechanism`; null if the element contains no token.
    [[nodiscard]] static FastToken fromElement(const XmlElement &token, const QString &mechanism);
    /// One line of text, for a keychain.
    [[nodiscard]] QString toText() const;
    /// Reads the output of toText(); null for any other text.
    [[nodiscard]] static FastToken fromText(const QString &text);

    /// The only message of the client: the user name and a proof that the client knows the token.
    [[nodiscard]] QByteArray initiatorMessage(const QString &user) const;
    /// Whether `message` proves that the server knows the token too.
    [[nodiscard]] bool isProvenBy(const QByteArray &message) const;

    bool operator==(const FastToken &) const = default;
};

/// The one of `offered` that we speak (HT-SHA-256-NONE); empty if there is none.
[[nodiscard]] QString chooseFastMechanism(const QStringList &offered);

} // namespace roost
