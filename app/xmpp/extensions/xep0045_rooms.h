// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"
#include "xmpp/extensions/xep0249_invitations.h"

namespace roost {

/// XEP-0045 1.35: only invitations that a room hands on (§7.8.2), as RoomInvitation. Left out: all else of
/// rooms.
class Xep0045Rooms final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
};

} // namespace roost
