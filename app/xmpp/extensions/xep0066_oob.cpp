// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0066_oob.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView oobNs = u"jabber:x:oob";
constexpr qsizetype maxUrl = 2'048;
constexpr qsizetype maxDescription = 1'024;

} // namespace

QString Xep0066Oob::name() const { return u"xep0066"_s; }

unsigned Xep0066Oob::stages() const { return at(Stage::Annotate); }

Handled Xep0066Oob::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Message)
        return Handled::Pass;
    const XmlElement *link = stanza.element.child(u"x", oobNs);
    if (!link)
        return Handled::Pass;
    const QString url = link->childText(u"url", oobNs).trimmed();
    if (!url.isEmpty() && url.size() <= maxUrl)
        stanza.annotate(OutOfBand{url, link->childText(u"desc", oobNs).left(maxDescription).simplified()});
    return Handled::Pass;
}

} // namespace roost
