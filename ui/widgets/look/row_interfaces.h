// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessible>
#include <QHash>
#include <QTimer>

namespace roost {

/// The accessible interfaces of those rows of a list that were asked for, by something that is the row's for
/// as long as it is there. When they become many they are forgotten, once control is back in the event loop:
/// who asked for them may hold them until then, and asks anew for what it needs. Main thread.
template <typename Key> class RowInterfaces
{
public:
    RowInterfaces()
    {
        m_forgetting.setSingleShot(true);
        QObject::connect(&m_forgetting, &QTimer::timeout, &m_forgetting, [this] { forget(); });
    }
    ~RowInterfaces() { forget(); }
    RowInterfaces(const RowInterfaces &) = delete;
    RowInterfaces &operator=(const RowInterfaces &) = delete;

    /// The one for `key`; `make` makes a new one, which becomes Qt's.
    template <typename Make> [[nodiscard]] QAccessibleInterface *of(const Key &key, Make &&make)
    {
        if (const auto known = m_ids.constFind(key); known != m_ids.cend())
            return QAccessible::accessibleInterface(*known);
        QAccessibleInterface *made = make();
        m_ids.insert(key, QAccessible::registerAccessibleInterface(made));
        if (m_ids.size() > mostKept && !m_forgetting.isActive())
            m_forgetting.start(0);
        return made;
    }

private:
    static constexpr qsizetype mostKept = 512;

    void forget()
    {
        for (const QAccessible::Id id : std::as_const(m_ids))
            QAccessible::deleteAccessibleInterface(id);
        m_ids.clear();
    }

    QHash<Key, QAccessible::Id> m_ids;
    QTimer m_forgetting;
};

} // namespace roost
