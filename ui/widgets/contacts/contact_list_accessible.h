// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/addressed_rows.h"
#include "widgets/look/row_interfaces.h"

#include <QAccessibleWidget>

namespace roost {

class ContactListView;
class Endpoint;

/// The contact list for screen readers: a list whose children are the visible rows only (a client that walks
/// all of 10,000 rows, and that Qt's own table then notifies of every change, would freeze the program). A
/// row's name is the whole row as a sentence, its description "row n of N".
class ContactListAccessible final : public QAccessibleWidget, public AddressedRows
{
public:
    explicit ContactListAccessible(ContactListView &view);

    /// Makes Qt use this class for each ContactListView; once or more.
    static void install();
    /// Notifies screen readers that the focus moved to `row` (of the model).
    static void tellFocus(ContactListView &view, int row);

    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface *child(int index) const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override;
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override;
    [[nodiscard]] QAccessibleInterface *focusChild() const override;
    [[nodiscard]] QString text(QAccessible::Text type) const override;

    // The address of a row is its bare JID.
    [[nodiscard]] QString addressName() const override;
    [[nodiscard]] int rowTotal() const override;
    [[nodiscard]] int rowOf(const QString &address) const override;
    [[nodiscard]] QString addressAt(int row) const override;
    [[nodiscard]] QString nameAt(int row) const override;
    [[nodiscard]] QAccessibleInterface *interfaceAt(int row) const override { return rowInterface(row); }
    void showRow(int row) override;

private:
    [[nodiscard]] QAccessibleInterface *rowInterface(int row) const;

    ContactListView &m_view;
    mutable RowInterfaces<Endpoint *> m_rows;
};

} // namespace roost
