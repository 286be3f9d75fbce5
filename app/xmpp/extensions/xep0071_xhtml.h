// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

namespace roost {

/// Annotation of a message that has an XHTML body: its text, without any markup.
struct FormattedText
{
    QString text;
};

/// XEP-0071 1.5: reads the text of XHTML bodies, to be shown where a message has no other body. Formats,
/// pictures and styles are dropped: remote text is plain text.
class Xep0071Xhtml final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
};

} // namespace roost
