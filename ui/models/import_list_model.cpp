// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/import_list_model.h"

#include "base/answer.h"
#include "base/slices.h"
#include "base/visible_text.h"
#include "domain/contacts/endpoint.h"
#include "domain/contacts/endpoint_directory.h"
#include "models/wording.h"

#include <QPromise>
#include <QThreadPool>

namespace roost {

using namespace Qt::StringLiterals;

ImportListModel::ImportListModel(const EndpointDirectory &directory, ContactNames &names, QObject *parent)
    : QAbstractTableModel(parent)
    , m_directory(directory)
    , m_names(names)
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
    m_claims.reset();
    onAnswer(m_names.current(), this, [this, run = ++m_run](const ContactNames::Index &names) {
        if (run == m_run)
            compareNames(run, names);
    });
}

void ImportListModel::compareNames(quint64 run, const ContactNames::Index &names)
{
    using Claims = std::shared_ptr<const std::vector<Endpoint::Claims>>;
    auto promise = std::make_shared<QPromise<Claims>>();
    promise->start();
    onAnswer(promise->future(), this, [this, run](const Claims &claims) {
        if (run != m_run)
            return;
        m_claims = claims;
        fillStates(run);
    });
    QThreadPool::globalInstance()->start([promise, names, contacts = m_contacts] {
        auto claims = std::make_shared<std::vector<Endpoint::Claims>>();
        claims->reserve(std::size_t(contacts.size()));
        for (const ImportedContact &contact : contacts)
            claims->push_back(names->claimsOf({contact.name, contact.jid}));
        promise->addResult(Claims(std::move(claims)));
        promise->finish();
    });
}

void ImportListModel::fillStates(quint64 run)
{
    m_states.reserve(std::size_t(m_contacts.size()));
    inSlices(
        this, m_contacts.size(),
        [this, run](qsizetype at) {
            if (run == m_run)
                addState(at);
            return run == m_run;
        },
        [this, run] {
            if (run != m_run)
                return;
            beginResetModel();
            m_isFilling = false;
            endResetModel();
            Q_EMIT filled();
        });
}

void ImportListModel::addState(qsizetype at)
{
    const Jid &jid = std::as_const(m_contacts)[at].jid;
    const Endpoint *known = m_directory.find(jid);
    const bool isKnown = jid == m_directory.account() || (known && known->isContact());
    const auto row = std::size_t(at);
    const bool isDeclined = row < m_before.size() && m_before[row] == State::Declined;
    m_states.push_back(isKnown ? State::Known : isDeclined ? State::Declined : State::Chosen);
    m_chosen += m_states.back() == State::Chosen ? 1 : 0;
}

QString ImportListModel::note(std::size_t row) const
{
    if (m_states[row] == State::Known)
        return tr("already added");
    using Claim = Endpoint::Claim;
    const Endpoint::Claims claims = (*m_claims)[row];
    const bool isByName = claims & (Claim::LikeContact | Claim::LikeAddress);
    const QString &name = m_contacts[qsizetype(row)].name;
    return Wording::nameClaim(claims, isByName ? singleLine(name) : QString(), false);
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
    if (role == IsWarning)
        return state != State::Known && index.column() == Note && (*m_claims)[std::size_t(index.row())];
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
        return note(std::size_t(index.row()));
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
