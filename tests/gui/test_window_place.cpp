// SPDX-License-Identifier: GPL-3.0-or-later
// The window is on the screen, however small that is and wherever it was before.
#include "gui/gui_world.h"
#include "widgets/look/window_place.h"
#include "widgets/thread/composer.h"
#include "widgets/thread/thread_pane.h"
#include "widgets/window/chat_page.h"

#include <QApplication>
#include <QProcess>
#include <QScreen>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QMargins frame(4, 36, 4, 4); ///< Frame of a window manager.

/// Body of a child process: opens the window at the place in `remembered` and prints the part that is outside
/// of the screen.
int report(const QString &remembered)
{
    GuiWorld world;
    if (!remembered.isEmpty()) {
        const QStringList parts = remembered.split(u',');
        QMainWindow before;
        before.setGeometry(parts[0].toInt(), parts[1].toInt(), parts[2].toInt(), parts[3].toInt());
        world.settings.setWindowGeometry(before.saveGeometry());
    }
    world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
    world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
    world.turn();
    const QRect screen = QGuiApplication::primaryScreen()->availableGeometry();
    const QWidget &composer = world.window->chat()->pane().composer();
    const QRect place(composer.mapToGlobal(QPoint()), composer.size());
    const QSize room = screen.marginsRemoved(frame).size();
    const bool fits = world.window->width() <= room.width() && world.window->height() <= room.height();
    std::printf("%s %s %s\n", screen.contains(place) ? "whole" : "cut",
                screen.contains(world.window->geometry()) ? "inside" : "outside", fits ? "fits" : "large");
    return 0;
}

} // namespace

class TestWindowPlace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesWithin_data()
    {
        QTest::addColumn<QRect>("available");
        QTest::addColumn<QRect>("wanted");
        QTest::addColumn<QRect>("placed");
        const QRect large(0, 0, 1920, 1080);
        QTest::newRow("room enough") << large << QRect(100, 100, 1180, 760) << QRect(100, 100, 1180, 760);
        QTest::newRow("1366 x 768") << QRect(0, 0, 1366, 768) << QRect(0, 0, 1180, 760)
                                    << QRect(4, 36, 1180, 728);
        QTest::newRow("with a panel of 40 px below")
            << QRect(0, 0, 1366, 728) << QRect(0, 0, 1180, 760) << QRect(4, 36, 1180, 688);
        QTest::newRow("1280 x 720 at 200 %")
            << QRect(0, 0, 640, 360) << QRect(0, 0, 1180, 760) << QRect(4, 36, 632, 320);
        QTest::newRow("a screen that is gone")
            << large << QRect(3000, 100, 1180, 760) << QRect(736, 100, 1180, 760);
        QTest::newRow("above the screen") << large << QRect(10, -300, 1180, 760) << QRect(10, 36, 1180, 760);
        QTest::newRow("half below") << large << QRect(10, 900, 1180, 760) << QRect(10, 316, 1180, 760);
        QTest::newRow("the second screen")
            << QRect(1920, 0, 1280, 720) << QRect(1900, 0, 1400, 900) << QRect(1924, 36, 1272, 680);
    }
    void placesWithin()
    {
        QFETCH(const QRect, available);
        QFETCH(const QRect, wanted);
        QFETCH(const QRect, placed);
        QCOMPARE(placedWithin(available, frame, wanted), placed);
        QVERIFY(available.contains(placed.marginsAdded(frame)));
    }

    void theComposerIsOnTheScreen_data()
    {
        QTest::addColumn<QString>("screen");
        QTest::addColumn<QString>("scale");
        QTest::addColumn<QString>("remembered");
        for (const char *screen : {"1366x768", "1280x720"}) {
            for (const char *scale : {"1", "2"}) {
                for (const char *remembered :
                     {"", "1800,1400,1180,760", "-900,-500,1180,760", "10,10,2400,1500"})
                    QTest::addRow("%s x%s %s", screen, scale, remembered)
                        << QString::fromLatin1(screen) << QString::fromLatin1(scale)
                        << QString::fromLatin1(remembered);
            }
        }
    }
    void theComposerIsOnTheScreen()
    {
        QFETCH(const QString, screen);
        QFETCH(const QString, scale);
        QFETCH(const QString, remembered);
        QProcess display;
        display.start(u"Xvfb"_s, {u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, screen + u"x24"_s,
                                  u"-nolisten"_s, u"tcp"_s});
        QVERIFY(display.waitForStarted() && display.waitForReadyRead());
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"WAYLAND_DISPLAY"_s);
        environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
        environment.insert(u"DISPLAY"_s, u':' + QString::fromLatin1(display.readLine().trimmed()));
        environment.insert(u"QT_SCALE_FACTOR"_s, scale);
        QProcess child;
        child.setProcessEnvironment(environment);
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(), {u"--report"_s, remembered});
        const bool hasEnded = child.waitForFinished(60'000);
        display.terminate();
        display.waitForFinished();
        QVERIFY(hasEnded);
        QCOMPARE(child.readAllStandardOutput().trimmed(), QByteArray("whole inside fits"));
    }
};

} // namespace roost

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (const qsizetype at = arguments.indexOf(u"--report"_s); at > 0)
        return roost::report(arguments.value(at + 1));
    roost::TestWindowPlace test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_window_place.moc"
