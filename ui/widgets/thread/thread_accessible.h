// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/addressed_rows.h"
#include "widgets/look/row_interfaces.h"

#include <QAccessibleWidget>

namespace roost {

class ThreadView;

/// The messages for screen readers: a list whose children are the visible messages only, and the button to
/// the end while it is visible. A message's name is "sender, time, text, state", its description "message n
/// of N".
class ThreadAccessible final : public QAccessibleWidget, public AddressedRows
{
public:
    explicit ThreadAccessible(ThreadView &view);

    /// Makes Qt use this class for each ThreadView; once or more.
    static void install();
    /// Notifies screen readers that the keyboard focus moved to message `row`.
    static void tellFocus(ThreadView &view, int row);

    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface *child(int index) const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override;
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override;
    [[nodiscard]] QAccessibleInterface *focusChild() const override;
    [[nodiscard]] QString text(QAccessible::Text type) const override;

    // The address of a row is the message's id.
    [[nodiscard]] QString addressName() const override;
    [[nodiscard]] int rowTotal() const override;
    [[nodiscard]] int rowOf(const QString &address) const override;
    [[nodiscard]] QString addressAt(int row) const override;
    [[nodiscard]] QString nameAt(int row) const override;
    [[nodiscard]] QAccessibleInterface *interfaceAt(int row) const override { return messageInterface(row); }
    void showRow(int row) override;
    void askForMore() override;

private:
    [[nodiscard]] int messageCount() const;
    [[nodiscard]] QAccessibleInterface *messageInterface(int row) const;

    ThreadView &m_view;
    mutable RowInterfaces<QString> m_rows; ///< By conversation and message.
};

} // namespace roost
