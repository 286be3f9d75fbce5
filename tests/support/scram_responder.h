// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace roost {

/// The server's half of one SCRAM-SHA-1 exchange (RFC 5802 §5), without channel binding. All texts are
/// decoded, not base64. A value without a thread.
class ScramResponder
{
public:
    explicit ScramResponder(const QString &password) : m_password(password) {}

    /// The server-first-message in answer to `clientFirst`.
    [[nodiscard]] QByteArray challenge(const QByteArray &clientFirst);
    /// The server-final-message in answer to `clientFinal`; empty if the proof is wrong.
    [[nodiscard]] QByteArray outcome(const QByteArray &clientFinal) const;

private:
    QString m_password;
    QByteArray m_bare; ///< client-first-message-bare
    QByteArray m_challenge;
};

} // namespace roost
