// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/addressed_rows.h"
#include "widgets/look/row_interfaces.h"

#include <QAccessibleWidget>
#include <QListView>

namespace roost {

class ConnectionListModel;

/// The list of Connections in the details; a class of its own, so that screen readers get
/// ConnectionListAccessible.
class ConnectionListView final : public QListView
{
    Q_OBJECT

public:
    explicit ConnectionListView(QWidget *parent);

    /// Null before setModel().
    [[nodiscard]] ConnectionListModel *connections() const;
};

/// The Connections for screen readers and scripts. Qt's own table loses rows when an earlier row is removed.
/// A row's address is its full JID, its name the whole row as a sentence; pressing it equals a click.
class ConnectionListAccessible final : public QAccessibleWidget, public AddressedRows
{
public:
    explicit ConnectionListAccessible(ConnectionListView &view);

    [[nodiscard]] int childCount() const override { return rowTotal(); }
    [[nodiscard]] QAccessibleInterface *child(int index) const override { return interfaceAt(index); }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override;
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override;
    [[nodiscard]] QAccessibleInterface *focusChild() const override;

    [[nodiscard]] QString addressName() const override;
    [[nodiscard]] int rowTotal() const override;
    [[nodiscard]] int rowOf(const QString &address) const override;
    [[nodiscard]] QString addressAt(int row) const override;
    [[nodiscard]] QString nameAt(int row) const override;
    [[nodiscard]] QAccessibleInterface *interfaceAt(int row) const override;
    void showRow(int row) override;

private:
    ConnectionListView &m_view;
    mutable RowInterfaces<QString> m_rows; ///< By address.
};

} // namespace roost
