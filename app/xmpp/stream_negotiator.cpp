// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/stream_negotiator.h"

#include "base/log.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanza.h"

namespace roost {

using namespace Qt::StringLiterals;

StreamNegotiator::StreamNegotiator(const StreamConfig &config, IdSource &ids, StreamManagement &management,
                                   SignInMemory &memory, QObject *parent)
    : QObject(parent)
    , m_config(config)
    , m_ids(ids)
    , m_management(management)
    , m_memory(memory)
{
}

void StreamNegotiator::start(bool isEncrypted, bool isLocal)
{
    m_isEncrypted = isEncrypted;
    m_isPrivate = isEncrypted || isLocal;
    sendOpen(Step::Opening);
    startEarly();
}

void StreamNegotiator::sendOpen(Step next)
{
    m_step = next;
    XmlElement open(u"open"_s, ns::framing);
    open.setAttribute(u"to"_s, m_config.account.domain());
    // RFC 6120 §4.7.1: the own address is sent only if the connection cannot be overheard.
    if (m_isPrivate)
        open.setAttribute(u"from"_s, m_config.account.toString());
    open.setAttribute(u"version"_s, u"1.0"_s);
    Q_EMIT sendRequested(open);
}

bool StreamNegotiator::handle(const XmlElement &element)
{
    switch (m_step) {
    case Step::Opening:
        return handleOpen(element, Step::Features);
    case Step::Reopening:
        return handleOpen(element, Step::SessionFeatures);
    case Step::Features:
        if (element.is(u"features", ns::streams)) {
            startSasl(element);
            return true;
        }
        break;
    case Step::Authenticating:
        if (element.ns() == m_saslNs) {
            handleSasl(element);
            return true;
        }
        break;
    case Step::SessionFeatures:
        if (element.is(u"features", ns::streams)) {
            startSession(element);
            return true;
        }
        break;
    case Step::BoundFeatures:
        if (element.is(u"features", ns::streams)) {
            handleBoundFeatures(element);
            return true;
        }
        return false;
    case Step::Resuming:
        if (element.ns() == ns::streamManagement) {
            handleResumption(element);
            return true;
        }
        break;
    case Step::Binding:
    case Step::Session:
        if (element.is(u"iq", ns::client) && element.attribute(u"id") == m_iqId) {
            handleBound(element);
            return true;
        }
        return false;
    case Step::Enabling:
        if (element.is(u"enabled", ns::streamManagement) || element.is(u"failed", ns::streamManagement)) {
            handleEnabled(element);
            return true;
        }
        return false;
    case Step::Idle:
    case Step::Done:
        return false;
    }
    fail(ErrorKind::ProtocolViolation, u"unexpected <%1/>"_s.arg(element.name()));
    return true;
}

bool StreamNegotiator::handleOpen(const XmlElement &element, Step next)
{
    if (!element.is(u"open", ns::framing)) {
        fail(ErrorKind::ProtocolViolation, u"no <open/>"_s);
    } else if (!element.attribute(u"version").startsWith("1."_L1)) {
        fail(ErrorKind::StreamError, u"unsupported-version"_s);
    } else {
        m_streamLanguage = element.attribute(u"xml:lang");
        m_step = next;
    }
    return true;
}

void StreamNegotiator::fail(ErrorKind kind, const QString &detail)
{
    m_step = Step::Done;
    Q_EMIT failed({kind, detail});
}

void StreamNegotiator::startSession(const XmlElement &features)
{
    m_sessionFeatures = features;
    const XmlElement *session = features.child(u"session", ns::session);
    m_needsSession = session && !session->child(u"optional", ns::session);
    m_hasManagement = features.child(u"sm", ns::streamManagement) != nullptr;
    if (m_management.canResume() && m_hasManagement) {
        m_step = Step::Resuming;
        Q_EMIT sendRequested(m_management.makeResume());
        return;
    }
    endOldSession(nullptr);
    if (!features.child(u"bind", ns::bind))
        return fail(ErrorKind::ProtocolViolation, u"no resource binding"_s);
    bind(!m_config.resource.isEmpty());
}

void StreamNegotiator::handleResumption(const XmlElement &element)
{
    if (element.name() == u"resumed") {
        const Result<QStringList> tags = m_management.acknowledged(element);
        if (!tags)
            return fail(tags.error());
        if (!tags->isEmpty())
            Q_EMIT acknowledged(*tags);
        return finish(true);
    }
    if (element.name() != u"failed")
        return fail(ErrorKind::ProtocolViolation, u"unexpected <%1/>"_s.arg(element.name()));
    endOldSession(&element);
    bind(!m_config.resource.isEmpty());
}

void StreamNegotiator::endOldSession(const XmlElement *failed)
{
    // The server may still know how far it had come.
    if (failed && failed->hasAttribute(u"h")) {
        const Result<QStringList> tags = m_management.acknowledged(*failed);
        if (tags && !tags->isEmpty())
            Q_EMIT acknowledged(*tags);
    }
    const QStringList tags = m_management.end();
    if (!tags.isEmpty())
        Q_EMIT lost(tags);
}

void StreamNegotiator::bind(bool withResource)
{
    m_step = Step::Binding;
    m_hasTriedResource = withResource;
    m_iqId = m_ids.next();
    XmlElement payload(u"bind"_s, ns::bind);
    if (withResource)
        payload.addTextChild(u"resource"_s, ns::bind, m_config.resource);
    XmlElement iq = makeIq(u"set"_s, {}, std::move(payload));
    iq.setAttribute(u"id"_s, m_iqId);
    Q_EMIT sendRequested(iq);
}

void StreamNegotiator::handleBound(const XmlElement &iq)
{
    if (iq.attribute(u"type") != u"result") {
        const Error error = stanzaError(iq);
        // RFC 6120 §7.7.2.2: the requested resource is in use or not allowed; accept the server's choice.
        if (m_step == Step::Binding && m_hasTriedResource && error.kind != ErrorKind::ResourceLimit)
            return bind(false);
        return fail(error);
    }
    if (m_step == Step::Session)
        return startEnabling();
    const XmlElement *payload = iq.child(u"bind", ns::bind);
    m_boundJid = payload ? Jid::fromWire(payload->childText(u"jid", ns::bind).trimmed()) : Jid();
    if (!m_boundJid.isFull() || m_boundJid.domainView() != m_config.account.domainView())
        return fail(ErrorKind::ProtocolViolation, u"bound address"_s);
    if (!m_needsSession)
        return startEnabling();
    m_step = Step::Session;
    m_iqId = m_ids.next();
    XmlElement request = makeIq(u"set"_s, {}, XmlElement(u"session"_s, ns::session));
    request.setAttribute(u"id"_s, m_iqId);
    Q_EMIT sendRequested(request);
}

void StreamNegotiator::startEnabling()
{
    if (!m_hasManagement)
        return finish(false);
    m_step = Step::Enabling;
    Q_EMIT sendRequested(StreamManagement::makeEnable());
}

void StreamNegotiator::handleEnabled(const XmlElement &element)
{
    if (element.name() == u"enabled")
        m_management.begin(element);
    else
        qCInfo(lcStream) << "the server refused stream management";
    finish(false);
}

void StreamNegotiator::finish(bool resumed)
{
    m_step = Step::Done;
    Q_EMIT finished(resumed);
}

} // namespace roost
