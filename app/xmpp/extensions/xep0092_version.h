// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/client_identity.h"
#include "xmpp/extension.h"

#include <functional>

namespace roost {

/// XEP-0092 1.1.
struct SoftwareVersion
{
    QString name;
    QString version;
    QString os;
};

/// XEP-0092 1.1: asks; answers contacts only (setAllowed), others get service-unavailable.
class Xep0092Version final : public Extension
{
    Q_OBJECT

public:
    Xep0092Version(StanzaSender &sender, ClientIdentity identity);
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QStringList features() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;

    [[nodiscard]] QFuture<Result<SoftwareVersion>> ask(const Jid &fullJid);
    void setAllowed(std::function<bool(const Jid &bare)> allowed) { m_allowed = std::move(allowed); }

private:
    ClientIdentity m_identity;
    std::function<bool(const Jid &)> m_allowed;
};

} // namespace roost
