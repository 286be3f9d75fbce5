// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

#include <QList>

#include <functional>

namespace roost {

/// Annotation of a message that proposes a call.
struct CallProposal
{
    QString id; ///< Id of the call.
};

/// Annotation of a message by which another Connection of ours has taken or declined a proposed call.
struct CallAnswer
{
    QString id; ///< The id of the call.
    Jid caller; ///< Bare address.
    bool isTaken = false;
};

/// XEP-0353 0.8: calls that others propose. Roost cannot accept calls. It declines (§3.6, as busy) a live
/// proposal to this Connection if the caller may know that we are online, unless another Connection of ours
/// can accept it. The answers of our other Connections (proceed, reject, finish, and accept of versions
/// before 0.4) count only if our own account sent them; an automatic reject by a Roost is not an answer. Left
/// out: accepting and making calls.
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
