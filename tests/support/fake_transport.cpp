// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_transport.h"

#include "support/scram_responder.h"
#include "xmpp/namespaces.h"

#include <QTest>

namespace roost {

using namespace Qt::StringLiterals;

void FakeTransport::sendFrame(const QByteArray &frame)
{
    if (m_isOpen)
        m_sent.push_back(frame);
}

void FakeTransport::accept()
{
    m_isOpen = true;
    Q_EMIT opened();
}

void FakeTransport::end(const Error &error)
{
    m_isOpen = false;
    Q_EMIT closed(error);
}

QByteArray FakeTransport::takeFrame()
{
    if (m_sent.empty())
        return {};
    const QByteArray frame = m_sent.front();
    m_sent.pop_front();
    return frame;
}

XmlElement FakeTransport::take()
{
    const Result<XmlElement> element = parseXml(takeFrame());
    return element ? *element : XmlElement();
}

std::function<std::unique_ptr<Transport>()> FakeServer::factory()
{
    return [this] {
        auto transport = std::make_unique<FakeTransport>();
        m_socket = transport.get();
        ++m_attempts;
        return transport;
    };
}

FakeTransport &FakeServer::socket() const
{
    Q_ASSERT(m_socket);
    return *m_socket;
}

void FakeServer::offer(const QStringList &mechanisms)
{
    QByteArray list;
    for (const QString &mechanism : mechanisms)
        list += "<mechanism>" + mechanism.toUtf8() + "</mechanism>";
    socket().inject(
        "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='example.org' id='s' version='1.0'/>");
    socket().inject("<stream:features xmlns:stream='http://etherx.jabber.org/streams'>"
                    "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" +
                    list + "</mechanisms></stream:features>");
}

void FakeServer::offerSasl2(const QStringList &mechanisms, const QByteArray &inlined)
{
    QByteArray list;
    for (const QString &mechanism : mechanisms)
        list += "<mechanism>" + mechanism.toUtf8() + "</mechanism>";
    socket().inject(
        "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='example.org' id='s' version='1.0'/>");
    socket().inject("<stream:features xmlns:stream='http://etherx.jabber.org/streams'>"
                    "<authentication xmlns='urn:xmpp:sasl:2'>" +
                    list + "<inline>" + inlined + "</inline></authentication></stream:features>");
}

bool FakeServer::authenticate(const QString &password, const QByteArray &inSuccess)
{
    const XmlElement auth = socket().take();
    const bool isNew = auth.is(u"authenticate", ns::sasl2);
    if (!(isNew || auth.is(u"auth", ns::sasl)) || auth.attribute(u"mechanism") != u"SCRAM-SHA-1")
        return false;
    if (isNew)
        m_request = auth;
    const QByteArray xmlns = " xmlns='" + auth.ns().toUtf8() + "'>";
    const QString initial = isNew ? auth.childText(u"initial-response", ns::sasl2) : auth.text();
    ScramResponder scram(password);
    const QByteArray challenge = scram.challenge(QByteArray::fromBase64(initial.toLatin1()));
    socket().inject("<challenge" + xmlns + challenge.toBase64() + "</challenge>");
    if (!QTest::qWaitFor([this] { return hasSocket() && socket().hasSent(); }, 5000))
        return false;
    const QByteArray outcome = scram.outcome(QByteArray::fromBase64(socket().take().text().toLatin1()));
    if (outcome.isEmpty()) {
        socket().inject("<failure" + xmlns +
                        "<not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></failure>");
        return false;
    }
    const QByteArray v = outcome.toBase64();
    socket().inject(isNew ? "<success" + xmlns + "<additional-data>" + v + "</additional-data>" + inSuccess +
                                "</success>"
                          : "<success" + xmlns + v + "</success>");
    return true;
}

void FakeServer::offerSession(bool withManagement)
{
    if (!socket().take().is(u"open", ns::framing))
        return;
    socket().inject(
        "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='example.org' id='t' version='1.0'/>");
    socket().inject(QByteArray("<stream:features xmlns:stream='http://etherx.jabber.org/streams'>"
                               "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>") +
                    (withManagement ? "<sm xmlns='urn:xmpp:sm:3'/>" : "") + "</stream:features>");
}

void FakeServer::bind(const QString &jid)
{
    const XmlElement request = socket().take();
    socket().inject("<iq xmlns='jabber:client' type='result' id='" + request.attribute(u"id").toUtf8() +
                    "'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>" + jid.toUtf8() +
                    "</jid></bind></iq>");
}

bool FakeServer::signIn(const QString &password, const QString &jid, bool withManagement)
{
    socket().accept();
    if (!socket().take().is(u"open", ns::framing))
        return false;
    offer({u"SCRAM-SHA-1"_s});
    if (!authenticate(password))
        return false;
    offerSession(withManagement);
    bind(jid);
    if (!withManagement)
        return true;
    if (!socket().take().is(u"enable", ns::streamManagement))
        return false;
    socket().inject("<enabled xmlns='urn:xmpp:sm:3' resume='true' id='sm-1' max='600'/>");
    return true;
}

} // namespace roost
