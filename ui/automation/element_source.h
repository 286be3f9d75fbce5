// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/driver_answer.h"

#include <QAccessible>

#include <variant>

namespace roost {

/// The tree as an XML document: an element per accessible interface, named by its role, with id, class, name,
/// value, description, states, place and the facts of rows as attributes, and the text of leaves as text.
/// XPath 1.0 is evaluated over that document (libxml2), with the rows in it whose address the expression
/// says, in view or not. Main thread.
class ElementSource
{
public:
    using Elements = QList<QAccessibleInterface *>;

    [[nodiscard]] static QString xml(const Elements &roots);
    /// In document order. `isBelow`: the only root is the context node, else the document is. What selects no
    /// elements, or cannot be read, is an invalid selector.
    [[nodiscard]] static std::variant<Elements, DriverError>
    findByXPath(const Elements &roots, const QString &expression, bool isBelow);
};

} // namespace roost
