// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

namespace roost {

/// Annotation: XEP-0359 ids. `stanzaId` is set only when given by the own account (its `by` is the own bare
/// address; the last such element counts, since a server may let a forged earlier one through).
struct StanzaIds
{
    QString originId;
    QString stanzaId;
};

/// XEP-0359 0.7.
class Xep0359Ids final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QStringList features() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
    /// Adds <origin-id/> equal to the stanza's id to messages with a body.
    [[nodiscard]] BuildStage buildStage() const override { return BuildStage::Identify; }
    void build(XmlElement &stanza) override;
};

} // namespace roost
