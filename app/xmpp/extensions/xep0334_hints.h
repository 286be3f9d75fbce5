// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

#include <functional>

namespace roost {

/// Annotation of a message whose sender asks all servers and clients not to store it (<no-store/> or
/// <no-permanent-store/>).
struct DoNotStore
{
};

/// Annotation of a native message whose sender asks the server not to copy it to another address
/// (<no-copy/>).
struct DoNotCopy
{
};

/// XEP-0334 0.4: processing hints for servers and clients. A message to another Connection of ours only,
/// which the server redirected here after that Connection had gone, is refused: the sender learns that the
/// message did not reach its target.
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

    /// Decides per bare address who may get a refusal, which reveals that we are online. By default no
    /// address may; the message of any other sender is handled like a normal one.
    void setAllowed(std::function<bool(const Jid &bare)> allowed) { m_allowed = std::move(allowed); }

private:
    [[nodiscard]] bool isForAnother(const Stanza &stanza) const;
    void refuse(const Stanza &stanza);

    std::function<bool(const Jid &)> m_allowed;
};

} // namespace roost
