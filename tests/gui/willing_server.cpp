// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/willing_server.h"

#include "xmpp/xml_element.h"

#include <QTimer>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

const QByteArray openFrame =
    "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='bar.com' id='s1' version='1.0'/>";
const QByteArray featuresHead = "<stream:features xmlns:stream='http://etherx.jabber.org/streams'>";

QByteArray result(const XmlElement &iq, const QByteArray &content)
{
    return "<iq xmlns='jabber:client' type='result' id='" + iq.attribute(u"id").toUtf8() + "'>" + content +
           "</iq>";
}

} // namespace

void WillingTransport::open(const QUrl &)
{
    m_isOpen = true;
    m_server.m_isAuthenticated = false;
    if (m_server.refusal.kind != ErrorKind::None) {
        end(m_server.refusal);
        return;
    }
    QTimer::singleShot(0, this, [this] {
        if (m_isOpen)
            Q_EMIT opened();
    });
}

void WillingTransport::sendFrame(const QByteArray &frame)
{
    if (m_isOpen)
        m_server.answer(*this, frame);
}

void WillingTransport::close() { end({}); }

void WillingTransport::deliver(const QByteArray &frame)
{
    QTimer::singleShot(0, this, [this, frame] {
        if (m_isOpen)
            Q_EMIT frameReceived(frame);
    });
}

void WillingTransport::end(const Error &error)
{
    QTimer::singleShot(0, this, [this, error] {
        if (std::exchange(m_isOpen, false))
            Q_EMIT closed(error);
    });
}

XmppClient::TransportFactory WillingServer::factory()
{
    return [this]() -> std::unique_ptr<Transport> {
        auto transport = std::make_unique<WillingTransport>(*this);
        m_transport = transport.get();
        return transport;
    };
}

void WillingServer::send(const QByteArray &frame)
{
    if (m_transport)
        m_transport->deliver(frame);
}

void WillingServer::cut()
{
    if (m_transport)
        m_transport->end({ErrorKind::NetworkUnreachable, {}});
}

bool WillingServer::isRightPassword(const XmlElement &auth) const
{
    // RFC 4616: NUL, name, NUL, password.
    return QByteArray::fromBase64(auth.text().toLatin1()).endsWith('\0' + password.toUtf8());
}

void WillingServer::answer(WillingTransport &transport, const QByteArray &frame)
{
    const auto parsed = parseXml(frame);
    if (!parsed)
        return;
    const XmlElement &element = *parsed;
    if (element.name() == "open"_L1) {
        transport.deliver(openFrame);
        const QByteArray inner = m_isAuthenticated ? "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"_ba
                                                   : "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                                                     "<mechanism>PLAIN</mechanism></mechanisms>"_ba;
        transport.deliver(featuresHead + inner + "</stream:features>");
    } else if (element.name() == "auth"_L1) {
        m_isAuthenticated = isRightPassword(element);
        transport.deliver(m_isAuthenticated ? "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"_ba
                                            : "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                                              "<not-authorized/></failure>"_ba);
    } else if (element.name() == "close"_L1) {
        transport.end({});
    } else if (element.name() == "iq"_L1 && element.attribute(u"type") != "result"_L1 &&
               element.attribute(u"type") != "error"_L1) {
        requests.append(frame);
        answerIq(element);
    } else {
        received.append(frame);
    }
}

void WillingServer::answerIq(const XmlElement &iq)
{
    const auto has = [&iq](QStringView name, QStringView ns) { return iq.child(name, ns) != nullptr; };
    if (has(u"bind", u"urn:ietf:params:xml:ns:xmpp-bind")) {
        send(result(iq, "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>joe@bar.com/desk</jid></bind>"));
        return;
    }
    const bool isRefused = !refusedNamespace.isEmpty() && !iq.children().empty() &&
                           iq.children().front().ns() == QString::fromLatin1(refusedNamespace);
    if (isRefused) {
        send(
            "<iq xmlns='jabber:client' type='error' id='" + iq.attribute(u"id").toUtf8() +
            "'><error type='cancel'><not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        return;
    }
    if (pushesRoster && iq.attribute(u"type") == "set"_L1 && has(u"query", u"jabber:iq:roster")) {
        XmlElement query = *iq.child(u"query", u"jabber:iq:roster");
        XmlElement push(u"iq"_s, u"jabber:client"_s);
        push.setAttribute(u"type"_s, u"set"_s);
        push.setAttribute(u"id"_s, u"push-"_s + iq.attribute(u"id"));
        push.addChild(std::move(query));
        send(push.toXml());
    }
    const bool isRosterGet = iq.attribute(u"type") == "get"_L1 && has(u"query", u"jabber:iq:roster");
    send(result(iq, isRosterGet ? "<query xmlns='jabber:iq:roster'>" + roster + "</query>" : QByteArray()));
}

} // namespace roost
