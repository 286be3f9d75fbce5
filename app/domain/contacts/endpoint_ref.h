// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"

#include <QMetaType>
#include <QString>
#include <QStringView>

#include <optional>

namespace roost {

/// Names an Endpoint outside of its Session: in notifications, links, messages of a second start, and
/// scripts. Two accounts may have a contact with the same address, so the address alone names no Endpoint. A
/// value.
struct EndpointRef
{
    Jid account; ///< Bare address of the account with the Endpoint. Empty: the account of the receiver.
    Jid id;      ///< Endpoint::id(). Empty: the account as a whole.

    [[nodiscard]] bool isEmpty() const { return account.isEmpty() && id.isEmpty(); }

    /// `xmpp://account/id`, or `xmpp:id` without an account (RFC 5122 §2.2), percent-encoded. Empty if `id`
    /// is empty.
    [[nodiscard]] QString toString() const;
    /// Parses the form of toString(). Of full addresses only the bare part counts. Fails without a valid id,
    /// on an invalid account, and on a query or a fragment.
    [[nodiscard]] static std::optional<EndpointRef> parse(QStringView text);

    bool operator==(const EndpointRef &) const = default;
};

[[nodiscard]] size_t qHash(const EndpointRef &ref, size_t seed = 0);

} // namespace roost

Q_DECLARE_METATYPE(roost::EndpointRef)
