// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

namespace roost {

/// Annotation of a stanza that was taken out of a carbon (XEP-0280).
struct CarbonCopy
{
    enum class Direction : quint8 { Received, Sent };
    Direction direction = Direction::Received;
};

/// Annotation of a native message whose sender wants no carbons of it (§9). The server may have removed the
/// element.
struct NoCarbons
{
};

/// XEP-0280 1.0: enables carbons; unwraps <received/> and <sent/>, only when the wrapper comes from the own
/// bare address (CVE-2017-5589 class), otherwise drops it.
class Xep0280Carbons final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QStringList features() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
    [[nodiscard]] std::optional<XmlElement> inlineRequest() const override;
    void inlineEnabled() override { m_isEnabled = true; }
    void sessionStarted(bool resumed) override;

    /// §9: <private/>, which asks the server not to copy the message.
    [[nodiscard]] static XmlElement makePrivate();

private:
    bool m_isEnabled = false; ///< In the request that bound the session.
};

} // namespace roost
