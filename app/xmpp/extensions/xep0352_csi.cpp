// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0352_csi.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView csiNs = u"urn:xmpp:csi:0";

} // namespace

QString Xep0352Csi::name() const { return u"xep0352"_s; }

std::optional<XmlElement> Xep0352Csi::inlineRequest() const
{
    if (m_active)
        return std::nullopt;
    return XmlElement(u"inactive"_s, csiNs.toString());
}

void Xep0352Csi::sessionStarted(bool resumed)
{
    Q_UNUSED(resumed) // §5.2: the state is not resumed
    m_told = !std::exchange(m_wasInline, false);
    tell();
}

void Xep0352Csi::setActive(bool active)
{
    m_active = active;
    tell();
}

void Xep0352Csi::tell()
{
    // A server that does not know the element would end the stream for it.
    if (m_told == m_active || !sender().isOnline() || !sender().hasStreamFeature(u"csi", csiNs))
        return;
    m_told = m_active;
    sender().sendNonza(XmlElement(m_active ? u"active"_s : u"inactive"_s, csiNs.toString()));
}

} // namespace roost
