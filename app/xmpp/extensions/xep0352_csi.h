// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

namespace roost {

/// XEP-0352 1.0: reports to a server that offers it whether the client is in use, so that the server may hold
/// back stanzas that can wait. A stream starts as active, resumed or not, so an inactive state is sent again
/// on each stream (with the bind request if the server offers XEP-0386).
class Xep0352Csi final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] std::optional<XmlElement> inlineRequest() const override;
    void inlineEnabled() override { m_wasInline = true; }
    void sessionStarted(bool resumed) override;

    /// Sent immediately when online, otherwise with the next stream.
    void setActive(bool active);
    [[nodiscard]] bool isActive() const { return m_active; }

private:
    void tell();

    bool m_active = true;
    bool m_told = true;       ///< State that the server assumes.
    bool m_wasInline = false; ///< Said in the request that bound the session.
};

} // namespace roost
