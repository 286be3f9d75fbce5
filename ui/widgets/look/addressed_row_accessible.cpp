// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/addressed_row_accessible.h"

#include <QAbstractItemView>

namespace roost {

AddressedRowAccessible::AddressedRowAccessible(QAbstractScrollArea &view) : m_area(&view) {}

AddressedRowAccessible::~AddressedRowAccessible() = default;

QWindow *AddressedRowAccessible::window() const
{
    return m_area == nullptr ? nullptr : m_area->window()->windowHandle();
}

QAccessibleInterface *AddressedRowAccessible::parent() const
{
    return m_area == nullptr ? nullptr : QAccessible::queryAccessibleInterface(m_area);
}

void *AddressedRowAccessible::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
}

ItemRowAccessible::ItemRowAccessible(QAbstractItemView &view) : AddressedRowAccessible(view), m_view(&view) {}

QModelIndex ItemRowAccessible::index() const
{
    const int at = row();
    return at < 0 ? QModelIndex() : m_view->model()->index(at, 0);
}

QRect ItemRowAccessible::rect() const
{
    const QModelIndex at = index();
    if (!at.isValid())
        return {};
    const QRect visual = m_view->visualRect(at);
    return {m_view->viewport()->mapToGlobal(visual.topLeft()), visual.size()};
}

QString ItemRowAccessible::text(QAccessible::Text type) const
{
    return type == QAccessible::Name ? index().data(Qt::AccessibleTextRole).toString() : QString();
}

QAccessible::State ItemRowAccessible::state() const
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
    return state;
}

void ItemRowAccessible::doAction(const QString &name)
{
    const QModelIndex at = index();
    if (!at.isValid())
        return;
    m_view->setCurrentIndex(at);
    if (name == setFocusAction())
        m_view->setFocus();
    else if (name == pressAction())
        press(at);
}

} // namespace roost
