// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xmpp_client.h"

#include "base/log.h"
#include "xmpp/namespaces.h"
#include "xmpp/xmpp_client_private.h"

#include <QRandomGenerator>

namespace roost {

using namespace Qt::StringLiterals;

XmppClient::Private::Private(XmppClient &client, Clock &clock, IdSource &ids, TransportFactory transports)
    : m_client(client)
    , m_clock(clock)
    , m_ids(ids)
    , m_iqs(clock, ids)
    , m_stream(clock, ids, *this)
    , m_transports(std::move(transports))
    , m_policy([] { return QRandomGenerator::global()->generateDouble(); })
{
    m_iqs.setReceiving([this] { return m_stream.isReceiving(); });
    connect(&m_stream, &XmppStream::transportOpened, this, [this] { setState(StreamState::Signing); });
    connect(&m_stream, &XmppStream::online, this, &Private::handleOnline);
    connect(&m_stream, &XmppStream::closed, this, &Private::handleClosed);
    connect(&m_stream, &XmppStream::redirected, this,
            [this](const StreamRedirect &redirect) { m_redirect = redirect; });
    connect(&m_stream, &XmppStream::acknowledged, this, [this](const QStringList &tags) {
        for (const QString &tag : tags) {
            for (const auto &extension : m_router.extensions())
                extension->acknowledged(tag);
            Q_EMIT m_client.stanzaAcknowledged(tag);
        }
    });
    connect(&m_stream, &XmppStream::lost, this, [this](const QStringList &tags) {
        if (!tags.isEmpty())
            Q_EMIT m_client.stanzasLost(tags);
    });
    connect(&m_stream, &XmppStream::givenBack, this, [this](const StreamManagement::GivenBack &tags) {
        Q_EMIT m_client.stanzasGivenBack(tags.doubtful, tags.unsent);
    });
    connect(&m_stream, &XmppStream::strongestMechanismFound, this, [this](const QString &mechanism) {
        m_config.strongestMechanism = mechanism;
        Q_EMIT m_client.strongestMechanismChanged(mechanism);
    });
    connect(&m_stream, &XmppStream::tokenChanged, this, &Private::changeToken);
}

XmppClient::Private::~Private()
{
    m_isWanted = false;
    m_stream.disconnect(this);
    m_lookup.reset(); // Its answer (Cancelled) must not arrive during the destruction of this object.
}

void XmppClient::Private::takeStanza(XmlElement element)
{
    Stanza stanza = Stanza::fromElement(std::move(element), m_ownJid);
    if (stanza.isNull()) {
        qCWarning(lcStream) << "ignored an unknown kind of stanza";
        return;
    }
    const bool isIq = stanza.kind == StanzaKind::Iq;
    const bool isRequest = isIq && (stanza.type == u"get" || stanza.type == u"set");
    if (isIq && !isRequest) {
        // Answers go to the requester, never through the extensions.
        if (!m_iqs.take(stanza))
            qCDebug(lcStream) << "ignored an IQ that answers nothing";
        return;
    }
    if (m_router.route(stanza) != Handled::Pass)
        return;
    if (!isRequest) {
        Q_EMIT m_client.stanzaReceived(stanza);
    } else if (!stanza.from.isEmpty()) {
        // RFC 6120 §8.4: only an IQ request is answered like this, never a message or presence.
        m_stream.send(makeIqError(stanza, u"cancel"_s, u"service-unavailable"_s));
    }
}

bool XmppClient::Private::isAwaited(const XmlElement &head) const
{
    return m_iqs.isAwaited(Stanza::fromElement(head, m_ownJid));
}

void XmppClient::Private::takeItems(const XmlElement &head, XmlPieces &pieces)
{
    if (AnswerItems *items = m_iqs.itemsOf(Stanza::fromElement(head, m_ownJid)))
        items->takeItems(pieces.takeItems());
}

void XmppClient::Private::stanzaDropped(const XmlElement &head, const Error &why)
{
    m_iqs.fail(Stanza::fromElement(head, m_ownJid), why);
}

QFuture<Result<XmlElement>> XmppClient::Private::request(XmlElement iq, AnswerItems *items)
{
    if (!m_stream.isOnline())
        return readyFuture<XmlElement>(unexpected(ErrorKind::NotConnected));
    m_router.build(iq);
    QFuture<Result<XmlElement>> answer = m_iqs.add(iq, m_ownJid, m_config.iqTimeoutMs, items);
    m_stream.send(iq);
    return answer;
}

bool XmppClient::Private::sendTracked(XmlElement stanza, const QString &tag)
{
    Q_ASSERT(!tag.isEmpty());
    if (!m_stream.isOnline())
        return false;
    m_router.build(stanza);
    m_stream.send(stanza, tag, true);
    if (!m_stream.hasManagement())
        confirmByPing(tag);
    return true;
}

void XmppClient::Private::confirmByPing(const QString &tag)
{
    // Without XEP-0198: a server handles the stanzas of a client in order (RFC 6120 §10.1). Any answer to a
    // ping sent after the stanza shows that the server has the stanza.
    XmlElement ping =
        makeIq(u"get"_s, Jid::fromWire(m_config.account.domain()), XmlElement(u"ping"_s, ns::ping));
    m_client.request(std::move(ping)).then(this, [this, tag](const Result<XmlElement> &answer) {
        const ErrorKind kind = answer ? ErrorKind::None : answer.error().kind;
        if (kind == ErrorKind::NotConnected || kind == ErrorKind::Timeout)
            Q_EMIT m_client.stanzasLost({tag});
        else
            Q_EMIT m_client.stanzaAcknowledged(tag);
    });
}

XmppClient::XmppClient(Clock &clock, IdSource &ids, TransportFactory transports, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, clock, ids, std::move(transports)))
{
}

XmppClient::~XmppClient()
{
    // Pending requests are finished while their callers are alive (Qt 6.4's then() requires it), and stanzas
    // that extensions send during their destruction find a client without a stream.
    d->m_stream.disconnect(d.get());
    d->m_stream.abort();
    d->m_iqs.finishAll({ErrorKind::NotConnected, {}});
    d->m_router = {};
}

void XmppClient::configure(StreamConfig config) { d->configure(std::move(config)); }

void XmppClient::connectToServer() { d->connectToServer(); }

void XmppClient::disconnectFromServer() { d->disconnectFromServer(); }

void XmppClient::revokeToken() { d->revokeToken(); }

void XmppClient::reconnectNow()
{
    if (d->m_state == StreamState::Waiting)
        d->beginAttempt();
}

void XmppClient::networkChanged() { d->networkChanged(); }

StreamState XmppClient::state() const { return d->m_state; }

qint64 XmppClient::nextAttemptInMs() const { return d->nextAttemptInMs(); }

const StreamConfig &XmppClient::config() const { return d->m_config; }

void XmppClient::send(XmlElement stanza)
{
    if (!d->m_stream.isOnline())
        return;
    d->m_router.build(stanza);
    d->m_stream.send(stanza);
}

QFuture<Result<XmlElement>> XmppClient::request(XmlElement iq) { return d->request(std::move(iq), nullptr); }

QFuture<Result<XmlElement>> XmppClient::requestItems(XmlElement iq, AnswerItems &items)
{
    return d->request(std::move(iq), &items);
}

bool XmppClient::sendCounted(XmlElement stanza, const QString &tag)
{
    if (!d->m_stream.isOnline())
        return false;
    d->m_router.build(stanza);
    const bool isCounted = d->m_stream.hasManagement();
    d->m_stream.send(stanza, isCounted ? tag : QString());
    return isCounted;
}

void XmppClient::sendNonza(XmlElement element) { d->m_stream.sendNonza(element); }

QString XmppClient::streamLanguage() const { return d->m_stream.language(); }

bool XmppClient::hasStreamFeature(QStringView name, QStringView ns) const
{
    return d->m_stream.features().child(name, ns) != nullptr;
}

Jid XmppClient::ownJid() const { return d->m_ownJid; }

bool XmppClient::isOnline() const { return d->m_stream.isOnline(); }

Clock &XmppClient::clock() { return d->m_clock; }

IdSource &XmppClient::ids() { return d->m_ids; }

bool XmppClient::sendTracked(XmlElement stanza, const QString &tag)
{
    return d->sendTracked(std::move(stanza), tag);
}

void XmppClient::addExtension(std::unique_ptr<Extension> extension) { d->m_router.add(std::move(extension)); }

const std::vector<std::unique_ptr<Extension>> &XmppClient::extensions() const
{
    return d->m_router.extensions();
}

void XmppClient::injectFrame(const QByteArray &frame) { d->m_stream.injectFrame(frame); }

} // namespace roost
