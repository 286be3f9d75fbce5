// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

namespace roost {

/// Annotation: the message is a new text for the one with this id, of the same sender. Whether it is the same
/// sender's, and here, is for the domain to look up.
struct Correction
{
    QString id;
};

/// XEP-0308 1.2: reads corrections. Left out: correcting own messages, and therefore the disco feature.
class Xep0308Correction final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
};

} // namespace roost
