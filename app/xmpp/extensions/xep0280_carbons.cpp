// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0280_carbons.h"

#include "base/log.h"
#include "xmpp/extensions/xep0297_forward.h"
#include "xmpp/namespaces.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

/// The <received/> or <sent/> of a message; nullptr when it is no carbon.
const XmlElement *carbonOf(const XmlElement &message)
{
    for (const XmlElement &child : message.children()) {
        if (child.ns() == ns::carbons && (child.name() == u"received" || child.name() == u"sent"))
            return &child;
    }
    return nullptr;
}

} // namespace

QString Xep0280Carbons::name() const { return u"xep0280"_s; }

QStringList Xep0280Carbons::features() const { return {ns::carbons}; }

unsigned Xep0280Carbons::stages() const { return at(Stage::Unwrap); }

Handled Xep0280Carbons::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Message)
        return Handled::Pass;
    const XmlElement *carbon = carbonOf(stanza.element);
    if (!carbon) {
        if (stanza.element.child(u"private", ns::carbons))
            stanza.annotate(NoCarbons{});
        return Handled::Pass;
    }
    const Jid account = sender().ownJid().bare();
    // §11: only the own server, on behalf of the own account, may send carbon copies.
    if (stanza.from != account || carbon->children().size() != 1)
        return Handled::Drop;
    const auto direction =
        carbon->name() == u"sent" ? CarbonCopy::Direction::Sent : CarbonCopy::Direction::Received;
    // A copy, because unwrapping replaces the element that `carbon` points into.
    const XmlElement forwarded = carbon->children().front();
    Stanza copy;
    if (!unwrapForwarded(copy, forwarded, account))
        return Handled::Drop;
    const Jid &ours = direction == CarbonCopy::Direction::Sent ? copy.from : copy.to;
    if (!ours.isEmpty() && ours.bareView() != account.bareView())
        return Handled::Drop;
    copy.annotate(CarbonCopy{direction});
    stanza = std::move(copy);
    return Handled::Pass;
}

XmlElement Xep0280Carbons::makePrivate() { return XmlElement(u"private"_s, ns::carbons); }

std::optional<XmlElement> Xep0280Carbons::inlineRequest() const
{
    return XmlElement(u"enable"_s, ns::carbons);
}

void Xep0280Carbons::sessionStarted(bool resumed)
{
    if (std::exchange(m_isEnabled, false) || resumed)
        return;
    sender()
        .request(makeIq(u"set"_s, {}, XmlElement(u"enable"_s, ns::carbons)))
        .then(this, [](const Result<XmlElement> &answer) {
            if (!answer)
                qCInfo(lcStream) << "carbons are not available:" << answer.error().detail;
        });
}

} // namespace roost
