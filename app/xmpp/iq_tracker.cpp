// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/iq_tracker.h"

#include "base/log.h"

#include <QStringList>

#include <algorithm>
#include <utility>
#include <vector>

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
    pending->timeout = std::chrono::milliseconds(timeoutMs);
    m_pending.insert(id, pending);
    arm(id, *pending);
    watch();
    return future;
}

void IqTracker::arm(const QString &id, Pending &pending)
{
    pending.due = m_due.emplace(m_clock.monotonicMs() + pending.timeout.count(), id);
}

std::shared_ptr<IqTracker::Pending> IqTracker::remove(const QString &id)
{
    std::shared_ptr<Pending> pending = m_pending.take(id);
    if (pending)
        m_due.erase(pending->due);
    return pending;
}

// One timer for all: Qt walks through all timers to remove one, and thousands of requests a second would
// leave thousands of timers behind.
void IqTracker::watch()
{
    if (m_due.empty() || (m_watchedMs && *m_watchedMs <= m_due.begin()->first))
        return;
    const qint64 dueMs = m_due.begin()->first;
    m_watchedMs = dueMs;
    const qint64 restMs = std::max<qint64>(0, dueMs - m_clock.monotonicMs());
    m_clock.after(std::chrono::milliseconds(restMs), this, [this, dueMs] {
        if (m_watchedMs != dueMs)
            return;
        m_watchedMs.reset();
        endLate();
    });
}

void IqTracker::endLate()
{
    QStringList late;
    const auto end = m_due.upper_bound(m_clock.monotonicMs());
    for (auto each = m_due.begin(); each != end; ++each)
        late.append(each->second);
    std::vector<std::shared_ptr<Pending>> ended;
    const bool isReceiving = !late.isEmpty() && m_isReceiving();
    for (const QString &id : std::as_const(late)) {
        std::shared_ptr<Pending> pending = remove(id);
        if (isReceiving) {
            arm(id, *pending);
            m_pending.insert(id, std::move(pending));
        } else {
            ended.push_back(std::move(pending));
        }
    }
    watch();
    // Continuations may ask again at once, or end this.
    for (const std::shared_ptr<Pending> &pending : ended)
        finish(pending, unexpected(ErrorKind::Timeout));
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
        remove(head.id);
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
    remove(answer.id);
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
    m_due.clear();
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
