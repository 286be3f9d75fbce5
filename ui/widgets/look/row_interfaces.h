// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessible>
#include <QHash>
#include <QTimer>

namespace roost {

/// Cache of the accessible interfaces of those rows that were requested, by a key that stays valid as long as
/// the row. When the cache is full, it drops all interfaces after control returns to the event loop: a caller
/// may use an interface until then, and requests it again later. Main thread.
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
