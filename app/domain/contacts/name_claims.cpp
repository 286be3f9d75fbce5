// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/name_claims.h"

#include "base/answer.h"
#include "base/slices.h"
#include "domain/contacts/endpoint_directory.h"

#include <QPromise>
#include <QThreadPool>

#include <algorithm>

namespace roost {

namespace {

/// Above this number of contacts an index is expensive; then this pause follows before the next one.
constexpr qsizetype costly = 4'096;
constexpr std::chrono::milliseconds pause{2'000};

/// True if the list shows the nickname or the address, which the user may mistake for another contact's.
bool isShownByAddress(const Endpoint &endpoint)
{
    if (endpoint.isContact())
        return endpoint.name().isEmpty() && !endpoint.nickname().isEmpty();
    return endpoint.isListed() || endpoint.wantsUs();
}

} // namespace

NameClaims::NameClaims(Jid account, EndpointDirectory &directory, QObject *parent)
    : QObject(parent)
    , m_account(std::move(account))
    , m_directory(directory)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &NameClaims::build);
    connect(&directory, &EndpointDirectory::loaded, this, &NameClaims::loaded);
    connect(&directory.changes(), &ChangeBus::changed, this, &NameClaims::changed);
}

NameClaims::~NameClaims() = default;

void NameClaims::loaded()
{
    m_index.reset();
    m_pause.stop();
    const QList<Endpoint *> all = m_directory.all();
    if (std::any_of(all.begin(), all.end(), [](const Endpoint *each) { return isShownByAddress(*each); }))
        build();
}

void NameClaims::changed(const QList<ChangeBus::Change> &changes)
{
    constexpr EndpointChanges ours =
        EndpointChange::Name | EndpointChange::Subscription | EndpointChange::Added | EndpointChange::Removed;
    bool isOutdated = false;
    QList<Endpoint *> affected;
    for (const ChangeBus::Change &change : changes) {
        if (!(change.what & ours))
            continue;
        Endpoint &endpoint = *change.endpoint;
        const bool wasContact = m_index && m_index->contacts.contains(&endpoint);
        const bool isRenamed = endpoint.isContact() && change.what.testFlag(EndpointChange::Name);
        isOutdated = isOutdated || wasContact != endpoint.isContact() || isRenamed;
        if (isShownByAddress(endpoint))
            affected.append(&endpoint);
    }
    if (!m_index) {
        // A change during the build of the first index may have come too late for it.
        if (m_isBuilding || !affected.isEmpty())
            build();
        return;
    }
    for (Endpoint *endpoint : std::as_const(affected))
        compare(*endpoint);
    if (isOutdated)
        build();
}

void NameClaims::build()
{
    if (m_pause.isActive())
        return; // the timer will build it
    if (std::exchange(m_isBuilding, true)) {
        m_isStale = true;
        return;
    }
    auto index = std::make_shared<Index>();
    auto names = std::make_shared<std::vector<NameIndex::Named>>();
    const QList<Endpoint *> all = m_directory.all();
    inSlices(
        this, all.size(),
        [index, names, all](qsizetype at) {
            if (const Endpoint *endpoint = all[at]; endpoint->isContact()) {
                index->contacts.insert(endpoint);
                names->push_back(NameIndex::named(*endpoint));
            }
            return true;
        },
        [this, index, names] {
            names->push_back({QString(), m_account});
            makeKeys(index, names);
        });
}

void NameClaims::makeKeys(const std::shared_ptr<Index> &index,
                          const std::shared_ptr<const std::vector<NameIndex::Named>> &names)
{
    auto promise = std::make_shared<QPromise<std::shared_ptr<const Index>>>();
    promise->start();
    onAnswer(promise->future(), this, [this](const std::shared_ptr<const Index> &made) { built(made); });
    QThreadPool::globalInstance()->start([promise, index, names] {
        index->names = NameIndex(*names);
        promise->addResult(std::shared_ptr<const Index>(index));
        promise->finish();
    });
}

void NameClaims::built(std::shared_ptr<const Index> index)
{
    m_index = std::move(index);
    const QList<Endpoint *> all = m_directory.all();
    inSlices(
        this, all.size(),
        [this, all](qsizetype at) {
            if (Endpoint *endpoint = all[at]; m_index && (isShownByAddress(*endpoint) || endpoint->claims()))
                compare(*endpoint);
            return true;
        },
        [this] { finish(); });
}

void NameClaims::finish()
{
    m_isBuilding = false;
    if (!std::exchange(m_isStale, false)) {
        Q_EMIT compared();
        return;
    }
    // While thousands of contacts arrive, each index is outdated when it is ready.
    const bool isCostly = m_index && m_index->contacts.size() > costly;
    m_pause.start(isCostly ? pause : std::chrono::milliseconds(0));
}

void NameClaims::compare(Endpoint &endpoint)
{
    if (endpoint.id() == m_account)
        return;
    Endpoint::Claims claims;
    if (isShownByAddress(endpoint)) {
        const QString &nickname = endpoint.nickname();
        if (!nickname.isEmpty()) {
            const bool isOwn = m_index->contacts.contains(&endpoint) && endpoint.name().isEmpty();
            claims.setFlag(Endpoint::Claim::LikeAddress, readsLikeAddress(nickname));
            claims.setFlag(Endpoint::Claim::LikeContact, m_index->names.resembles(nickname, isOwn));
        }
        if (!endpoint.isContact() && !m_index->contacts.contains(&endpoint))
            claims.setFlag(Endpoint::Claim::AddressLikeContact,
                           m_index->names.resemblesAddress(endpoint.id()));
    }
    m_directory.setClaims(endpoint, claims);
}

} // namespace roost
