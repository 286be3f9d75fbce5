// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

#include <optional>

namespace roost {

/// Annotation: when the stanza was first sent, clamped to [1999-01-01, now + 1 min]; absurd stamps give no
/// annotation.
struct Delay
{
    qint64 stampMs = 0; ///< UTC, ms since the epoch.
    Jid from;           ///< Address that added the stamp; may be empty.
};

/// XEP-0203 2.0, with the stamps of XEP-0082, and the older ones of XEP-0091 if there is no other. The stamp
/// of a forwarder (XEP-0297) takes precedence over one by the own server, and that one over all others. A
/// stamp proves nothing (§5): the sender of the stanza may have written it.
class Xep0203Delay final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QStringList features() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;

    /// XEP-0082 DateTime to ms since the epoch; nullopt on nonsense or outside the years 1970 to 9998.
    [[nodiscard]] static std::optional<qint64> parseStamp(QStringView text);
    [[nodiscard]] static QString formatStamp(qint64 ms);
};

} // namespace roost
