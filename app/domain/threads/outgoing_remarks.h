// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/id_source.h"
#include "domain/threads/outgoing_step.h"
#include "storage/records.h"
#include "xmpp/xml_element.h"

#include <QHash>
#include <QObject>

#include <deque>
#include <functional>
#include <optional>

namespace roost {

class ThreadUpdates;

/// Remarks of ours about messages: their stanzas, and their ends. The Outbox queues them. Main thread.
class OutgoingRemarks : public QObject
{
    Q_OBJECT

public:
    /// Makes the stanza of a remark; type, id and recipient are added.
    using Maker = std::function<XmlElement(const OwnRemark &remark)>;

    /// References must outlive it.
    OutgoingRemarks(ThreadUpdates &updates, Clock &clock, IdSource &ids, QObject *parent = nullptr);

    /// A remark of a kind without maker fails with FeatureNotImplemented.
    void setMaker(MarkKind kind, Maker maker) { m_makers[kind] = std::move(maker); }
    [[nodiscard]] bool canSend(MarkKind kind) const { return m_makers.contains(kind); }
    /// A new remark; nullopt if it would change nothing, or if the message has no sender's id.
    [[nodiscard]] std::optional<OutgoingRemark> make(const Jid &thread, const Message &message, MarkKind kind,
                                                     const QString &value);
    /// The stanza of a remark of a kind that canSend().
    [[nodiscard]] XmlElement stanzaOf(const OutgoingRemark &remark) const;

    /// The server has the remark.
    void acknowledged(const OutgoingRemark &remark);
    /// The remark ends with an error: the remark before it returns, and failed() follows unless the user has
    /// cancelled it.
    void fail(const OutgoingRemark &remark, const Error &error);
    /// `from` has returned stanza `id`. False if it is no acknowledged remark of this run.
    bool refused(const Jid &from, const QString &id, const Error &error);

Q_SIGNALS:
    void failed(const roost::Jid &thread, const roost::OwnRemark &remark, const roost::Error &error);

private:
    void settle(const OutgoingRemark &remark, bool isRefused);

    ThreadUpdates &m_updates;
    Clock &m_clock;
    IdSource &m_ids;
    QHash<MarkKind, Maker> m_makers;
    /// The last remarks that the server has acknowledged, oldest first: the recipient may still refuse them.
    std::deque<OutgoingRemark> m_sent;
};

} // namespace roost
