// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/contact_list_accessible.h"

#include "domain/endpoint.h"
#include "models/endpoint_columns.h"
#include "models/endpoint_filter_model.h"
#include "models/endpoint_list_model.h"
#include "models/show_word.h"
#include "widgets/contact_list_view.h"

#include <QLocale>
#include <QPointer>

namespace roost {

namespace {

/// More remembered rows than this are forgotten; a reader asks anew for what it needs.
constexpr qsizetype mostIds = 512;

const EndpointFilterModel *modelOf(const ContactListView &view)
{
    return qobject_cast<const EndpointFilterModel *>(view.model());
}

/// One row. Bound to its Endpoint, so that it stays the same row wherever that moves.
class ContactRowAccessible final : public QAccessibleInterface,
                                   public QAccessibleActionInterface,
                                   public AddressedRow
{
public:
    ContactRowAccessible(ContactListView &view, Endpoint *endpoint) : m_view(&view), m_endpoint(endpoint) {}

    [[nodiscard]] int row() const
    {
        const EndpointFilterModel *model = m_view == nullptr ? nullptr : modelOf(*m_view);
        return model == nullptr ? -1 : model->rowOf(m_endpoint);
    }
    [[nodiscard]] QModelIndex index() const
    {
        const int at = row();
        return at < 0 ? QModelIndex() : m_view->model()->index(at, 0);
    }

    bool isValid() const override { return row() >= 0; }
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
        if (type == QAccessible::Name)
            return index().data(Qt::AccessibleTextRole).toString();
        if (type == QAccessible::Description) {
            const QLocale locale;
            return ContactListView::tr("row %1 of %2")
                .arg(locale.toString(row() + 1), locale.toString(m_view->model()->rowCount()));
        }
        return {};
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        const QModelIndex at = index();
        if (!at.isValid()) {
            state.invalid = true;
            return state;
        }
        state.selectable = true;
        state.focusable = true;
        state.selected = m_view->selectionModel()->isSelected(at);
        state.focused = m_view->hasFocus() && m_view->currentIndex() == at;
        state.active = state.focused;
        const auto [first, last] = m_view->visibleRows();
        state.offscreen = at.row() < first || at.row() > last;
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
            Q_EMIT m_view->endpointOpened(m_endpoint);
    }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

    QString address() const override { return m_endpoint->id().toString(); }
    QVariantMap facts() const override
    {
        QVariantMap facts;
        for (const EndpointColumn &column : endpointColumns()) {
            if (column.role != EndpointRole::Object && column.role != EndpointRole::Name)
                facts.insert(QString::fromLatin1(column.name), index().data(column.role));
        }
        facts.insert(QStringLiteral("jid"), address());
        facts.insert(QStringLiteral("displayName"), index().data(EndpointRole::Name));
        facts.insert(QStringLiteral("presence"),
                     showWord(Show(index().data(EndpointRole::ShowValue).toInt())));
        QStringList read{index().data(EndpointRole::Name).toString(),
                         index().data(EndpointRole::TimeText).toString(),
                         index().data(EndpointRole::Preview).toString()};
        if (const int unread = index().data(EndpointRole::Unread).toInt(); unread > 0)
            read.append(QLocale().toString(unread));
        read.removeAll(QString());
        facts.insert(QStringLiteral("text"), read.join(u'\n'));
        return facts;
    }

private:
    QPointer<ContactListView> m_view;
    Endpoint *m_endpoint;
};

QAccessibleInterface *makeAccessible(const QString &className, QObject *object)
{
    if (className == QLatin1String("roost::ContactListView")) {
        if (auto *view = qobject_cast<ContactListView *>(object))
            return new ContactListAccessible(*view);
    }
    return nullptr;
}

} // namespace

ContactListAccessible::ContactListAccessible(ContactListView &view)
    : QAccessibleWidget(&view, QAccessible::List)
    , m_view(view)
{
}

ContactListAccessible::~ContactListAccessible()
{
    for (const QAccessible::Id id : std::as_const(m_ids))
        QAccessible::deleteAccessibleInterface(id);
}

void ContactListAccessible::install()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeAccessible);
        return true;
    }();
    Q_UNUSED(installed)
}

void ContactListAccessible::tellFocus(ContactListView &view, int row)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(&view, QAccessible::Focus);
    event.setChild(row - view.visibleRows().first);
    QAccessible::updateAccessibility(&event);
}

int ContactListAccessible::childCount() const
{
    const auto [first, last] = m_view.visibleRows();
    return first < 0 ? 0 : last - first + 1;
}

QAccessibleInterface *ContactListAccessible::rowInterface(int row) const
{
    const EndpointFilterModel *model = modelOf(m_view);
    Endpoint *endpoint = model == nullptr ? nullptr : model->endpointAt(row);
    if (endpoint == nullptr)
        return nullptr;
    if (const auto known = m_ids.constFind(endpoint); known != m_ids.cend())
        return QAccessible::accessibleInterface(*known);
    if (m_ids.size() >= mostIds) {
        for (const QAccessible::Id id : std::as_const(m_ids))
            QAccessible::deleteAccessibleInterface(id);
        m_ids.clear();
    }
    auto *made = new ContactRowAccessible(m_view, endpoint);
    m_ids.insert(endpoint, QAccessible::registerAccessibleInterface(made));
    return made;
}

QAccessibleInterface *ContactListAccessible::child(int index) const
{
    const int first = m_view.visibleRows().first;
    return index < 0 || index >= childCount() ? nullptr : rowInterface(first + index);
}

int ContactListAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    const auto *row = dynamic_cast<const ContactRowAccessible *>(child);
    const auto [first, last] = m_view.visibleRows();
    const int at = row == nullptr ? -1 : row->row();
    return at < first || at > last ? -1 : at - first;
}

QAccessibleInterface *ContactListAccessible::childAt(int x, int y) const
{
    const QModelIndex index = m_view.indexAt(m_view.viewport()->mapFromGlobal(QPoint(x, y)));
    return index.isValid() ? rowInterface(index.row()) : nullptr;
}

QAccessibleInterface *ContactListAccessible::focusChild() const
{
    const QModelIndex current = m_view.currentIndex();
    return m_view.hasFocus() && current.isValid() ? rowInterface(current.row()) : nullptr;
}

QString ContactListAccessible::addressName() const { return QStringLiteral("jid"); }

int ContactListAccessible::rowTotal() const
{
    return m_view.model() == nullptr ? 0 : m_view.model()->rowCount();
}

int ContactListAccessible::rowOf(const QString &address) const
{
    const EndpointFilterModel *shown = modelOf(m_view);
    const auto *all =
        shown == nullptr ? nullptr : qobject_cast<const EndpointListModel *>(shown->sourceModel());
    const std::optional<Jid> jid = Jid::parse(address);
    const Endpoint *endpoint = all == nullptr || !jid ? nullptr : all->endpointWith(*jid);
    return endpoint == nullptr ? -1 : shown->rowOf(endpoint);
}

QString ContactListAccessible::addressAt(int row) const
{
    const EndpointFilterModel *model = modelOf(m_view);
    const Endpoint *endpoint = model == nullptr ? nullptr : model->endpointAt(row);
    return endpoint == nullptr ? QString() : endpoint->id().toString();
}

QString ContactListAccessible::nameAt(int row) const
{
    return m_view.model() == nullptr ? QString()
                                     : m_view.model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
}

void ContactListAccessible::showRow(int row)
{
    if (m_view.model() != nullptr && row >= 0)
        m_view.scrollTo(m_view.model()->index(row, 0));
}

QString ContactListAccessible::text(QAccessible::Text type) const
{
    if (type == QAccessible::Description && m_view.model() != nullptr)
        return ContactListView::tr("%1 contacts").arg(QLocale().toString(m_view.model()->rowCount()));
    return QAccessibleWidget::text(type);
}

} // namespace roost
