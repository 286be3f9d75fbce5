// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/accessible_facts.h"
#include "automation/css_selector.h"
#include "models/addressed_rows.h"

namespace roost {

/// A row of a list, seen through its name and address only: rows that are not in view need no interface.
class DistantRow final : public CssNode
{
public:
    DistantRow(const AddressedRows &rows, int row, const AccessibleNode &list)
        : m_rows(rows)
        , m_row(row)
        , m_list(list)
    {
    }
    [[nodiscard]] const CssNode *parent() const override { return &m_list; }
    [[nodiscard]] QString tag() const override { return QStringLiteral("listitem"); }
    [[nodiscard]] QString id() const override { return m_rows.addressAt(m_row); }
    [[nodiscard]] bool hasClass(const QString &name) const override { return name == tag(); }
    [[nodiscard]] std::optional<QString> attribute(const QString &name) const override
    {
        if (name == QLatin1StringView("name"))
            return m_rows.nameAt(m_row);
        if (name == m_rows.addressName() || name == QLatin1StringView("id"))
            return m_rows.addressAt(m_row);
        QAccessibleInterface *element = m_rows.interfaceAt(m_row);
        return element == nullptr ? std::nullopt : accessible::attributeOf(*element, name);
    }
    [[nodiscard]] bool is(const QString &state) const override
    {
        QAccessibleInterface *element = m_rows.interfaceAt(m_row);
        return element != nullptr && accessible::hasState(*element, state);
    }
    [[nodiscard]] int position() const override { return m_row; }
    [[nodiscard]] int siblingCount() const override { return m_rows.rowTotal(); }

private:
    const AddressedRows &m_rows;
    int m_row;
    const AccessibleNode &m_list;
};

} // namespace roost
