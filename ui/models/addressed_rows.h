// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariantMap>

class QAccessibleInterface;

namespace roost {

/// A list whose rows have a permanent address (a bare JID, a message id), in view or not. The accessible
/// interfaces of such lists implement this class too, so that the driver of scripted tests finds rows that
/// are hidden from screen readers. Main thread.
class AddressedRows
{
public:
    virtual ~AddressedRows() = default;
    /// Name of the address in selectors and facts: "jid".
    [[nodiscard]] virtual QString addressName() const = 0;
    [[nodiscard]] virtual int rowTotal() const = 0;
    /// -1 when there is none.
    [[nodiscard]] virtual int rowOf(const QString &address) const = 0;
    [[nodiscard]] virtual QString addressAt(int row) const = 0;
    /// The accessible name of a row.
    [[nodiscard]] virtual QString nameAt(int row) const = 0;
    /// The interface of a row, in view or not; owned by Qt's cache. nullptr when there is no such row.
    [[nodiscard]] virtual QAccessibleInterface *interfaceAt(int row) const = 0;
    /// Scrolls it into view.
    virtual void showRow(int row) = 0;
    /// Older rows, if there are any that have not been taken in yet; they come later.
    virtual void askForMore() {}
};

/// A row of such a list.
class AddressedRow
{
public:
    virtual ~AddressedRow() = default;
    [[nodiscard]] virtual QString address() const = 0;
    /// Facts that a test may query in addition to name and states: "presence" -> "away", "unread" -> 3 …
    [[nodiscard]] virtual QVariantMap facts() const = 0;
};

} // namespace roost
