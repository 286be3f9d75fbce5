// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0353_calls.h"

#include "xmpp/extensions/xep0203_delay.h"
#include "xmpp/extensions/xep0297_forward.h"
#include "xmpp/extensions/xep0334_hints.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView kCalls = Xep0353Calls::feature;
constexpr QStringView kJingle = u"urn:xmpp:jingle:1";
constexpr QStringView kRtp = u"urn:xmpp:jingle:apps:rtp:1";
constexpr qsizetype kMaxId = 1'024;

} // namespace

QString Xep0353Calls::name() const { return u"xep0353"_s; }

unsigned Xep0353Calls::stages() const { return at(Stage::Annotate); }

Handled Xep0353Calls::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Message)
        return Handled::Pass;
    const XmlElement *proposal = stanza.element.child(u"propose", kCalls);
    // A call that another device of ours proposes is not a call to us.
    if (!proposal || !proposal->child(u"description", kRtp) || stanza.type == u"error" ||
        stanza.from.bareView() == sender().ownJid().bareView())
        return Handled::Pass;
    const QString id = proposal->attribute(u"id");
    if (id.isEmpty() || id.size() > kMaxId)
        return Handled::Pass;
    stanza.annotate(CallProposal{id});
    // A delayed proposal has long been given up.
    const bool isLive = !stanza.annotation<Forwarded>() && !stanza.annotation<Delay>();
    const bool isElsewhere = m_isTakenElsewhere && m_isTakenElsewhere();
    if (isLive && !isElsewhere && m_allowed && m_allowed(stanza.from.bare()))
        decline(stanza, id);
    return Handled::Pass;
}

void Xep0353Calls::decline(const Stanza &stanza, const QString &call)
{
    XmlElement reason(u"reason"_s, kJingle.toString());
    reason.addChild(XmlElement(u"busy"_s, kJingle.toString()));
    XmlElement reject(u"reject"_s, kCalls.toString());
    reject.setAttribute(u"id"_s, call);
    reject.addChild(std::move(reason));
    XmlElement message(u"message"_s, u"jabber:client"_s);
    message.setAttribute(u"to"_s, stanza.from.toString());
    message.setAttribute(u"id"_s, sender().ids().next());
    message.setAttribute(u"type"_s, u"chat"_s);
    message.addChild(std::move(reject));
    message.addChild(Xep0334Hints::make(Xep0334Hints::Hint::Store));
    sender().send(std::move(message));
}

} // namespace roost
