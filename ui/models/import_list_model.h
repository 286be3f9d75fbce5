// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/contacts/contact_import.h"
#include "domain/contacts/contact_names.h"
#include "domain/contacts/endpoint.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace roost {

class EndpointDirectory;

/// The contacts of an import, from which the user chooses: address (with a check box), name, labels, note.
/// Existing contacts and the own account cannot be chosen. The note warns of names and addresses that
/// resemble those of contacts, like the warning about strangers. Main thread.
class ImportListModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { Address, Name, Labels, Note, ColumnCount };
    enum Role : int {
        IsWarning = Qt::UserRole, ///< The note warns of the name or the address (bool).
    };

    /// `names` is the index of `directory`; both outlive the model.
    ImportListModel(const EndpointDirectory &directory, ContactNames &names, QObject *parent = nullptr);

    /// Compares the contacts with the directory, some in each turn of the event loop, and names in the thread
    /// pool: 100,000 of them must not stop the window. The rows are there, all at once, when filled() is
    /// emitted, and never in this call.
    void fill(const QList<ImportedContact> &contacts);
    /// Compares all contacts again; declined contacts stay declined.
    void refill();
    [[nodiscard]] bool isFilling() const { return m_isFilling; }

    /// How many are chosen.
    [[nodiscard]] int chosenCount() const { return m_chosen; }
    /// The first row at or after `row` that is chosen; -1 if there is none.
    [[nodiscard]] int nextChosen(int row) const;
    [[nodiscard]] const ImportedContact &contactAt(int row) const { return m_contacts[row]; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// After a change of the language.
    void retranslate();

Q_SIGNALS:
    void filled();
    void chosenChanged();

private:
    enum class State : quint8 { Known, Chosen, Declined };

    void begin();
    void compareNames(quint64 run, const ContactNames::Index &names);
    void fillStates(quint64 run);
    void addState(qsizetype at);
    [[nodiscard]] QString note(std::size_t row) const;

    const EndpointDirectory &m_directory;
    ContactNames &m_names;
    QList<ImportedContact> m_contacts;
    std::vector<State> m_states; ///< States of the contacts compared so far; rows once all of them are.
    std::vector<State> m_before; ///< Before refill().
    std::shared_ptr<const std::vector<Endpoint::Claims>> m_claims; ///< One for each row.
    int m_chosen = 0;
    bool m_isFilling = false;
    quint64 m_run = 0;
};

} // namespace roost
