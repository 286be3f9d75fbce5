// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/id_source.h"
#include "xmpp/stanza.h"

#include <QFuture>
#include <QHash>
#include <QObject>

namespace roost {

/// The IQ requests that wait for their answer (RFC 6120 §8.2.3). An answer counts only if its id, its type
/// and its sender are right; anything else leaves the request waiting (CVE-2013-6483, CVE-2024-46957). Main
/// thread.
class IqTracker : public QObject
{
    Q_OBJECT

public:
    IqTracker(Clock &clock, IdSource &ids, QObject *parent = nullptr);
    /// Those still waiting end with NotConnected.
    ~IqTracker() override;

    /// Gives `iq` an id and waits for its answer, `timeoutMs` at most. `account` = own full address.
    [[nodiscard]] QFuture<Result<XmlElement>> add(XmlElement &iq, const Jid &account, int timeoutMs);
    /// True if `answer` (an IQ of type result or error) was waited for; its future is then finished.
    bool take(Stanza &answer);
    /// Ends all that wait with `error`.
    void finishAll(const Error &error);
    [[nodiscard]] qsizetype pendingCount() const { return m_pending.size(); }

private:
    struct Pending
    {
        Jid to;      ///< Empty = own account.
        Jid account; ///< As it was when asked.
        QPromise<Result<XmlElement>> promise;
    };
    static bool isFromAsked(const Pending &pending, const Jid &from);
    static void finish(std::shared_ptr<Pending> pending, Result<XmlElement> result);

    Clock &m_clock;
    IdSource &m_ids;
    QHash<QString, std::shared_ptr<Pending>> m_pending;
};

} // namespace roost
