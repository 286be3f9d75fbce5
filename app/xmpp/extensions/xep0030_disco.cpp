// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0030_disco.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView infoNs = u"http://jabber.org/protocol/disco#info";
constexpr QStringView itemsNs = u"http://jabber.org/protocol/disco#items";
constexpr QStringView formNs = u"jabber:x:data";
constexpr qsizetype maxText = 1024;

XmlElement makeQuery(QStringView ns, const QString &node)
{
    XmlElement query(u"query"_s, ns.toString());
    if (!node.isEmpty())
        query.setAttribute(u"node"_s, node);
    return query;
}

} // namespace

Xep0030Disco::Xep0030Disco(StanzaSender &sender, ClientIdentity identity)
    : Extension(sender)
    , m_identity(std::move(identity))
{
}

QString Xep0030Disco::name() const { return u"xep0030"_s; }

QStringList Xep0030Disco::features() const { return {infoNs.toString(), itemsNs.toString()}; }

unsigned Xep0030Disco::stages() const { return at(Stage::Deliver); }

Handled Xep0030Disco::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Iq || stanza.type != u"get")
        return Handled::Pass;
    if (const XmlElement *query = stanza.element.child(u"query", infoNs)) {
        const QString node = query->attribute(u"node");
        if (node.isEmpty() || m_ownNodes.contains(node))
            sender().send(makeIqResult(stanza, toElement(ownInfo(), node)));
        else
            sender().send(makeIqError(stanza, u"cancel"_s, u"item-not-found"_s));
        return Handled::Consume;
    }
    if (const XmlElement *query = stanza.element.child(u"query", itemsNs)) {
        sender().send(makeIqResult(stanza, makeQuery(itemsNs, query->attribute(u"node"))));
        return Handled::Consume;
    }
    return Handled::Pass;
}

void Xep0030Disco::sessionStarted(bool resumed)
{
    if (resumed)
        return;
    m_serverInfo = {};
    m_accountInfo = {};
    const Jid account = sender().ownJid().bare();
    const Jid server = Jid::fromWire(account.domainView());
    info(server).then(this, [this, account](const Result<DiscoInfo> &serverAnswer) {
        if (serverAnswer)
            m_serverInfo = *serverAnswer;
        info(account).then(this, [this](const Result<DiscoInfo> &accountAnswer) {
            if (accountAnswer)
                m_accountInfo = *accountAnswer;
            Q_EMIT serverInfoReceived();
        });
    });
}

QFuture<Result<DiscoInfo>> Xep0030Disco::info(const Jid &jid, const QString &node)
{
    return sender()
        .request(makeIq(u"get"_s, jid, makeQuery(infoNs, node)))
        .then(this, [](const Result<XmlElement> &answer) -> Result<DiscoInfo> {
            if (!answer)
                return unexpected(answer.error());
            const XmlElement *query = answer->child(u"query", infoNs);
            if (!query)
                return unexpected(ErrorKind::ProtocolViolation, u"disco#info answer without query"_s);
            return fromElement(*query);
        });
}

QFuture<Result<QList<Jid>>> Xep0030Disco::items(const Jid &jid)
{
    return sender()
        .request(makeIq(u"get"_s, jid, makeQuery(itemsNs, {})))
        .then(this, [](const Result<XmlElement> &answer) -> Result<QList<Jid>> {
            if (!answer)
                return unexpected(answer.error());
            QList<Jid> items;
            if (const XmlElement *query = answer->child(u"query", itemsNs)) {
                for (const XmlElement &child : query->children()) {
                    const Jid item = Jid::fromWire(child.attribute(u"jid"));
                    if (child.is(u"item", itemsNs) && !item.isEmpty())
                        items.append(item);
                }
            }
            return items;
        });
}

void Xep0030Disco::setOwnFeatures(const QStringList &features)
{
    m_ownFeatures = features;
    m_ownFeatures.sort();
    m_ownFeatures.removeDuplicates();
}

DiscoInfo Xep0030Disco::ownInfo() const
{
    DiscoInfo info;
    info.identities.append({m_identity.category, m_identity.type, m_identity.name, {}});
    info.features = m_ownFeatures;
    return info;
}

DiscoInfo Xep0030Disco::fromElement(const XmlElement &query)
{
    DiscoInfo info;
    for (const XmlElement &child : query.children()) {
        if (child.is(u"feature", infoNs)) {
            const QString feature = child.attribute(u"var");
            if (!feature.isEmpty() && feature.size() <= maxText)
                info.features.append(feature);
        } else if (child.is(u"identity", infoNs)) {
            info.identities.append(
                {child.attribute(u"category").left(maxText), child.attribute(u"type").left(maxText),
                 child.attribute(u"name").left(maxText), child.attribute(u"xml:lang").left(maxText)});
        } else if (child.is(u"x", formNs)) {
            info.forms.append(child);
        }
    }
    return info;
}

XmlElement Xep0030Disco::toElement(const DiscoInfo &info, const QString &node)
{
    XmlElement query = makeQuery(infoNs, node);
    for (const DiscoIdentity &identity : info.identities) {
        XmlElement element(u"identity"_s, infoNs.toString());
        element.setAttribute(u"category"_s, identity.category);
        element.setAttribute(u"type"_s, identity.type);
        if (!identity.name.isEmpty())
            element.setAttribute(u"name"_s, identity.name);
        if (!identity.language.isEmpty())
            element.setAttribute(u"xml:lang"_s, identity.language);
        query.addChild(std::move(element));
    }
    for (const QString &feature : info.features)
        query.addChild(XmlElement(u"feature"_s, infoNs.toString()).setAttribute(u"var"_s, feature));
    for (const XmlElement &form : info.forms)
        query.addChild(form);
    return query;
}

} // namespace roost
