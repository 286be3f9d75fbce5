// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

#include <functional>

namespace roost {

/// Annotation of a message that proposes a call.
struct CallProposal
{
    QString id; ///< Id of the call.
};

/// XEP-0353 0.8: calls that others propose. Roost cannot accept calls. It declines (§3.6, as busy) a live
/// proposal to this Connection if the caller may know that we are online, unless another Connection of ours
/// can accept it. Left out: accepting and making calls.
class Xep0353Calls final : public Extension
{
    Q_OBJECT

public:
    /// The feature of a Connection that takes such proposals.
    static constexpr QStringView feature = u"urn:xmpp:jingle-message:0";

    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;

    /// Decides per bare address who may learn that we are online. By default no address may.
    void setAllowed(std::function<bool(const Jid &bare)> allowed) { m_allowed = std::move(allowed); }
    /// Reports whether another Connection of ours accepts calls. By default none does.
    void setTakenElsewhere(std::function<bool()> isTaken) { m_isTakenElsewhere = std::move(isTaken); }

private:
    void decline(const Stanza &stanza, const QString &call);

    std::function<bool(const Jid &)> m_allowed;
    std::function<bool()> m_isTakenElsewhere;
};

} // namespace roost
