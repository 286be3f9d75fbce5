// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/announcement.h"

#include <QAccessible>
#include <QWidget>

namespace roost {

void announce(QWidget &widget, const QString &text)
{
    widget.setAccessibleName(text);
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    if (!QAccessible::isActive() || !widget.isVisible())
        return;
    QAccessibleAnnouncementEvent event(&widget, text);
    event.setPoliteness(QAccessible::AnnouncementPoliteness::Polite);
    QAccessible::updateAccessibility(&event);
#endif
}

} // namespace roost
