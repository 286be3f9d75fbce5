// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessible>

namespace roost {

/// From now on screen readers get an `Accessible` for each `View`; once or more.
template <typename View, typename Accessible> void provideAccessible()
{
    static const bool provided = [] {
        QAccessible::installFactory([](const QString &name, QObject *object) -> QAccessibleInterface * {
            auto *view = name == QLatin1StringView(View::staticMetaObject.className())
                             ? qobject_cast<View *>(object)
                             : nullptr;
            return view == nullptr ? nullptr : new Accessible(*view);
        });
        return true;
    }();
    Q_UNUSED(provided)
}

} // namespace roost
