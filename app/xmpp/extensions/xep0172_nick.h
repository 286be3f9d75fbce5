// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

namespace roost {

/// Annotation of a subscription request or a message: the name that its sender claims. Unverified; at most
/// 128 characters, on one line.
struct Nickname
{
    QString text;
};

/// XEP-0172 1.1: nicknames in subscription requests and messages. Left out: the PEP node (names of contacts
/// come from the roster, and after that from the vCard).
class Xep0172Nick final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;

    /// <nick>text</nick>
    [[nodiscard]] static XmlElement make(const QString &nickname);
};

} // namespace roost
