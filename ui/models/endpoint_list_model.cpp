// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/endpoint_list_model.h"

#include "domain/contacts/endpoint_directory.h"
#include "models/search_text.h"

#include <QLocale>

#include <algorithm>

namespace roost {

/// One Endpoint with copies of its sort keys and counters, so that the order stays consistent while a change
/// of the Endpoint has not been delivered yet.
struct EndpointListModel::Row
{
    Endpoint *endpoint;
    QCollatorSortKey key;
    qint64 lastMessageMs = 0;
    bool online = false;
    bool unread = false;
    mutable QString haystack; ///< Made at the first search.
    QString name;             ///< Name that the key was made from.
};

EndpointListModel::EndpointListModel(EndpointDirectory &directory, Clock &clock, QObject *parent)
    : QAbstractListModel(parent)
    , m_directory(directory)
    , m_clock(clock)
    , m_day(clock)
{
    connect(&directory, &EndpointDirectory::loaded, this, &EndpointListModel::takeLoaded);
    connect(&directory.changes(), &ChangeBus::changed, this, &EndpointListModel::apply);
    reload();
    connect(&m_day, &DayWatch::dayChanged, this, [this] {
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1),
                               {EndpointRole::TimeText, EndpointRole::AccessibleText});
    });
}

EndpointListModel::~EndpointListModel() = default;

int EndpointListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant EndpointListModel::data(const QModelIndex &index, int role) const
{
    const Endpoint *endpoint = index.isValid() ? endpointAt(index.row()) : nullptr;
    return endpoint == nullptr ? QVariant() : endpointValue(*endpoint, role, {m_clock.nowMs()});
}

QHash<int, QByteArray> EndpointListModel::roleNames() const
{
    QHash<int, QByteArray> names;
    for (const EndpointColumn &column : endpointColumns())
        names.insert(column.role, QByteArray(column.name));
    return names;
}

Endpoint *EndpointListModel::endpointAt(int row) const
{
    return row < 0 || row >= int(m_rows.size()) ? nullptr : m_rows[std::size_t(row)]->endpoint;
}

Endpoint *EndpointListModel::endpointWith(const Jid &address) const { return m_directory.find(address); }

int EndpointListModel::rowOf(const Endpoint *endpoint) const
{
    const auto found = m_byEndpoint.find(endpoint);
    return found == m_byEndpoint.end() ? -1 : int(positionOf(&found->second));
}

const QString &EndpointListModel::haystackAt(int row) const
{
    const Row &at = *m_rows[std::size_t(row)];
    if (at.haystack.isNull()) {
        const Endpoint &endpoint = *at.endpoint;
        QStringList parts{endpoint.name(), endpoint.nickname(), endpoint.id().toString()};
        parts += endpoint.labels();
        at.haystack = foldForSearch(parts.join(u'\n'));
    }
    return at.haystack;
}

void EndpointListModel::setLocale(const QLocale &locale)
{
    m_order.setLocale(locale);
    reload();
}

bool EndpointListModel::sortsBefore(const Row *a, const Row *b)
{
    if (a->lastMessageMs != b->lastMessageMs)
        return a->lastMessageMs > b->lastMessageMs;
    if (a->online != b->online)
        return a->online;
    if (const int order = a->key.compare(b->key); order != 0)
        return order < 0;
    return a->endpoint->id() < b->endpoint->id();
}

qsizetype EndpointListModel::positionOf(const Row *row) const
{
    return std::lower_bound(m_rows.begin(), m_rows.end(), row, sortsBefore) - m_rows.begin();
}

EndpointListModel::Row &EndpointListModel::makeRow(Endpoint *endpoint)
{
    const auto [at, isNew] = m_byEndpoint.try_emplace(endpoint, Row{endpoint,
                                                                    m_order.keyOf(endpoint->displayName()),
                                                                    endpoint->lastMessageMs(),
                                                                    endpoint->isOnline(),
                                                                    false,
                                                                    {},
                                                                    endpoint->displayName()});
    Row &row = at->second;
    m_onlineCount += isNew && row.online ? 1 : 0;
    updateFlags(row);
    return row;
}

void EndpointListModel::updateFlags(Row &row)
{
    const bool unread = row.endpoint->unread() > 0;
    m_unreadCount += int(unread) - int(row.unread);
    row.unread = unread;
}

void EndpointListModel::reload()
{
    beginResetModel();
    const int unreadBefore = std::exchange(m_unreadCount, 0);
    const int onlineBefore = std::exchange(m_onlineCount, 0);
    m_rows.clear();
    m_byEndpoint.clear();
    const QList<Endpoint *> listed = m_directory.listed();
    m_rows.reserve(std::size_t(listed.size()));
    m_byEndpoint.reserve(std::size_t(listed.size()));
    for (Endpoint *endpoint : listed)
        m_rows.push_back(&makeRow(endpoint));
    std::sort(m_rows.begin(), m_rows.end(), sortsBefore);
    endResetModel();
    reportCounts(unreadBefore, onlineBefore);
}

void EndpointListModel::takeLoaded()
{
    if (m_rows.empty()) {
        reload();
        return;
    }
    std::vector<Endpoint *> added;
    const QList<Endpoint *> listed = m_directory.listed();
    added.reserve(std::size_t(listed.size()));
    for (Endpoint *endpoint : listed) {
        if (!m_byEndpoint.contains(endpoint))
            added.push_back(endpoint);
    }
    m_byEndpoint.reserve(std::size_t(listed.size()));
    addRows(added);
    Q_EMIT countsChanged();
}

int EndpointListModel::unreadCount() const
{
    return m_directory.awaited() ? m_directory.awaited()->unread : m_unreadCount;
}

int EndpointListModel::awaitedRows() const
{
    return m_directory.awaited() ? std::max(0, m_directory.awaited()->listed - rowCount()) : 0;
}

void EndpointListModel::reportCounts(int unreadBefore, int onlineBefore)
{
    if (unreadBefore != m_unreadCount || onlineBefore != m_onlineCount)
        Q_EMIT countsChanged();
}

bool EndpointListModel::isStale(const Row &row, EndpointChanges what) const
{
    const Endpoint &endpoint = *row.endpoint;
    return row.lastMessageMs != endpoint.lastMessageMs() || row.online != endpoint.isOnline() ||
           (what.testFlag(EndpointChange::Name) &&
            row.key.compare(m_order.keyOf(endpoint.displayName())) != 0);
}

void EndpointListModel::refresh(Row &row) const
{
    // Creating a collation key is the most expensive part of an update.
    if (QString name = row.endpoint->displayName(); name != row.name) {
        row.key = m_order.keyOf(name);
        row.name = std::move(name);
    }
    row.lastMessageMs = row.endpoint->lastMessageMs();
    row.online = row.endpoint->isOnline();
}

void EndpointListModel::apply(const QList<ChangeBus::Change> &changes)
{
    const int unreadBefore = m_unreadCount;
    const int onlineBefore = m_onlineCount;
    std::vector<Endpoint *> added;
    std::vector<Endpoint *> removed;
    std::vector<Row *> moved;
    QList<ChangeBus::Change> changed;
    for (const ChangeBus::Change &change : changes) {
        const auto found = m_byEndpoint.find(change.endpoint);
        const bool known = found != m_byEndpoint.end();
        if (!change.endpoint->isListed()) {
            if (known)
                removed.push_back(change.endpoint);
            continue;
        }
        if (!known) {
            added.push_back(change.endpoint);
            continue;
        }
        Row &row = found->second;
        updateFlags(row);
        m_onlineCount += int(change.endpoint->isOnline()) - int(row.online);
        if (change.what & (EndpointChange::Name | EndpointChange::Labels))
            row.haystack = QString();
        if (isStale(row, change.what))
            moved.push_back(&row);
        changed.append(change);
    }
    removeEndpoints(removed);
    placeRows(moved);
    addRows(added);
    announce(changed);
    reportCounts(unreadBefore, onlineBefore);
}

void EndpointListModel::removeEndpoints(const std::vector<Endpoint *> &removed)
{
    std::vector<qsizetype> positions;
    positions.reserve(removed.size());
    for (Endpoint *endpoint : removed)
        positions.push_back(positionOf(&m_byEndpoint.at(endpoint)));
    std::sort(positions.begin(), positions.end(), std::greater<>());
    for (std::size_t i = 0; i < positions.size();) {
        const qsizetype last = positions[i];
        qsizetype first = last;
        for (++i; i < positions.size() && positions[i] == first - 1; ++i)
            --first;
        beginRemoveRows({}, int(first), int(last));
        for (qsizetype at = first; at <= last; ++at) {
            const auto found = m_byEndpoint.find(m_rows[std::size_t(at)]->endpoint);
            m_unreadCount -= int(found->second.unread);
            m_onlineCount -= int(found->second.online);
            m_byEndpoint.erase(found);
        }
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
    }
}

void EndpointListModel::addRows(const std::vector<Endpoint *> &added)
{
    if (qsizetype(added.size()) <= bulkMoves) {
        for (Endpoint *endpoint : added) {
            Row &row = makeRow(endpoint);
            const qsizetype at = positionOf(&row);
            beginInsertRows({}, int(at), int(at));
            m_rows.insert(m_rows.begin() + at, &row);
            endInsertRows();
        }
        return;
    }
    // Many: one insertion at the end, one sorting.
    const qsizetype before = qsizetype(m_rows.size());
    Rows rows;
    rows.reserve(added.size());
    for (Endpoint *endpoint : added)
        rows.push_back(&makeRow(endpoint));
    std::sort(rows.begin(), rows.end(), sortsBefore);
    beginInsertRows({}, int(before), int(before + qsizetype(rows.size())) - 1);
    m_rows.insert(m_rows.end(), rows.begin(), rows.end());
    endInsertRows();
    if (before > 0 && sortsBefore(m_rows[std::size_t(before)], m_rows[std::size_t(before) - 1])) {
        beginSort();
        mergeIn(Rows(m_rows.begin(), m_rows.begin() + before), rows);
        endSort();
    }
}

void EndpointListModel::placeRows(const std::vector<Row *> &moved)
{
    if (qsizetype(moved.size()) <= bulkMoves) {
        for (Row *row : moved)
            moveRow(*row);
        return;
    }
    // Many: take them out and merge them in again, in one pass over the rows.
    std::vector<bool> isMoved(m_rows.size());
    for (const Row *row : moved)
        isMoved[std::size_t(positionOf(row))] = true;
    beginSort();
    Rows sorted;
    sorted.reserve(m_rows.size());
    for (std::size_t at = 0; at < m_rows.size(); ++at) {
        if (!isMoved[at])
            sorted.push_back(m_rows[at]);
    }
    for (Row *row : moved)
        refresh(*row);
    Rows rest = moved;
    std::sort(rest.begin(), rest.end(), sortsBefore);
    mergeIn(sorted, rest);
    endSort();
}

/// Makes m_rows of all of both; each is sorted.
void EndpointListModel::mergeIn(const Rows &many, const Rows &few)
{
    // Fewer comparisons than std::merge.
    auto from = many.cbegin();
    auto out = m_rows.begin();
    for (Row *row : few) {
        const auto to = std::lower_bound(from, many.cend(), row, sortsBefore);
        out = std::copy(from, to, out);
        *out++ = row;
        from = to;
    }
    std::copy(from, many.cend(), out);
}

void EndpointListModel::moveRow(Row &row)
{
    const qsizetype from = positionOf(&row);
    refresh(row);
    // The rest is sorted: look on the side to which the row went.
    const auto at = m_rows.begin() + from;
    const auto before = std::lower_bound(m_rows.begin(), at, &row, sortsBefore);
    const auto target = before != at ? before : std::lower_bound(at + 1, m_rows.end(), &row, sortsBefore);
    const qsizetype to = target - m_rows.begin(); // As beginMoveRows counts: before which row.
    if (to == from || to == from + 1)
        return;
    beginMoveRows({}, int(from), int(from), {}, int(to));
    if (to < from)
        std::rotate(m_rows.begin() + to, at, at + 1);
    else
        std::rotate(at, at + 1, m_rows.begin() + to);
    endMoveRows();
}

/// Around a change of the order as a whole: persistent indexes stay with their Endpoints.
void EndpointListModel::beginSort()
{
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    m_kept = persistentIndexList();
    m_keptRows.clear();
    for (const QModelIndex &index : std::as_const(m_kept))
        m_keptRows.push_back(m_rows[std::size_t(index.row())]);
}

void EndpointListModel::endSort()
{
    QModelIndexList after;
    after.reserve(m_kept.size());
    for (const Row *row : m_keptRows)
        after.append(index(int(positionOf(row))));
    changePersistentIndexList(m_kept, after);
    m_kept.clear();
    m_keptRows.clear();
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void EndpointListModel::announce(const QList<ChangeBus::Change> &changed)
{
    if (changed.size() <= bulkMoves) {
        for (const ChangeBus::Change &change : changed) {
            const QList<int> roles = rolesTouchedBy(change.what);
            if (roles.isEmpty())
                continue;
            const QModelIndex at = index(rowOf(change.endpoint));
            Q_EMIT dataChanged(at, at, roles);
        }
        return;
    }
    EndpointChanges what;
    int first = int(m_rows.size());
    int last = -1;
    for (const ChangeBus::Change &change : changed) {
        const int row = rowOf(change.endpoint);
        first = std::min(first, row);
        last = std::max(last, row);
        what |= change.what;
    }
    Q_EMIT dataChanged(index(first), index(last), rolesTouchedBy(what));
}

} // namespace roost
