// SPDX-License-Identifier: GPL-3.0-or-later
// A tray that comes and goes: the window is never out of reach.
#include "gui/gui_world.h"
#include "widgets/window/tray.h"

#include <QMenu>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

class TestTray : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hidesOnlyWhileATrayIsThere()
    {
        GuiWorld world;
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        MainWindow &window = *world.window;
        QSignalSpy quit(&window, &MainWindow::quitRequested);
        window.setHidesOnClose(true);
        window.close();
        QVERIFY(window.isHidden());
        // The panel ends: only the taskbar can bring the window back.
        window.setHidesOnClose(false);
        QVERIFY(window.isVisible());
        QVERIFY(window.isMinimized());
        // A panel that has gone unseen is noticed when the window closes.
        window.showNormal();
        window.setHidesOnClose(true);
        connect(&window, &MainWindow::closing, &window, [&window] { window.setHidesOnClose(false); });
        QCOMPARE(quit.count(), 0);
        window.close();
        QCOMPARE(quit.count(), 1);
    }

    void recreatesTrayIcon()
    {
        GuiWorld world;
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        Tray tray(world.context, *world.host);
        tray.setShown(true);
        QPointer<QSystemTrayIcon> first = &tray.icon();
        tray.setShown(false);
        QVERIFY(!first);
        QVERIFY(!tray.isShown());
        tray.setShown(true);
        QCOMPARE(tray.icon().toolTip(), u"Roost: 3 unread conversations"_s);
        QVERIFY(!tray.icon().icon().isNull());
        QVERIFY(tray.icon().contextMenu());
        QSignalSpy toggles(&tray, &Tray::toggleRequested);
        Q_EMIT tray.icon().activated(QSystemTrayIcon::Trigger);
        QCOMPARE(toggles.count(), 1);
    }
};

} // namespace roost

QTEST_MAIN(roost::TestTray)
#include "test_tray.moc"
