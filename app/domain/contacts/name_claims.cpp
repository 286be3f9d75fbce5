// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/name_claims.h"

#include "base/answer.h"
#include "base/lookalikes.h"
#include "domain/contacts/endpoint_directory.h"

#include <QPromise>
#include <QThreadPool>

#include <algorithm>

namespace roost {

namespace {

/// Its nickname or its address is shown to people who may take it for somebody else's.
bool isShownByAddress(const Endpoint &endpoint)
{
    if (endpoint.isContact())
        return endpoint.name().isEmpty() && !endpoint.nickname().isEmpty();
    return endpoint.isListed() || endpoint.wantsUs();
}

/// By what people know a contact, apart from the address; may be empty.
const QString &knownAs(const Endpoint &endpoint)
{
    return endpoint.name().isEmpty() ? endpoint.nickname() : endpoint.name();
}

/// "alice@example.org" in any spelling. Names that only hold an @ ("l@ura") are taken for one too: the
/// mistake costs a remark.
bool readsLikeAddress(const QString &name)
{
    const QString plain = name.normalized(QString::NormalizationForm_KC);
    for (qsizetype at = plain.indexOf(u'@'); at >= 0; at = plain.indexOf(u'@', at + 1)) {
        if (at > 0 && !plain[at - 1].isSpace() && at + 1 < plain.size() && !plain[at + 1].isSpace())
            return true;
    }
    return false;
}

} // namespace

struct NameClaims::Named
{
    QString name;
    Jid address;
};

NameClaims::NameClaims(Jid account, EndpointDirectory &directory, QObject *parent)
    : QObject(parent)
    , m_account(std::move(account))
    , m_directory(directory)
{
    connect(&directory, &EndpointDirectory::loaded, this, &NameClaims::loaded);
    connect(&directory.changes(), &ChangeBus::changed, this, &NameClaims::changed);
}

NameClaims::~NameClaims() = default;

void NameClaims::loaded()
{
    m_index.reset();
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
        // While the first one is being built, any change may have come too late for it.
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
    if (std::exchange(m_isBuilding, true)) {
        m_isStale = true;
        return;
    }
    auto index = std::make_shared<Index>();
    auto names = std::make_shared<std::vector<Named>>();
    const QList<Endpoint *> all = m_directory.all();
    for (const Endpoint *endpoint : all) {
        if (!endpoint->isContact())
            continue;
        index->contacts.insert(endpoint);
        names->push_back({knownAs(*endpoint), endpoint->id()});
    }
    names->push_back({QString(), m_account});
    auto promise = std::make_shared<QPromise<std::shared_ptr<const Index>>>();
    promise->start();
    onAnswer(promise->future(), this, [this](const std::shared_ptr<const Index> &made) { built(made); });
    QThreadPool::globalInstance()->start([promise, index, names] {
        index->keys.reserve(qsizetype(names->size()) * 2);
        for (const Named &each : *names) {
            ++index->keys[addressKeyOf(each.address.bareView())];
            if (each.name.isEmpty())
                continue;
            const NameKeys keys = nameKeysOf(each.name);
            ++index->keys[keys[0]];
            if (keys[1] != keys[0])
                ++index->keys[keys[1]];
        }
        promise->addResult(std::shared_ptr<const Index>(index));
        promise->finish();
    });
}

void NameClaims::built(std::shared_ptr<const Index> index)
{
    m_index = std::move(index);
    m_isBuilding = false;
    const QList<Endpoint *> all = m_directory.all();
    for (Endpoint *endpoint : all) {
        if (isShownByAddress(*endpoint) || endpoint->claims())
            compare(*endpoint);
    }
    if (std::exchange(m_isStale, false))
        build();
    else
        Q_EMIT compared();
}

/// `isOwn`: the index holds that name for the one who claims it, too.
bool NameClaims::resembles(const QString &name, bool isOwn) const
{
    const int own = isOwn ? 1 : 0;
    const NameKeys keys = nameKeysOf(name);
    return std::any_of(keys.begin(), keys.end(),
                       [&](quint64 key) { return m_index->keys.value(key) > own; }) ||
           m_index->keys.value(addressKeyOf(name)) > 0;
}

/// Also "alice\40bar.com@evil.com", which is shown as "alice@bar.com@evil.com" (XEP-0106).
bool NameClaims::resemblesAddress(const Jid &address) const
{
    return m_index->keys.value(addressKeyOf(address.bareView())) > 0 ||
           (!address.isDomain() &&
            m_index->keys.value(addressKeyOf(unescapeLocalPart(address.localView()))) > 0);
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
            claims.setFlag(Endpoint::Claim::LikeContact, resembles(nickname, isOwn));
        }
        if (!endpoint.isContact() && !m_index->contacts.contains(&endpoint))
            claims.setFlag(Endpoint::Claim::AddressLikeContact, resemblesAddress(endpoint.id()));
    }
    m_directory.setClaims(endpoint, claims);
}

} // namespace roost
