// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

namespace roost {

/// Annotation: the sender has deleted its message with this id. Whether it is the same sender's, and here, is
/// for the domain to look up.
struct Retraction
{
    QString id;
};

/// Annotation of the placeholder that an archive keeps for a message deleted by its sender (§5).
struct Tombstone
{
};

/// XEP-0424 0.4: reads retractions, also those of its versions up to 0.3 (XEP-0422). Left out: deleting own
/// messages, and therefore the disco feature.
class Xep0424Retraction final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
};

} // namespace roost
