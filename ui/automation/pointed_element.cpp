// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/pointed_element.h"

#include "automation/accessible_facts.h"
#include "models/addressed_rows.h"

#include <QApplication>
#include <QWidget>
#include <QWindow>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

QString quoted(QString text) { return u'"' + text.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1) + u'"'; }

/// An id that needs no quotes.
bool isPlainId(const QString &id)
{
    return std::all_of(id.cbegin(), id.cend(),
                       [](QChar c) { return c.isLetterOrNumber() || c == u'-' || c == u'_'; });
}

} // namespace

QAccessibleInterface *PointedElement::at(const QObject *window, const QPoint &global)
{
    for (QWidget *top : QApplication::topLevelWidgets()) {
        if (top->windowHandle() == nullptr || top->windowHandle() != window)
            continue;
        QWidget *hit = top->childAt(top->mapFromGlobal(global));
        // Qt's own parts (viewports) have no name; their parents have one.
        while (hit != nullptr && (hit->objectName().isEmpty() || hit->objectName().startsWith("qt_"_L1)))
            hit = hit->parentWidget();
        QAccessibleInterface *element = of(hit == nullptr ? top : hit);
        QAccessibleInterface *inside =
            element == nullptr ? nullptr : element->childAt(global.x(), global.y());
        return inside != nullptr && inside->isValid() && qobject_cast<QWidget *>(inside->object()) == nullptr
                   ? inside
                   : element;
    }
    return nullptr;
}

QAccessibleInterface *PointedElement::of(QObject *widget)
{
    return widget == nullptr ? nullptr : QAccessible::queryAccessibleInterface(widget);
}

QString PointedElement::selectorOf(QAccessibleInterface &element)
{
    const QString id = accessible::idOf(element);
    if (accessible::rowOf(element) != nullptr) {
        QAccessibleInterface *list = element.parent();
        const AddressedRows *rows = list == nullptr ? nullptr : accessible::rowsOf(*list);
        if (rows != nullptr)
            return selectorOf(*list) + " ["_L1 + rows->addressName() + u'=' + quoted(id) + u']';
    }
    if (!id.isEmpty())
        return isPlainId(id) ? u'#' + id : "[id="_L1 + quoted(id) + u']';
    return accessible::roleNameOf(element.role()) + "[name="_L1 + quoted(accessible::nameOf(element)) + u']';
}

} // namespace roost
