// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/import_list_model.h"

#include "base/visible_text.h"
#include "domain/contacts/endpoint.h"
#include "domain/contacts/endpoint_directory.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <chrono>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// A turn ends at the earlier of the two limits.
constexpr std::chrono::milliseconds kSlice{4};
constexpr std::size_t kMostInATurn = 8'192;
/// Contacts between two looks at the clock.
constexpr std::size_t kAtOnce = 64;

} // namespace

ImportListModel::ImportListModel(const EndpointDirectory &directory, const Jid &account, QObject *parent)
    : QAbstractTableModel(parent)
    , m_directory(directory)
    , m_account(account)
{
}

void ImportListModel::fill(const QList<ImportedContact> &contacts)
{
    beginResetModel();
    m_contacts = contacts;
    m_before.clear();
    begin();
    endResetModel();
}

void ImportListModel::refill()
{
    beginResetModel();
    if (!m_isFilling)
        m_before = m_states;
    begin();
    endResetModel();
}

void ImportListModel::begin()
{
    m_isFilling = true;
    m_chosen = 0;
    m_states.clear();
    m_states.reserve(std::size_t(m_contacts.size()));
    QMetaObject::invokeMethod(
        this, [this, run = ++m_run] { fillSome(run); }, Qt::QueuedConnection);
}

void ImportListModel::fillSome(quint64 run)
{
    if (run != m_run)
        return;
    const QDeadlineTimer deadline(kSlice);
    const auto count = std::size_t(m_contacts.size());
    const std::size_t end = std::min(count, m_states.size() + kMostInATurn);
    while (m_states.size() < end && (m_states.size() % kAtOnce != 0 || !deadline.hasExpired())) {
        const Jid &jid = std::as_const(m_contacts)[qsizetype(m_states.size())].jid;
        const Endpoint *known = m_directory.find(jid);
        const bool isKnown = jid == m_account || (known && known->isContact());
        const std::size_t row = m_states.size();
        const bool isDeclined = row < m_before.size() && m_before[row] == State::Declined;
        m_states.push_back(isKnown ? State::Known : isDeclined ? State::Declined : State::Chosen);
        m_chosen += m_states.back() == State::Chosen ? 1 : 0;
    }
    if (m_states.size() < count) {
        QMetaObject::invokeMethod(
            this, [this, run] { fillSome(run); }, Qt::QueuedConnection);
        return;
    }
    beginResetModel();
    m_isFilling = false;
    endResetModel();
    Q_EMIT filled();
}

int ImportListModel::nextChosen(int row) const
{
    for (auto at = std::size_t(row); at < m_states.size(); ++at) {
        if (m_states[at] == State::Chosen)
            return int(at);
    }
    return -1;
}

int ImportListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_isFilling ? 0 : int(m_contacts.size());
}

int ImportListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ImportListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ImportedContact &contact = m_contacts[index.row()];
    const State state = m_states[std::size_t(index.row())];
    if (role == Qt::CheckStateRole && index.column() == Address)
        return int(state == State::Chosen ? Qt::Checked : Qt::Unchecked);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Address:
        return contact.jid.toDisplayString();
    case Name:
        return singleLine(contact.name);
    case Labels:
        return singleLine(contact.labels.join(u", "_s));
    default:
        return state == State::Known ? tr("already there") : QString();
    }
}

bool ImportListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != Address ||
        !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    State &state = m_states[std::size_t(index.row())];
    const State wanted = value.toInt() == Qt::Checked ? State::Chosen : State::Declined;
    if (state == State::Known || state == wanted)
        return false;
    state = wanted;
    m_chosen += wanted == State::Chosen ? 1 : -1;
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT chosenChanged();
    return true;
}

QVariant ImportListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Address:
        return tr("Address");
    case Name:
        return tr("Name");
    case Labels:
        return tr("Labels");
    case Note:
        return tr("Note");
    default:
        return {};
    }
}

Qt::ItemFlags ImportListModel::flags(const QModelIndex &index) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (m_states[std::size_t(index.row())] != State::Known)
        flags |= Qt::ItemIsEnabled;
    if (index.column() == Address)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

void ImportListModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Note), index(rowCount() - 1, Note), {Qt::DisplayRole});
}

} // namespace roost
