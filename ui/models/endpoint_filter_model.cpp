// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/endpoint_filter_model.h"

#include "domain/contacts/endpoint.h"
#include "models/endpoint_list_model.h"
#include "models/search_text.h"

#include <QSet>

#include <algorithm>
#include <numeric>

namespace roost {

namespace {

/// More rows than this coming or going in one change are one reset.
constexpr std::size_t mostSingleRows = 64;

} // namespace

EndpointFilterModel::EndpointFilterModel(QObject *parent) : QAbstractProxyModel(parent) {}

void EndpointFilterModel::setSourceModel(QAbstractItemModel *model)
{
    beginResetModel();
    if (m_source != nullptr)
        m_source->disconnect(this);
    m_source = qobject_cast<EndpointListModel *>(model);
    m_kept = nullptr; // It belongs to another directory.
    QAbstractProxyModel::setSourceModel(m_source);
    m_rows = wanted();
    endResetModel();
    if (m_source == nullptr)
        return;
    using Model = QAbstractItemModel;
    connect(m_source, &Model::dataChanged, this, &EndpointFilterModel::sourceDataChanged);
    connect(m_source, &Model::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { sourceInserted(first, last); });
    connect(m_source, &Model::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { sourceAboutToRemove(first, last); });
    connect(m_source, &Model::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { sourceRemoved(first, last); });
    connect(m_source, &Model::rowsMoved, this,
            [this](const QModelIndex &, int from, int, const QModelIndex &, int before) {
                sourceMoved(from, before > from ? before - 1 : before);
            });
    connect(m_source, &Model::layoutAboutToBeChanged, this, &EndpointFilterModel::sourceLayoutAboutToChange);
    connect(m_source, &Model::layoutChanged, this, &EndpointFilterModel::sourceLayoutChanged);
    connect(m_source, &Model::modelAboutToBeReset, this, &EndpointFilterModel::beginResetModel);
    connect(m_source, &Model::modelReset, this, [this] {
        m_rows = wanted();
        endResetModel();
    });
}

void EndpointFilterModel::setTab(EndpointTab tab)
{
    if (m_tab == tab)
        return;
    m_tab = tab;
    rebuild();
}

void EndpointFilterModel::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    QStringList words = foldForSearch(text).simplified().split(u' ', Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    m_words = std::move(words);
    rebuild();
}

void EndpointFilterModel::setKept(const Endpoint *endpoint)
{
    if (m_kept == endpoint)
        return;
    const Endpoint *before = std::exchange(m_kept, endpoint);
    for (const Endpoint *touched : {before, endpoint}) {
        const int row = m_source == nullptr || touched == nullptr ? -1 : m_source->rowOf(touched);
        if (row < 0)
            continue;
        const auto at = find(row);
        const bool shown = at != m_rows.end();
        if (shown && !accepts(row))
            hideRows(int(at - m_rows.begin()), int(at - m_rows.begin()));
        else if (!shown && accepts(row))
            showRows({row});
    }
}

int EndpointFilterModel::awaitedRows() const
{
    return m_source != nullptr && m_tab == EndpointTab::All && m_words.isEmpty() ? m_source->awaitedRows()
                                                                                 : 0;
}

Endpoint *EndpointFilterModel::endpointAt(int row) const
{
    return row < 0 || row >= int(m_rows.size()) ? nullptr : m_source->endpointAt(m_rows[std::size_t(row)]);
}

int EndpointFilterModel::rowOf(const Endpoint *endpoint) const
{
    const int sourceRow = m_source == nullptr ? -1 : m_source->rowOf(endpoint);
    const auto at = find(sourceRow);
    return at == m_rows.end() ? -1 : int(at - m_rows.begin());
}

int EndpointFilterModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int EndpointFilterModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : 1; }

QModelIndex EndpointFilterModel::index(int row, int column, const QModelIndex &parent) const
{
    if (parent.isValid() || column != 0 || row < 0 || row >= int(m_rows.size()))
        return {};
    return createIndex(row, 0);
}

QModelIndex EndpointFilterModel::parent(const QModelIndex &) const { return {}; }

QModelIndex EndpointFilterModel::mapToSource(const QModelIndex &proxy) const
{
    if (!proxy.isValid() || m_source == nullptr || proxy.row() >= int(m_rows.size()))
        return {};
    return m_source->index(m_rows[std::size_t(proxy.row())]);
}

QModelIndex EndpointFilterModel::mapFromSource(const QModelIndex &source) const
{
    if (!source.isValid())
        return {};
    const auto at = find(source.row());
    return at == m_rows.end() ? QModelIndex() : createIndex(int(at - m_rows.begin()), 0);
}

QHash<int, QByteArray> EndpointFilterModel::roleNames() const
{
    return m_source == nullptr ? QHash<int, QByteArray>() : m_source->roleNames();
}

std::vector<int>::const_iterator EndpointFilterModel::find(int sourceRow) const
{
    const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), sourceRow);
    return at != m_rows.end() && *at == sourceRow ? at : m_rows.end();
}

bool EndpointFilterModel::accepts(int sourceRow) const
{
    const Endpoint *endpoint = m_source->endpointAt(sourceRow);
    if (endpoint != m_kept) {
        if (m_tab == EndpointTab::Unread && endpoint->unread() == 0)
            return false;
        if (m_tab == EndpointTab::Online && !endpoint->isOnline())
            return false;
    }
    if (m_words.isEmpty())
        return true;
    const QString &haystack = m_source->haystackAt(sourceRow);
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString &word) { return haystack.contains(word); });
}

std::vector<int> EndpointFilterModel::wanted() const
{
    std::vector<int> rows;
    const int count = m_source == nullptr ? 0 : m_source->rowCount();
    rows.reserve(std::size_t(count));
    for (int row = 0; row < count; ++row) {
        if (accepts(row))
            rows.push_back(row);
    }
    return rows;
}

void EndpointFilterModel::rebuild()
{
    std::vector<int> rows = wanted();
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void EndpointFilterModel::showRows(const std::vector<int> &sourceRows)
{
    for (const int row : sourceRows) {
        const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), row);
        const int position = int(at - m_rows.begin());
        beginInsertRows({}, position, position);
        m_rows.insert(at, row);
        endInsertRows();
    }
}

void EndpointFilterModel::hideRows(int first, int last)
{
    beginRemoveRows({}, first, last);
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
    endRemoveRows();
}

void EndpointFilterModel::sourceDataChanged(const QModelIndex &top, const QModelIndex &bottom,
                                            const QList<int> &roles)
{
    std::vector<int> coming;
    std::vector<int> going;
    if (m_tab != EndpointTab::All || !m_words.isEmpty()) {
        auto shown = std::lower_bound(m_rows.cbegin(), m_rows.cend(), top.row());
        for (int row = top.row(); row <= bottom.row(); ++row) {
            const bool isShown = shown != m_rows.cend() && *shown == row;
            if (isShown)
                ++shown;
            if (accepts(row) != isShown)
                (isShown ? going : coming).push_back(row);
        }
    }
    if (coming.size() + going.size() > mostSingleRows) {
        rebuild();
        return;
    }
    for (const int row : going) {
        const int position = int(find(row) - m_rows.begin());
        hideRows(position, position);
    }
    showRows(coming);
    const auto first = std::lower_bound(m_rows.begin(), m_rows.end(), top.row());
    const auto last = std::upper_bound(first, m_rows.end(), bottom.row());
    if (first != last)
        Q_EMIT dataChanged(index(int(first - m_rows.begin()), 0), index(int(last - m_rows.begin()) - 1, 0),
                           roles);
}

void EndpointFilterModel::sourceInserted(int first, int last)
{
    const int count = last - first + 1;
    const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), first);
    std::for_each(at, m_rows.end(), [count](int &row) { row += count; });
    std::vector<int> rows;
    for (int row = first; row <= last; ++row) {
        if (accepts(row))
            rows.push_back(row);
    }
    if (rows.empty())
        return;
    const int position = int(at - m_rows.begin());
    beginInsertRows({}, position, position + int(rows.size()) - 1);
    m_rows.insert(at, rows.begin(), rows.end());
    endInsertRows();
}

void EndpointFilterModel::sourceAboutToRemove(int first, int last)
{
    const auto from = std::lower_bound(m_rows.begin(), m_rows.end(), first);
    const auto to = std::upper_bound(from, m_rows.end(), last);
    if (from != to)
        hideRows(int(from - m_rows.begin()), int(to - m_rows.begin()) - 1);
}

void EndpointFilterModel::sourceRemoved(int first, int last)
{
    const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), first);
    std::for_each(at, m_rows.end(), [count = last - first + 1](int &row) { row -= count; });
}

void EndpointFilterModel::sourceMoved(int from, int to)
{
    const auto found = find(from);
    const bool shown = found != m_rows.end();
    const auto position = found - m_rows.cbegin();
    for (int &row : m_rows) {
        if (row == from)
            row = to;
        else if (from < row && row <= to)
            --row;
        else if (to <= row && row < from)
            ++row;
    }
    if (!shown)
        return;
    const auto at = m_rows.begin() + position;
    const auto before = std::lower_bound(m_rows.begin(), at, to);
    const auto target = before != at ? before : std::lower_bound(at + 1, m_rows.end(), to);
    if (target == at || target == at + 1)
        return;
    beginMoveRows({}, int(position), int(position), {}, int(target - m_rows.begin()));
    if (target < at)
        std::rotate(target, at, at + 1);
    else
        std::rotate(at, at + 1, target);
    endMoveRows();
}

void EndpointFilterModel::sourceLayoutAboutToChange()
{
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    m_layoutProxy = persistentIndexList();
    m_layoutSource.clear();
    for (const QModelIndex &index : std::as_const(m_layoutProxy))
        m_layoutSource.append(QPersistentModelIndex(mapToSource(index)));
    m_layoutShown.clear();
    if (m_rows.size() == std::size_t(m_source->rowCount()))
        return;
    m_layoutShown.reserve(qsizetype(m_rows.size()));
    for (const int row : m_rows)
        m_layoutShown.insert(m_source->endpointAt(row));
}

void EndpointFilterModel::sourceLayoutChanged()
{
    // The Endpoints are the same at other places: the dataChanged that follows adds and removes rows.
    if (m_layoutShown.isEmpty() && !m_rows.empty()) {
        std::iota(m_rows.begin(), m_rows.end(), 0);
    } else {
        m_rows.clear();
        for (int row = 0; row < m_source->rowCount(); ++row) {
            if (m_layoutShown.contains(m_source->endpointAt(row)))
                m_rows.push_back(row);
        }
    }
    QModelIndexList after;
    after.reserve(m_layoutSource.size());
    for (const QPersistentModelIndex &source : std::as_const(m_layoutSource))
        after.append(mapFromSource(source));
    changePersistentIndexList(m_layoutProxy, after);
    m_layoutProxy.clear();
    m_layoutSource.clear();
    m_layoutShown.clear();
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

} // namespace roost
