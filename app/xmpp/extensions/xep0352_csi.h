// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

namespace roost {

/// XEP-0352 1.0: tells a server that offers it whether anybody looks at the client, so that it may hold back
/// what can wait. A stream begins as active, resumed or not, so an inactive state is said anew each time
/// (with the bind request where XEP-0386 is offered).
class Xep0352Csi final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] std::optional<XmlElement> inlineRequest() const override;
    void inlineEnabled() override { m_wasInline = true; }
    void sessionStarted(bool resumed) override;

    /// Told at once when online, else with the next stream.
    void setActive(bool active);
    [[nodiscard]] bool isActive() const { return m_active; }

private:
    void tell();

    bool m_active = true;
    bool m_told = true;       ///< What the server believes.
    bool m_wasInline = false; ///< Said in the request that bound the session.
};

} // namespace roost
