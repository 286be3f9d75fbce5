// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0184_receipts.h"

#include "xmpp/extensions/xep0280_carbons.h"
#include "xmpp/extensions/xep0297_forward.h"
#include "xmpp/extensions/xep0313_mam.h"
#include "xmpp/extensions/xep0334_hints.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView kReceipts = u"urn:xmpp:receipts";
constexpr qsizetype kMaxId = 1024;

/// Errors quote what we sent, and rooms have no receipts.
bool canCarryReceipts(const QString &type) { return type != u"error" && type != u"groupchat"; }

bool hasBody(const XmlElement &message) { return message.child(u"body", u"jabber:client") != nullptr; }

} // namespace

QString Xep0184Receipts::name() const { return u"xep0184"_s; }

QStringList Xep0184Receipts::features() const { return {kReceipts.toString()}; }

unsigned Xep0184Receipts::stages() const { return at(Stage::Annotate) | at(Stage::Deliver); }

Handled Xep0184Receipts::handle(Stage stage, Stanza &stanza)
{
    if (stanza.kind != StanzaKind::Message || !canCarryReceipts(stanza.type))
        return Handled::Pass;
    if (stage == Stage::Annotate) {
        const bool isAsked = !stanza.id.isEmpty() && stanza.id.size() <= kMaxId &&
                             stanza.element.child(u"request", kReceipts) &&
                             !stanza.element.child(u"received", kReceipts);
        if (isAsked)
            stanza.annotate(ReceiptRequest{});
        return Handled::Pass;
    }
    if (const XmlElement *received = stanza.element.child(u"received", kReceipts))
        return takeReceipt(*received, stanza);
    if (stanza.annotation<ReceiptRequest>())
        answer(stanza);
    return Handled::Pass;
}

Handled Xep0184Receipts::takeReceipt(const XmlElement &received, const Stanza &stanza)
{
    const QString id = received.attribute(u"id");
    const auto *carbon = stanza.annotation<CarbonCopy>();
    // A receipt that another of our Connections sent says nothing of our own messages.
    const bool isOurs =
        (carbon && carbon->direction == CarbonCopy::Direction::Sent) ||
        (stanza.annotation<ArchiveResult>() && stanza.from.bareView() == sender().ownJid().bareView());
    if (!id.isEmpty() && id.size() <= kMaxId && !isOurs)
        Q_EMIT receiptReceived(stanza.from, id);
    return hasBody(stanza.element) ? Handled::Pass : Handled::Consume;
}

void Xep0184Receipts::answer(const Stanza &stanza)
{
    // §5.5 and the one-receipt-per-Connection rule: only what was delivered to this very Connection is
    // confirmed.
    if (stanza.annotation<Forwarded>() || !m_allowed ||
        stanza.from.bareView() == sender().ownJid().bareView() || !m_allowed(stanza.from.bare()))
        return;
    XmlElement receipt(u"message"_s, u"jabber:client"_s);
    receipt.setAttribute(u"to"_s, stanza.from.toString());
    receipt.setAttribute(u"id"_s, sender().ids().next());
    if (!stanza.type.isEmpty())
        receipt.setAttribute(u"type"_s, stanza.type);
    receipt.addChild(XmlElement(u"received"_s, kReceipts.toString()).setAttribute(u"id"_s, stanza.id));
    // Without it some servers neither carbon nor archive it, and the sender's other Connections never learn.
    receipt.addChild(Xep0334Hints::make(Xep0334Hints::Hint::Store));
    sender().send(std::move(receipt));
}

void Xep0184Receipts::build(XmlElement &stanza)
{
    if (stanza.name() != u"message" || !hasBody(stanza) || stanza.attribute(u"id").isEmpty() ||
        !canCarryReceipts(stanza.attribute(u"type")))
        return;
    if (!stanza.child(u"request", kReceipts) && !stanza.child(u"received", kReceipts))
        stanza.addChild(XmlElement(u"request"_s, kReceipts.toString()));
}

} // namespace roost
