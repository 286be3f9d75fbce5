// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

namespace roost {

/// Annotation: whom its sender meant a message for, whomever the server gave it to.
struct MeantFor
{
    Jid jid;
};

/// XEP-0033 1.2: reads the one address of type `to`, and writes it. Servers hand on a message for a
/// Connection that has gone, and may put another address on it; this one stays. Left out: sending to many by
/// a multicast service, carbon copies, replies.
class Xep0033Addresses final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;

    /// <addresses/> with `jid` as the one whom the message is to.
    [[nodiscard]] static XmlElement makeTo(const Jid &jid);
};

} // namespace roost
