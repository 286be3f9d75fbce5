// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/sasl2_offer.h"

#include "xmpp/fast_token.h"
#include "xmpp/namespaces.h"
#include "xmpp/sasl.h"

namespace roost {

std::optional<Sasl2Offer> Sasl2Offer::fromFeatures(const XmlElement &features)
{
    const XmlElement *authentication = features.child(u"authentication", ns::sasl2);
    if (!authentication)
        return std::nullopt;
    Sasl2Offer offer;
    offer.mechanisms = saslMechanisms(*authentication);
    const XmlElement *inlined = authentication->child(u"inline", ns::sasl2);
    if (!inlined)
        return offer;
    offer.hasResumption = inlined->child(u"sm", ns::streamManagement) != nullptr;
    if (const XmlElement *fast = inlined->child(u"fast", ns::fast))
        offer.fastMechanism = chooseFastMechanism(saslMechanisms(*fast));
    const XmlElement *bind = inlined->child(u"bind", ns::bind2);
    offer.hasBind = bind != nullptr;
    const XmlElement *features2 = bind ? bind->child(u"inline", ns::bind2) : nullptr;
    if (!features2)
        return offer;
    for (const XmlElement &feature : features2->children()) {
        if (feature.is(u"feature", ns::bind2))
            offer.bindFeatures.append(feature.attribute(u"var"));
    }
    return offer;
}

} // namespace roost
