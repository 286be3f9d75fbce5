// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/stream_management.h"

#include "xmpp/namespaces.h"

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

XmlElement StreamManagement::makeEnable()
{
    XmlElement enable(u"enable"_s, ns::streamManagement);
    enable.setAttribute(u"resume"_s, u"true"_s);
    return enable;
}

void StreamManagement::begin(const XmlElement &enabled)
{
    end();
    m_isEnabled = true;
    const QString resume = enabled.attribute(u"resume");
    if (resume == u"true" || resume == u"1")
        m_resumeId = enabled.attribute(u"id");
    m_maximumSeconds = enabled.attribute(u"max").toInt();
}

XmlElement StreamManagement::makeAnswer() const
{
    XmlElement answer(u"a"_s, ns::streamManagement);
    answer.setAttribute(u"h"_s, QString::number(m_received));
    return answer;
}

XmlElement StreamManagement::makeRequest() { return XmlElement(u"r"_s, ns::streamManagement); }

bool StreamManagement::sent(const QByteArray &frame, const QString &tag)
{
    if (!m_isEnabled)
        return false;
    m_unacknowledged.push_back({frame, tag});
    ++m_sinceRequest;
    if (m_isRequested || (tag.isEmpty() && m_sinceRequest < kRequestEvery))
        return false;
    m_isRequested = true;
    m_sinceRequest = 0;
    return true;
}

Result<QStringList> StreamManagement::acknowledged(quint32 handled)
{
    // Unsigned arithmetic wraps at 2^32, just as the protocol's counters do (XEP-0198 §4).
    const quint32 count = handled - m_acknowledged;
    if (count > m_unacknowledged.size())
        return unexpected(ErrorKind::ProtocolViolation, u"handled-count-too-high"_s);
    QStringList tags;
    for (quint32 i = 0; i < count; ++i) {
        if (!m_unacknowledged.front().tag.isEmpty())
            tags.append(m_unacknowledged.front().tag);
        m_unacknowledged.pop_front();
    }
    m_acknowledged = handled;
    m_isRequested = false;
    // A server that acknowledges nothing new is not asked again at once: that would be an endless ping-pong.
    m_hasProgressed = count > 0;
    return tags;
}

Result<QStringList> StreamManagement::acknowledged(const XmlElement &element)
{
    bool isNumber = false;
    const quint32 handled = element.attribute(u"h").toUInt(&isNumber);
    if (!isNumber)
        return unexpected(ErrorKind::ProtocolViolation, u"stream management without h"_s);
    return acknowledged(handled);
}

bool StreamManagement::hasTracked() const
{
    return std::any_of(m_unacknowledged.begin(), m_unacknowledged.end(),
                       [](const Sent &sent) { return !sent.tag.isEmpty(); });
}

bool StreamManagement::wantsRequest()
{
    if (m_isRequested || !m_hasProgressed || !hasTracked())
        return false;
    m_isRequested = true;
    m_sinceRequest = 0;
    return true;
}

XmlElement StreamManagement::makeResume() const
{
    XmlElement resume(u"resume"_s, ns::streamManagement);
    resume.setAttribute(u"h"_s, QString::number(m_received));
    resume.setAttribute(u"previd"_s, m_resumeId);
    return resume;
}

std::vector<QByteArray> StreamManagement::framesToResend()
{
    std::vector<QByteArray> frames;
    frames.reserve(m_unacknowledged.size());
    for (const Sent &sent : m_unacknowledged)
        frames.push_back(sent.frame);
    // What was asked on the old socket is answered by nobody.
    m_isRequested = false;
    m_hasProgressed = true;
    return frames;
}

QStringList StreamManagement::end()
{
    QStringList tags;
    for (const Sent &sent : m_unacknowledged) {
        if (!sent.tag.isEmpty())
            tags.append(sent.tag);
    }
    *this = StreamManagement();
    return tags;
}

} // namespace roost
