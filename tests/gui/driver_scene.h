// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/automation.h"
#include "gui/driver_client.h"
#include "gui/gui_world.h"

namespace roost {

/// The window with contacts, online, and a driver with its client.
struct DriverScene
{
    explicit DriverScene(const QList<ContactRecord> &contacts)
    {
        world.openOnline(contacts);
        automation = std::make_unique<Automation>(
            AutomationWorld{*world.window, *world.host, world.settings, world.clock});
        if (!automation->start(0))
            qFatal("%s", qPrintable(automation->problem()));
        client = std::make_unique<DriverClient>(automation->url());
    }

    /// contact1@bar.com, Person 1 …
    [[nodiscard]] static QList<ContactRecord> people(int count)
    {
        QList<ContactRecord> people;
        for (int i = 1; i <= count; ++i)
            people.append(GuiWorld::contact(QStringLiteral("contact%1@bar.com").arg(i),
                                            QStringLiteral("Person %1").arg(i, 3, 10, QLatin1Char('0'))));
        return people;
    }

    GuiWorld world;
    std::unique_ptr<Automation> automation;
    std::unique_ptr<DriverClient> client;
};

} // namespace roost
