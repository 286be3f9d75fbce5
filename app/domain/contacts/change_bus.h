// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFlags>
#include <QHash>
#include <QList>
#include <QObject>

namespace roost {

class Endpoint;

/// The changed facts of an Endpoint.
enum class EndpointChange : quint16 {
    Added = 1 << 0,   ///< Now in the contact list (or has a thread).
    Removed = 1 << 1, ///< No longer listed; the object lives on.
    Name = 1 << 2,
    Labels = 1 << 3,
    Subscription = 1 << 4, ///< Subscription, pending request, request inbox.
    Presence = 1 << 5,     ///< The resolved presence.
    Connections = 1 << 6,  ///< The list, or a visible fact of one Connection.
    Avatar = 1 << 7,
    Thread = 1 << 8, ///< Preview, time of the last message.
    Unread = 1 << 9,
    Draft = 1 << 10,
    Blocked = 1 << 11,
    TellMe = 1 << 12,
    Typing = 1 << 13, ///< A Connection started or stopped typing.
};
Q_DECLARE_FLAGS(EndpointChanges, EndpointChange)
Q_DECLARE_OPERATORS_FOR_FLAGS(EndpointChanges)

/// Collects (Endpoint, changed facts) and reports each Endpoint once per turn of the event loop. Main thread.
class ChangeBus : public QObject
{
    Q_OBJECT

public:
    struct Change
    {
        Endpoint *endpoint = nullptr;
        EndpointChanges what;
    };

    using QObject::QObject;

    /// Adds `what` to the pending changes of `endpoint`.
    void post(Endpoint *endpoint, EndpointChanges what);
    /// Reports the pending changes now (tests, benchmarks).
    void flush();

Q_SIGNALS:
    /// In the order of first posting.
    void changed(const QList<roost::ChangeBus::Change> &changes);

private:
    QList<Change> m_pending;
    QHash<Endpoint *, qsizetype> m_index;
    bool m_scheduled = false;
};

} // namespace roost
