// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/name_index.h"

#include "base/lookalikes.h"

#include <algorithm>

namespace roost {

NameIndex::NameIndex(const std::vector<Named> &contacts)
{
    m_keys.reserve(qsizetype(contacts.size()) * 2);
    for (const Named &each : contacts) {
        ++m_keys[addressKeyOf(each.address.bareView())];
        if (each.name.isEmpty())
            continue;
        const NameKeys keys = nameKeysOf(each.name);
        ++m_keys[keys[0]];
        if (keys[1] != keys[0])
            ++m_keys[keys[1]];
    }
}

NameIndex::Named NameIndex::named(const Endpoint &contact)
{
    return {contact.name().isEmpty() ? contact.nickname() : contact.name(), contact.id()};
}

bool NameIndex::resembles(const QString &name, bool isIndexed) const
{
    const int own = isIndexed ? 1 : 0;
    const NameKeys keys = nameKeysOf(name);
    return std::any_of(keys.begin(), keys.end(), [&](quint64 key) { return m_keys.value(key) > own; }) ||
           m_keys.value(addressKeyOf(name)) > 0;
}

bool NameIndex::resemblesAddress(const Jid &address) const
{
    return m_keys.value(addressKeyOf(address.bareView())) > 0 ||
           (!address.isDomain() && m_keys.value(addressKeyOf(unescapeLocalPart(address.localView()))) > 0);
}

Endpoint::Claims NameIndex::claimsOf(const Named &other, bool isIndexed) const
{
    using Claim = Endpoint::Claim;
    Endpoint::Claims claims;
    if (!other.name.isEmpty()) {
        const bool isLikeAddress = readsLikeAddress(other.name) &&
                                   addressKeyOf(other.name) != addressKeyOf(other.address.bareView());
        claims.setFlag(Claim::LikeAddress, isLikeAddress);
        claims.setFlag(Claim::LikeContact, resembles(other.name, isIndexed));
    }
    claims.setFlag(Claim::AddressLikeContact, !isIndexed && resemblesAddress(other.address));
    return claims;
}

bool readsLikeAddress(const QString &name)
{
    const QString plain = name.normalized(QString::NormalizationForm_KC);
    for (qsizetype at = plain.indexOf(u'@'); at >= 0; at = plain.indexOf(u'@', at + 1)) {
        if (at > 0 && !plain[at - 1].isSpace() && at + 1 < plain.size() && !plain[at + 1].isSpace())
            return true;
    }
    return false;
}

} // namespace roost
