// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

#include <functional>

namespace roost {

/// Annotation: the sender asks for a receipt.
struct ReceiptRequest
{
};

/// XEP-0184 1.4: asks with every message that has a body; answers only native copies (never carbons, archive,
/// errors), only to someone allowed by setAllowed() (contacts who see our presence).
class Xep0184Receipts final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QStringList features() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
    void build(XmlElement &stanza) override;

    /// Decides per bare address whether a receipt may be sent (privacy, XEP-0184 §8). Nobody by default.
    void setAllowed(std::function<bool(const Jid &bare)> allowed) { m_allowed = std::move(allowed); }

Q_SIGNALS:
    /// `from` is the full address of the Connection that has message `id`; also from carbons (`to` then tells
    /// who).
    void receiptReceived(const roost::Jid &from, const QString &id);

private:
    Handled takeReceipt(const XmlElement &received, const Stanza &stanza);
    void answer(const Stanza &stanza);

    std::function<bool(const Jid &)> m_allowed;
};

} // namespace roost
