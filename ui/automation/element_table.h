// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessible>
#include <QHash>
#include <QPointer>
#include <QString>

namespace roost {

/// Element references of a client. A widget is stored as such, a row by its list and address (it stays the
/// same element when it moves and when its accessible interface is created again), any other element by Qt's
/// id. Each element has one reference. Main thread.
class ElementTable
{
public:
    enum class Standing : quint8 {
        Present,
        Stale,   ///< It was there once.
        Unknown, ///< The reference was never issued.
    };
    struct Found
    {
        QAccessibleInterface *element = nullptr;
        Standing standing = Standing::Unknown;
    };

    [[nodiscard]] QString referenceOf(QAccessibleInterface &element);
    [[nodiscard]] Found find(const QString &reference) const;
    void clear();

private:
    struct Entry
    {
        QPointer<QObject> object; ///< The element's own, or its list's.
        QString address;          ///< Null: it is no row.
        QAccessible::Id id = 0;   ///< Qt's id of an element without an object.
    };

    [[nodiscard]] static QAccessibleInterface *resolve(const Entry &entry);

    QHash<QString, Entry> m_entries;
    QHash<QString, QString> m_references; ///< Reference by the key of the element.
    int m_last = 0;
};

} // namespace roost
