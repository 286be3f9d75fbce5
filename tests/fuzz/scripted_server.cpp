// SPDX-License-Identifier: GPL-3.0-or-later
#include "scripted_server.h"

#include "fuzz_target.h"
#include "xmpp/extensions/registry.h"
#include "xmpp/xml_element.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace roost {

void ScriptedTransport::open(const QUrl &)
{
    m_isOpen = true;
    QMetaObject::invokeMethod(this, &Transport::opened, Qt::QueuedConnection);
}

void ScriptedTransport::sendFrame(const QByteArray &frame)
{
    if (!m_isOpen)
        return;
    // The client's frames are well-formed and within its own limits, independently of the input.
    FUZZ_CHECK(parseXml(frame).has_value());
    sent.append(frame);
}

void ScriptedTransport::close()
{
    if (std::exchange(m_isOpen, false))
        Q_EMIT closed({});
}

ScriptedSession::ScriptedSession(IdSource &ids, bool isEncrypted, const QString &strongestMechanism,
                                 const QString &token)
    : m_isEncrypted(isEncrypted)
    , m_client(m_clock, ids, [this] {
        auto transport = std::make_unique<ScriptedTransport>(m_isEncrypted);
        m_transport = transport.get();
        return transport;
    })
{
    ClientIdentity identity;
    identity.name = u"Roost"_s;
    identity.version = u"1"_s;
    addExtensions(m_client, identity);
    StreamConfig config;
    config.account = Jid::fromWire(u"joe@bar.com");
    config.password = u"secret password"_s;
    config.urls = {QUrl(u"wss://bar.com/ws"_s)};
    config.resource = u"desk"_s;
    config.strongestMechanism = strongestMechanism;
    config.software = u"Roost"_s;
    config.userAgentId = u"d4565fa7-4d72-4749-b3d3-740edbf87770"_s;
    if (!token.isEmpty())
        config.token = {u"HT-SHA-256-NONE"_s, token, 0};
    m_client.configure(config);
}

void ScriptedSession::open()
{
    m_client.connectToServer();
    QCoreApplication::processEvents();
    FUZZ_CHECK(!sent().isEmpty());
}

void ScriptedSession::signIn()
{
    const QByteArray open = "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='bar.com' id='s' "
                            "version='1.0'/>";
    const QByteArray features = "<stream:features xmlns:stream='http://etherx.jabber.org/streams'>";
    this->open();
    receive(open);
    receive(features + "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism>"
                       "</mechanisms></stream:features>");
    receive("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
    receive(open);
    receive(features + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><sm xmlns='urn:xmpp:sm:3'/>"
                       "<ver xmlns='urn:xmpp:features:rosterver'/></stream:features>");
    const auto bind = parseXml(sent().constLast());
    FUZZ_CHECK(bind && bind->name() == u"iq");
    receive("<iq xmlns='jabber:client' type='result' id='" + bind->attribute(u"id").toUtf8() +
            "'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>joe@bar.com/desk</jid></bind></iq>");
    receive("<enabled xmlns='urn:xmpp:sm:3' id='sm1' resume='true' max='60'/>");
    FUZZ_CHECK(m_client.isOnline());
}

void ScriptedSession::receive(const QByteArray &frame)
{
    if (m_transport && m_transport->isOpen())
        Q_EMIT m_transport->frameReceived(frame);
    QCoreApplication::processEvents();
}

QList<QByteArray> ScriptedSession::sent() const
{
    return m_transport ? m_transport->sent : QList<QByteArray>();
}

} // namespace roost
