// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/tray_watch.h"
#include "support/patience.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// A panel, or what stands for one between the panel and the programs.
class Panel : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierWatcher")
    Q_PROPERTY(bool IsStatusNotifierHostRegistered MEMBER hasHost)

public:
    explicit Panel(bool host) : hasHost(host)
    {
        m_bus.registerObject(u"/StatusNotifierWatcher"_s, this,
                             QDBusConnection::ExportAllProperties | QDBusConnection::ExportAllSignals);
        m_bus.registerService(u"org.kde.StatusNotifierWatcher"_s);
    }
    ~Panel() override
    {
        m_bus.unregisterService(u"org.kde.StatusNotifierWatcher"_s);
        m_bus.unregisterObject(u"/StatusNotifierWatcher"_s);
    }
    Panel(const Panel &) = delete;
    Panel &operator=(const Panel &) = delete;

    bool hasHost;

Q_SIGNALS:
    void StatusNotifierHostRegistered();
    void StatusNotifierHostUnregistered();

private:
    QDBusConnection m_bus = QDBusConnection::sessionBus();
};

class TestTrayWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPanelComesAndGoes()
    {
        TrayWatch watch;
        QSignalSpy changed(&watch, &TrayWatch::changed);
        QVERIFY(!watch.hasHost());
        for (int round = 1; round <= 3; ++round) {
            auto panel = std::make_unique<Panel>(true);
            QTRY_VERIFY(watch.hasHost());
            panel.reset();
            QTRY_VERIFY(!watch.hasHost());
            QCOMPARE(changed.count(), 2 * round);
        }
    }

    void theHostOfAWatcherComesAndGoes()
    {
        Panel panel(false);
        TrayWatch watch;
        QSignalSpy changed(&watch, &TrayWatch::changed);
        QVERIFY(!watch.hasHost());
        panel.hasHost = true;
        Q_EMIT panel.StatusNotifierHostRegistered();
        QTRY_VERIFY(watch.hasHost());
        // The panel ends, what stands for it stays.
        panel.hasHost = false;
        Q_EMIT panel.StatusNotifierHostUnregistered();
        QTRY_VERIFY(!watch.hasHost());
        QCOMPARE(changed.count(), 2);
    }

    void oneThatIsThereIsKnownAtOnce()
    {
        // In a process of its own: the first question waits for its answer.
        Panel panel(true);
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"--report"_s});
        QTRY_COMPARE_WITH_TIMEOUT(child.state(), QProcess::NotRunning, 60'000);
        QCOMPARE(child.exitCode(), 7);
    }
};

} // namespace roost

int main(int argc, char **argv)
{
    if (argc == 2 && qstrcmp(argv[1], "--report") == 0) {
        QCoreApplication application(argc, argv);
        return roost::TrayWatch().hasHost() ? 7 : 0;
    }
    // A bus before anybody asks for the session's.
    QProcess bus;
    bus.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
    if (!bus.waitForStarted() || !bus.waitForReadyRead())
        return 1;
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus.readLine().trimmed());
    QCoreApplication application(argc, argv);
    roost::TestTrayWatch test;
    const int result = QTest::qExec(&test, argc, argv);
    bus.terminate();
    bus.waitForFinished();
    return result;
}

#include "test_tray_watch.moc"
