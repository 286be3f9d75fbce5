// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0066_oob.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView kOob = u"jabber:x:oob";
constexpr qsizetype kMaxUrl = 2'048;
constexpr qsizetype kMaxDescription = 1'024;

} // namespace

QString Xep0066Oob::name() const { return u"xep0066"_s; }

unsigned Xep0066Oob::stages() const { return at(Stage::Annotate); }

Handled Xep0066Oob::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Message)
        return Handled::Pass;
    const XmlElement *link = stanza.element.child(u"x", kOob);
    if (!link)
        return Handled::Pass;
    const QString url = link->childText(u"url", kOob).trimmed();
    if (!url.isEmpty() && url.size() <= kMaxUrl)
        stanza.annotate(OutOfBand{url, link->childText(u"desc", kOob).left(kMaxDescription).simplified()});
    return Handled::Pass;
}

} // namespace roost
