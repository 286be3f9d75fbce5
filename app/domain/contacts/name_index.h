// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"
#include "domain/contacts/endpoint.h"

#include <QHash>
#include <QString>

#include <vector>

namespace roost {

/// The names and addresses of contacts, by keys that are equal for texts that look alike (lookalikes.h). Made
/// once, in any thread: a name takes microseconds. Looking up is thread-safe and does not depend on their
/// number.
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

    /// By what people know a contact, apart from the address: its name, else its nickname. Main thread.
    [[nodiscard]] static Named named(const Endpoint &contact);

    /// `name` looks like the name or the address of a contact. `isOwn`: the index holds that name for its
    /// owner, too.
    [[nodiscard]] bool resembles(const QString &name, bool isOwn = false) const;
    /// Also "alice\40bar.com@evil.com", which is shown as "alice@bar.com@evil.com" (XEP-0106).
    [[nodiscard]] bool resemblesAddress(const Jid &address) const;
    /// Compares somebody with that name and address, who is not in the index, with all who are. A name that
    /// is just their own address claims nothing.
    [[nodiscard]] Endpoint::Claims claimsOf(const Named &other) const;

private:
    QHash<quint64, int> m_keys; ///< How many contacts have a key.
};

/// "alice@example.org" in any spelling. Names that only hold an @ ("l@ura") are taken for one too: the
/// mistake costs a remark.
[[nodiscard]] bool readsLikeAddress(const QString &name);

} // namespace roost
