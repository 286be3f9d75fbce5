// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/css_selector.h"

#include <QAccessible>
#include <QJsonValue>
#include <QRect>

class QWidget;

namespace roost {

class AddressedRow;
class AddressedRows;

/// Properties that the driver reads from the accessibility tree. Roles are spelled like ARIA's ("button",
/// "textbox", "listitem"), ids are object names, rectangles are global. Main thread.
namespace accessible {

[[nodiscard]] QString roleNameOf(QAccessible::Role role);
[[nodiscard]] QString idOf(QAccessibleInterface &element);
[[nodiscard]] QString nameOf(QAccessibleInterface &element);
/// Class names of its widget without namespace, the most derived first.
[[nodiscard]] QStringList classesOf(QAccessibleInterface &element);
/// Visible text of the element: the text of a label, button or editor; for a container, the texts of its
/// displayed descendants, line by line.
[[nodiscard]] QString textOf(QAccessibleInterface &element);
/// Its value: the text of an editor, the number of a slider; empty when it has none.
[[nodiscard]] QString valueOf(QAccessibleInterface &element);
/// id, class, name, role, value, description, text, a state ("true"), a fact of a row, or a Qt property.
[[nodiscard]] std::optional<QString> attributeOf(QAccessibleInterface &element, const QString &name);
/// The same as JSON, with numbers and booleans; null if there is no such property.
[[nodiscard]] QJsonValue propertyOf(QAccessibleInterface &element, const QString &name);
/// "focus", "checked", "disabled", "enabled", "selected", "expanded", "pressed", "visible", "hidden",
/// "editable", "read-only".
[[nodiscard]] bool hasState(QAccessibleInterface &element, const QString &state);
/// Every state that it has, for the source.
[[nodiscard]] QStringList statesOf(QAccessibleInterface &element);
/// It would be seen if it were scrolled to.
[[nodiscard]] bool isDisplayed(QAccessibleInterface &element);
/// The widget that is the element or contains it; nullptr if it was destroyed.
[[nodiscard]] QWidget *widgetOf(QAccessibleInterface &element);
/// The valid children.
[[nodiscard]] QList<QAccessibleInterface *> childrenOf(QAccessibleInterface &element);
[[nodiscard]] AddressedRow *rowOf(QAccessibleInterface &element);
/// The model's data of a row or cell, by the names of its roles; empty for all other elements.
[[nodiscard]] QVariantMap factsOf(QAccessibleInterface &element);
[[nodiscard]] AddressedRows *rowsOf(QAccessibleInterface &element);
/// "button #send "Send"", for messages to testers.
[[nodiscard]] QString sketchOf(QAccessibleInterface &element);

} // namespace accessible

/// An element while a tree is walked: knows the ones above it.
class AccessibleNode final : public CssNode
{
public:
    /// All must outlive the node.
    AccessibleNode(QAccessibleInterface &element, const AccessibleNode *above, int place, int siblings)
        : m_element(element)
        , m_above(above)
        , m_place(place)
        , m_siblings(siblings)
    {
    }

    [[nodiscard]] QAccessibleInterface &element() const { return m_element; }
    [[nodiscard]] const CssNode *parent() const override { return m_above; }
    [[nodiscard]] QString tag() const override { return accessible::roleNameOf(m_element.role()); }
    [[nodiscard]] QString id() const override { return accessible::idOf(m_element); }
    [[nodiscard]] bool hasClass(const QString &name) const override;
    [[nodiscard]] std::optional<QString> attribute(const QString &name) const override
    {
        return accessible::attributeOf(m_element, name);
    }
    [[nodiscard]] bool is(const QString &state) const override
    {
        return accessible::hasState(m_element, state);
    }
    [[nodiscard]] int position() const override { return m_place; }
    [[nodiscard]] int siblingCount() const override { return m_siblings; }

private:
    QAccessibleInterface &m_element;
    const AccessibleNode *m_above;
    int m_place;
    int m_siblings;
};

} // namespace roost
