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

bool StreamManagement::add(QByteArray frame, const QString &tag, Lane lane, bool isRevocable)
{
    if (tag.isEmpty() && m_waiting.size() + m_urgent.size() >= mostWaiting)
        return false;
    (lane == Lane::Urgent ? m_urgent : m_waiting).push_back({std::move(frame), tag, lane, isRevocable});
    return true;
}

std::vector<QByteArray> StreamManagement::takeSendable()
{
    std::vector<QByteArray> frames;
    putOnWire(m_urgent, windowSize + reserve, frames);
    putOnWire(m_waiting, windowSize, frames);
    return frames;
}

void StreamManagement::putOnWire(std::deque<Kept> &lane, std::size_t limit, std::vector<QByteArray> &frames)
{
    while (!lane.empty() && m_unacknowledged.size() < limit) {
        Kept &next = lane.front();
        frames.push_back(next.frame);
        ++m_sinceRequest;
        m_hasTrackedSinceRequest = m_hasTrackedSinceRequest || !next.tag.isEmpty();
        m_unacknowledged.push_back(std::move(next));
        lane.pop_front();
    }
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
                       [](const Kept &kept) { return !kept.tag.isEmpty(); });
}

bool StreamManagement::wantsRequest()
{
    if (m_unacknowledged.empty()) {
        m_sinceRequest = 0;
        m_hasTrackedSinceRequest = false;
    }
    const bool isAsked = m_hasTrackedSinceRequest || m_sinceRequest >= requestEvery;
    const bool isAwaited = m_hasProgressed && (hasTracked() || hasWaiting());
    if (m_isRequested || !m_isEnabled || !(isAsked || isAwaited))
        return false;
    m_isRequested = true;
    m_hasProgressed = false;
    m_sinceRequest = 0;
    m_hasTrackedSinceRequest = false;
    return true;
}

XmlElement StreamManagement::makeResume() const
{
    XmlElement resume(u"resume"_s, ns::streamManagement);
    resume.setAttribute(u"h"_s, QString::number(m_received));
    resume.setAttribute(u"previd"_s, m_resumeId);
    return resume;
}

QStringList StreamManagement::giveBack(std::deque<Kept> &kept)
{
    QStringList tags;
    std::erase_if(kept, [&tags](const Kept &one) {
        if (one.isRevocable)
            tags.append(one.tag);
        return one.isRevocable;
    });
    return tags;
}

StreamManagement::GivenBack StreamManagement::resumed(bool isDoubtful)
{
    GivenBack given;
    if (isDoubtful)
        given.doubtful = giveBack(m_unacknowledged);
    // Later messages wait too, to keep the order.
    if (!given.doubtful.isEmpty())
        given.unsent = giveBack(m_waiting);
    for (auto kept = m_unacknowledged.rbegin(); kept != m_unacknowledged.rend(); ++kept)
        (kept->lane == Lane::Urgent ? m_urgent : m_waiting).push_front(std::move(*kept));
    m_unacknowledged.clear();
    // The old socket's request gets no answer any more.
    m_isRequested = false;
    m_hasProgressed = false;
    m_sinceRequest = 0;
    m_hasTrackedSinceRequest = false;
    return given;
}

QStringList StreamManagement::end()
{
    QStringList tags;
    for (const std::deque<Kept> *kept : {&m_unacknowledged, &m_urgent, &m_waiting}) {
        for (const Kept &one : *kept) {
            if (!one.tag.isEmpty())
                tags.append(one.tag);
        }
    }
    *this = StreamManagement();
    return tags;
}

} // namespace roost
