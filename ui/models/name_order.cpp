// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/name_order.h"

#include "domain/contacts/endpoint_directory.h"
#include "models/search_text.h"

#include <QLocale>

#include <algorithm>
#include <vector>

namespace roost {

using namespace Qt::StringLiterals;

NameOrder::NameOrder()
{
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    m_collator.setNumericMode(true);
}

QCollatorSortKey NameOrder::keyOf(const QString &name) const
{
    // Without a language, sorting goes by code points: fold at least.
    return m_collator.sortKey(m_collator.locale().language() == QLocale::C ? foldForSearch(name) : name);
}

QString NameOrder::id() const
{
    return m_collator.locale().bcp47Name() + u'/' + QString::fromLatin1(qVersion());
}

QList<Jid> NameOrder::firstWithoutThread(const EndpointDirectory &directory) const
{
    struct Named
    {
        QCollatorSortKey key;
        const Endpoint *endpoint;
    };
    const QList<Endpoint *> listed = directory.listed();
    if (listed.size() < ListHead::fewestListed)
        return {};
    std::vector<Named> all;
    all.reserve(std::size_t(listed.size()));
    for (const Endpoint *endpoint : listed) {
        if (endpoint->lastMessageMs() == 0)
            all.push_back({keyOf(endpoint->displayName()), endpoint});
    }
    const auto end = all.begin() + std::min<std::ptrdiff_t>(ListHead::mostRows, std::ssize(all));
    std::partial_sort(all.begin(), end, all.end(), [](const Named &a, const Named &b) {
        const int order = a.key.compare(b.key);
        return order != 0 ? order < 0 : a.endpoint->id() < b.endpoint->id();
    });
    QList<Jid> first;
    for (auto each = all.begin(); each != end; ++each)
        first.append(each->endpoint->id());
    return first;
}

} // namespace roost
