// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0033_addresses.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView addressNs = u"http://jabber.org/protocol/address";

} // namespace

QString Xep0033Addresses::name() const { return u"xep0033"_s; }

unsigned Xep0033Addresses::stages() const { return at(Stage::Identify); }

Handled Xep0033Addresses::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    const XmlElement *addresses =
        stanza.kind == StanzaKind::Message ? stanza.element.child(u"addresses", addressNs) : nullptr;
    if (!addresses)
        return Handled::Pass;
    Jid meant;
    for (const XmlElement &address : addresses->children()) {
        if (address.ns() != addressNs || address.name() != u"address" || address.attribute(u"type") != u"to")
            continue;
        if (!meant.isEmpty())
            return Handled::Pass; // to many
        meant = Jid::fromWire(address.attribute(u"jid"));
    }
    if (!meant.isEmpty())
        stanza.annotate(MeantFor{meant});
    return Handled::Pass;
}

XmlElement Xep0033Addresses::makeTo(const Jid &jid)
{
    XmlElement address(u"address"_s, addressNs.toString());
    address.setAttribute(u"type"_s, u"to"_s);
    address.setAttribute(u"jid"_s, jid.toString());
    XmlElement addresses(u"addresses"_s, addressNs.toString());
    addresses.addChild(std::move(address));
    return addresses;
}

} // namespace roost
