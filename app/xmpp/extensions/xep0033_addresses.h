// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

namespace roost {

/// Annotation: the recipient that the sender intended, independent of the Connection that the server
/// delivered to.
struct MeantFor
{
    Jid jid;
};

/// XEP-0033 1.2: reads and writes the single address of type `to`. A server may redirect a message for a
/// Connection that has gone and change its `to` attribute; this address stays. Left out: multicast services,
/// carbon copies, replies.
class Xep0033Addresses final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;

    /// <addresses/> with `jid` as the recipient.
    [[nodiscard]] static XmlElement makeTo(const Jid &jid);
};

} // namespace roost
