// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"
#include "domain/contacts/endpoint.h"

#include <QHash>
#include <QString>

#include <vector>

namespace roost {

/// The names and addresses of contacts, by keys that are equal for texts that look alike (lookalikes.h).
/// Built once, in any thread, with some microseconds for each name. A look-up is thread-safe and takes
/// constant time.
class NameIndex
{
public:
    struct Named
    {
        QString name; ///< May be empty.
        Jid address;  ///< Bare.
    };

    NameIndex() = default;
    explicit NameIndex(const std::vector<Named> &contacts);

    /// The address of a contact with its name, or its nickname if it has no name. Main thread.
    [[nodiscard]] static Named named(const Endpoint &contact);

    /// The claims of a name and an address. A name that equals the address claims nothing. `isIndexed`: the
    /// index contains both for their owner, which does not count.
    [[nodiscard]] Endpoint::Claims claimsOf(const Named &other, bool isIndexed = false) const;

private:
    [[nodiscard]] bool resembles(const QString &name, bool isIndexed) const;
    /// True if `address` looks like that of a contact, also for "alice\40bar.com@evil.com", which is shown as
    /// "alice@bar.com@evil.com" (XEP-0106).
    [[nodiscard]] bool resemblesAddress(const Jid &address) const;

    QHash<quint64, int> m_keys; ///< Key -> number of contacts with it.
};

/// True for a name such as "alice@example.org" in any spelling, and also for "l@ura": a false positive only
/// costs a warning.
[[nodiscard]] bool readsLikeAddress(const QString &name);

} // namespace roost
