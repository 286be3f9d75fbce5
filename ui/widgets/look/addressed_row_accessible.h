// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/addressed_rows.h"

#include <QAccessible>
#include <QAccessibleActionInterface>
#include <QPointer>

class QAbstractItemView;
class QAbstractScrollArea;

namespace roost {

/// A row that its list paints, for screen readers and scripts: a list item without children. Bound to its
/// address, so that it stays the same row when the row moves. Main thread.
class AddressedRowAccessible : public QAccessibleInterface,
                               public QAccessibleActionInterface,
                               public AddressedRow
{
public:
    explicit AddressedRowAccessible(QAbstractScrollArea &view);
    ~AddressedRowAccessible() override;

    /// Index among all rows; -1 if the row or the list has gone.
    [[nodiscard]] virtual int row() const = 0;

    [[nodiscard]] bool isValid() const override { return row() >= 0; }
    [[nodiscard]] QObject *object() const override { return nullptr; }
    [[nodiscard]] QWindow *window() const override;
    [[nodiscard]] QAccessibleInterface *parent() const override;
    [[nodiscard]] QAccessibleInterface *child(int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString &) override {} // The text is read-only.
    void *interface_cast(QAccessible::InterfaceType type) override;
    [[nodiscard]] QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    QPointer<QAbstractScrollArea> m_area;
};

/// A row of an item view: its name is the model's Qt::AccessibleTextRole; pressing it calls pressed() and
/// makes it the current row.
class ItemRowAccessible : public AddressedRowAccessible
{
public:
    explicit ItemRowAccessible(QAbstractItemView &view);

    [[nodiscard]] QModelIndex index() const;
    [[nodiscard]] QRect rect() const override;
    [[nodiscard]] QString text(QAccessible::Text type) const override;
    [[nodiscard]] QAccessible::State state() const override;
    [[nodiscard]] QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
    void doAction(const QString &name) override;

protected:
    virtual void press(const QModelIndex &index) = 0;

private:
    QPointer<QAbstractItemView> m_view;
};

} // namespace roost
