// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/live_region.h"

#include "widgets/look/provide_accessible.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace roost {

namespace {

/// A role that screen readers read out when it shows (AT-SPI: notification).
class LiveRegionAccessible final : public QAccessibleWidget
{
public:
    explicit LiveRegionAccessible(LiveRegion &region) : QAccessibleWidget(&region, QAccessible::Notification)
    {
    }
};

} // namespace

LiveRegion::LiveRegion(QWidget *parent) : QWidget(parent)
{
    provideAccessible<LiveRegion, LiveRegionAccessible>();
    setObjectName(QStringLiteral("announcements")); // Another one where there are two.
    setAccessibleName(tr("Announcements"));
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    resize(0, 0);
}

void LiveRegion::say(const QString &text)
{
    if (text.isEmpty())
        return;
    setAccessibleName(text);
    Q_EMIT said(text);
    if (!QAccessible::isActive())
        return;
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(this, text);
    QAccessible::updateAccessibility(&event);
#else
    // No announcements yet: a notification that goes and comes is read out each time.
    for (const QAccessible::Event kind :
         {QAccessible::ObjectHide, QAccessible::ObjectShow, QAccessible::Alert}) {
        QAccessibleEvent event(this, kind);
        QAccessible::updateAccessibility(&event);
    }
#endif
}

} // namespace roost
