// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

namespace roost {

/// Annotation of a message whose content is encrypted for other Connections than this one.
struct Encrypted
{
    bool hasContent = true; ///< False: the message carries keys only, without content.
};

/// XEP-0380 0.4: recognizes encrypted messages by their hint or by the payload itself: OMEMO (XEP-0384),
/// OpenPGP (XEP-0373, XEP-0027) and OTR (XEP-0364). The body of such a message is a text for clients that
/// cannot decrypt it, and is not shown. Left out: decryption.
class Xep0380Encryption final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
};

} // namespace roost
