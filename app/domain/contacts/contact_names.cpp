// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/contact_names.h"

#include "base/answer.h"
#include "base/slices.h"
#include "domain/contacts/endpoint_directory.h"

#include <QThreadPool>

#include <chrono>
#include <utility>

namespace roost {

namespace {

/// Above this number of contacts an index is expensive; then this pause follows before the next one.
constexpr qsizetype costly = 4'096;
constexpr std::chrono::milliseconds pause{2'000};

} // namespace

ContactNames::ContactNames(EndpointDirectory &directory, QObject *parent)
    : QObject(parent)
    , m_directory(directory)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &ContactNames::build);
    connect(&directory, &EndpointDirectory::loaded, this, &ContactNames::loaded);
    connect(&directory.changes(), &ChangeBus::changed, this, &ContactNames::changed);
}

ContactNames::~ContactNames() = default;

void ContactNames::start()
{
    if (!m_index)
        build();
}

void ContactNames::loaded()
{
    if (m_builds == 0)
        return;
    m_index.reset();
    m_contacts.clear();
    m_pause.stop();
    m_isOutdated = true;
    build();
}

void ContactNames::changed(const QList<ChangeBus::Change> &changes)
{
    if (m_builds == 0)
        return;
    constexpr EndpointChanges ours =
        EndpointChange::Name | EndpointChange::Subscription | EndpointChange::Added | EndpointChange::Removed;
    bool isOutdated = false;
    for (const ChangeBus::Change &change : changes) {
        if (!(change.what & ours))
            continue;
        // A change during the first build may have come too late for it.
        const bool isMoved = !m_index || contains(*change.endpoint) != change.endpoint->isContact();
        const bool isRenamed = change.endpoint->isContact() && change.what.testFlag(EndpointChange::Name);
        isOutdated = isOutdated || isMoved || isRenamed;
    }
    if (!isOutdated)
        return;
    m_isOutdated = true;
    build();
}

QFuture<ContactNames::Index> ContactNames::current()
{
    auto promise = std::make_shared<QPromise<Index>>();
    promise->start();
    // The ChangeBus delivers the changes of this turn first.
    QMetaObject::invokeMethod(
        this, [this, promise] { answer(promise); }, Qt::QueuedConnection);
    return promise->future();
}

void ContactNames::answer(const std::shared_ptr<QPromise<Index>> &promise)
{
    if (isCurrent()) {
        promise->addResult(m_index);
        promise->finish();
        return;
    }
    m_pause.stop();
    const bool isTooLate = m_isBuilding && m_isOutdated;
    build();
    m_waiting.append({promise, isTooLate ? m_builds + 1 : m_builds});
}

void ContactNames::build()
{
    // The timer or the end of the running build starts the next one.
    if (m_pause.isActive() || std::exchange(m_isBuilding, true))
        return;
    m_isOutdated = false;
    ++m_builds;
    auto contacts = std::make_shared<Contacts>();
    auto names = std::make_shared<Names>();
    const QList<Endpoint *> all = m_directory.all();
    inSlices(
        this, all.size(),
        [contacts, names, all](qsizetype at) {
            if (const Endpoint *endpoint = all[at]; endpoint->isContact()) {
                contacts->insert(endpoint);
                names->push_back(NameIndex::named(*endpoint));
            }
            return true;
        },
        [this, contacts, names] {
            names->push_back({QString(), m_directory.account()});
            makeKeys(contacts, names);
        });
}

void ContactNames::makeKeys(const std::shared_ptr<Contacts> &contacts,
                            const std::shared_ptr<const Names> &names)
{
    auto promise = std::make_shared<QPromise<Index>>();
    promise->start();
    onAnswer(promise->future(), this, [this, contacts](const Index &index) { finish(*contacts, index); });
    QThreadPool::globalInstance()->start([promise, names] {
        promise->addResult(Index(std::make_shared<NameIndex>(*names)));
        promise->finish();
    });
}

void ContactNames::finish(const Contacts &contacts, const Index &index)
{
    m_index = index;
    m_contacts = contacts;
    m_isBuilding = false;
    QList<Waiting> late;
    for (const Waiting &waiting : std::as_const(m_waiting)) {
        if (waiting.build > m_builds) {
            late.append(waiting);
            continue;
        }
        waiting.promise->addResult(m_index);
        waiting.promise->finish();
    }
    m_waiting = late;
    // While thousands of contacts arrive, each index is outdated when it is ready.
    const bool isCostly = m_contacts.size() > costly && m_waiting.isEmpty();
    if (m_isOutdated)
        m_pause.start(isCostly ? pause : std::chrono::milliseconds(0));
    Q_EMIT built();
}

} // namespace roost
