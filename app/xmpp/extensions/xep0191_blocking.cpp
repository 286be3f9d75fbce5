// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0191_blocking.h"

#include "base/log.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView blockingNs = u"urn:xmpp:blocking";

QSet<Jid> itemsOf(const XmlElement &list)
{
    QSet<Jid> items;
    for (const XmlElement &child : list.children()) {
        const Jid jid = Jid::fromWire(child.attribute(u"jid"));
        if (child.is(u"item", blockingNs) && !jid.isEmpty())
            items.insert(jid);
    }
    return items;
}

XmlElement makeChange(const QString &name, const Jid &jid)
{
    XmlElement change(name, blockingNs.toString());
    change.addChild(XmlElement(u"item"_s, blockingNs.toString()).setAttribute(u"jid"_s, jid.toString()));
    return change;
}

} // namespace

QString Xep0191Blocking::name() const { return u"xep0191"_s; }

unsigned Xep0191Blocking::stages() const { return at(Stage::Deliver); }

Handled Xep0191Blocking::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Iq || stanza.type != u"set")
        return Handled::Pass;
    const XmlElement *change = stanza.element.childInNs(blockingNs);
    if (!change)
        return Handled::Pass;
    // §3.3: pushes come from the own account; anybody else would be unblocking himself.
    if (stanza.from != sender().ownJid().bare()) {
        sender().send(makeIqError(stanza, u"cancel"_s, u"service-unavailable"_s));
        return Handled::Drop;
    }
    const QSet<Jid> items = itemsOf(*change);
    const bool isBlock = change->name() == u"block";
    if (!isBlock && change->name() != u"unblock") {
        sender().send(makeIqError(stanza, u"modify"_s, u"bad-request"_s));
        return Handled::Drop;
    }
    sender().send(makeIqResult(stanza));
    if (isBlock)
        setBlocked(m_blocked | items);
    else if (change->children().empty())
        setBlocked({}); // §3.5: an empty list unblocks all addresses
    else
        setBlocked(m_blocked - items);
    return Handled::Consume;
}

void Xep0191Blocking::sessionStarted(bool resumed)
{
    if (resumed)
        return;
    sender()
        .request(makeIq(u"get"_s, {}, XmlElement(u"blocklist"_s, blockingNs.toString())))
        .then(this, [this](const Result<XmlElement> &answer) {
            const XmlElement *list = answer ? answer->child(u"blocklist", blockingNs) : nullptr;
            if (list) {
                // Emitted even if the list is unchanged: a receiver may hold an older copy.
                m_blocked = itemsOf(*list);
                Q_EMIT blockedChanged(m_blocked);
            } else if (!answer) {
                qCInfo(lcStream) << "no block list:" << answer.error().detail;
            }
        });
}

QFuture<Status> Xep0191Blocking::block(const Jid &jid)
{
    return sender()
        .request(makeIq(u"set"_s, {}, makeChange(u"block"_s, jid)))
        .then(this, [this, jid](const Result<XmlElement> &answer) -> Status {
            if (!answer)
                return unexpected(answer.error());
            setBlocked(m_blocked | QSet<Jid>{jid});
            return Done{};
        });
}

QFuture<Status> Xep0191Blocking::unblock(const Jid &jid)
{
    return sender()
        .request(makeIq(u"set"_s, {}, makeChange(u"unblock"_s, jid)))
        .then(this, [this, jid](const Result<XmlElement> &answer) -> Status {
            if (!answer)
                return unexpected(answer.error());
            setBlocked(m_blocked - QSet<Jid>{jid});
            return Done{};
        });
}

void Xep0191Blocking::setBlocked(QSet<Jid> blocked)
{
    if (blocked == m_blocked)
        return;
    m_blocked = std::move(blocked);
    Q_EMIT blockedChanged(m_blocked);
}

} // namespace roost
