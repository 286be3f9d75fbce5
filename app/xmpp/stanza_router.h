// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

#include <array>
#include <memory>
#include <vector>

namespace roost {

/// Takes each stanza through the extensions, stage by stage, in the order in which they were added. Owns the
/// extensions. Main thread.
class StanzaRouter
{
public:
    /// Appends `extension` to the stages that it asked for.
    void add(std::unique_ptr<Extension> extension);
    [[nodiscard]] const std::vector<std::unique_ptr<Extension>> &extensions() const { return m_extensions; }

    /// Returns Pass if no extension handled the stanza.
    [[nodiscard]] Handled route(Stanza &stanza) const;
    /// Lets every extension add to an outgoing stanza.
    void build(XmlElement &stanza) const;

private:
    static constexpr size_t stages = 5;
    std::vector<std::unique_ptr<Extension>> m_extensions;
    std::array<std::vector<Extension *>, stages> m_stages;
};

} // namespace roost
