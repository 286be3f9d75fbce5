// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/contacts/change_bus.h"
#include "domain/contacts/endpoint.h"

#include <QByteArray>
#include <QList>
#include <QVariant>

namespace roost {

/// The contact list's data about an Endpoint, as item roles. To add a fact: one name here, one row in
/// endpoint_columns.cpp.
struct EndpointRole
{
    enum Id : int {
        Name = Qt::DisplayRole, ///< QString: the displayed name.
        AccessibleText =
            Qt::AccessibleTextRole, ///< QString: the whole row as a sentence, for screen readers.
        Address = Qt::UserRole + 1, ///< QString: the bare address; the id for tests and automation.
        Object,                     ///< const Endpoint *.
        Preview,         ///< QString: "typing…", else draft, else last message ("You: …"), else status.
        HasDraft,        ///< bool: Preview is a draft; the view puts "Draft:" before it.
        LastMessageMs,   ///< qint64, UTC; 0 = no thread.
        TimeText,        ///< QString: "09:16", "Yesterday", "Friday", "12 Nov".
        Unread,          ///< int.
        ShowValue,       ///< int: Show.
        PresenceText,    ///< QString: "available", "away" …
        ConnectionKinds, ///< QList<int> of DeviceKind: one for each live Connection.
        AvatarHash,      ///< QString; empty = none.
        Labels,          ///< QStringList.
        Blocked,         ///< bool.
        RequestPending,  ///< bool: our subscription request waits for them.
        Typing,          ///< bool: a typing notification is active.
        ShownAddress,    ///< QString: the address for people.
        ClaimedName,     ///< QString: the name that a stranger claims ("“Alice”"), shown next to Name.
        IsDoubtful,      ///< bool: ClaimedName or the address may be taken for a contact's.
    };
};

/// Context that the value of a role may need in addition to the Endpoint.
struct EndpointContext
{
    qint64 nowMs = 0; ///< UTC.
};

/// One fact: its role, its name for automation, which changes touch it, how to get it.
struct EndpointColumn
{
    int role;
    const char *name;
    EndpointChanges dependsOn;
    QVariant (*value)(const Endpoint &endpoint, const EndpointContext &context);
};

/// All facts, in the order of EndpointRole.
[[nodiscard]] const QList<EndpointColumn> &endpointColumns();
/// The value of one role; invalid for a role that is none of ours.
[[nodiscard]] QVariant endpointValue(const Endpoint &endpoint, int role, const EndpointContext &context);
/// The roles that `changes` touch, exactly.
[[nodiscard]] QList<int> rolesTouchedBy(EndpointChanges changes);

} // namespace roost
