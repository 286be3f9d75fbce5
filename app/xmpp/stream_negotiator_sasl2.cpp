// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"
#include "xmpp/namespaces.h"
#include "xmpp/stream_negotiator.h"

// Signing in and beginning or resuming the session in one request: XEP-0388 SASL2, with XEP-0386 Bind 2,
// XEP-0198 and XEP-0484 FAST.
namespace roost {

using namespace Qt::StringLiterals;

bool StreamNegotiator::canUseToken(const Sasl2Offer &offer) const
{
    return m_isPrivate && !m_memory.token.isNull() && !m_config.userAgentId.isEmpty() &&
           m_memory.token.mechanism == offer.fastMechanism;
}

void StreamNegotiator::startEarly()
{
    // Removed from the memory first: after any failure, the next attempt waits for the server's offer.
    const std::optional<Sasl2Offer> offer = std::exchange(m_memory.offer, {});
    if (!offer || !canUseToken(*offer))
        return;
    m_isEarly = true;
    m_offer = *offer;
    authenticateWithToken();
}

void StreamNegotiator::checkEarly(const std::optional<Sasl2Offer> &offer)
{
    if (!offer || !canUseToken(*offer))
        return fail(ErrorKind::StreamError, u"tokens are not offered any more"_s);
    m_offer = *offer;
    m_strongestOffered = strongestMechanism(m_offer.mechanisms);
    m_step = Step::Authenticating;
}

bool StreamNegotiator::startSasl2(const Sasl2Offer &offer, const XmlElement &features)
{
    m_offer = offer;
    if (canUseToken(offer)) {
        m_strongestOffered = strongestMechanism(offer.mechanisms);
        m_step = Step::Authenticating;
        authenticateWithToken();
        return true;
    }
    if (m_config.revokesToken)
        return false;
    const XmlElement *old = features.child(u"mechanisms", ns::sasl);
    const QString oldBest = old ? strongestMechanism(saslMechanisms(*old)) : QString();
    if (saslStrength(strongestMechanism(offer.mechanisms)) < saslStrength(oldBest))
        return false;
    if (!chooseAmong(offer.mechanisms))
        return true;
    m_step = Step::Authenticating;
    authenticate(firstMessage(offer.mechanisms, features));
    return true;
}

void StreamNegotiator::authenticateWithToken()
{
    m_mechanism = m_memory.token.mechanism;
    m_hasUsedToken = true;
    authenticate(m_memory.token.initiatorMessage(m_config.account.local()));
}

void StreamNegotiator::authenticate(const QByteArray &message)
{
    m_saslNs = ns::sasl2;
    XmlElement request(u"authenticate"_s, ns::sasl2);
    request.setAttribute(u"mechanism"_s, m_mechanism);
    request.addChild(saslElement(u"initial-response"_s, message));
    if (!m_config.userAgentId.isEmpty()) {
        XmlElement agent(u"user-agent"_s, ns::sasl2);
        agent.setAttribute(u"id"_s, m_config.userAgentId);
        if (!m_config.software.isEmpty())
            agent.addTextChild(u"software"_s, ns::sasl2, m_config.software);
        request.addChild(std::move(agent));
    }
    if (m_hasUsedToken) {
        XmlElement fast(u"fast"_s, ns::fast);
        if (m_config.revokesToken)
            fast.setAttribute(u"invalidate"_s, u"true"_s);
        request.addChild(std::move(fast));
    } else if (!m_offer.fastMechanism.isEmpty() && !m_config.userAgentId.isEmpty()) {
        XmlElement wish(u"request-token"_s, ns::fast);
        wish.setAttribute(u"mechanism"_s, m_offer.fastMechanism);
        request.addChild(std::move(wish));
    }
    if (!m_config.revokesToken)
        addSessionRequests(request);
    Q_EMIT sendRequested(request);
}

void StreamNegotiator::addSessionRequests(XmlElement &request)
{
    const bool canResume = m_management.canResume();
    m_asksToResume = canResume && m_offer.hasResumption;
    if (m_asksToResume)
        request.addChild(m_management.makeResume());
    // Where the resumption has to wait for the features, a session bound now would end the old one.
    if (!m_offer.hasBind || (canResume && !m_asksToResume))
        return;
    XmlElement bind(u"bind"_s, ns::bind2);
    if (!m_config.software.isEmpty())
        bind.addTextChild(u"tag"_s, ns::bind2, m_config.software);
    m_asksForManagement = m_offer.bindFeatures.contains(ns::streamManagement);
    if (m_asksForManagement)
        bind.addChild(StreamManagement::makeEnable());
    for (const XmlElement &wish : m_config.inlineRequests) {
        if (!m_offer.bindFeatures.contains(wish.ns()))
            continue;
        bind.addChild(wish);
        m_inlineAsked.append(wish.ns());
    }
    request.addChild(std::move(bind));
}

void StreamNegotiator::handleSasl2Success(const XmlElement &success)
{
    const XmlElement *data = success.child(u"additional-data", ns::sasl2);
    if (!proveServer(data ? QByteArray::fromBase64(data->text().trimmed().toLatin1()) : QByteArray()))
        return;
    if (m_config.revokesToken)
        return finish(false);
    takeToken(success);
    if (!m_offer.fastMechanism.isEmpty())
        m_memory.offer = m_offer;
    if (const XmlElement *resumed = success.child(u"resumed", ns::streamManagement)) {
        if (!m_asksToResume)
            return fail(ErrorKind::ProtocolViolation, u"unexpected <resumed/>"_s);
        return handleResumption(*resumed);
    }
    if (m_asksToResume)
        endOldSession(success.child(u"failed", ns::streamManagement));
    if (const XmlElement *bound = success.child(u"bound", ns::bind2))
        handleInlineBound(success, *bound);
    else
        m_step = Step::SessionFeatures; // They follow at once; the rest goes the old way.
}

void StreamNegotiator::takeToken(const XmlElement &success)
{
    const XmlElement *element = success.child(u"token", ns::fast);
    if (!element)
        return;
    const QString &mechanism = m_hasUsedToken ? m_memory.token.mechanism : m_offer.fastMechanism;
    FastToken token = FastToken::fromElement(*element, mechanism);
    if (token.isNull())
        return;
    m_memory.token = token;
    Q_EMIT tokenChanged(token);
}

void StreamNegotiator::handleInlineBound(const XmlElement &success, const XmlElement &bound)
{
    m_boundJid = Jid::fromWire(success.childText(u"authorization-identifier", ns::sasl2).trimmed());
    if (!m_boundJid.isFull() || m_boundJid.domainView() != m_config.account.domainView())
        return fail(ErrorKind::ProtocolViolation, u"bound address"_s);
    endOldSession(nullptr);
    m_inlineEnabled = m_inlineAsked;
    if (const XmlElement *enabled = bound.child(u"enabled", ns::streamManagement))
        m_management.begin(*enabled);
    else if (m_asksForManagement)
        qCInfo(lcStream) << "the server refused stream management";
    m_step = Step::BoundFeatures; // They follow at once.
}

void StreamNegotiator::handleBoundFeatures(const XmlElement &features)
{
    m_sessionFeatures = features;
    m_hasManagement = features.child(u"sm", ns::streamManagement) != nullptr;
    if (m_asksForManagement)
        finish(false);
    else
        startEnabling();
}

void StreamNegotiator::forgetToken(const QString &why)
{
    m_memory.token = {};
    Q_EMIT tokenChanged({});
    fail(ErrorKind::StreamError, why);
}

} // namespace roost
