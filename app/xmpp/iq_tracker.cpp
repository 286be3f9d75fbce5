// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/iq_tracker.h"

#include "base/log.h"

namespace roost {

using namespace Qt::StringLiterals;

IqTracker::IqTracker(Clock &clock, IdSource &ids, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_ids(ids)
{
}

IqTracker::~IqTracker() { finishAll({ErrorKind::NotConnected, {}}); }

QFuture<Result<XmlElement>> IqTracker::add(XmlElement &iq, const Jid &account, int timeoutMs,
                                           AnswerItems *items)
{
    const QString id = m_ids.next();
    iq.setAttribute(u"id"_s, id);
    auto pending = std::make_shared<Pending>();
    pending->to = Jid::fromWire(iq.attribute(u"to"));
    pending->account = account;
    pending->items = items;
    pending->promise.start();
    QFuture<Result<XmlElement>> future = pending->promise.future();
    m_pending.insert(id, pending);
    arm(id, pending, std::chrono::milliseconds(timeoutMs));
    return future;
}

void IqTracker::arm(const QString &id, const std::shared_ptr<Pending> &pending,
                    std::chrono::milliseconds timeout)
{
    m_clock.after(timeout, this, [this, id, timeout, weak = std::weak_ptr(pending)] {
        const std::shared_ptr<Pending> late = weak.lock();
        if (!late || m_pending.value(id) != late)
            return;
        if (m_isReceiving())
            return arm(id, late, timeout);
        m_pending.remove(id);
        finish(late, unexpected(ErrorKind::Timeout));
    });
}

std::shared_ptr<IqTracker::Pending> IqTracker::find(const Stanza &answer) const
{
    if (answer.kind != StanzaKind::Iq || (answer.type != u"result" && answer.type != u"error"))
        return {};
    std::shared_ptr<Pending> pending = m_pending.value(answer.id);
    return pending && isFromAsked(*pending, answer.from) ? pending : nullptr;
}

bool IqTracker::isAwaited(const Stanza &head) const { return find(head) != nullptr; }

AnswerItems *IqTracker::itemsOf(const Stanza &head) const
{
    const std::shared_ptr<Pending> pending = head.type == u"result" ? find(head) : nullptr;
    return pending ? pending->items : nullptr;
}

void IqTracker::fail(const Stanza &head, const Error &why)
{
    if (const std::shared_ptr<Pending> pending = find(head)) {
        m_pending.remove(head.id);
        finish(pending, unexpected(why));
    }
}

bool IqTracker::take(Stanza &answer)
{
    const std::shared_ptr<Pending> pending = find(answer);
    if (!pending) {
        if (m_pending.contains(answer.id))
            qCWarning(lcStream) << "ignored an IQ answer from somebody who was not asked";
        return false;
    }
    m_pending.remove(answer.id);
    if (answer.type == u"result")
        finish(pending, std::move(answer.element));
    else
        finish(pending, unexpected(stanzaError(answer.element)));
    return true;
}

bool IqTracker::isFromAsked(const Pending &pending, const Jid &from)
{
    if (from.isEmpty())
        return false;
    // RFC 6120 §8.1.2.1, §10.3.3: a request to the own account is answered by the server in its name: without
    // `from` (read as the own bare address), from the bare or the full address; older servers use their own
    // domain.
    const Jid ownBare = pending.account.bare();
    if (pending.to.isEmpty())
        return from == ownBare || from == pending.account || from.toString() == ownBare.domainView();
    if (pending.to == ownBare)
        return from == ownBare || from == pending.account;
    return from == pending.to;
}

void IqTracker::finishAll(const Error &error)
{
    // Continuations may send new requests at once: those are not part of this sweep.
    const QHash<QString, std::shared_ptr<Pending>> pending = std::exchange(m_pending, {});
    for (const std::shared_ptr<Pending> &one : pending)
        finish(one, unexpected(error));
}

void IqTracker::finish(std::shared_ptr<Pending> pending, Result<XmlElement> result)
{
    pending->promise.addResult(std::move(result));
    // Qt 6.4 may run the continuation in here: nothing after this line.
    pending->promise.finish();
}

} // namespace roost
