// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0085_chat_states.h"

#include "xmpp/extensions/xep0203_delay.h"
#include "xmpp/extensions/xep0313_mam.h"
#include "xmpp/extensions/xep0334_hints.h"
#include "xmpp/namespaces.h"

#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView states = Xep0085ChatStates::feature;
/// In the order of ChatState.
constexpr std::array<QStringView, 5> names{u"active", u"composing", u"paused", u"inactive", u"gone"};

std::optional<ChatState> stateOf(const XmlElement &message)
{
    const XmlElement *child = message.childInNs(states);
    for (std::size_t i = 0; child && i < names.size(); ++i) {
        if (child->name() == names[i])
            return static_cast<ChatState>(i);
    }
    return {};
}

} // namespace

QString Xep0085ChatStates::name() const { return u"xep0085"_s; }

QStringList Xep0085ChatStates::features() const { return {states.toString()}; }

unsigned Xep0085ChatStates::stages() const { return at(Stage::Annotate); }

Handled Xep0085ChatStates::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    // A delayed or archived state says nothing about the present.
    if (stanza.kind != StanzaKind::Message || !stanza.from.isFull() || stanza.annotation<ArchiveResult>() ||
        stanza.annotation<Delay>() || stanza.from.bareView() == sender().ownJid().bareView())
        return Handled::Pass;
    if (!stanza.type.isEmpty() && stanza.type != u"chat" && stanza.type != u"normal")
        return Handled::Pass;
    if (const auto state = stateOf(stanza.element))
        Q_EMIT chatStateReceived(stanza.from, *state);
    return Handled::Pass;
}

void Xep0085ChatStates::build(XmlElement &stanza)
{
    // §5.4: to type='chat' only, and one state a message.
    if (stanza.name() != u"message" || stanza.attribute(u"type") != u"chat" || !hasBody(stanza) ||
        stanza.childInNs(states) || !m_allowed || !m_allowed(Jid::fromWire(stanza.attribute(u"to")).bare()))
        return;
    stanza.addChild(XmlElement(u"active"_s, states.toString()));
}

void Xep0085ChatStates::send(const Jid &to, ChatState state)
{
    if (!m_allowed || !m_allowed(to.bare()))
        return;
    XmlElement message(u"message"_s, ns::client);
    message.setAttribute(u"to"_s, to.toString());
    message.setAttribute(u"id"_s, sender().ids().next());
    message.setAttribute(u"type"_s, u"chat"_s);
    message.addChild(XmlElement(names[static_cast<std::size_t>(state)].toString(), states.toString()));
    // A state has no value later: neither the archive nor offline storage should keep it.
    message.addChild(Xep0334Hints::make(Xep0334Hints::Hint::NoStore));
    sender().send(std::move(message));
}

} // namespace roost
