// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0353_calls.h"

#include "xmpp/extensions/xep0203_delay.h"
#include "xmpp/extensions/xep0297_forward.h"
#include "xmpp/extensions/xep0334_hints.h"
#include "xmpp/namespaces.h"

#include <algorithm>
#include <initializer_list>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView calls = Xep0353Calls::feature;
constexpr QStringView jingleNs = u"urn:xmpp:jingle:1";
constexpr QStringView rtpNs = u"urn:xmpp:jingle:apps:rtp:1";
constexpr qsizetype maxId = 1'024;
/// Calls whose callers are remembered: more than anybody gets while one of them rings.
constexpr qsizetype maxProposed = 64;
/// The reason that Roost gives (XEP-0166 §7.4). It tells a reject that no person has chosen from others,
/// also on the other devices and in the archive.
constexpr QStringView automatic = u"This client cannot take calls";

XmlElement automaticReason()
{
    XmlElement reason(u"reason"_s, jingleNs.toString());
    reason.addChild(XmlElement(u"busy"_s, jingleNs.toString()));
    reason.addTextChild(u"text"_s, jingleNs.toString(), automatic.toString());
    return reason;
}

bool isAutomatic(const XmlElement &reject)
{
    const XmlElement *reason = reject.child(u"reason", jingleNs);
    return reason && reason->childText(u"text", jingleNs) == automatic;
}

/// The id of the call that `action` is about; empty if it cannot be used.
QString callId(const XmlElement &action)
{
    const QString id = action.attribute(u"id");
    return id.size() > maxId ? QString() : id;
}

} // namespace

QString Xep0353Calls::name() const { return u"xep0353"_s; }

unsigned Xep0353Calls::stages() const { return at(Stage::Annotate); }

Handled Xep0353Calls::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Message)
        return Handled::Pass;
    if (stanza.type == u"error" || stanza.type == u"groupchat" || stanza.from.isEmpty())
        return Handled::Pass;
    // A call that another device of ours proposes is not a call to us.
    if (stanza.from.bareView() == sender().ownJid().bareView())
        handleAnswer(stanza);
    else if (const XmlElement *proposal = stanza.element.child(u"propose", calls))
        handleProposal(stanza, *proposal);
    return Handled::Pass;
}

void Xep0353Calls::handleProposal(Stanza &stanza, const XmlElement &proposal)
{
    const QString id = callId(proposal);
    if (id.isEmpty() || !proposal.child(u"description", rtpNs))
        return;
    stanza.annotate(CallProposal{id});
    remember(id, stanza.from.bare());
    // A delayed proposal has long been given up.
    const bool isLive = !stanza.annotation<Forwarded>() && !stanza.annotation<Delay>();
    const bool isElsewhere = m_isTakenElsewhere && m_isTakenElsewhere();
    if (isLive && !isElsewhere && m_allowed && m_allowed(stanza.from.bare()))
        decline(stanza, id);
}

void Xep0353Calls::handleAnswer(Stanza &stanza) const
{
    const XmlElement *answer = nullptr;
    for (const QStringView name : {u"proceed", u"accept", u"reject", u"finish"}) {
        if (!answer)
            answer = stanza.element.child(name, calls);
    }
    const QString id = answer ? callId(*answer) : QString();
    if (id.isEmpty())
        return;
    const bool isDeclined = answer->name() == u"reject";
    if (isDeclined && isAutomatic(*answer))
        return;
    // Versions before 0.4 tell only our own Connections.
    const bool isToUs = stanza.to.isEmpty() || stanza.to.bareView() == sender().ownJid().bareView();
    const Jid to = isToUs ? Jid() : stanza.to.bare();
    const auto proposed = std::find_if(m_proposed.crbegin(), m_proposed.crend(), [&](const Proposed &each) {
        return each.id == id && (isToUs || each.caller == to);
    });
    // The end of a call may be that of one that we began.
    const bool isKnown = proposed != m_proposed.crend();
    if (isKnown || (!isToUs && answer->name() != u"finish"))
        stanza.annotate(CallAnswer{id, isKnown ? proposed->caller : to, !isDeclined});
}

void Xep0353Calls::remember(const QString &call, const Jid &caller)
{
    m_proposed.removeIf([&](const Proposed &each) { return each.id == call && each.caller == caller; });
    if (m_proposed.size() >= maxProposed)
        m_proposed.removeFirst();
    m_proposed.append({call, caller});
}

void Xep0353Calls::decline(const Stanza &stanza, const QString &call)
{
    XmlElement reject(u"reject"_s, calls.toString());
    reject.setAttribute(u"id"_s, call);
    reject.addChild(automaticReason());
    XmlElement message(u"message"_s, ns::client);
    message.setAttribute(u"to"_s, stanza.from.toString());
    message.setAttribute(u"id"_s, sender().ids().next());
    message.setAttribute(u"type"_s, u"chat"_s);
    message.addChild(std::move(reject));
    message.addChild(Xep0334Hints::make(Xep0334Hints::Hint::Store));
    sender().send(std::move(message));
}

} // namespace roost
