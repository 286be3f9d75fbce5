// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/endpoint_columns.h"

#include "models/wording.h"

namespace roost {

namespace {

using Change = EndpointChange;

QVariant connectionKinds(const Endpoint &endpoint, const EndpointContext &)
{
    QList<int> kinds;
    kinds.reserve(qsizetype(endpoint.connections().size()));
    for (const Connection &connection : endpoint.connections())
        kinds.append(int(connection.kind()));
    return QVariant::fromValue(kinds);
}

} // namespace

const QList<EndpointColumn> &endpointColumns()
{
    using E = const Endpoint &;
    using C = const EndpointContext &;
    static const QList<EndpointColumn> columns{
        {EndpointRole::Name, "name", Change::Name, [](E e, C) -> QVariant { return e.displayName(); }},
        {EndpointRole::AccessibleText, "accessibleText",
         Change::Name | Change::Presence | Change::Connections | Change::Thread | Change::Unread |
             Change::Draft | Change::Blocked | Change::Subscription | Change::Typing,
         [](E e, C c) -> QVariant { return Wording::contactRow(e, c.nowMs); }},
        {EndpointRole::Address, "address", {}, [](E e, C) -> QVariant { return e.id().toString(); }},
        {EndpointRole::Object, "object", {}, [](E e, C) { return QVariant::fromValue(&e); }},
        {EndpointRole::Preview, "preview",
         Change::Thread | Change::Draft | Change::Presence | Change::Subscription | Change::Typing,
         [](E e, C) -> QVariant { return Wording::preview(e); }},
        {EndpointRole::HasDraft, "hasDraft", Change::Draft | Change::Typing,
         [](E e, C) -> QVariant { return !e.draft().isEmpty() && !e.typingConnection(); }},
        {EndpointRole::Typing, "typing", Change::Typing,
         [](E e, C) -> QVariant { return e.typingConnection() != nullptr; }},
        {EndpointRole::LastMessageMs, "lastMessageMs", Change::Thread,
         [](E e, C) -> QVariant { return e.lastMessageMs(); }},
        {EndpointRole::TimeText, "timeText", Change::Thread,
         [](E e, C c) -> QVariant { return Wording::listTime(e.lastMessageMs(), c.nowMs); }},
        {EndpointRole::Unread, "unread", Change::Unread, [](E e, C) -> QVariant { return e.unread(); }},
        {EndpointRole::ShowValue, "show", Change::Presence,
         [](E e, C) -> QVariant { return int(e.presence().show); }},
        {EndpointRole::PresenceText, "presenceText", Change::Presence,
         [](E e, C) -> QVariant { return Wording::presence(e.presence().show); }},
        {EndpointRole::ConnectionKinds, "connectionKinds", Change::Connections, connectionKinds},
        {EndpointRole::AvatarHash, "avatarHash", Change::Avatar,
         [](E e, C) -> QVariant { return e.avatarHash(); }},
        {EndpointRole::Labels, "labels", Change::Labels, [](E e, C) -> QVariant { return e.labels(); }},
        {EndpointRole::Blocked, "blocked", Change::Blocked, [](E e, C) -> QVariant { return e.isBlocked(); }},
        {EndpointRole::RequestPending, "requestPending", Change::Subscription,
         [](E e, C) -> QVariant { return e.isRequestPending(); }},
        {EndpointRole::ShownAddress,
         "shownAddress",
         {},
         [](E e, C) -> QVariant { return e.id().toDisplayString(); }},
        {EndpointRole::ClaimedName, "claimedName", Change::Name,
         [](E e, C) -> QVariant { return Wording::quotedClaim(e); }},
        {EndpointRole::IsDoubtful, "doubtful", Change::Name,
         [](E e, C) -> QVariant { return bool(e.claims()); }},
    };
    return columns;
}

QVariant endpointValue(const Endpoint &endpoint, int role, const EndpointContext &context)
{
    for (const EndpointColumn &column : endpointColumns()) {
        if (column.role == role)
            return column.value(endpoint, context);
    }
    return {};
}

QList<int> rolesTouchedBy(EndpointChanges changes)
{
    QList<int> roles;
    for (const EndpointColumn &column : endpointColumns()) {
        if (column.dependsOn & changes)
            roles.append(column.role);
    }
    return roles;
}

} // namespace roost
