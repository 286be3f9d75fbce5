// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

namespace roost {

/// Annotation of a message that carries a link.
struct OutOfBand
{
    QString url;
    QString description; ///< On one line; may be empty.
};

/// XEP-0066 1.5: links in messages, to be shown where a message has no body. Left out: the IQ, since Roost
/// fetches nothing that others name, and sending.
class Xep0066Oob final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
};

} // namespace roost
