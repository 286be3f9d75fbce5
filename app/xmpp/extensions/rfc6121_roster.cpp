// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/rfc6121_roster.h"

#include "base/visible_text.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView rosterNs = u"jabber:iq:roster";
constexpr qsizetype maxName = 1023; // RFC 6121 §2.1.2.4 and .6: characters beyond need not be kept
constexpr qsizetype maxGroups = 256;
constexpr qsizetype maxAddress = 3071; // RFC 7622 §3.1

Subscription parseSubscription(const QString &text)
{
    if (text == u"both")
        return Subscription::Both;
    if (text == u"to")
        return Subscription::To;
    return text == u"from" ? Subscription::From : Subscription::None;
}

QStringList parseGroups(const XmlElement &item)
{
    QStringList groups;
    for (const XmlElement &child : item.children()) {
        if (child.is(u"group", rosterNs) && hasVisibleText(child.text()) && groups.size() < maxGroups)
            groups.append(child.text().left(maxName));
    }
    if (groups.size() > 1) {
        groups.sort();
        groups.removeDuplicates();
    }
    return groups;
}

/// The address of an item; the unparsed text if it is not a valid address.
Jid addressOf(const QString &text)
{
    if (const Jid jid = Jid::fromWire(text); !jid.isEmpty())
        return jid.bare();
    const bool isNameable = hasVisibleText(text) && text.size() <= maxAddress && text.front() != u'/' &&
                            std::none_of(text.cbegin(), text.cend(),
                                         [](QChar c) { return c.category() == QChar::Other_Control; });
    return isNameable ? Jid::fromTrusted(text) : Jid();
}

/// §2.1.2: nullopt without anything to call it by.
std::optional<RosterItem> parseItem(const XmlElement &element)
{
    RosterItem item;
    item.jid = addressOf(element.attribute(u"jid"));
    if (item.jid.isEmpty())
        return std::nullopt;
    if (const QString name = element.attribute(u"name"); hasVisibleText(name))
        item.name = name.left(maxName);
    item.groups = parseGroups(element);
    item.subscription = parseSubscription(element.attribute(u"subscription"));
    item.ask = element.attribute(u"ask") == u"subscribe";
    const QString approved = element.attribute(u"approved");
    item.approved = approved == u"true" || approved == u"1";
    return item;
}

QList<RosterItem> parseItems(const std::vector<XmlElement> &elements)
{
    QList<RosterItem> items;
    items.reserve(qsizetype(elements.size()));
    for (const XmlElement &element : elements) {
        if (!element.is(u"item", rosterNs))
            continue;
        if (std::optional<RosterItem> item = parseItem(element))
            items.append(*std::move(item));
    }
    return items;
}

RosterAnswer parseAnswer(const XmlElement &iq)
{
    RosterAnswer answer;
    const XmlElement *query = iq.child(u"query", rosterNs);
    if (!query) {
        answer.unchanged = true;
        return answer;
    }
    answer.version = query->attribute(u"ver");
    answer.items = parseItems(query->children());
    return answer;
}

Status toStatus(const Result<XmlElement> &answer)
{
    if (!answer)
        return unexpected(answer.error());
    return Done{};
}

XmlElement makeQuery(XmlElement item)
{
    XmlElement query(u"query"_s, rosterNs.toString());
    query.addChild(std::move(item));
    return query;
}

} // namespace

QString Rfc6121Roster::name() const { return u"rfc6121-roster"_s; }

unsigned Rfc6121Roster::stages() const { return at(Stage::Deliver); }

Handled Rfc6121Roster::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Iq || stanza.type != u"set")
        return Handled::Pass;
    const XmlElement *query = stanza.element.child(u"query", rosterNs);
    if (!query)
        return Handled::Pass;
    // §2.1.6: only the own server, speaking for the own account, may change the roster.
    if (stanza.from != sender().ownJid().bare()) {
        sender().send(makeIqError(stanza, u"cancel"_s, u"service-unavailable"_s));
        return Handled::Drop;
    }
    const bool hasOneItem = query->children().size() == 1 && query->children().front().is(u"item", rosterNs);
    const std::optional<RosterItem> item = hasOneItem ? parseItem(query->children().front()) : std::nullopt;
    if (!item) {
        sender().send(makeIqError(stanza, u"modify"_s, u"bad-request"_s));
        return Handled::Drop;
    }
    sender().send(makeIqResult(stanza));
    const QString version = query->attribute(u"ver");
    if (query->children().front().attribute(u"subscription") == u"remove")
        Q_EMIT itemRemoved(item->jid, version);
    else
        Q_EMIT itemPushed(*item, version);
    return Handled::Consume;
}

QFuture<Result<RosterAnswer>> Rfc6121Roster::fetch(const QString &version)
{
    XmlElement query(u"query"_s, rosterNs.toString());
    if (!version.isNull())
        query.setAttribute(u"ver"_s, version);
    return sender()
        .requestItems(makeIq(u"get"_s, {}, std::move(query)), *this)
        .then(this, [](const Result<XmlElement> &answer) { return answer.transform(parseAnswer); });
}

void Rfc6121Roster::takeItems(std::vector<XmlElement> items)
{
    if (const QList<RosterItem> told = parseItems(items); !told.isEmpty())
        Q_EMIT itemsReceived(told);
}

QFuture<Status> Rfc6121Roster::setItem(const RosterItem &item)
{
    XmlElement element(u"item"_s, rosterNs.toString());
    element.setAttribute(u"jid"_s, item.jid.bare().toString());
    if (!item.name.isEmpty())
        element.setAttribute(u"name"_s, item.name.left(maxName));
    QStringList groups = item.groups;
    groups.removeDuplicates();
    for (const QString &group : std::as_const(groups)) {
        if (!group.isEmpty())
            element.addTextChild(u"group"_s, rosterNs.toString(), group.left(maxName));
    }
    return sender().request(makeIq(u"set"_s, {}, makeQuery(std::move(element)))).then(this, &toStatus);
}

QFuture<Status> Rfc6121Roster::removeItem(const Jid &jid)
{
    XmlElement element(u"item"_s, rosterNs.toString());
    element.setAttribute(u"jid"_s, jid.bare().toString());
    element.setAttribute(u"subscription"_s, u"remove"_s);
    return sender().request(makeIq(u"set"_s, {}, makeQuery(std::move(element)))).then(this, &toStatus);
}

} // namespace roost
