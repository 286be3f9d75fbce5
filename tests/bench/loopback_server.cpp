// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/loopback_server.h"

#include "bench/sample_data.h"
#include "xmpp/xml_element.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace roost::bench {

namespace {

const QByteArray openFrame =
    "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='example.net' id='s' version='1.0'/>";
const QByteArray featuresStart = "<stream:features xmlns:stream='http://etherx.jabber.org/streams'>";

/// The example of XEP-0115 §5.2, which has the hash that samplePresenceFrame() announces.
const QByteArray discoAnswer = "<query xmlns='http://jabber.org/protocol/disco#info'>"
                               "<identity category='client' name='Exodus 0.9.1' type='pc'/><feature "
                               "var='http://jabber.org/protocol/caps'/>"
                               "<feature var='http://jabber.org/protocol/disco#info'/><feature "
                               "var='http://jabber.org/protocol/disco#items'/>"
                               "<feature var='http://jabber.org/protocol/muc'/></query>";

const QByteArray archiveDiscoAnswer = "<query xmlns='http://jabber.org/protocol/disco#info'>"
                                      "<identity category='account' type='registered'/>"
                                      "<feature var='urn:xmpp:mam:2'/></query>";

} // namespace

QByteArray LoopbackServer::archivedMessage(int number, int contacts)
{
    const QByteArray stamp =
        QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + number * qint64(1'000), Qt::UTC)
            .toString(Qt::ISODateWithMs)
            .toLatin1();
    return "' id='" + QByteArray::number(number) +
           "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='" + stamp + "'/>" +
           sampleMessageFrame(firstArchived + number, contacts) + "</forwarded></result></message>";
}

void LoopbackServer::answerArchiveQuery(const QByteArray &id, const XmlElement &query)
{
    const XmlElement *set = query.child(u"set", u"http://jabber.org/protocol/rsm");
    if (!set)
        qFatal("an archive query without a page");
    if (!m_archiveAsked)
        m_archiveAsked = std::chrono::steady_clock::now();
    // Archive ids are the messages' numbers.
    const QString before = set->childText(u"before", u"http://jabber.org/protocol/rsm");
    const int end = before.isEmpty() ? int(m_archive->size()) : before.toInt();
    const int begin = std::max(0, end - set->childText(u"max", u"http://jabber.org/protocol/rsm").toInt());
    const QByteArray head = "<message xmlns='jabber:client' from='me@example.net' to='me@example.net/desk'>"
                            "<result xmlns='urn:xmpp:mam:2' queryid='" +
                            query.attribute(u"queryid").toUtf8();
    QList<QByteArray> frames;
    for (int number = begin; number < end; ++number)
        frames << head + m_archive->at(number);
    frames << "<iq xmlns='jabber:client' type='result' id='" + id + "'><fin xmlns='urn:xmpp:mam:2'" +
                  (begin == 0 ? " complete='true'" : "") +
                  "><set xmlns='http://jabber.org/protocol/rsm'/></fin></iq>";
    QMetaObject::invokeMethod(
        this,
        [this, frames] {
            for (const QByteArray &frame : frames)
                Q_EMIT frameReceived(frame);
        },
        Qt::QueuedConnection);
}

void LoopbackServer::open(const QUrl &)
{
    m_isOpen = true;
    m_opened = 0;
    QMetaObject::invokeMethod(this, &Transport::opened, Qt::QueuedConnection);
}

void LoopbackServer::close()
{
    if (std::exchange(m_isOpen, false))
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT closed({}); }, Qt::QueuedConnection);
}

void LoopbackServer::reply(const QByteArray &frame)
{
    QMetaObject::invokeMethod(
        this, [this, frame] { Q_EMIT frameReceived(frame); }, Qt::QueuedConnection);
}

QByteArray LoopbackServer::pingFrame(const QByteArray &id)
{
    return "<iq xmlns='jabber:client' type='get' from='example.net' to='me@example.net/desk' id='" + id +
           "'><ping xmlns='urn:xmpp:ping'/></iq>";
}

void LoopbackServer::setLimit(int messagesASecond)
{
    m_limit = messagesASecond;
    m_working.start();
    connect(&m_worker, &QTimer::timeout, this, &LoopbackServer::work);
    m_worker.start(std::chrono::milliseconds(5));
}

void LoopbackServer::work()
{
    while (!m_waiting.empty()) {
        const bool isMessage = m_waiting.front().startsWith("<message");
        if (isMessage && m_handledMessages * 1'000 >= m_working.elapsed() * m_limit)
            return;
        m_handledMessages += isMessage ? 1 : 0;
        const QByteArray frame = std::move(m_waiting.front());
        m_waiting.pop_front();
        handle(frame);
    }
    // An idle time is no credit.
    m_handledMessages = std::max(m_handledMessages, m_working.elapsed() * m_limit / 1'000);
}

void LoopbackServer::sendFrame(const QByteArray &frame)
{
    if (m_limit > 0)
        m_waiting.push_back(frame);
    else
        handle(frame);
}

void LoopbackServer::handle(const QByteArray &frame)
{
    const auto element = parseXml(frame);
    if (!element)
        qFatal("the client sent %s", frame.constData());
    const QString &name = element->name();
    if (name == "open"_L1) {
        const bool isSignedIn = m_opened++ > 0;
        reply(openFrame);
        reply(featuresStart +
              (isSignedIn
                   ? "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><sm xmlns='urn:xmpp:sm:3'/>"
                     "<ver xmlns='urn:xmpp:features:rosterver'/>"
                   : "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>SCRAM-SHA-1</mechanism>"
                     "</mechanisms>") +
              "</stream:features>");
    } else if (name == "auth"_L1) {
        const QByteArray first = QByteArray::fromBase64(element->text().toLatin1());
        reply("<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + m_scram.challenge(first).toBase64() +
              "</challenge>");
    } else if (name == "response"_L1) {
        const QByteArray outcome = m_scram.outcome(QByteArray::fromBase64(element->text().toLatin1()));
        if (outcome.isEmpty())
            qFatal("the client does not know its password");
        reply("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + outcome.toBase64() + "</success>");
    } else if (name == "enable"_L1) {
        m_stanzas = 0;
        reply("<enabled xmlns='urn:xmpp:sm:3' id='sm' resume='true' max='60'/>");
    } else if (name == "r"_L1) {
        reply("<a xmlns='urn:xmpp:sm:3' h='" + QByteArray::number(m_stanzas) + "'/>");
    } else if (name == "presence"_L1 || name == "message"_L1) {
        ++m_stanzas;
        m_hasPresence = m_hasPresence || name == "presence"_L1;
        m_receipts += element->child(u"received", u"urn:xmpp:receipts") ? 1 : 0;
    } else if (name == "iq"_L1) {
        ++m_stanzas;
        answerRequest(*element);
    }
}

void LoopbackServer::answerRequest(const XmlElement &iq)
{
    const QByteArray id = iq.attribute(u"id").toUtf8();
    const QString type = iq.attribute(u"type");
    if (type == "result"_L1 || type == "error"_L1) {
        m_answered.insert(id);
        return;
    }
    const QByteArray from =
        iq.attribute(u"to").isEmpty() ? QByteArray() : " from='" + iq.attribute(u"to").toUtf8() + "'";
    const auto answer = [&](const char *kind, const QByteArray &payload) {
        reply("<iq xmlns='jabber:client' type='" + QByteArray(kind) + "' id='" + id + "'" + from + ">" +
              payload + "</iq>");
    };
    if (iq.childInNs(u"urn:ietf:params:xml:ns:xmpp-bind")) {
        answer("result",
               "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>me@example.net/desk</jid></bind>");
    } else if (iq.childInNs(u"jabber:iq:roster")) {
        // Without one: nothing has changed since the version that the client has.
        answer("result", m_roster.isEmpty()
                             ? QByteArray()
                             : "<query xmlns='jabber:iq:roster' ver='1'>" + m_roster + "</query>");
    } else if (iq.childInNs(u"http://jabber.org/protocol/disco#info") && iq.attribute(u"to").contains(u'/')) {
        answer("result", discoAnswer);
    } else if (iq.childInNs(u"http://jabber.org/protocol/disco#info") && m_archive) {
        answer("result", archiveDiscoAnswer);
    } else if (const XmlElement *query = iq.childInNs(u"urn:xmpp:mam:2"); query && m_archive) {
        answerArchiveQuery(id, *query);
    } else {
        answer("error", "<error type='cancel'><service-unavailable "
                        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
    }
}

} // namespace roost::bench
