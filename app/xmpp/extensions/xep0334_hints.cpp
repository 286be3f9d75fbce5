// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0334_hints.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView kHints = u"urn:xmpp:hints";

} // namespace

QString Xep0334Hints::name() const { return u"xep0334"_s; }

QStringList Xep0334Hints::features() const { return {kHints.toString()}; }

unsigned Xep0334Hints::stages() const { return at(Stage::Annotate); }

Handled Xep0334Hints::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Message)
        return Handled::Pass;
    for (const XmlElement &child : stanza.element.children()) {
        if (child.ns() == kHints && (child.name() == u"no-store" || child.name() == u"no-permanent-store")) {
            stanza.annotate(DoNotStore{});
            break;
        }
    }
    return Handled::Pass;
}

XmlElement Xep0334Hints::make(Hint hint)
{
    switch (hint) {
    case Hint::NoPermanentStore:
        return XmlElement(u"no-permanent-store"_s, kHints.toString());
    case Hint::NoStore:
        return XmlElement(u"no-store"_s, kHints.toString());
    case Hint::NoCopy:
        return XmlElement(u"no-copy"_s, kHints.toString());
    case Hint::Store:
        break;
    }
    return XmlElement(u"store"_s, kHints.toString());
}

} // namespace roost
