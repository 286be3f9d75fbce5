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

QFuture<Result<XmlElement>> IqTracker::add(XmlElement &iq, const Jid &account, int timeoutMs)
{
    const QString id = m_ids.next();
    iq.setAttribute(u"id"_s, id);
    auto pending = std::make_shared<Pending>();
    pending->to = Jid::fromWire(iq.attribute(u"to"));
    pending->account = account;
    pending->promise.start();
    QFuture<Result<XmlElement>> future = pending->promise.future();
    m_pending.insert(id, pending);
    m_clock.after(std::chrono::milliseconds(timeoutMs), this, [this, id, weak = std::weak_ptr(pending)] {
        const std::shared_ptr<Pending> late = weak.lock();
        if (late && m_pending.value(id) == late) {
            m_pending.remove(id);
            finish(late, unexpected(ErrorKind::Timeout));
        }
    });
    return future;
}

bool IqTracker::take(Stanza &answer)
{
    const bool isResult = answer.type == u"result";
    if (answer.kind != StanzaKind::Iq || (!isResult && answer.type != u"error"))
        return false;
    const auto it = m_pending.constFind(answer.id);
    if (it == m_pending.cend())
        return false;
    if (!isFromAsked(**it, answer.from)) {
        qCWarning(lcStream) << "ignored an IQ answer from somebody who was not asked";
        return false;
    }
    const std::shared_ptr<Pending> pending = *it;
    m_pending.erase(it);
    if (isResult)
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
    // Continuations may ask again at once: those are not part of this sweep.
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
