// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/endpoint_ref.h"

#include "base/visible_text.h"

#include <QUrl>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr auto scheme = "xmpp:"_L1;

QString encoded(const Jid &jid) { return QString::fromLatin1(QUrl::toPercentEncoding(jid.toString(), "@")); }

/// The bare address in a part of the text, which may have been pasted with invisible characters.
Jid bareAddress(QStringView part)
{
    const QString decoded = QString::fromUtf8(QByteArray::fromPercentEncoding(part.toUtf8()));
    return Jid::fromWire(typedAddress(decoded)).bare();
}

} // namespace

QString EndpointRef::toString() const
{
    if (id.isEmpty())
        return {};
    return account.isEmpty() ? scheme + encoded(id)
                             : scheme + "//"_L1 + encoded(account) + u'/' + encoded(id);
}

std::optional<EndpointRef> EndpointRef::parse(QStringView text)
{
    if (!text.startsWith(scheme, Qt::CaseInsensitive) || text.contains(u'?') || text.contains(u'#'))
        return std::nullopt;
    EndpointRef ref;
    QStringView rest = text.mid(scheme.size());
    if (rest.startsWith("//"_L1)) {
        const qsizetype slash = rest.indexOf(u'/', 2);
        if (slash < 0)
            return std::nullopt;
        const QStringView account = rest.sliced(2, slash - 2);
        ref.account = bareAddress(account);
        if (ref.account.isEmpty() && !account.isEmpty())
            return std::nullopt;
        rest = rest.mid(slash + 1);
    }
    ref.id = bareAddress(rest);
    return ref.id.isEmpty() ? std::nullopt : std::optional(ref);
}

size_t qHash(const EndpointRef &ref, size_t seed) { return qHashMulti(seed, ref.account, ref.id); }

} // namespace roost
