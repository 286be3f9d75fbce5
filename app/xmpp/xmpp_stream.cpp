// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xmpp_stream.h"

#include "base/log.h"
#include "xmpp/language_choice.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanza.h"
#include "xmpp/websocket_transport.h"
#include "xmpp/wire_log.h"

#include <QPointer>
#include <QScopedValueRollback>

namespace roost {

using namespace Qt::StringLiterals;

XmppStream::XmppStream(Clock &clock, IdSource &ids, StanzaSink &sink, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_ids(ids)
    , m_sink(sink)
{
    // A timer, not a posted event: posted ones run before the window system gets its turn, timers after it.
    m_turn.setSingleShot(true);
    m_turn.setInterval(0);
    connect(&m_turn, &QTimer::timeout, this, &XmppStream::continueQueue);
}

XmppStream::~XmppStream() { dropTransport(); }

void XmppStream::start(std::unique_ptr<Transport> transport, const QUrl &url, const StreamConfig &config)
{
    abort();
    ++m_run;
    m_config = config;
    m_phase = Phase::Connecting;
    m_url = url;
    m_isLocal = isLoopbackHost(url.host());
    m_transport = std::move(transport);
    connect(m_transport.get(), &Transport::opened, this, &XmppStream::handleOpened);
    connect(m_transport.get(), &Transport::frameReceived, this, &XmppStream::receive);
    connect(m_transport.get(), &Transport::partReceived, this, [this] {
        m_hasPart = true;
        noteArrival();
    });
    connect(m_transport.get(), &Transport::closed, this, &XmppStream::handleTransportClosed);
    m_transport->open(url);
}

void XmppStream::handleOpened()
{
    m_phase = Phase::Negotiating;
    m_negotiator = std::make_unique<StreamNegotiator>(m_config, m_ids, m_management, m_memory);
    StreamNegotiator *negotiator = m_negotiator.get();
    connect(negotiator, &StreamNegotiator::sendRequested, this, &XmppStream::sendElement);
    connect(negotiator, &StreamNegotiator::progressed, this, &XmppStream::armStepTimeout);
    connect(negotiator, &StreamNegotiator::finished, this, &XmppStream::handleNegotiated);
    connect(negotiator, &StreamNegotiator::failed, this, &XmppStream::end);
    connect(negotiator, &StreamNegotiator::strongestMechanismFound, this,
            &XmppStream::strongestMechanismFound);
    connect(negotiator, &StreamNegotiator::tokenChanged, this, &XmppStream::tokenChanged);
    connect(negotiator, &StreamNegotiator::acknowledged, this, &XmppStream::acknowledged);
    connect(negotiator, &StreamNegotiator::lost, this, &XmppStream::lost);
    armStepTimeout();
    const QPointer<StreamNegotiator> guard(negotiator);
    Q_EMIT transportOpened();
    if (guard)
        guard->start(m_transport->isEncrypted(), m_isLocal);
}

void XmppStream::handleNegotiated(bool resumed)
{
    m_phase = Phase::Online;
    ++m_step; // No step timeout any more.
    if (!resumed) {
        m_boundJid = m_negotiator->boundJid();
        m_inlineEnabled = m_negotiator->inlineEnabled();
    }
    // A resumption by XEP-0388 has no features: those of the session's start remain valid.
    if (!m_negotiator->sessionFeatures().isNull())
        m_features = m_negotiator->sessionFeatures();
    m_language = m_negotiator->streamLanguage();
    qCInfo(lcStream) << (resumed ? "resumed" : "online");
    if (resumed) {
        const StreamManagement::GivenBack given = m_management.resumed(m_isDoubtful);
        if (!given.doubtful.isEmpty())
            Q_EMIT givenBack(given);
        sendWaiting();
    }
    armKeepalive();
    Q_EMIT online(resumed);
}

void XmppStream::close()
{
    if (m_phase == Phase::Idle || m_phase == Phase::Closing)
        return;
    if (!m_transport || !m_transport->isOpen()) {
        end({});
        return;
    }
    // RFC 7395 §3.6: the socket is closed after the server's <close/>. Otherwise ejabberd may not read the
    // last stanzas (our "unavailable"), and keep the session as if the network had failed.
    sendElement(XmlElement(u"close"_s, ns::framing));
    m_phase = Phase::Closing;
    m_clock.after(std::chrono::seconds(2), this, [this, run = m_run] {
        if (run == m_run && m_phase == Phase::Closing)
            end({});
    });
}

void XmppStream::abort()
{
    m_phase = Phase::Idle;
    dropTransport();
}

QStringList XmppStream::forgetSession()
{
    m_boundJid = {};
    return m_management.end();
}

void XmppStream::dropTransport()
{
    ++m_run;
    m_long.reset();
    m_queue.clear();
    m_hasPart = false;
    m_closeAfterQueue.reset();
    m_isProbing = false;
    if (m_negotiator) {
        m_negotiator->disconnect(this);
        m_negotiator.release()->deleteLater(); // The negotiator may be the caller.
    }
    if (m_transport) {
        // The old socket must not be heard any more: not its end, not a <conflict/> that a resumption causes
        // there.
        m_transport->disconnect(this);
        m_transport->abort();
        m_transport.release()->deleteLater();
    }
}

void XmppStream::end(const Error &error)
{
    if (m_phase == Phase::Idle)
        return;
    qCInfo(lcStream) << "ended" << int(error.kind) << error.detail;
    if (m_transport && m_transport->isOpen() && m_phase != Phase::Closing &&
        (error.kind == ErrorKind::ProtocolViolation || m_phase == Phase::Negotiating))
        sendElement(XmlElement(u"close"_s, ns::framing));
    m_phase = Phase::Idle;
    dropTransport();
    Q_EMIT closed(error);
}

void XmppStream::handleTransportClosed(const Error &error)
{
    Error reason = error;
    if (m_phase == Phase::Closing)
        reason = {};
    else if (reason.kind == ErrorKind::None)
        reason = {ErrorKind::NetworkUnreachable, u"closed by the server"_s};
    if (m_queue.empty() && !m_long)
        end(reason);
    else
        m_closeAfterQueue = reason; // Frames that arrived earlier are handled first.
}

// Incoming elements; xmpp_stream_frames.cpp makes them of frames

void XmppStream::handleElement(XmlElement element)
{
    if (element.ns() == ns::client) {
        if (m_phase == Phase::Negotiating && m_negotiator->handle(element))
            return;
        m_management.countReceived();
        m_sink.takeStanza(std::move(element));
        return;
    }
    if (handleStreamElement(element))
        return;
    if (m_phase == Phase::Negotiating) {
        armStepTimeout();
        if (m_negotiator->handle(element))
            return;
    }
    if (element.ns() == ns::streamManagement)
        return handleManagement(element);
    end({ErrorKind::ProtocolViolation, u"unexpected <%1/>"_s.arg(element.name())});
}

bool XmppStream::handleStreamElement(const XmlElement &element)
{
    if (element.is(u"error", ns::streams))
        handleStreamError(element);
    else if (element.is(u"close", ns::framing))
        handleClose(element);
    else if (m_phase >= Phase::Online && element.is(u"features", ns::streams))
        m_features = element; // Some servers send them after a resumption by XEP-0388 too.
    else
        return false;
    return true;
}

void XmppStream::handleManagement(const XmlElement &element)
{
    if (element.name() == u"r") {
        if (m_management.isEnabled())
            sendElement(m_management.makeAnswer());
        return;
    }
    if (element.name() != u"a")
        return;
    const Result<QStringList> tags = m_management.acknowledged(element);
    if (!tags)
        return end(tags.error());
    sendWaiting();
    if (m_management.isStuck()) {
        m_clock.after(askAgainAfter, this, [this, run = m_run] {
            if (run == m_run && m_phase == Phase::Online && m_management.isStuck())
                probe(answerTimeout);
        });
    }
    if (!tags->isEmpty())
        Q_EMIT acknowledged(*tags);
}

void XmppStream::handleStreamError(const XmlElement &error)
{
    QString condition = u"undefined-condition"_s;
    const XmlElement *told = childInLanguage(error, u"text", ns::streamErrors, m_language);
    QString text = told ? told->text() : QString();
    for (const XmlElement &child : error.children()) {
        if (child.ns() != ns::streamErrors || child.name() == u"text")
            continue;
        condition = child.name();
        if (condition == u"see-other-host") {
            const quint64 run = m_run;
            const bool isFollowed = followElsewhere(child.text().trimmed());
            if (run != m_run)
                return;
            if (!isFollowed && text.isEmpty())
                text = child.text();
        }
    }
    ErrorKind kind = ErrorKind::StreamError;
    if (condition == u"conflict")
        kind = ErrorKind::StreamConflict;
    else if (condition == u"policy-violation" || condition == u"resource-constraint")
        kind = ErrorKind::ResourceLimit;
    end({kind, errorDetail(condition, text)});
}

bool XmppStream::followElsewhere(const QString &hostAndPort)
{
    const QUrl other(u"wss://"_s + hostAndPort, QUrl::StrictMode);
    const bool isPlain =
        other.userInfo().isEmpty() && other.path().isEmpty() && !other.hasQuery() && !other.hasFragment();
    if (!other.isValid() || other.host().isEmpty() || !isPlain)
        return false;
    QUrl target = m_url;
    target.setHost(other.host());
    // Servers that mean their TCP ports speak no WebSocket there.
    if (other.port() > 0 && other.port() != 5222 && other.port() != 5223)
        target.setPort(other.port());
    if (target == m_url || !isPrivateUrl(target))
        return false;
    Q_EMIT redirected({target, true});
    return true;
}

void XmppStream::handleClose(const XmlElement &close)
{
    if (m_phase == Phase::Closing)
        return end({});
    const QUrl target(close.attribute(u"see-other-uri"), QUrl::StrictMode);
    if (!target.isEmpty()) {
        // A redirect must not disable TLS.
        if (target.scheme() != u"wss" || target.host().isEmpty())
            return end({ErrorKind::InsecureUrl, target.toDisplayString()});
        const quint64 run = m_run;
        Q_EMIT redirected({target, false});
        if (run != m_run)
            return;
    }
    if (m_transport && m_transport->isOpen())
        sendElement(XmlElement(u"close"_s, ns::framing));
    end({ErrorKind::NetworkUnreachable, u"closed by the server"_s});
}

// Outgoing

bool XmppStream::send(const XmlElement &stanza, const QString &tag, bool isRevocable)
{
    if (m_phase != Phase::Online)
        return false;
    if (!m_management.isEnabled()) {
        sendFrame(stanza.toXml());
        return true;
    }
    // Presence to one address may belong to the messages around it.
    const bool isUrgent =
        stanza.name() == u"iq" || (stanza.name() == u"presence" && !stanza.hasAttribute(u"to"));
    const auto lane = isUrgent ? StreamManagement::Lane::Urgent : StreamManagement::Lane::InTurn;
    if (!m_management.add(stanza.toXml(), tag, lane, isRevocable))
        qCWarning(lcStream) << "dropped a stanza of ours: too many wait for the server";
    sendWaiting();
    return true;
}

void XmppStream::sendWaiting()
{
    if (m_phase != Phase::Online)
        return;
    const std::vector<QByteArray> frames = m_management.takeSendable();
    for (const QByteArray &frame : frames)
        sendFrame(frame);
    if (m_management.wantsRequest())
        requestAcknowledgement();
}

void XmppStream::sendNonza(const XmlElement &element)
{
    if (m_phase == Phase::Online)
        sendElement(element);
}

void XmppStream::sendElement(const XmlElement &element) { sendFrame(element.toXml()); }

void XmppStream::sendFrame(const QByteArray &frame)
{
    if (!m_transport)
        return;
    if (lcWire().isDebugEnabled())
        qCDebug(lcWire).noquote() << ">>" << withoutSecrets(frame);
    m_transport->sendFrame(frame);
}

void XmppStream::requestAcknowledgement()
{
    sendElement(StreamManagement::makeRequest());
    armProbe(answerTimeout);
}

// Is anybody there?

void XmppStream::armStepTimeout()
{
    m_clock.after(stepTimeout, this, [this, step = ++m_step, run = m_run] {
        if (step == m_step && run == m_run && m_phase == Phase::Negotiating)
            end({ErrorKind::Timeout, {}});
    });
}

void XmppStream::armKeepalive()
{
    m_clock.after(keepalive, this, [this, run = m_run] {
        if (run != m_run || m_phase != Phase::Online)
            return;
        if (m_clock.monotonicMs() - m_lastArrival >= keepalive.count())
            probe(answerTimeout);
        armKeepalive();
    });
}

void XmppStream::probe(std::chrono::milliseconds timeout)
{
    if (m_phase != Phase::Online)
        return;
    if (m_isProbing && m_probeDeadline <= m_clock.monotonicMs() + timeout.count())
        return;
    if (m_management.isEnabled()) {
        sendElement(StreamManagement::makeRequest());
    } else {
        // RFC 7395 §3.3 forbids white space as a sign of life; XEP-0199 it is.
        m_pingId = m_ids.next();
        XmlElement ping =
            makeIq(u"get"_s, Jid::fromWire(m_config.account.domain()), XmlElement(u"ping"_s, ns::ping));
        ping.setAttribute(u"id"_s, m_pingId);
        sendElement(ping);
    }
    armProbe(timeout, staleAfter);
}

void XmppStream::armProbe(std::chrono::milliseconds timeout, std::chrono::milliseconds staleTime)
{
    const qint64 now = m_clock.monotonicMs();
    const qint64 deadline = now + timeout.count();
    if (m_isProbing && m_probeDeadline <= deadline)
        return;
    m_isProbing = true;
    m_probeDeadline = deadline;
    m_probeTimeout = timeout.count();
    m_lifeFrom = now + staleTime.count();
    ++m_probe;
    watchProbe();
}

void XmppStream::watchProbe()
{
    const std::chrono::milliseconds rest(m_probeDeadline - m_clock.monotonicMs());
    m_clock.after(rest, this, [this, probe = m_probe, run = m_run] {
        if (run != m_run || probe != m_probe || !m_isProbing || m_phase != Phase::Online)
            return;
        if (m_clock.monotonicMs() < m_probeDeadline)
            watchProbe(); // Something came meanwhile.
        else
            end({ErrorKind::Timeout, u"no sign of life"_s});
    });
}

} // namespace roost
