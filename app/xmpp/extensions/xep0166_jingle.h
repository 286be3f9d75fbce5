// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

namespace roost {

/// XEP-0166 1.1: reports calls (XEP-0167) that others start with exactly this Connection. The client answers
/// each request as unsupported (§6.3.2, service-unavailable). Left out: taking part.
class Xep0166Jingle final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;

Q_SIGNALS:
    /// `from` (full) wants to begin the call `id`. Anybody can send that.
    void callReceived(const roost::Jid &from, const QString &id);
};

} // namespace roost
