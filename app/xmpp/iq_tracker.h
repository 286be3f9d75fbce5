// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/id_source.h"
#include "xmpp/answer_items.h"
#include "xmpp/stanza.h"

#include <QFuture>
#include <QHash>
#include <QObject>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace roost {

/// The IQ requests that wait for their answer (RFC 6120 §8.2.3). An answer counts only if its id, its type
/// and its sender are right; anything else leaves the request waiting (CVE-2013-6483, CVE-2024-46957). Main
/// thread.
class IqTracker : public QObject
{
    Q_OBJECT

public:
    IqTracker(Clock &clock, IdSource &ids, QObject *parent = nullptr);
    /// Pending requests end with NotConnected.
    ~IqTracker() override;

    /// Gives `iq` an id and waits for its answer, at most `timeoutMs`, longer only while isReceiving (see
    /// setReceiving()). `account` = own full address; `items` receives the children of a long answer.
    [[nodiscard]] QFuture<Result<XmlElement>> add(XmlElement &iq, const Jid &account, int timeoutMs,
                                                  AnswerItems *items = nullptr);
    /// `isReceiving` returns true while data arrives that may contain the answer or delay it.
    void setReceiving(std::function<bool()> isReceiving) { m_isReceiving = std::move(isReceiving); }
    /// True if `head`, an IQ whose children are not read yet, is the answer to a pending request.
    [[nodiscard]] bool isAwaited(const Stanza &head) const;
    /// Receiver of the items of that answer; nullptr = they stay in it.
    [[nodiscard]] AnswerItems *itemsOf(const Stanza &head) const;
    /// An answer came that is of no use: if it was waited for, `why` is the answer.
    void fail(const Stanza &head, const Error &why);
    /// True if `answer` (an IQ of type result or error) was waited for; its future is then finished.
    bool take(Stanza &answer);
    /// Ends all that wait with `error`.
    void finishAll(const Error &error);
    [[nodiscard]] qsizetype pendingCount() const { return m_pending.size(); }

private:
    /// Ids of requests by the time at which they end unanswered (Clock::monotonicMs()).
    using Deadlines = std::multimap<qint64, QString>;
    struct Pending
    {
        Jid to;      ///< Empty = own account.
        Jid account; ///< As it was when asked.
        AnswerItems *items = nullptr;
        QPromise<Result<XmlElement>> promise;
        std::chrono::milliseconds timeout{0};
        Deadlines::iterator due;
    };
    void arm(const QString &id, Pending &pending);
    std::shared_ptr<Pending> remove(const QString &id);
    void watch();
    void endLate();
    [[nodiscard]] std::shared_ptr<Pending> find(const Stanza &answer) const;
    static bool isFromAsked(const Pending &pending, const Jid &from);
    static void finish(std::shared_ptr<Pending> pending, Result<XmlElement> result);

    Clock &m_clock;
    IdSource &m_ids;
    std::function<bool()> m_isReceiving = [] { return false; };
    QHash<QString, std::shared_ptr<Pending>> m_pending;
    Deadlines m_due;                   ///< One for each pending request.
    std::optional<qint64> m_watchedMs; ///< The timer that counts ends then.
};

} // namespace roost
