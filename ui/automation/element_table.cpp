// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/element_table.h"

#include "automation/accessible_facts.h"
#include "models/addressed_rows.h"

namespace roost {

using namespace Qt::StringLiterals;

QString ElementTable::referenceOf(QAccessibleInterface &element)
{
    Entry entry;
    QString key;
    if (const AddressedRow *row = accessible::rowOf(element)) {
        QAccessibleInterface *list = element.parent();
        entry.object = list == nullptr ? nullptr : list->object();
        entry.address = row->address();
        key = u'r' + QString::number(quintptr(entry.object.data()), 16) + u'/' + entry.address;
    } else if (QObject *object = element.object()) {
        entry.object = object;
        key = u'o' + QString::number(quintptr(object), 16);
    } else {
        entry.id = QAccessible::uniqueId(&element);
        key = u'i' + QString::number(entry.id);
    }
    // The memory address of a destroyed object may have been reused by a new one.
    if (const auto known = m_references.constFind(key); known != m_references.cend()) {
        const Entry &old = m_entries[*known];
        if (entry.object == nullptr || old.object == entry.object)
            return *known;
    }
    const QString reference = "e"_L1 + QString::number(++m_last);
    m_entries.insert(reference, entry);
    m_references.insert(key, reference);
    return reference;
}

QAccessibleInterface *ElementTable::resolve(const Entry &entry)
{
    if (entry.id != 0)
        return QAccessible::accessibleInterface(entry.id);
    if (entry.object == nullptr)
        return nullptr;
    QAccessibleInterface *element = QAccessible::queryAccessibleInterface(entry.object);
    if (element == nullptr || entry.address.isNull())
        return element;
    const AddressedRows *rows = accessible::rowsOf(*element);
    return rows == nullptr ? nullptr : rows->interfaceAt(rows->rowOf(entry.address));
}

ElementTable::Found ElementTable::find(const QString &reference) const
{
    const auto entry = m_entries.constFind(reference);
    if (entry == m_entries.cend())
        return {};
    QAccessibleInterface *element = resolve(*entry);
    if (element == nullptr || !element->isValid())
        return {nullptr, Standing::Stale};
    return {element, Standing::Present};
}

void ElementTable::clear()
{
    m_entries.clear();
    m_references.clear();
}

} // namespace roost
