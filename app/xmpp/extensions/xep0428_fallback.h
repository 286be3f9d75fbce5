// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

namespace roost {

/// Annotation: ranges of the body (in code points, XEP-0426: from, to before) that quote the replied-to
/// message.
struct ReplyFallback
{
    QList<std::pair<qsizetype, qsizetype>> ranges;

    /// `body` without them. Ranges outside of it count for nothing; if no text would be left, all stays.
    [[nodiscard]] QString strip(const QString &body) const;
};

/// XEP-0428 0.2: where a body quotes the message that it replies to (XEP-0461). Left out: other fallbacks,
/// which are shown since Roost knows nothing better, and whole bodies.
class Xep0428Fallback final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
};

} // namespace roost
