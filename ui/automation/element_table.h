// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessible>
#include <QHash>
#include <QPointer>
#include <QString>

namespace roost {

/// The names under which a client knows elements. A widget is remembered as such, a row by its list and its
/// address (so it stays the same element wherever it moves and however often its interface is made anew),
/// what is neither by Qt's id. One element has one reference. Main thread.
class ElementTable
{
public:
    enum class Standing : quint8 {
        Present,
        Stale,   ///< It was there once.
        Unknown, ///< Nobody ever got this reference.
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
        QAccessible::Id id = 0;   ///< Of what has no object.
    };

    [[nodiscard]] static QAccessibleInterface *resolve(const Entry &entry);

    QHash<QString, Entry> m_entries;
    QHash<QString, QString> m_references; ///< By what identifies the element.
    int m_last = 0;
};

} // namespace roost
