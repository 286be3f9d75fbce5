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

    /// The way there and back in milliseconds. Whoever answers that it knows no pings is alive too; an empty
    /// address asks the own server.
    [[nodiscard]] QFuture<Result<qint64>> ping(const Jid &jid);
};

} // namespace roost
