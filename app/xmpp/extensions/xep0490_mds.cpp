// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0490_mds.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView kDisplayed = u"urn:xmpp:mds:displayed:0";
constexpr QStringView kSid = u"urn:xmpp:sid:0";
constexpr QStringView kPubSub = u"http://jabber.org/protocol/pubsub";
constexpr QStringView kEvent = u"http://jabber.org/protocol/pubsub#event";
constexpr QStringView kOwner = u"http://jabber.org/protocol/pubsub#owner";
constexpr QStringView kForm = u"jabber:x:data";
constexpr qsizetype kMaxId = 1024;
constexpr qsizetype kMaxItems = 10'000;

XmlElement field(const QString &name, const QString &value, const QString &type = {})
{
    XmlElement field(u"field"_s, kForm.toString());
    field.setAttribute(u"var"_s, name);
    field.setAttribute(u"type"_s, type);
    field.addTextChild(u"value"_s, kForm.toString(), value);
    return field;
}

enum class Wish : quint8 {
    All,    ///< §3.1: nobody but us, an item for each chat, and no event for those who come.
    Closed, ///< Nobody but us: what the oldest servers know in publish options (ejabberd 23).
};

XmlElement nodeForm(const QString &formType, Wish wish)
{
    XmlElement form(u"x"_s, kForm.toString());
    form.setAttribute(u"type"_s, u"submit"_s);
    form.addChild(field(u"FORM_TYPE"_s, formType, u"hidden"_s));
    form.addChild(field(u"pubsub#persist_items"_s, u"true"_s));
    form.addChild(field(u"pubsub#access_model"_s, u"whitelist"_s));
    if (wish == Wish::Closed)
        return form;
    form.addChild(field(u"pubsub#max_items"_s, u"max"_s));
    form.addChild(field(u"pubsub#send_last_published_item"_s, u"never"_s));
    return form;
}

/// Why a server may refuse to publish until the node is as it should be: it is there with other options
/// (XEP-0060 §7.1.5), or the server does not know some of the options.
bool isAboutTheNode(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::NotConnected:
    case ErrorKind::Timeout:
    case ErrorKind::Forbidden:
    case ErrorKind::NotAllowed:
    case ErrorKind::ServiceUnavailable:
    case ErrorKind::FeatureNotImplemented:
        return false;
    default:
        return true;
    }
}

XmlElement withNode(const QString &name, QStringView ns)
{
    return XmlElement(name, ns.toString()).setAttribute(u"node"_s, kDisplayed.toString());
}

Status statusOf(const Result<XmlElement> &answer)
{
    return answer.transform([](const XmlElement &) { return Done{}; });
}

} // namespace

QString Xep0490Mds::name() const { return u"xep0490"_s; }

QStringList Xep0490Mds::features() const { return {kDisplayed.toString() + u"+notify"_s}; }

unsigned Xep0490Mds::stages() const { return at(Stage::Deliver); }

Handled Xep0490Mds::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Message)
        return Handled::Pass;
    const XmlElement *event = stanza.element.child(u"event", kEvent);
    const XmlElement *items = event ? event->child(u"items", kEvent) : nullptr;
    if (!items || items->attribute(u"node") != kDisplayed)
        return Handled::Pass;
    // Nobody else has something to say of what we have read (CVE-2023-28686 and its kind).
    if (stanza.from != sender().ownJid().bare() || stanza.type == u"error")
        return Handled::Drop;
    const QList<DisplayedUpTo> displayed = itemsOf(items, kEvent);
    if (!displayed.isEmpty())
        Q_EMIT displayedReceived(displayed);
    return Handled::Consume;
}

QList<DisplayedUpTo> Xep0490Mds::itemsOf(const XmlElement *items, QStringView ns) const
{
    QList<DisplayedUpTo> all;
    if (!items)
        return all;
    const Jid own = sender().ownJid();
    for (const XmlElement &item : items->children()) {
        if (!item.is(u"item", ns) || all.size() >= kMaxItems)
            continue;
        const XmlElement *displayed = item.child(u"displayed", kDisplayed);
        const XmlElement *id = displayed ? displayed->child(u"stanza-id", kSid) : nullptr;
        const Jid chat = Jid::fromWire(item.attribute(u"id"));
        // A room's own ids, and a room's private messages (full addresses), are of no use here.
        if (!id || !chat.isBare() || Jid::fromWire(id->attribute(u"by")).toString() != own.bareView())
            continue;
        const QString stanzaId = id->attribute(u"id");
        if (!stanzaId.isEmpty() && stanzaId.size() <= kMaxId)
            all.append({chat, stanzaId});
    }
    return all;
}

QFuture<Result<QList<DisplayedUpTo>>> Xep0490Mds::fetch()
{
    XmlElement pubSub(u"pubsub"_s, kPubSub.toString());
    pubSub.addChild(withNode(u"items"_s, kPubSub));
    return sender()
        .request(makeIq(u"get"_s, {}, std::move(pubSub)))
        .then(this, [this](const Result<XmlElement> &answer) -> Result<QList<DisplayedUpTo>> {
            if (!answer) {
                if (answer.error().kind == ErrorKind::ItemNotFound)
                    return QList<DisplayedUpTo>();
                return unexpected(answer.error());
            }
            const XmlElement *held = answer->child(u"pubsub", kPubSub);
            return itemsOf(held ? held->child(u"items", kPubSub) : nullptr, kPubSub);
        });
}

QFuture<Result<XmlElement>> Xep0490Mds::publishOnce(const DisplayedUpTo &displayed)
{
    XmlElement id(u"stanza-id"_s, kSid.toString());
    id.setAttribute(u"by"_s, sender().ownJid().bare().toString());
    id.setAttribute(u"id"_s, displayed.stanzaId);
    XmlElement payload(u"displayed"_s, kDisplayed.toString());
    payload.addChild(std::move(id));
    XmlElement item(u"item"_s, kPubSub.toString());
    item.setAttribute(u"id"_s, displayed.chat.toString());
    item.addChild(std::move(payload));
    XmlElement publish = withNode(u"publish"_s, kPubSub);
    publish.addChild(std::move(item));
    XmlElement options(u"publish-options"_s, kPubSub.toString());
    options.addChild(nodeForm(publishOptions.toString(), m_isPrepared ? Wish::Closed : Wish::All));
    XmlElement pubSub(u"pubsub"_s, kPubSub.toString());
    pubSub.addChild(std::move(publish)).addChild(std::move(options));
    return sender().request(makeIq(u"set"_s, {}, std::move(pubSub)));
}

QFuture<Result<XmlElement>> Xep0490Mds::configureNode(bool isNew)
{
    const QStringView ns = isNew ? kPubSub : kOwner;
    XmlElement configure = isNew ? XmlElement(u"configure"_s, ns.toString()) : withNode(u"configure"_s, ns);
    configure.addChild(nodeForm(u"http://jabber.org/protocol/pubsub#node_config"_s, Wish::All));
    XmlElement pubSub(u"pubsub"_s, ns.toString());
    if (isNew)
        pubSub.addChild(withNode(u"create"_s, ns));
    pubSub.addChild(std::move(configure));
    return sender().request(makeIq(u"set"_s, {}, std::move(pubSub)));
}

QFuture<Result<XmlElement>> Xep0490Mds::prepareNode()
{
    return configureNode(true)
        .then(this,
              [this](const Result<XmlElement> &made) {
                  const bool isThere = !made && made.error().detail.startsWith(u"conflict");
                  return isThere ? configureNode(false) : readyFuture<XmlElement>(made);
              })
        .unwrap();
}

QFuture<Status> Xep0490Mds::publish(const DisplayedUpTo &displayed)
{
    using Answer = Result<XmlElement>;
    const bool wasPrepared = m_isPrepared;
    return publishOnce(displayed)
        .then(this,
              [this, displayed, wasPrepared](const Answer &answer) -> QFuture<Status> {
                  if (answer || wasPrepared || !isAboutTheNode(answer.error())) {
                      m_isPrepared = m_isPrepared && answer;
                      return readyFuture<Done>(statusOf(answer));
                  }
                  return prepareNode()
                      .then(this,
                            [this, displayed](const Answer &prepared) {
                                m_isPrepared = prepared.has_value();
                                return prepared ? publishOnce(displayed) : readyFuture<XmlElement>(prepared);
                            })
                      .unwrap()
                      .then(this, [](const Answer &published) { return statusOf(published); });
              })
        .unwrap();
}

} // namespace roost
