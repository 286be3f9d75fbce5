// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/name_claims.h"

#include "base/slices.h"
#include "domain/contacts/contact_names.h"
#include "domain/contacts/endpoint_directory.h"

#include <algorithm>

namespace roost {

namespace {

/// True if the list shows the nickname or the address, which the user may mistake for another contact's.
bool isShownByAddress(const Endpoint &endpoint)
{
    if (endpoint.isContact())
        return endpoint.name().isEmpty() && !endpoint.nickname().isEmpty();
    return endpoint.isListed() || endpoint.wantsUs();
}

} // namespace

NameClaims::NameClaims(EndpointDirectory &directory, ContactNames &names, QObject *parent)
    : QObject(parent)
    , m_directory(directory)
    , m_names(names)
{
    connect(&directory, &EndpointDirectory::loaded, this, &NameClaims::loaded);
    connect(&directory.changes(), &ChangeBus::changed, this, &NameClaims::changed);
    connect(&names, &ContactNames::built, this, &NameClaims::compareAll);
}

NameClaims::~NameClaims() = default;

void NameClaims::loaded()
{
    const QList<Endpoint *> all = m_directory.all();
    if (std::any_of(all.begin(), all.end(), [](const Endpoint *each) { return isShownByAddress(*each); }))
        m_names.start();
}

void NameClaims::changed(const QList<ChangeBus::Change> &changes)
{
    constexpr EndpointChanges ours =
        EndpointChange::Name | EndpointChange::Subscription | EndpointChange::Added | EndpointChange::Removed;
    for (const ChangeBus::Change &change : changes) {
        if (!(change.what & ours) || !isShownByAddress(*change.endpoint))
            continue;
        if (!m_names.index()) {
            m_names.start();
            return;
        }
        compare(*change.endpoint);
    }
}

void NameClaims::compareAll()
{
    const quint64 run = ++m_run;
    const QList<Endpoint *> all = m_directory.all();
    inSlices(
        this, all.size(),
        [this, run, all](qsizetype at) {
            if (run != m_run || !m_names.index())
                return false;
            if (Endpoint *endpoint = all[at]; isShownByAddress(*endpoint) || endpoint->claims())
                compare(*endpoint);
            return true;
        },
        [this] {
            if (m_names.isCurrent())
                Q_EMIT compared();
        });
}

void NameClaims::compare(Endpoint &endpoint)
{
    if (endpoint.id() == m_directory.account())
        return;
    Endpoint::Claims claims;
    if (isShownByAddress(endpoint)) {
        claims = m_names.index()->claimsOf({endpoint.nickname(), endpoint.id()}, m_names.contains(endpoint));
        // The user has accepted the address of a contact.
        if (endpoint.isContact())
            claims.setFlag(Endpoint::Claim::AddressLikeContact, false);
    }
    m_directory.setClaims(endpoint, claims);
}

} // namespace roost
