// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/connection_list_accessible.h"

#include "domain/endpoint.h"
#include "models/connection_list_model.h"

#include <QPointer>

namespace roost {

namespace {

/// More remembered rows than this are forgotten; a reader asks anew for what it needs.
constexpr qsizetype mostIds = 256;

/// One row. Bound to its address, so that it stays the same row wherever that moves.
class ConnectionRowAccessible final : public QAccessibleInterface,
                                      public QAccessibleActionInterface,
                                      public AddressedRow
{
public:
    ConnectionRowAccessible(ConnectionListView &view, QString address)
        : m_view(&view)
        , m_address(std::move(address))
    {
    }

    [[nodiscard]] QModelIndex index() const
    {
        const auto *list = m_view == nullptr ? nullptr : rows();
        const int row = list == nullptr ? -1 : list->rowOf(m_address);
        return row < 0 ? QModelIndex() : m_view->model()->index(row, 0);
    }

    bool isValid() const override { return index().isValid(); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return m_view->window()->windowHandle(); }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString &) override {}
    QRect rect() const override
    {
        const QRect visual = m_view->visualRect(index());
        return {m_view->viewport()->mapToGlobal(visual.topLeft()), visual.size()};
    }
    QString text(QAccessible::Text type) const override
    {
        return type == QAccessible::Name ? index().data(Qt::AccessibleTextRole).toString() : QString();
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        const QModelIndex at = index();
        state.invalid = !at.isValid();
        state.selectable = true;
        state.focusable = true;
        state.selected = at.isValid() && m_view->selectionModel()->isSelected(at);
        state.focused = at.isValid() && m_view->hasFocus() && m_view->currentIndex() == at;
        return state;
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this)
                                                    : nullptr;
    }
    QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
    void doAction(const QString &name) override
    {
        const QModelIndex at = index();
        if (!at.isValid())
            return;
        m_view->setCurrentIndex(at);
        if (name == setFocusAction())
            m_view->setFocus();
        else if (name == pressAction())
            Q_EMIT m_view->clicked(at);
    }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

    QString address() const override { return m_address; }
    QVariantMap facts() const override
    {
        const QModelIndex at = index();
        const auto fact = [&](int role) { return at.data(role); };
        return {{QStringLiteral("jid"), m_address},
                {QStringLiteral("title"), fact(ConnectionListModel::Title)},
                {QStringLiteral("detail"), fact(ConnectionListModel::Detail)},
                {QStringLiteral("client"), fact(ConnectionListModel::ClientName)},
                {QStringLiteral("status"), fact(ConnectionListModel::Status)},
                {QStringLiteral("priority"), fact(ConnectionListModel::Priority)}};
    }

private:
    [[nodiscard]] const AddressedRows *rows() const
    {
        return dynamic_cast<const AddressedRows *>(QAccessible::queryAccessibleInterface(m_view));
    }

    QPointer<ConnectionListView> m_view;
    QString m_address;
};

QAccessibleInterface *makeAccessible(const QString &className, QObject *object)
{
    if (className == QLatin1String("roost::ConnectionListView")) {
        if (auto *view = qobject_cast<ConnectionListView *>(object))
            return new ConnectionListAccessible(*view);
    }
    return nullptr;
}

} // namespace

ConnectionListView::ConnectionListView(QWidget *parent) : QListView(parent)
{
    static const bool installed = [] {
        QAccessible::installFactory(makeAccessible);
        return true;
    }();
    Q_UNUSED(installed)
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

ConnectionListAccessible::~ConnectionListAccessible()
{
    for (const QAccessible::Id id : std::as_const(m_ids))
        QAccessible::deleteAccessibleInterface(id);
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
    if (const auto known = m_ids.constFind(address); known != m_ids.cend())
        return QAccessible::accessibleInterface(*known);
    if (m_ids.size() >= mostIds) {
        for (const QAccessible::Id id : std::as_const(m_ids))
            QAccessible::deleteAccessibleInterface(id);
        m_ids.clear();
    }
    auto *made = new ConnectionRowAccessible(m_view, address);
    m_ids.insert(address, QAccessible::registerAccessibleInterface(made));
    return made;
}

void ConnectionListAccessible::showRow(int row) { m_view.scrollTo(m_view.model()->index(row, 0)); }

} // namespace roost
