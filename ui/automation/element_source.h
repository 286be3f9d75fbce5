// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/driver_answer.h"

#include <QAccessible>

#include <variant>

namespace roost {

/// The tree as an XML document: one element per accessible interface, named by its role, with id, class,
/// name, value, description, states, place and the facts of rows as attributes, and the text of leaves as
/// text. libxml2 evaluates XPath 1.0 on that document. The document also contains rows out of view if the
/// expression names their address. Main thread.
class ElementSource
{
public:
    using Elements = QList<QAccessibleInterface *>;

    [[nodiscard]] static QString xml(const Elements &roots);
    /// Elements in document order. `isBelow`: the only root is the context node, otherwise the document is.
    /// An expression that is invalid or does not select elements is an invalid selector.
    [[nodiscard]] static std::variant<Elements, DriverError>
    findByXPath(const Elements &roots, const QString &expression, bool isBelow);
};

} // namespace roost
