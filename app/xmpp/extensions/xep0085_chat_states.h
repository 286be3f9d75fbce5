// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

#include <functional>

namespace roost {

/// XEP-0085 §5.1: activity of the other side in a conversation.
enum class ChatState : quint8 { Active, Composing, Paused, Inactive, Gone };

/// XEP-0085 2.1 for 1:1 threads. Every message with a body carries <active/> (to allowed addresses); the
/// domain triggers the other states. Left out: rooms, and <thread/> (Roost has one conversation per contact).
class Xep0085ChatStates final : public Extension
{
    Q_OBJECT

public:
    /// The feature of a Connection that understands chat states.
    static constexpr QStringView feature = u"http://jabber.org/protocol/chatstates";

    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QStringList features() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
    void build(XmlElement &stanza) override;

    /// Decides per bare address who may receive our chat states. By default no address may.
    void setAllowed(std::function<bool(const Jid &bare)> allowed) { m_allowed = std::move(allowed); }
    /// A message of nothing but the state, if `to` may know it.
    void send(const Jid &to, ChatState state);

Q_SIGNALS:
    /// `from` is a full address, never one of ours; the state came directly or by a carbon, but not from an
    /// archive. Any address can send a state: the domain decides which ones matter.
    void chatStateReceived(const roost::Jid &from, roost::ChatState state);

private:
    std::function<bool(const Jid &)> m_allowed;
};

} // namespace roost
