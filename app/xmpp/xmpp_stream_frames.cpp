// SPDX-License-Identifier: GPL-3.0-or-later
// The half of XmppStream that makes elements of frames, with turns of the event loop in between.
#include "base/log.h"
#include "xmpp/namespaces.h"
#include "xmpp/wire_log.h"
#include "xmpp/xmpp_stream.h"

#include <QPointer>

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

bool isStanzaHead(const XmlElement &head)
{
    return (head.ns() == ns::client || head.ns().isEmpty()) &&
           (head.name() == u"message" || head.name() == u"presence" || head.name() == u"iq");
}

/// The element of a frame that could not be parsed as a whole, without its children; if there is nothing to
/// be made of its start tag, the name alone.
XmlElement headOf(QByteArrayView text)
{
    text.truncate(std::min(text.size(), XmlLimits().bytes));
    XmlPieces pieces(text.toByteArray(), {});
    while (pieces.root().isNull() && pieces.next()) {
    }
    if (XmlElement head = pieces.root(); !head.isNull())
        return head;
    for (const QString &name : {u"message"_s, u"presence"_s, u"iq"_s}) {
        if (text.startsWith("<" + name.toLatin1()))
            return XmlElement(name, ns::client);
    }
    return XmlElement(u"unknown"_s);
}

bool isAnswer(const XmlElement &head)
{
    const QString type = head.attribute(u"type");
    return head.is(u"iq", ns::client) && (type == u"result" || type == u"error");
}

} // namespace

void XmppStream::noteArrival()
{
    m_lastArrival = m_clock.monotonicMs();
    if (m_isProbing && m_lastArrival >= m_lifeFrom)
        m_probeDeadline = std::max(m_probeDeadline, m_lastArrival + m_probeTimeout);
}

bool XmppStream::isReceiving() const
{
    const bool isArriving =
        m_hasPart && m_clock.monotonicMs() - m_lastArrival < qint64(answerTimeout.count());
    return m_long || !m_queue.empty() || isArriving;
}

void XmppStream::receive(const QByteArray &frame)
{
    m_hasPart = false;
    noteArrival();
    if (m_isProbing &&
        (frame.startsWith("<a ") || (!m_pingId.isEmpty() && frame.contains(m_pingId.toLatin1()))))
        m_isProbing = false;
    if (!m_turn.isActive()) {
        m_spentMs = 0;
        m_turn.start();
    }
    if (m_isProcessing || m_long || !m_queue.empty() || m_spentMs >= turnMs)
        m_queue.push_back(frame);
    else
        process(frame);
}

void XmppStream::continueQueue()
{
    if ((m_queue.empty() && !m_long) || m_isProcessing)
        return;
    m_turn.start();
    m_spentMs = 0;
    const QPointer<XmppStream> guard(this);
    do {
        QByteArray frame;
        if (!m_long) {
            frame = std::move(m_queue.front());
            m_queue.pop_front();
        }
        process(frame);
        if (!guard)
            return;
    } while ((m_long || !m_queue.empty()) && m_spentMs < turnMs);
    if (m_queue.empty() && !m_long && m_closeAfterQueue)
        end(*std::exchange(m_closeAfterQueue, {}));
}

void XmppStream::process(const QByteArray &frame)
{
    const QPointer<XmppStream> guard(this);
    const qint64 before = m_clock.monotonicMs();
    const qint64 spentBefore = m_spentMs;
    m_isProcessing = true;
    if (!m_long)
        handleFrame(frame);
    while (guard && m_long && m_spentMs < turnMs) {
        continueLong();
        if (guard)
            m_spentMs = spentBefore + m_clock.monotonicMs() - before;
    }
    if (!guard)
        return;
    m_isProcessing = false;
    m_spentMs = spentBefore + m_clock.monotonicMs() - before;
}

void XmppStream::handleFrame(const QByteArray &frame)
{
    if (lcWire().isDebugEnabled())
        qCDebug(lcWire).noquote() << "<<" << withoutSecrets(frame.left(XmlLimits().bytes));
    const QByteArrayView text = elementOfFrame(frame);
    if (text.isEmpty())
        return; // A sign of life.
    if (text.size() > mostAtOnce)
        return startLong(text.size() == frame.size() ? frame : text.toByteArray());
    Result<XmlElement> element = parseXml(text);
    if (element)
        return handleElement(std::move(element.value()));
    handleUnusable(text, element.error());
}

void XmppStream::handleUnusable(QByteArrayView frame, const Error &why)
{
    const XmlElement head = headOf(frame);
    // An oversized or malformed stanza is dropped, but counted. Any address can make a server send one
    // (Prosody 0.12 writes <xml:a/> as an element that no parser may accept). If it ended the stream, the
    // server would send it again after each resumption. A frame is one element (RFC 7395 §3.3), so the
    // following frames are not affected.
    if (isStanzaHead(head) && (m_phase == Phase::Online || why.kind == ErrorKind::ResourceLimit)) {
        qCWarning(lcStream) << "dropped a stanza:" << why.detail;
        m_management.countReceived();
        m_sink.stanzaDropped(head, why);
        return;
    }
    end({ErrorKind::ProtocolViolation, why.detail});
}

// Frames too long for one turn

void XmppStream::startLong(const QByteArray &frame)
{
    XmlLimits limits;
    limits.bytes = mostAnswerBytes;
    m_long.reset(new Long{{frame, limits}});
}

void XmppStream::continueLong()
{
    const QPointer<XmppStream> guard(this);
    const quint64 run = m_run;
    const bool hasMore = m_long->pieces.next();
    if (m_long->head.isNull()) {
        m_long->head = m_long->pieces.root();
        if (!m_long->head.isNull()) {
            m_long->isAwaited = isAnswer(m_long->head) && m_sink.isAwaited(m_long->head);
            if (const Status fits = checkLong(); !fits)
                return handleUnusable(std::exchange(m_long, {})->pieces.frame(), fits.error());
        }
    }
    if (m_long->isAwaited)
        m_sink.takeItems(m_long->head, m_long->pieces);
    if (!guard || run != m_run || hasMore)
        return;
    const std::unique_ptr<Long> done = std::move(m_long);
    Result<XmlElement> element = done->pieces.take();
    if (element)
        return handleElement(std::move(element.value()));
    handleUnusable(done->pieces.frame(), element.error());
}

Status XmppStream::checkLong() const
{
    const qsizetype most = m_long->isAwaited ? mostAnswerBytes : XmlLimits().bytes;
    if (m_long->pieces.size() <= most)
        return Done{};
    return unexpected(
        ErrorKind::ResourceLimit,
        u"<%1/> of %2 bytes, more than %3"_s.arg(m_long->head.name()).arg(m_long->pieces.size()).arg(most));
}

} // namespace roost
