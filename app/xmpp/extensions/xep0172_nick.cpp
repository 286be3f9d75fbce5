// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0172_nick.h"

#include "base/visible_text.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView nickNs = u"http://jabber.org/protocol/nick";
constexpr qsizetype maxNick = 128;

} // namespace

QString Xep0172Nick::name() const { return u"xep0172"_s; }

unsigned Xep0172Nick::stages() const { return at(Stage::Annotate); }

Handled Xep0172Nick::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    // §4.2: not in broadcast presence, so the many are let by at once.
    const bool canHaveNick = stanza.kind == StanzaKind::Message ||
                             (stanza.kind == StanzaKind::Presence && stanza.type == u"subscribe");
    if (!canHaveNick)
        return Handled::Pass;
    const XmlElement *nick = stanza.element.child(u"nick", nickNs);
    if (!nick)
        return Handled::Pass;
    QString text = singleLine(nick->text().left(4 * maxNick)).left(maxNick);
    if (text.endsWith(u' ') || (!text.isEmpty() && text.back().isHighSurrogate()))
        text.chop(1);
    if (!text.isEmpty())
        stanza.annotate(Nickname{std::move(text)});
    return Handled::Pass;
}

XmlElement Xep0172Nick::make(const QString &nickname)
{
    return XmlElement(u"nick"_s, nickNs.toString()).setText(nickname.left(maxNick));
}

} // namespace roost
