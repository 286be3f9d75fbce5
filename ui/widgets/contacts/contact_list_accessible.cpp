// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/contacts/contact_list_accessible.h"

#include "domain/contacts/endpoint.h"
#include "models/endpoint_columns.h"
#include "models/endpoint_filter_model.h"
#include "models/endpoint_list_model.h"
#include "models/show_word.h"
#include "widgets/contacts/contact_list_view.h"
#include "widgets/look/addressed_row_accessible.h"
#include "widgets/look/provide_accessible.h"

#include <QLocale>
#include <QPointer>

namespace roost {

namespace {

const EndpointFilterModel *modelOf(const ContactListView &view)
{
    return qobject_cast<const EndpointFilterModel *>(view.model());
}

/// One row. Bound to its Endpoint.
class ContactRowAccessible final : public ItemRowAccessible
{
public:
    ContactRowAccessible(ContactListView &view, Endpoint *endpoint)
        : ItemRowAccessible(view)
        , m_view(&view)
        , m_endpoint(endpoint)
    {
    }

    int row() const override
    {
        const EndpointFilterModel *model = m_view == nullptr ? nullptr : modelOf(*m_view);
        return model == nullptr ? -1 : model->rowOf(m_endpoint);
    }
    QString text(QAccessible::Text type) const override
    {
        if (type != QAccessible::Description)
            return ItemRowAccessible::text(type);
        const QLocale locale;
        return ContactListView::tr("row %1 of %2")
            .arg(locale.toString(row() + 1), locale.toString(m_view->model()->rowCount()));
    }
    QAccessible::State state() const override
    {
        QAccessible::State state = ItemRowAccessible::state();
        if (state.invalid != 0)
            return state;
        const int at = row();
        const auto [first, last] = m_view->visibleRows();
        state.offscreen = at < first || at > last;
        return state;
    }
    QString address() const override { return m_endpoint->id().toString(); }
    QVariantMap facts() const override
    {
        QVariantMap facts;
        for (const EndpointColumn &column : endpointColumns()) {
            if (column.role != EndpointRole::Object && column.role != EndpointRole::Name)
                facts.insert(QString::fromLatin1(column.name), index().data(column.role));
        }
        facts.insert(QStringLiteral("jid"), address());
        facts.insert(QStringLiteral("account"), m_endpoint->account().toString());
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

protected:
    void press(const QModelIndex &) override { Q_EMIT m_view->endpointOpened(m_endpoint); }

private:
    QPointer<ContactListView> m_view;
    Endpoint *m_endpoint;
};

} // namespace

ContactListAccessible::ContactListAccessible(ContactListView &view)
    : QAccessibleWidget(&view, QAccessible::List)
    , m_view(view)
{
}

void ContactListAccessible::install() { provideAccessible<ContactListView, ContactListAccessible>(); }

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
    return m_rows.of(endpoint, [&] { return new ContactRowAccessible(m_view, endpoint); });
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
        return ContactListView::tr("%Ln contact(s)", nullptr, m_view.model()->rowCount());
    return QAccessibleWidget::text(type);
}

} // namespace roost
