// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scram_responder.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QPasswordDigestor>

namespace roost {

namespace {

constexpr auto hash = QCryptographicHash::Sha1;
constexpr int iterations = 4096;
constexpr int keyBytes = 20;
const QByteArray salt = "salt";

} // namespace

QByteArray ScramResponder::challenge(const QByteArray &clientFirst)
{
    m_bare = clientFirst.sliced(3); // After the header of GS2, "n,,".
    const QByteArray nonce = m_bare.sliced(m_bare.indexOf(",r=") + 3) + "server";
    m_challenge = "r=" + nonce + ",s=" + salt.toBase64() + ",i=" + QByteArray::number(iterations);
    return m_challenge;
}

QByteArray ScramResponder::outcome(const QByteArray &clientFinal) const
{
    const QByteArray withoutProof = clientFinal.first(clientFinal.indexOf(",p="));
    const QByteArray message = m_bare + ',' + m_challenge + ',' + withoutProof;
    const QByteArray salted =
        QPasswordDigestor::deriveKeyPbkdf2(hash, m_password.toUtf8(), salt, iterations, keyBytes);
    QByteArray proof = QMessageAuthenticationCode::hash("Client Key", salted, hash);
    const QByteArray stored = QCryptographicHash::hash(proof, hash);
    const QByteArray signature = QMessageAuthenticationCode::hash(message, stored, hash);
    for (qsizetype i = 0; i < proof.size(); ++i)
        proof[i] = static_cast<char>(proof[i] ^ signature[i]);
    if (clientFinal != withoutProof + ",p=" + proof.toBase64())
        return {};
    const QByteArray serverKey = QMessageAuthenticationCode::hash("Server Key", salted, hash);
    return "v=" + QMessageAuthenticationCode::hash(message, serverKey, hash).toBase64();
}

} // namespace roost
