// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"
#include "xmpp/namespaces.h"
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

XmlElement saslElement(const QString &name, const QByteArray &message)
{
    XmlElement element(name, ns::sasl);
    element.setText(QString::fromLatin1(message.isEmpty() ? QByteArray("=") : message.toBase64()));
    return element;
}

QStringList textsOf(const XmlElement &parent, QStringView name)
{
    QStringList texts;
    for (const XmlElement &child : parent.children()) {
        if (child.name() == name)
            texts.append(child.text().trimmed());
    }
    return texts;
}

/// XEP-0440: what the server says of channel binding, for the XEP-0474 hash.
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
    const XmlElement *mechanisms = features.child(u"mechanisms", ns::sasl);
    if (!mechanisms)
        return fail(ErrorKind::AuthNotSupported);
    const QStringList offered = textsOf(*mechanisms, u"mechanism");
    const Result<QString> choice = chooseMechanism(offered, m_config.strongestMechanism, m_isEncrypted);
    if (!choice)
        return fail(choice.error());
    m_mechanism = *choice;
    m_strongestOffered = strongestMechanism(offered);
    m_step = Step::Authenticating;
    XmlElement auth;
    if (m_mechanism == u"PLAIN") {
        m_scram.reset();
        auth = saslElement(u"auth"_s, plainMessage(m_config.account.local(), m_config.password));
    } else {
        m_scram.emplace(m_mechanism, m_config.account.local(), m_ids.next());
        m_scram->setOffer(offered, channelBindings(features));
        auth = saslElement(u"auth"_s, m_scram->clientFirst());
    }
    auth.setAttribute(u"mechanism"_s, m_mechanism);
    Q_EMIT sendRequested(auth);
}

void StreamNegotiator::handleSasl(const XmlElement &element)
{
    if (element.name() == u"challenge")
        handleChallenge(decoded(element.text()));
    else if (element.name() == u"success")
        handleSuccess(decoded(element.text()));
    else if (element.name() == u"failure")
        handleFailure(element);
    else
        fail(ErrorKind::ProtocolViolation, u"unexpected <%1/>"_s.arg(element.name()));
}

void StreamNegotiator::handleChallenge(const QByteArray &message)
{
    if (!m_scram)
        return fail(ErrorKind::ProtocolViolation, u"challenge to PLAIN"_s);
    // Some servers send their last message as a challenge instead of with <success/>.
    if (message.startsWith("v=") || message.startsWith("e=")) {
        const Status proven = m_scram->readServerFinal(message);
        if (!proven)
            return fail(proven.error());
        m_isServerProven = true;
        return Q_EMIT sendRequested(XmlElement(u"response"_s, ns::sasl));
    }
    const Result<ScramChallenge> challenge = m_scram->readServerFirst(message);
    if (!challenge)
        return fail(challenge.error());
    if (m_cache && m_cache->algorithm == m_scram->algorithm() && m_cache->challenge == *challenge)
        return sendResponse(m_cache->saltedPassword);
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
        self->m_cache = ScramCache{algorithm, challenge, salted};
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

void StreamNegotiator::handleSuccess(const QByteArray &message)
{
    if (m_scram && !m_isServerProven) {
        const Status proven = m_scram->readServerFinal(message);
        if (!proven)
            return fail(ErrorKind::ServerNotAuthentic, proven.error().detail);
    }
    if (saslStrength(m_strongestOffered) > saslStrength(m_config.strongestMechanism))
        Q_EMIT strongestMechanismFound(m_strongestOffered);
    sendOpen(Step::Reopening);
}

void StreamNegotiator::handleFailure(const XmlElement &failure)
{
    m_cache.reset();
    QString condition;
    for (const XmlElement &child : failure.children()) {
        if (child.name() != u"text")
            condition = child.name();
    }
    const QString text = failure.childText(u"text", ns::sasl);
    const QString detail = text.isEmpty() ? condition : condition + u": "_s + text;
    if (condition == u"account-disabled")
        return fail(ErrorKind::AccountDisabled, detail);
    if (condition == u"not-authorized" || condition == u"credentials-expired" ||
        condition == u"invalid-authzid")
        return fail(ErrorKind::WrongPassword, detail);
    if (condition == u"invalid-mechanism" || condition == u"mechanism-too-weak" ||
        condition == u"encryption-required")
        return fail(ErrorKind::AuthNotSupported, detail);
    fail(ErrorKind::StreamError, detail);
}

} // namespace roost
