// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/contacts/connection_list_accessible.h"

#include "domain/contacts/endpoint.h"
#include "models/connection_list_model.h"
#include "widgets/look/addressed_row_accessible.h"
#include "widgets/look/provide_accessible.h"

#include <QPointer>

namespace roost {

namespace {

/// One row. Bound to its full JID.
class ConnectionRowAccessible final : public ItemRowAccessible
{
public:
    ConnectionRowAccessible(ConnectionListView &view, QString address)
        : ItemRowAccessible(view)
        , m_view(&view)
        , m_address(std::move(address))
    {
    }

    int row() const override
    {
        const auto *list =
            m_view == nullptr
                ? nullptr
                : dynamic_cast<const AddressedRows *>(QAccessible::queryAccessibleInterface(m_view));
        return list == nullptr ? -1 : list->rowOf(m_address);
    }
    QString address() const override { return m_address; }
    QVariantMap facts() const override
    {
        const QModelIndex at = index();
        const auto fact = [&](int role) { return at.data(role); };
        const ConnectionListModel *model = m_view == nullptr ? nullptr : m_view->connections();
        const Endpoint *endpoint = model == nullptr ? nullptr : model->endpoint();
        return {{QStringLiteral("jid"), m_address},
                {QStringLiteral("account"), endpoint == nullptr ? QString() : endpoint->account().toString()},
                {QStringLiteral("title"), fact(ConnectionListModel::Title)},
                {QStringLiteral("detail"), fact(ConnectionListModel::Detail)},
                {QStringLiteral("client"), fact(ConnectionListModel::ClientName)},
                {QStringLiteral("status"), fact(ConnectionListModel::Status)},
                {QStringLiteral("priority"), fact(ConnectionListModel::Priority)}};
    }

protected:
    void press(const QModelIndex &index) override { Q_EMIT m_view->clicked(index); }

private:
    QPointer<ConnectionListView> m_view;
    QString m_address;
};

} // namespace

ConnectionListView::ConnectionListView(QWidget *parent) : QListView(parent)
{
    provideAccessible<ConnectionListView, ConnectionListAccessible>();
}

ConnectionListModel *ConnectionListView::connections() const
{
    return qobject_cast<ConnectionListModel *>(model());
}

ConnectionListAccessible::ConnectionListAccessible(ConnectionListView &view)
    : QAccessibleWidget(&view, QAccessible::List)
    , m_view(view)
{
}

int ConnectionListAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    const auto *row = dynamic_cast<const ConnectionRowAccessible *>(child);
    return row == nullptr ? -1 : rowOf(row->address());
}

QAccessibleInterface *ConnectionListAccessible::childAt(int x, int y) const
{
    const QModelIndex index = m_view.indexAt(m_view.viewport()->mapFromGlobal(QPoint(x, y)));
    return index.isValid() ? interfaceAt(index.row()) : nullptr;
}

QAccessibleInterface *ConnectionListAccessible::focusChild() const
{
    const QModelIndex current = m_view.currentIndex();
    return m_view.hasFocus() && current.isValid() ? interfaceAt(current.row()) : nullptr;
}

QString ConnectionListAccessible::addressName() const { return QStringLiteral("jid"); }

int ConnectionListAccessible::rowTotal() const
{
    return m_view.model() == nullptr ? 0 : m_view.model()->rowCount();
}

int ConnectionListAccessible::rowOf(const QString &address) const
{
    for (int row = 0; row < rowTotal(); ++row) {
        if (addressAt(row) == address)
            return row;
    }
    return -1;
}

QString ConnectionListAccessible::addressAt(int row) const
{
    const ConnectionListModel *model = m_view.connections();
    if (model == nullptr || model->endpoint() == nullptr || row < 0 || row >= model->rowCount())
        return {};
    const QString resource = model->index(row).data(ConnectionListModel::Resource).toString();
    return model->endpoint()->id().withResource(resource).toString();
}

QString ConnectionListAccessible::nameAt(int row) const
{
    return m_view.model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
}

QAccessibleInterface *ConnectionListAccessible::interfaceAt(int row) const
{
    const QString address = addressAt(row);
    if (address.isEmpty())
        return nullptr;
    return m_rows.of(address, [&] { return new ConnectionRowAccessible(m_view, address); });
}

void ConnectionListAccessible::showRow(int row) { m_view.scrollTo(m_view.model()->index(row, 0)); }

} // namespace roost
