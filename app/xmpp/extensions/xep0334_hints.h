// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

namespace roost {

/// Annotation of a message whose sender asks that it be kept nowhere (<no-store/> or <no-permanent-store/>).
struct DoNotStore
{
};

/// XEP-0334 0.4: hints for servers and clients on what to do with a message.
class Xep0334Hints final : public Extension
{
    Q_OBJECT

public:
    /// §4. Store asks the server to archive a message that it would otherwise not.
    enum class Hint : quint8 { NoPermanentStore, NoStore, NoCopy, Store };

    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QStringList features() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;

    /// The element of a hint, to be added to a message.
    [[nodiscard]] static XmlElement make(Hint hint);
};

} // namespace roost
