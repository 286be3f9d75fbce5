// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0359_ids.h"

#include "xmpp/namespaces.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView sidNs = u"urn:xmpp:sid:0";
constexpr qsizetype maxId = 1024;

/// Nearly always written just as we write it, and need not be parsed then.
bool isBy(const QString &by, const Jid &account)
{
    return by == account.bareView() || Jid::fromWire(by).toString() == account.bareView();
}

} // namespace

QString Xep0359Ids::name() const { return u"xep0359"_s; }

QStringList Xep0359Ids::features() const { return {sidNs.toString()}; }

unsigned Xep0359Ids::stages() const { return at(Stage::Identify); }

Handled Xep0359Ids::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Message)
        return Handled::Pass;
    StanzaIds ids;
    const Jid account = sender().ownJid();
    for (const XmlElement &child : stanza.element.children()) {
        if (child.ns() != sidNs)
            continue;
        const QString id = child.attribute(u"id");
        if (id.isEmpty() || id.size() > maxId)
            continue;
        if (child.name() == u"origin-id")
            ids.originId = id;
        else if (child.name() == u"stanza-id" && isBy(child.attribute(u"by"), account))
            ids.stanzaId = id;
    }
    if (!ids.originId.isNull() || !ids.stanzaId.isNull())
        stanza.annotate(std::move(ids));
    return Handled::Pass;
}

void Xep0359Ids::build(XmlElement &stanza)
{
    if (stanza.name() != u"message" || !hasBody(stanza))
        return;
    const QString id = stanza.attribute(u"id");
    if (id.isEmpty() || stanza.child(u"origin-id", sidNs))
        return;
    stanza.addChild(XmlElement(u"origin-id"_s, sidNs.toString()).setAttribute(u"id"_s, id));
}

} // namespace roost
