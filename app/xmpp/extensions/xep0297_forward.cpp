// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0297_forward.h"

#include "xmpp/namespaces.h"

#include <algorithm>

namespace roost {

namespace {

constexpr QStringView forwardNs = u"urn:xmpp:forward:0";

/// True if the message wraps another one: a copy of a copy has no honest use, and each level is a way to
/// forge.
bool isWrapper(const XmlElement &message)
{
    return std::any_of(message.children().begin(), message.children().end(), [](const XmlElement &child) {
        return child.name() == u"forwarded" || child.child(u"forwarded", forwardNs) ||
               (child.ns() == ns::carbons && child.name() != u"private");
    });
}

} // namespace

bool unwrapForwarded(Stanza &stanza, XmlElement forwarded, const Jid &account)
{
    if (!forwarded.is(u"forwarded", forwardNs))
        return false;
    XmlElement *message = nullptr;
    XmlElement *delay = nullptr;
    for (XmlElement &child : forwarded.children()) {
        if (child.is(u"delay", ns::delay)) {
            delay = &child;
        } else if (child.is(u"message", ns::client) && !message) {
            message = &child;
        } else {
            return false;
        }
    }
    if (!message || !message->hasAttribute(u"from") || isWrapper(*message))
        return false;
    const QString type = message->attribute(u"type");
    if (!type.isEmpty() && type != u"chat" && type != u"normal")
        return false;
    Stanza inner = Stanza::fromElement(std::move(*message), account);
    if (inner.isNull() || inner.from.isEmpty())
        return false;
    inner.annotate(Forwarded{delay ? std::move(*delay) : XmlElement()});
    stanza = std::move(inner);
    return true;
}

} // namespace roost
