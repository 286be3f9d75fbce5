// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"
#include "xmpp/language_choice.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanza.h"
#include "xmpp/stream_negotiator.h"

#include <QCoreApplication>
#include <QPointer>
#include <QPromise>
#include <QThreadPool>

// The SASL half of the negotiator (RFC 6120 §6).
namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// RFC 6120 §6.4.2: no data at all is an absent message, "=" an empty one.
QByteArray decoded(const QString &text)
{
    return text == u"=" ? QByteArray("") : QByteArray::fromBase64(text.toLatin1());
}

/// XEP-0440: the server's data about channel binding, for the XEP-0474 hash.
std::optional<QStringList> channelBindings(const XmlElement &features)
{
    const XmlElement *advertised = features.child(u"sasl-channel-binding", ns::channelBinding);
    if (!advertised)
        return std::nullopt;
    QStringList types;
    for (const XmlElement &child : advertised->children()) {
        if (child.name() == u"channel-binding")
            types.append(child.attribute(u"type"));
    }
    return types;
}

} // namespace

void StreamNegotiator::startSasl(const XmlElement &features)
{
    // XEP-0388 §3: never on a connection that can be overheard.
    const std::optional<Sasl2Offer> offer = m_isPrivate ? Sasl2Offer::fromFeatures(features) : std::nullopt;
    if (m_isEarly)
        return checkEarly(offer);
    if (offer && startSasl2(*offer, features))
        return;
    const XmlElement *mechanisms = features.child(u"mechanisms", ns::sasl);
    if (!mechanisms || m_config.revokesToken)
        return fail(ErrorKind::AuthNotSupported);
    const QStringList offered = saslMechanisms(*mechanisms);
    if (!chooseAmong(offered))
        return;
    m_saslNs = ns::sasl;
    m_step = Step::Authenticating;
    XmlElement auth = saslElement(u"auth"_s, firstMessage(offered, features));
    auth.setAttribute(u"mechanism"_s, m_mechanism);
    Q_EMIT sendRequested(auth);
}

bool StreamNegotiator::chooseAmong(const QStringList &offered)
{
    const Result<QString> choice = chooseMechanism(offered, m_config.strongestMechanism, m_isEncrypted);
    if (!choice) {
        fail(choice.error());
        return false;
    }
    m_mechanism = *choice;
    m_strongestOffered = strongestMechanism(offered);
    return true;
}

QByteArray StreamNegotiator::firstMessage(const QStringList &offered, const XmlElement &features)
{
    if (m_mechanism == u"PLAIN") {
        m_scram.reset();
        return plainMessage(m_config.account.local(), m_config.password);
    }
    m_scram.emplace(m_mechanism, m_config.account.local(), m_ids.next());
    m_scram->setOffer(offered, channelBindings(features));
    return m_scram->clientFirst();
}

XmlElement StreamNegotiator::saslElement(const QString &name, const QByteArray &message) const
{
    XmlElement element(name, m_saslNs);
    // RFC 6120 §6.4.2; XEP-0388 §2.2 has no such sign.
    const bool needsSign = message.isEmpty() && m_saslNs == ns::sasl;
    element.setText(QString::fromLatin1(needsSign ? QByteArray("=") : message.toBase64()));
    return element;
}

void StreamNegotiator::handleSasl(const XmlElement &element)
{
    if (element.name() == u"challenge")
        handleChallenge(decoded(element.text()));
    else if (element.name() == u"success" && m_saslNs == ns::sasl2)
        handleSasl2Success(element);
    else if (element.name() == u"success")
        handleSuccess(decoded(element.text()));
    else if (element.name() == u"failure")
        handleFailure(element);
    else if (element.name() == u"continue" && m_saslNs == ns::sasl2)
        fail(ErrorKind::AuthNotSupported, u"further tasks"_s);
    else
        fail(ErrorKind::ProtocolViolation, u"unexpected <%1/>"_s.arg(element.name()));
}

void StreamNegotiator::handleChallenge(const QByteArray &message)
{
    if (!m_scram)
        return fail(ErrorKind::ProtocolViolation, u"unexpected challenge"_s);
    // Some servers send their last message as a challenge instead of with <success/>.
    if (message.startsWith("v=") || message.startsWith("e=")) {
        const Status proven = m_scram->readServerFinal(message);
        if (!proven)
            return fail(proven.error());
        m_isServerProven = true;
        return Q_EMIT sendRequested(XmlElement(u"response"_s, m_saslNs));
    }
    const Result<ScramChallenge> challenge = m_scram->readServerFirst(message);
    if (!challenge)
        return fail(challenge.error());
    const std::optional<ScramCache> &known = m_memory.scram;
    if (known && known->algorithm == m_scram->algorithm() && known->challenge == *challenge)
        return sendResponse(known->saltedPassword);
    computeResponse(*challenge);
}

void StreamNegotiator::computeResponse(const ScramChallenge &challenge)
{
    const auto promise = std::make_shared<QPromise<QByteArray>>();
    promise->start();
    const QCryptographicHash::Algorithm algorithm = m_scram->algorithm();
    // The context is the application, which the worker can rely on; whether we still exist is asked on our
    // own thread.
    promise->future().then(qApp, [self = QPointer(this), challenge, algorithm](const QByteArray &salted) {
        if (!self || self->m_step != Step::Authenticating)
            return;
        self->m_memory.scram = ScramCache{algorithm, challenge, salted};
        Q_EMIT self->progressed();
        self->sendResponse(salted);
    });
    // Up to a million rounds of HMAC: seconds, so never here.
    QThreadPool::globalInstance()->start([promise, algorithm, challenge, password = m_config.password] {
        promise->addResult(ScramClient::saltedPassword(algorithm, password, challenge));
        promise->finish();
    });
}

void StreamNegotiator::sendResponse(const QByteArray &saltedPassword)
{
    Q_EMIT sendRequested(saslElement(u"response"_s, m_scram->clientFinal(saltedPassword)));
}

bool StreamNegotiator::proveServer(const QByteArray &message)
{
    if (m_hasUsedToken && !m_memory.token.isProvenBy(message)) {
        fail(ErrorKind::ServerNotAuthentic, u"token"_s);
        return false;
    }
    if (m_scram && !m_isServerProven) {
        const Status proven = m_scram->readServerFinal(message);
        if (!proven) {
            fail(ErrorKind::ServerNotAuthentic, proven.error().detail);
            return false;
        }
    }
    if (saslStrength(m_strongestOffered) > saslStrength(m_config.strongestMechanism))
        Q_EMIT strongestMechanismFound(m_strongestOffered);
    return true;
}

void StreamNegotiator::handleSuccess(const QByteArray &message)
{
    if (proveServer(message))
        sendOpen(Step::Reopening);
}

void StreamNegotiator::handleFailure(const XmlElement &failure)
{
    m_memory.scram.reset();
    QString condition;
    for (const XmlElement &child : failure.children()) {
        // Besides the condition there may be words, and elements of anybody's (XEP-0388 §2.5.2).
        if (child.name() != u"text" && (child.ns() == ns::sasl || condition.isEmpty()))
            condition = child.name();
    }
    const XmlElement *told = childInLanguage(failure, u"text", m_saslNs, m_streamLanguage);
    const QString detail = errorDetail(condition, told ? told->text() : QString());
    if (condition == u"account-disabled")
        return fail(ErrorKind::AccountDisabled, detail);
    if (m_hasUsedToken && condition != u"temporary-auth-failure")
        return forgetToken(detail);
    if (condition == u"not-authorized" || condition == u"credentials-expired" ||
        condition == u"invalid-authzid")
        return fail(ErrorKind::WrongPassword, detail);
    if (condition == u"invalid-mechanism" || condition == u"mechanism-too-weak" ||
        condition == u"encryption-required")
        return fail(ErrorKind::AuthNotSupported, detail);
    fail(ErrorKind::StreamError, detail);
}

} // namespace roost
