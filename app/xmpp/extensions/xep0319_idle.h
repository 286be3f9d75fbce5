// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

namespace roost {

/// Annotation of a presence: the person last used that Connection then (UTC, ms since the epoch).
struct IdleSince
{
    qint64 sinceMs = 0;
};

/// XEP-0319 1.0: others' idle times; ours when set.
class Xep0319Idle final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QStringList features() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
    void build(XmlElement &stanza) override;

    /// 0 = active. Sent with the next presence.
    void setOwnIdleSince(qint64 ms) { m_ownIdleSince = ms; }

private:
    qint64 m_ownIdleSince = 0;
};

} // namespace roost
