// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/xml_element.h"

#include <QStringList>

#include <optional>

namespace roost {

/// Features of a server's <authentication/> (XEP-0388) that one request can use. A value.
struct Sasl2Offer
{
    QStringList mechanisms;
    bool hasBind = false;       ///< XEP-0386.
    QStringList bindFeatures;   ///< Namespaces that <bind/> takes a request of.
    bool hasResumption = false; ///< XEP-0198 <resume/> inside <authenticate/>.
    QString fastMechanism;      ///< XEP-0484; empty = no token to be had.

    /// Nullopt when the features hold no <authentication/>.
    [[nodiscard]] static std::optional<Sasl2Offer> fromFeatures(const XmlElement &features);
};

} // namespace roost
