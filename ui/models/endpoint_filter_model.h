// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractProxyModel>
#include <QSet>
#include <QStringList>

#include <vector>

namespace roost {

class Endpoint;
class EndpointListModel;

/// Which part of the contact list is shown.
enum class EndpointTab : quint8 { All, Unread, Online };

/// The EndpointListModel filtered by a tab and a search text. Every word of the text must occur in the name,
/// nickname, address or a label, ignoring case and accents. The order is the source's. A change of tab or
/// text is one reset (the view keeps its selection by Endpoint); all other changes are row by row. Main
/// thread.
class EndpointFilterModel final : public QAbstractProxyModel
{
    Q_OBJECT

public:
    explicit EndpointFilterModel(QObject *parent = nullptr);

    /// Must be an EndpointListModel.
    void setSourceModel(QAbstractItemModel *model) override;

    [[nodiscard]] EndpointTab tab() const { return m_tab; }
    void setTab(EndpointTab tab);
    [[nodiscard]] const QString &text() const { return m_text; }
    void setText(const QString &text);
    /// Keeps the Endpoint in the Unread and Online tabs although it no longer belongs there (the open contact
    /// must not disappear). nullptr = none.
    void setKept(const Endpoint *endpoint);

    /// See EndpointListModel; 0 when something is filtered.
    [[nodiscard]] int awaitedRows() const;
    [[nodiscard]] Endpoint *endpointAt(int row) const;
    /// -1 when it is not shown.
    [[nodiscard]] int rowOf(const Endpoint *endpoint) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] QModelIndex mapToSource(const QModelIndex &proxy) const override;
    [[nodiscard]] QModelIndex mapFromSource(const QModelIndex &source) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

private:
    void rebuild();
    [[nodiscard]] std::vector<int> wanted() const;
    [[nodiscard]] bool accepts(int sourceRow) const;
    void sourceDataChanged(const QModelIndex &top, const QModelIndex &bottom, const QList<int> &roles);
    void sourceInserted(int first, int last);
    void sourceAboutToRemove(int first, int last);
    void sourceRemoved(int first, int last);
    void sourceMoved(int from, int to);
    void sourceLayoutAboutToChange();
    void sourceLayoutChanged();
    void showRows(const std::vector<int> &sourceRows);
    void hideRows(int first, int last);
    [[nodiscard]] std::vector<int>::const_iterator find(int sourceRow) const;

    EndpointListModel *m_source = nullptr;
    EndpointTab m_tab = EndpointTab::All;
    QString m_text;
    QStringList m_words; ///< Folded.
    const Endpoint *m_kept = nullptr;
    std::vector<int> m_rows; ///< Source rows shown, ascending.
    QList<QPersistentModelIndex> m_layoutSource;
    QModelIndexList m_layoutProxy;
    QSet<const Endpoint *> m_layoutShown; ///< Empty: all.
};

} // namespace roost
