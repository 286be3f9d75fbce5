// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/stanza_router.h"

#include "base/log.h"

namespace roost {

void StanzaRouter::add(std::unique_ptr<Extension> extension)
{
    static_assert(static_cast<size_t>(Stage::Deliver) + 1 == stages);
    const unsigned wanted = extension->stages();
    for (size_t stage = 0; stage < stages; ++stage) {
        if (wanted & (1U << stage))
            m_stages[stage].push_back(extension.get());
    }
    m_extensions.push_back(std::move(extension));
}

Handled StanzaRouter::route(Stanza &stanza) const
{
    for (size_t stage = 0; stage < stages; ++stage) {
        for (Extension *extension : m_stages[stage]) {
            const Handled handled = extension->handle(static_cast<Stage>(stage), stanza);
            if (handled == Handled::Pass)
                continue;
            if (handled == Handled::Drop)
                qCWarning(lcStream) << extension->name() << "dropped a stanza as forged or malformed";
            return handled;
        }
    }
    return Handled::Pass;
}

void StanzaRouter::build(XmlElement &stanza) const
{
    for (const BuildStage stage : {BuildStage::Annotate, BuildStage::Identify, BuildStage::Encrypt}) {
        for (const auto &extension : m_extensions) {
            if (extension->buildStage() == stage)
                extension->build(stanza);
        }
    }
}

} // namespace roost
