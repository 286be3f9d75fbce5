// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

namespace roost {

/// XEP-0199 2.0.1: answers pings, sends them.
class Xep0199Ping final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QStringList features() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;

    /// Round-trip time in milliseconds. An answer that pings are unsupported also counts as a sign of life;
    /// an empty address pings the own server.
    [[nodiscard]] QFuture<Result<qint64>> ping(const Jid &jid);
};

} // namespace roost
