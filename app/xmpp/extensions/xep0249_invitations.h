// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

namespace roost {

/// Annotation: an invitation to a room.
struct RoomInvitation
{
    Jid room;       ///< Bare.
    Jid inviter;    ///< Bare; empty = unknown. Unverified if a room names it.
    QString reason; ///< On one line; may be empty.

    [[nodiscard]] static QString cappedReason(const QString &reason)
    {
        return reason.left(1'024).simplified();
    }
};

/// XEP-0249 1.2: invitations to rooms that a contact sends directly. Invitations that a room relays belong to
/// Xep0045Rooms, which runs first. Left out: joining, and inviting others.
class Xep0249Invitations final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
};

} // namespace roost
