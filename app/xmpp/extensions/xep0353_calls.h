// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

#include <QList>

#include <functional>

namespace roost {

/// Annotation of a message that proposes a call.
struct CallProposal
{
    QString id; ///< Of the call.
};

/// Annotation of a message by which another Connection of ours has taken or declined a proposed call.
struct CallAnswer
{
    QString id; ///< The id of the call.
    Jid caller; ///< Bare address.
    bool isTaken = false;
};

/// XEP-0353 0.8: calls that others propose. Roost cannot take them: it declines (§3.6, as busy) what comes
/// live to this Connection, from somebody allowed to know that we are here, unless another Connection of ours
/// could take it. The answers of our other Connections (proceed, reject, finish, and accept of versions
/// before 0.4) count only if our own account sent them; a reject that a Roost sent by itself is no answer.
/// Left out: taking and making calls.
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

    /// Decides per bare address who may learn that we are here. Nobody by default.
    void setAllowed(std::function<bool(const Jid &bare)> allowed) { m_allowed = std::move(allowed); }
    /// Whether another Connection of ours takes calls. None does by default.
    void setTakenElsewhere(std::function<bool()> isTaken) { m_isTakenElsewhere = std::move(isTaken); }

private:
    void decline(const Stanza &stanza, const QString &call);
    void handleProposal(Stanza &stanza, const XmlElement &proposal);
    void handleAnswer(Stanza &stanza) const;
    void remember(const QString &call, const Jid &caller);

    struct Proposed
    {
        QString id;
        Jid caller;
    };
    QList<Proposed> m_proposed; ///< Oldest first; a limited number.
    std::function<bool(const Jid &)> m_allowed;
    std::function<bool()> m_isTakenElsewhere;
};

} // namespace roost
