// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0490_mds.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView displayedNs = u"urn:xmpp:mds:displayed:0";
constexpr QStringView sidNs = u"urn:xmpp:sid:0";
constexpr QStringView pubSubNs = u"http://jabber.org/protocol/pubsub";
constexpr QStringView eventNs = u"http://jabber.org/protocol/pubsub#event";
constexpr QStringView ownerNs = u"http://jabber.org/protocol/pubsub#owner";
constexpr QStringView formNs = u"jabber:x:data";
constexpr qsizetype maxId = 1024;
constexpr qsizetype maxItems = 10'000;

XmlElement field(const QString &name, const QString &value, const QString &type = {})
{
    XmlElement field(u"field"_s, formNs.toString());
    field.setAttribute(u"var"_s, name);
    field.setAttribute(u"type"_s, type);
    field.addTextChild(u"value"_s, formNs.toString(), value);
    return field;
}

XmlElement form(const QString &formType)
{
    XmlElement form(u"x"_s, formNs.toString());
    form.setAttribute(u"type"_s, u"submit"_s);
    form.addChild(field(u"FORM_TYPE"_s, formType, u"hidden"_s));
    form.addChild(field(u"pubsub#persist_items"_s, u"true"_s));
    form.addChild(field(u"pubsub#access_model"_s, u"whitelist"_s));
    return form;
}

/// §3.1: access for the own account only, one item per chat, and no last item on subscription.
XmlElement nodeForm()
{
    XmlElement node = form(u"http://jabber.org/protocol/pubsub#node_config"_s);
    node.addChild(field(u"pubsub#max_items"_s, u"max"_s));
    node.addChild(field(u"pubsub#send_last_published_item"_s, u"never"_s));
    return node;
}

/// True if the server refuses to publish because the node exists with other options (XEP-0060 §7.1.5), or
/// because the server does not know some of the options.
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
    return XmlElement(name, ns.toString()).setAttribute(u"node"_s, displayedNs.toString());
}

Status statusOf(const Result<XmlElement> &answer)
{
    return answer.transform([](const XmlElement &) { return Done{}; });
}

} // namespace

QString Xep0490Mds::name() const { return u"xep0490"_s; }

QStringList Xep0490Mds::features() const { return {displayedNs.toString() + u"+notify"_s}; }

unsigned Xep0490Mds::stages() const { return at(Stage::Deliver); }

Handled Xep0490Mds::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Message)
        return Handled::Pass;
    const XmlElement *event = stanza.element.child(u"event", eventNs);
    const XmlElement *items = event ? event->child(u"items", eventNs) : nullptr;
    if (!items || items->attribute(u"node") != displayedNs)
        return Handled::Pass;
    // Read marks are accepted from the own account only (CVE-2023-28686 and similar).
    if (stanza.from != sender().ownJid().bare() || stanza.type == u"error")
        return Handled::Drop;
    const QList<DisplayedUpTo> displayed = itemsOf(items, eventNs);
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
        if (!item.is(u"item", ns) || all.size() >= maxItems)
            continue;
        const XmlElement *displayed = item.child(u"displayed", displayedNs);
        const XmlElement *id = displayed ? displayed->child(u"stanza-id", sidNs) : nullptr;
        const Jid chat = Jid::fromWire(item.attribute(u"id"));
        // A room's own ids, and a room's private messages (full addresses), are of no use here.
        if (!id || !chat.isBare() || Jid::fromWire(id->attribute(u"by")).toString() != own.bareView())
            continue;
        const QString stanzaId = id->attribute(u"id");
        if (!stanzaId.isEmpty() && stanzaId.size() <= maxId)
            all.append({chat, stanzaId});
    }
    return all;
}

QFuture<Result<QList<DisplayedUpTo>>> Xep0490Mds::fetch()
{
    XmlElement pubSub(u"pubsub"_s, pubSubNs.toString());
    pubSub.addChild(withNode(u"items"_s, pubSubNs));
    return sender()
        .request(makeIq(u"get"_s, {}, std::move(pubSub)))
        .then(this, [this](const Result<XmlElement> &answer) -> Result<QList<DisplayedUpTo>> {
            if (!answer) {
                if (answer.error().kind == ErrorKind::ItemNotFound) {
                    changeReady(false);
                    return QList<DisplayedUpTo>();
                }
                return unexpected(answer.error());
            }
            const XmlElement *held = answer->child(u"pubsub", pubSubNs);
            return itemsOf(held ? held->child(u"items", pubSubNs) : nullptr, pubSubNs);
        });
}

QFuture<Result<XmlElement>> Xep0490Mds::publishOnce(const DisplayedUpTo &displayed)
{
    XmlElement id(u"stanza-id"_s, sidNs.toString());
    id.setAttribute(u"by"_s, sender().ownJid().bare().toString());
    id.setAttribute(u"id"_s, displayed.stanzaId);
    XmlElement payload(u"displayed"_s, displayedNs.toString());
    payload.addChild(std::move(id));
    XmlElement item(u"item"_s, pubSubNs.toString());
    item.setAttribute(u"id"_s, displayed.chat.toString());
    item.addChild(std::move(payload));
    XmlElement publish = withNode(u"publish"_s, pubSubNs);
    publish.addChild(std::move(item));
    // No other options: ejabberd 23 refuses max_items among the options of publishing. The node has it.
    XmlElement options(u"publish-options"_s, pubSubNs.toString());
    options.addChild(form(publishOptions.toString()));
    XmlElement pubSub(u"pubsub"_s, pubSubNs.toString());
    pubSub.addChild(std::move(publish)).addChild(std::move(options));
    return sender().request(makeIq(u"set"_s, {}, std::move(pubSub)));
}

QFuture<Result<XmlElement>> Xep0490Mds::configureNode(bool isNew)
{
    const QStringView ns = isNew ? pubSubNs : ownerNs;
    XmlElement configure = isNew ? XmlElement(u"configure"_s, ns.toString()) : withNode(u"configure"_s, ns);
    configure.addChild(nodeForm());
    XmlElement pubSub(u"pubsub"_s, ns.toString());
    if (isNew)
        pubSub.addChild(withNode(u"create"_s, ns));
    pubSub.addChild(std::move(configure));
    return sender().request(makeIq(u"set"_s, {}, std::move(pubSub)));
}

QFuture<Status> Xep0490Mds::prepareNode()
{
    if (m_isReady)
        return readyFuture<Done>(Done{});
    auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    m_waiting.append(promise);
    if (m_waiting.size() > 1)
        return promise->future(); // The server has been asked.
    configureNode(true)
        .then(this,
              [this](const Answer &made) {
                  const bool isThere = !made && made.error().detail.startsWith(u"conflict");
                  return isThere ? configureNode(false) : readyFuture<XmlElement>(made);
              })
        .unwrap()
        .then(this, [this](const Answer &answer) { prepared(statusOf(answer)); });
    return promise->future();
}

void Xep0490Mds::prepared(const Status &status)
{
    if (status)
        changeReady(true);
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &promise : waiting) {
        promise->addResult(status);
        promise->finish();
    }
}

void Xep0490Mds::changeReady(bool isReady)
{
    if (std::exchange(m_isReady, isReady) != isReady)
        Q_EMIT nodeReadyChanged(isReady);
}

void Xep0490Mds::sessionStarted(bool resumed)
{
    if (!resumed)
        m_refusal.reset();
}

QFuture<Status> Xep0490Mds::publish(const DisplayedUpTo &displayed) { return publish(displayed, false); }

QFuture<Status> Xep0490Mds::publish(const DisplayedUpTo &displayed, bool isLastTry)
{
    if (m_refusal)
        return readyFuture<Done>(unexpected(*m_refusal));
    return prepareNode()
        .then(this,
              [this, displayed](const Status &ready) {
                  return ready ? publishOnce(displayed) : readyFuture<XmlElement>(unexpected(ready.error()));
              })
        .unwrap()
        .then(this,
              [this, displayed, isLastTry](const Answer &answer) {
                  if (answer || !isAboutTheNode(answer.error()))
                      return readyFuture<Done>(statusOf(answer));
                  if (!isLastTry && m_isReady) {
                      // The node was deleted, or its access model was changed.
                      changeReady(false);
                      return publish(displayed, true);
                  }
                  m_refusal = answer.error();
                  changeReady(false);
                  return readyFuture<Done>(statusOf(answer));
              })
        .unwrap();
}

} // namespace roost
