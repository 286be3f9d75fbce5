// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0333_markers.h"

#include "xmpp/extensions/xep0280_carbons.h"
#include "xmpp/extensions/xep0313_mam.h"
#include "xmpp/extensions/xep0334_hints.h"
#include "xmpp/namespaces.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView markersNs = u"urn:xmpp:chat-markers:0";
constexpr qsizetype maxId = 1024;

/// Errors quote our own message, and rooms use markers differently.
bool canCarryMarkers(const QString &type) { return type != u"error" && type != u"groupchat"; }

} // namespace

QString Xep0333Markers::name() const { return u"xep0333"_s; }

QStringList Xep0333Markers::features() const { return {markersNs.toString()}; }

unsigned Xep0333Markers::stages() const { return at(Stage::Annotate) | at(Stage::Deliver); }

Handled Xep0333Markers::handle(Stage stage, Stanza &stanza)
{
    if (stanza.kind != StanzaKind::Message || !canCarryMarkers(stanza.type))
        return Handled::Pass;
    if (stage == Stage::Annotate) {
        const bool isMarkable = !stanza.id.isEmpty() && stanza.id.size() <= maxId &&
                                hasBody(stanza.element) && stanza.element.child(u"markable", markersNs);
        if (isMarkable)
            stanza.annotate(Markable{});
        return Handled::Pass;
    }
    const XmlElement *displayed = stanza.element.child(u"displayed", markersNs);
    if (!displayed)
        return Handled::Pass;
    takeDisplayed(displayed->attribute(u"id"), stanza);
    const bool holdsMore = hasBody(stanza.element) || stanza.element.child(u"received", ns::receipts);
    return holdsMore ? Handled::Pass : Handled::Consume;
}

void Xep0333Markers::takeDisplayed(const QString &id, const Stanza &stanza)
{
    if (id.isEmpty() || id.size() > maxId || stanza.from.isEmpty())
        return;
    if (stanza.from.bareView() != sender().ownJid().bareView()) {
        Q_EMIT displayedReceived(stanza.from, id);
        return;
    }
    // A marker that our own account sent counts only as a copy made by the server, and only about another
    // address.
    const auto *carbon = stanza.annotation<CarbonCopy>();
    const auto *archived = stanza.annotation<ArchiveResult>();
    const bool isSentCopy = carbon && carbon->direction == CarbonCopy::Direction::Sent;
    if ((isSentCopy || archived) && !stanza.to.isEmpty() &&
        stanza.to.bareView() != sender().ownJid().bareView())
        Q_EMIT displayedElsewhere(stanza.to.bare(), id, archived ? archived->queryId : QString());
}

void Xep0333Markers::build(XmlElement &stanza)
{
    if (stanza.name() != u"message" || !hasBody(stanza) || stanza.attribute(u"id").isEmpty() ||
        !canCarryMarkers(stanza.attribute(u"type")))
        return;
    if (!stanza.childInNs(markersNs))
        stanza.addChild(XmlElement(u"markable"_s, markersNs.toString()));
}

void Xep0333Markers::sendDisplayedPrivately(const Jid &to, const QString &id)
{
    // Type normal, like the targeted message itself: servers would deliver a chat message to other
    // Connections too.
    XmlElement message(u"message"_s, ns::client);
    message.setAttribute(u"to"_s, to.toString());
    message.setAttribute(u"id"_s, sender().ids().next());
    message.addChild(XmlElement(u"displayed"_s, markersNs.toString()).setAttribute(u"id"_s, id));
    message.addChild(Xep0280Carbons::makePrivate());
    message.addChild(Xep0334Hints::make(Xep0334Hints::Hint::NoCopy));
    message.addChild(Xep0334Hints::make(Xep0334Hints::Hint::NoStore));
    sender().send(std::move(message));
}

void Xep0333Markers::sendDisplayed(const Jid &to, const QString &id)
{
    XmlElement message(u"message"_s, ns::client);
    message.setAttribute(u"to"_s, to.bare().toString());
    message.setAttribute(u"id"_s, sender().ids().next());
    message.setAttribute(u"type"_s, u"chat"_s);
    message.addChild(XmlElement(u"displayed"_s, markersNs.toString()).setAttribute(u"id"_s, id));
    // Else some servers neither carbon nor archive it, and our other Connections would learn nothing.
    message.addChild(Xep0334Hints::make(Xep0334Hints::Hint::Store));
    sender().send(std::move(message));
}

} // namespace roost
